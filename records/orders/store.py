"""Orders in the base."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, insert, select, update

from bot.kit.db import UnitOfWork
from records.counters import store as counters
from records.orders.model import Handover, NewOrder, Order, OrderLine, OrderState, PlacedOrder
from records.orders.tables import order_lines, orders

_COUNTER = "orders"
_COLUMNS = [column for column in orders.c if column is not orders.c.idempotency_key]


async def place(unit: UnitOfWork, new: NewOrder, now: datetime) -> PlacedOrder:
    """Writes it under the company's next number; the same idempotency key is the same order."""
    number = await counters.take(unit, new.company, _COUNTER)
    existing = await _find(unit, orders.c.company == new.company, orders.c.idempotency_key == new.idempotency_key)
    if existing:
        await counters.give_back(unit, new.company, _COUNTER)
        return PlacedOrder(existing[0], False)
    statement = insert(orders).values(
        number=number,
        company=new.company,
        conversation=new.conversation,
        contact=new.contact,
        handover=new.handover,
        handover_price=new.handover_price,
        address=new.address,
        when=new.when,
        phone=new.phone,
        state=OrderState.NEW,
        total=new.total,
        idempotency_key=new.idempotency_key,
        created_at=now,
        is_test=new.is_test,
    )
    row = (await unit.connection.execute(statement.returning(*_COLUMNS))).one()
    await _write_lines(unit, row.id, new.lines)
    return PlacedOrder(_order(row, new.lines), True)


async def _write_lines(unit: UnitOfWork, order_id: int, lines: Sequence[OrderLine]) -> None:
    values = [
        {
            "order": order_id,
            "n": n,
            "sku": line.sku,
            "name": line.name,
            "quantity": line.quantity,
            "price": line.price,
        }
        for n, line in enumerate(lines, 1)
    ]
    if values:
        await unit.connection.execute(insert(order_lines), values)


async def get(unit: UnitOfWork, id: int) -> Order | None:
    return next(iter(await _find(unit, orders.c.id == id)), None)


async def get_by_number(unit: UnitOfWork, company: str, number: str) -> Order | None:
    found = await _find(unit, orders.c.company == company, orders.c.number == number)
    return next(iter(found), None)


async def open_of_contact(unit: UnitOfWork, contact: int) -> list[Order]:
    """What is not done or cancelled yet, the latest first."""
    open_states = (OrderState.NEW, OrderState.IN_WORK)
    return await _find(unit, orders.c.contact == contact, orders.c.state.in_(open_states))


async def of_conversation(unit: UnitOfWork, conversation_id: str) -> list[Order]:
    return await _find(unit, orders.c.conversation == conversation_id)


async def recent(unit: UnitOfWork, company: str, limit: int, *, include_tests: bool = False) -> list[Order]:
    conditions = [orders.c.company == company]
    if not include_tests:
        conditions.append(orders.c.is_test.is_(False))
    return await _find(unit, *conditions, limit=limit)


async def set_state(unit: UnitOfWork, id: int, state: OrderState) -> None:
    await unit.connection.execute(update(orders).where(orders.c.id == id).values(state=state))


async def _find(unit: UnitOfWork, *conditions: ColumnElement[bool], limit: int | None = None) -> list[Order]:
    statement = select(*_COLUMNS).where(*conditions).order_by(orders.c.id.desc()).limit(limit)
    rows = (await unit.connection.execute(statement)).all()
    lines = await _lines_of(unit, [row.id for row in rows])
    return [_order(row, lines[row.id]) for row in rows]


async def _lines_of(unit: UnitOfWork, ids: Sequence[int]) -> dict[int, list[OrderLine]]:
    lines: dict[int, list[OrderLine]] = defaultdict(list)
    if ids:
        statement = (
            select(order_lines).where(order_lines.c.order.in_(ids)).order_by(order_lines.c.order, order_lines.c.n)
        )
        for row in await unit.connection.execute(statement):
            lines[row.order].append(OrderLine(row.sku, row.name, row.quantity, row.price))
    return lines


def _order(row: Row[Any], lines: Sequence[OrderLine]) -> Order:
    rich = {"lines": tuple(lines), "handover": Handover(row.handover), "state": OrderState(row.state)}
    return Order(**row._asdict() | rich)
