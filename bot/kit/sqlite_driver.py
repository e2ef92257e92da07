"""SQLite behind a thread a connection, one trip to the thread a statement.

The driver under it makes four (cursor, execute, fetch, close), and a trip costs more than most statements.
"""

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any, Protocol, TypeVar

import aiosqlite

Outcome = TypeVar("Outcome")


class _RunsInThread(Protocol):
    async def run(self, work: Callable[[sqlite3.Connection], Outcome]) -> Outcome: ...


class OneTripCursor:
    """What SQLAlchemy asks of a driver's cursor. The rows are here as soon as the statement has run."""

    arraysize = 1

    def __init__(self, connection: _RunsInThread) -> None:
        self._connection = connection
        self._rows: list[Any] = []
        self.description: Sequence[Any] | None = None
        self.rowcount = -1
        self.lastrowid: int | None = None

    async def __aenter__(self) -> "OneTripCursor":
        return self

    async def execute(self, sql: str, parameters: Iterable[Any] = ()) -> None:
        self._take(await self._connection.run(partial(_execute, sql=sql, parameters=parameters)))

    async def executemany(self, sql: str, parameters: Iterable[Iterable[Any]]) -> None:
        self._take(await self._connection.run(partial(_execute_many, sql=sql, parameters=parameters)))

    def _take(self, ran: "_Ran") -> None:
        self._rows, self.description, self.rowcount, self.lastrowid = ran

    async def fetchall(self) -> list[Any]:
        return self._rows

    async def close(self) -> None:
        self._rows = []


_Ran = tuple[list[Any], Sequence[Any] | None, int, int | None]
"""Rows, description, count of rows, id of the last row."""


def _execute(connection: sqlite3.Connection, sql: str, parameters: Iterable[Any]) -> _Ran:
    return _whole(connection.execute(sql, parameters))  # type: ignore[arg-type]


def _execute_many(connection: sqlite3.Connection, sql: str, parameters: Iterable[Iterable[Any]]) -> _Ran:
    return _whole(connection.executemany(sql, parameters))  # type: ignore[arg-type]


def _whole(cursor: sqlite3.Cursor) -> _Ran:
    # The count is right only after the last row.
    rows = cursor.fetchall()
    ran = rows, cursor.description, cursor.rowcount, cursor.lastrowid
    cursor.close()
    return ran


class OneTripConnection(aiosqlite.Connection):
    def __init__(self, path: str) -> None:
        super().__init__(lambda: sqlite3.connect(path, isolation_level=None), iter_chunk_size=64)
        # A connection that nobody closed must not keep the process from ending.
        self._thread.daemon = True
        self._is_clean = True

    async def run(self, work: Callable[[sqlite3.Connection], Outcome]) -> Outcome:
        self._is_clean = False
        outcome: Outcome = await self._execute(work, self._conn)  # type: ignore[no-untyped-call]
        return outcome

    def cursor(self) -> OneTripCursor:  # type: ignore[override]
        return OneTripCursor(self)

    async def commit(self) -> None:
        """A commit that fails is a transaction that never was: SQLite would keep it open for another try."""
        try:
            await super().commit()
        except sqlite3.Error:
            await super().rollback()
            raise
        self._is_clean = True

    async def rollback(self) -> None:
        """SQLAlchemy rolls back whatever comes back to its pool; after a commit that is a trip for nothing."""
        if not self._is_clean:
            await super().rollback()
            self._is_clean = True


async def connect(path: str) -> OneTripConnection:
    connection = OneTripConnection(path)
    await connection
    return connection
