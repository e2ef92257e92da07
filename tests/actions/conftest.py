"""A migrated base for the tests of actions."""

import shutil
from pathlib import Path

import pytest

from records.schema import upgrade


@pytest.fixture(scope="session")
def empty_base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("base") / "line.db"
    upgrade(f"sqlite+aiosqlite:///{file}")
    return file


@pytest.fixture
def base_url(empty_base: Path, tmp_path: Path) -> str:
    shutil.copy(empty_base, tmp_path / "line.db")
    return f"sqlite+aiosqlite:///{tmp_path / 'line.db'}"
