"""The migrations make exactly the tables that the code knows."""

import asyncio
import importlib
import pkgutil
import sqlite3
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine

import bot
import handoff
import records
from bot.kit.db import metadata
from bot.kit.errors import FrontlineError
from records import schema


def modules_of_tables(package: ModuleType) -> Iterator[str]:
    for module in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
        if module.name.endswith(".tables"):
            yield module.name


def test_the_migrated_base_has_exactly_the_tables_of_the_code(migrated_file: Path) -> None:
    for package in (records, handoff, bot):
        for name in modules_of_tables(package):
            importlib.import_module(name)

    engine = create_engine(f"sqlite:///{migrated_file}")
    with engine.connect() as connection:
        differences = compare_metadata(MigrationContext.configure(connection), metadata)
    engine.dispose()
    assert "conversations" in metadata.tables
    assert differences == []


def tables_in(file: Path) -> set[str]:
    with sqlite3.connect(file) as connection:
        return {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}


def test_upgrading_again_changes_nothing(base_url: str, tmp_path: Path) -> None:
    before = tables_in(tmp_path / "frontline.db")
    schema.upgrade(base_url)

    assert tables_in(tmp_path / "frontline.db") == before
    assert {"conversations", "turns", "orders"} <= before


async def test_two_lines_that_start_at_once_make_the_tables_once(tmp_path: Path) -> None:
    url = f"sqlite+aiosqlite:///{tmp_path / 'new.db'}"
    # Processes, because a process has one Alembic at a time.
    command = f"from records import schema; schema.upgrade({url!r})"
    starts = [await asyncio.create_subprocess_exec(sys.executable, "-c", command) for _ in range(2)]

    assert [await start.wait() for start in starts] == [0, 0]
    assert "turns" in tables_in(tmp_path / "new.db")


def test_a_migration_that_fails_leaves_nothing_behind(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "foreign.db") as connection:
        connection.execute("CREATE TABLE tasks (somebody_elses TEXT)")

    with pytest.raises(FrontlineError, match="tasks"):
        schema.upgrade(f"sqlite+aiosqlite:///{tmp_path / 'foreign.db'}")
    assert tables_in(tmp_path / "foreign.db") == {"tasks"}


def test_a_migration_that_fails_leaves_no_thread_that_would_keep_the_line_from_ending(tmp_path: Path) -> None:
    (tmp_path / "damaged.db").write_text("no base at all, but long enough to be taken for the header of one\n" * 9)
    before = set(threading.enumerate())

    with pytest.raises(FrontlineError):
        schema.upgrade(f"sqlite+aiosqlite:///{tmp_path / 'damaged.db'}")
    assert set(threading.enumerate()) <= before
