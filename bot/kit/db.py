"""The database: one unit of work per request or job; messages leave after the commit."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Coroutine, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from sqlalchemy import DateTime, Dialect, MetaData, String, Table, event, make_url
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.types import TypeDecorator

from bot.kit import sqlite_driver

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class Instant(TypeDecorator[datetime]):
    """A UTC instant that comes back with its zone (SQLite forgets zones)."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant needs its zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return None if value is None else value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Money(TypeDecorator[Decimal]):
    """An exact sum, kept as text so that no database turns it into a float."""

    impl = String(24)
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> str | None:
        return None if value is None else f"{value:f}"

    def process_result_value(self, value: str | None, dialect: Dialect) -> Decimal | None:
        return None if value is None else Decimal(value)


class UnitOfWork:
    """One transaction. What is told to `after_commit` happens when, and only when, the commit has succeeded."""

    def __init__(self, connection: AsyncConnection) -> None:
        self.connection = connection
        self._after_commit: list[Callable[[], None]] = []

    def after_commit(self, act: Callable[[], None]) -> None:
        """`act` must not fail: by then the transaction is history, and its caller must not be told otherwise."""
        self._after_commit.append(act)

    def run_after_commit(self) -> None:
        for act in self._after_commit:
            act()

    def insert(self, table: Table) -> sqlite.Insert | postgresql.Insert:
        """An INSERT with `on_conflict_do_update` and `on_conflict_do_nothing`, which every base spells in its way."""
        return sqlite.insert(table) if self.connection.dialect.name == "sqlite" else postgresql.insert(table)


class Database:
    def __init__(self, url: str) -> None:
        """`url` as SQLAlchemy writes it, e.g. `sqlite+aiosqlite:///data/frontline.db`."""
        self.url = url
        self._writer: AsyncEngine | None = None
        self._reader: AsyncEngine | None = None

    async def open(self) -> None:
        if self.url.startswith("sqlite"):
            self._writer = _connect_sqlite_writer(self.url)
            self._reader = _connect_sqlite_reader(self.url)
        else:
            self._writer = create_async_engine(self.url, **_ENGINE)
            self._reader = self._writer.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)

    async def close(self) -> None:
        for engine in (self._writer, self._reader):
            if engine is not None:
                await engine.dispose()
        self._writer = self._reader = None

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[UnitOfWork]:
        """A transaction that commits when the block ends well and rolls back otherwise; nobody commits inside.

        On SQLite writers wait for one another in the order of their coming: never begin a second one inside the block,
        and never wait in it for anything but the base.
        """
        async with _opened(self._writer).connect() as connection:
            await connection.begin()
            unit = UnitOfWork(connection)
            yield unit
            await _to_the_end(_commit(unit))

    @asynccontextmanager
    async def read(self) -> AsyncIterator[UnitOfWork]:
        """A consistent look at the base that never waits for a writer. Writing in it is an error."""
        async with _opened(self._reader).begin() as connection:
            yield UnitOfWork(connection)


async def _commit(unit: UnitOfWork) -> None:
    # The writer's turn is not given up before its messages have left: they leave in the order of the commits.
    await unit.connection.commit()
    unit.run_after_commit()


async def _to_the_end(work: Coroutine[Any, Any, None]) -> None:
    """Whoever is cancelled while committing is told so after the commit: it happens whole or not at all."""
    task = asyncio.ensure_future(work)
    try:
        await asyncio.shield(task)
    except asyncio.CancelledError:
        await asyncio.wait([task])
        raise


def _opened(engine: AsyncEngine | None) -> AsyncEngine:
    if engine is None:
        raise RuntimeError("the database is not open")
    return engine


def _connect_sqlite_writer(url: str) -> AsyncEngine:
    # SQLite has one writer at a time: ours queue for the only connection instead of polling for the file's lock.
    # A transaction that will write takes the lock at once: upgrading a read lock later can deadlock.
    return _connect_sqlite(url, begin="BEGIN IMMEDIATE", pragmas=_PRAGMAS, pool_size=1, max_overflow=0)


def _connect_sqlite_reader(url: str) -> AsyncEngine:
    return _connect_sqlite(url, begin="BEGIN", pragmas=(*_PRAGMAS, "query_only=ON"))


_PRAGMAS = ("busy_timeout=5000", "journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON")


def _connect_sqlite(url: str, *, begin: str, pragmas: Sequence[str], **pool: int) -> AsyncEngine:
    path = make_url(url).database or ":memory:"
    engine = create_async_engine(url, async_creator=lambda: sqlite_driver.connect(path), **_ENGINE, **pool)
    event.listen(engine.sync_engine, "connect", lambda connection, _record: _set_pragmas(connection, pragmas))
    event.listen(engine.sync_engine, "begin", lambda connection: connection.exec_driver_sql(begin))
    return engine


def _set_pragmas(connection: Any, pragmas: Sequence[str]) -> None:
    cursor = connection.cursor()
    for pragma in pragmas:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _to_json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


# What a statement was to write are a customer's words: an error that is logged must not quote them.
_ENGINE: Mapping[str, Any] = MappingProxyType({"json_serializer": _to_json, "hide_parameters": True})
