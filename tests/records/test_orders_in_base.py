"""Orders: numbered by company, placed once, exact to the kopeck."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

import pytest

from bot.kit.db import Database
from records.conversations.model import Conversation
from records.orders import store
from records.orders.model import Handover, NewOrder, OrderLine, OrderState, PlacedOrder

OpenDatabases = Callable[[int], Awaitable[list[Database]]]


@pytest.fixture
def new_order(conversation: Conversation) -> NewOrder:
    return NewOrder(
        company="shop",
        conversation=conversation.id,
        contact=conversation.contact,
        lines=(
            OrderLine("sh-1", "Шампунь", Decimal(2), Decimal("199.90")),
            OrderLine("ch-5", "Сыр", Decimal("0.35"), Decimal("890")),
        ),
        handover=Handover.DELIVERY,
        handover_price=Decimal("300"),
        address="ул. Ленина, 5",
        when="2026-11-24 morning",
        phone="+79991112233",
        idempotency_key="conv-1:turn-7",
    )


async def place(database: Database, new: NewOrder, now: datetime) -> PlacedOrder:
    async with database.begin() as unit:
        return await store.place(unit, new, now)


async def test_an_order_comes_back_as_it_was_placed(database: Database, new_order: NewOrder, noon: datetime) -> None:
    placed = await place(database, new_order, noon)

    assert (placed.order.number, placed.order.total, placed.order.state) == ("1001", Decimal("1011.30"), OrderState.NEW)
    assert placed.order.lines == new_order.lines
    async with database.read() as unit:
        assert await store.get_by_number(unit, "shop", "1001") == placed.order
        assert await store.get(unit, placed.order.id) == placed.order
        assert await store.of_conversation(unit, new_order.conversation) == [placed.order]
        assert await store.get_by_number(unit, "bank", "1001") is None


async def test_fifty_orders_at_once_get_fifty_numbers_without_a_gap(
    open_databases: OpenDatabases, new_order: NewOrder, noon: datetime
) -> None:
    databases = await open_databases(5)
    orders = [
        place(databases[number % 5], replace(new_order, idempotency_key=f"key-{number}"), noon) for number in range(50)
    ]
    placed = await asyncio.gather(*orders)

    assert sorted(one.order.number for one in placed) == [str(number) for number in range(1001, 1051)]


async def test_an_order_confirmed_five_times_at_once_is_one_order(
    open_databases: OpenDatabases, new_order: NewOrder, noon: datetime
) -> None:
    databases = await open_databases(5)
    placed = await asyncio.gather(*(place(database, new_order, noon) for database in databases))

    assert sorted(one.is_new for one in placed) == [False] * 4 + [True]
    assert all(one.order == placed[0].order for one in placed)
    after = await place(databases[0], replace(new_order, idempotency_key="another"), noon)
    assert after.order.number == "1002"


async def test_every_company_counts_its_own_orders(database: Database, new_order: NewOrder, noon: datetime) -> None:
    here = await place(database, new_order, noon)
    there = await place(database, replace(new_order, company="bank"), noon)

    assert (here.order.number, there.order.number) == ("1001", "1001")
    assert there.is_new


async def test_an_order_that_is_not_committed_takes_no_number(
    database: Database, new_order: NewOrder, noon: datetime
) -> None:
    async def place_and_fail() -> None:
        async with database.begin() as unit:
            await store.place(unit, new_order, noon)
            raise RuntimeError("the customer hung up")

    with pytest.raises(RuntimeError, match="the customer hung up"):
        await place_and_fail()
    assert (await place(database, new_order, noon)).order.number == "1001"


async def test_done_and_cancelled_orders_are_not_open(database: Database, new_order: NewOrder, noon: datetime) -> None:
    states = (OrderState.NEW, OrderState.IN_WORK, OrderState.DONE, OrderState.CANCELLED)
    for state in states:
        placed = await place(database, replace(new_order, idempotency_key=state), noon)
        async with database.begin() as unit:
            await store.set_state(unit, placed.order.id, state)

    async with database.read() as unit:
        orders = await store.open_of_contact(unit, new_order.contact)
    assert [order.state for order in orders] == [OrderState.IN_WORK, OrderState.NEW]
    assert all(order.lines == new_order.lines for order in orders)


async def test_orders_of_test_callers_are_left_out_of_lists(
    database: Database, new_order: NewOrder, noon: datetime
) -> None:
    real = await place(database, new_order, noon)
    await place(database, replace(new_order, idempotency_key="doctor", is_test=True), noon)

    async with database.read() as unit:
        assert await store.recent(unit, "shop", 10) == [real.order]
        assert len(await store.recent(unit, "shop", 10, include_tests=True)) == 2
