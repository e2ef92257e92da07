"""The unit of work on a real SQLite file: all or nothing, one writer after another, messages after the commit."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import JSON, Column, Integer, MetaData, Table, func, insert, select, text
from sqlalchemy.exc import IntegrityError, OperationalError, StatementError

from bot.kit.db import Database, Instant, Money, UnitOfWork

things = Table(
    "things",
    MetaData(),
    Column("id", Integer, primary_key=True),
    Column("at", Instant),
    Column("price", Money),
    Column("content", JSON),
)


@pytest.fixture
async def databases(tmp_path: Path) -> AsyncIterator[list[Database]]:
    """Two lines at one base."""
    async with AsyncExitStack() as stack:
        lines = [Database(f"sqlite+aiosqlite:///{tmp_path / 'base.db'}") for _ in range(2)]
        for line in lines:
            await line.open()
            stack.push_async_callback(line.close)
        async with lines[0].begin() as unit:
            await unit.connection.run_sync(things.metadata.create_all)
        yield lines


@pytest.fixture
def database(databases: list[Database]) -> Database:
    return databases[0]


async def add_thing(unit: UnitOfWork, **values: Any) -> None:
    await unit.connection.execute(insert(things).values(**values))


async def count(database: Database) -> int:
    async with database.read() as unit:
        return (await unit.connection.execute(select(func.count()).select_from(things))).scalar_one()


async def test_a_block_that_ends_well_is_committed_and_then_told_of(database: Database) -> None:
    told: list[str] = []
    async with database.begin() as unit:
        unit.after_commit(lambda: told.append("first"))
        unit.after_commit(lambda: told.append("second"))
        await add_thing(unit, id=1)
        assert told == []

    assert told == ["first", "second"]
    assert await count(database) == 1


async def test_a_block_that_fails_leaves_nothing_and_tells_nothing(database: Database) -> None:
    told: list[str] = []

    async def fail() -> None:
        async with database.begin() as unit:
            unit.after_commit(lambda: told.append("told"))
            await add_thing(unit, id=1)
            raise LookupError("no such street")

    with pytest.raises(LookupError):
        await fail()
    assert (await count(database), told) == (0, [])


async def test_a_commit_that_fails_tells_nothing(database: Database) -> None:
    told: list[str] = []

    async def fail() -> None:
        async with database.begin() as unit:
            unit.after_commit(lambda: told.append("told"))
            # The base finds out about a deferred reference only when committing.
            await unit.connection.execute(text("CREATE TABLE owners (id INTEGER PRIMARY KEY)"))
            await unit.connection.execute(
                text("CREATE TABLE pets (owner INTEGER REFERENCES owners(id) DEFERRABLE INITIALLY DEFERRED)")
            )
            await unit.connection.execute(text("INSERT INTO pets VALUES (5)"))

    with pytest.raises(IntegrityError):
        await fail()
    assert told == []
    async with database.begin() as unit:
        await add_thing(unit, id=1)
    assert await count(database) == 1


async def test_who_is_cancelled_in_the_middle_leaves_nothing_and_lets_the_next_writer_in(database: Database) -> None:
    inside, never = asyncio.Event(), asyncio.Event()

    async def write() -> None:
        async with database.begin() as unit:
            await add_thing(unit, id=1)
            inside.set()
            await never.wait()

    writer = asyncio.ensure_future(write())
    await inside.wait()
    writer.cancel()
    with pytest.raises(asyncio.CancelledError):
        await writer

    assert await count(database) == 0
    async with database.begin() as unit:
        await add_thing(unit, id=1)
    assert await count(database) == 1


@pytest.mark.parametrize("steps", range(12))
async def test_a_cancelled_commit_is_told_of_exactly_when_it_happened(database: Database, steps: int) -> None:
    """Cancelled after any number of steps of the loop: what is in the base and what was told agree."""
    told: list[int] = []
    leaving = asyncio.Event()

    async def write() -> None:
        async with database.begin() as unit:
            unit.after_commit(lambda: told.append(1))
            await add_thing(unit, id=1)
            leaving.set()

    writer = asyncio.ensure_future(write())
    await leaving.wait()
    for _ in range(steps):
        await asyncio.sleep(0)
    writer.cancel()
    await asyncio.gather(writer, return_exceptions=True)

    assert await count(database) == len(told)


async def test_who_is_cancelled_while_waiting_for_the_writer_of_another_line_blocks_nobody(
    databases: list[Database],
) -> None:
    here, there = databases

    async def write() -> None:
        async with there.begin() as unit:
            await add_thing(unit, id=2)

    async with here.begin() as unit:
        await add_thing(unit, id=1)
        waiting = asyncio.ensure_future(write())
        for _ in range(20):
            await asyncio.sleep(0)
        waiting.cancel()
        ended = asyncio.gather(waiting, return_exceptions=True)
    await ended
    async with here.begin() as unit:
        await add_thing(unit, id=3)
    async with there.begin() as unit:
        await add_thing(unit, id=4)
    assert await count(here) == 3


async def test_a_writer_of_another_line_waits_for_its_turn(databases: list[Database]) -> None:
    order: list[str] = []
    here, there = databases

    async def write() -> None:
        async with there.begin() as unit:
            order.append("there")
            await add_thing(unit)

    async with here.begin() as unit:
        waiting = asyncio.ensure_future(write())
        for _ in range(20):
            await add_thing(unit)
        order.append("here")
    await waiting
    assert order == ["here", "there"]
    assert await count(here) == 21


async def test_writers_of_one_line_come_in_order_and_so_do_their_messages(database: Database) -> None:
    told: list[int] = []

    async def write(number: int) -> None:
        async with database.begin() as unit:
            await add_thing(unit, id=number)
            unit.after_commit(lambda: told.append(number))

    await asyncio.gather(*(write(number) for number in range(1, 31)))
    assert told == list(range(1, 31))


async def test_a_reader_does_not_wait_for_a_writer_and_sees_what_was_committed(database: Database) -> None:
    async with database.begin() as unit:
        await add_thing(unit, id=1)
        assert await count(database) == 0
    assert await count(database) == 1


async def test_a_reader_sees_one_moment(database: Database) -> None:
    async with database.read() as reader:
        before = (await reader.connection.execute(select(func.count()).select_from(things))).scalar_one()
        async with database.begin() as unit:
            await add_thing(unit, id=1)
        after = (await reader.connection.execute(select(func.count()).select_from(things))).scalar_one()
    assert (before, after) == (0, 0)


async def test_a_reader_cannot_write(database: Database) -> None:
    async def write_as_reader() -> None:
        async with database.read() as unit:
            await add_thing(unit, id=1)

    with pytest.raises(OperationalError, match="readonly"):
        await write_as_reader()
    assert await count(database) == 0


async def test_instants_money_and_json_come_back_as_they_went(database: Database) -> None:
    moscow = timezone(timedelta(hours=3))
    at = datetime(2026, 11, 23, 15, 30, 0, 125, tzinfo=moscow)
    content = {"слова": ["ёж", 0.5, None], "nothing": {}}
    async with database.begin() as unit:
        await add_thing(unit, id=1, at=at, price=Decimal("0.10"), content=content)
        await add_thing(unit, id=2, at=None, price=Decimal("1E+3"), content=None)

    async with database.read() as unit:
        first, second = (await unit.connection.execute(select(things).order_by(things.c.id))).all()
    assert (first.at, first.at.tzinfo, first.content) == (at, UTC, content)
    assert str(first.price) == "0.10"
    assert (second.at, str(second.price), second.content) == (None, "1000", None)


async def test_an_instant_without_a_zone_is_refused(database: Database) -> None:
    async def write() -> None:
        async with database.begin() as unit:
            await add_thing(unit, id=1, at=datetime(2026, 11, 23, 15, 30))  # noqa: DTZ001

    with pytest.raises(StatementError, match="needs its zone"):
        await write()


async def test_an_insert_can_say_what_to_do_when_the_row_is_there(database: Database) -> None:
    async with database.begin() as unit:
        await add_thing(unit, id=1, price=Decimal(1))
        again = unit.insert(things).values(id=1, price=Decimal(2))
        await unit.connection.execute(again.on_conflict_do_update(index_elements=["id"], set_={"price": Decimal(2)}))
        ignored = unit.insert(things).values(id=1, price=Decimal(3)).on_conflict_do_nothing()
        await unit.connection.execute(ignored)

    async with database.read() as unit:
        assert (await unit.connection.execute(select(things.c.price))).scalars().all() == [Decimal(2)]


async def test_a_database_that_is_not_open_says_so(tmp_path: Path) -> None:
    database = Database(f"sqlite+aiosqlite:///{tmp_path / 'base.db'}")
    with pytest.raises(RuntimeError, match="not open"):
        async with database.begin():
            pass


async def test_an_error_of_the_base_quotes_nothing_that_was_to_be_written(database: Database) -> None:
    async with database.begin() as unit:
        await add_thing(unit, id=1)
        with pytest.raises(IntegrityError) as refused:
            await add_thing(unit, id=1, content={"said": "Лесная 5, +7 916 123-45-67"})

    assert "Лесная" not in str(refused.value)
    assert "INSERT INTO things" in str(refused.value)
