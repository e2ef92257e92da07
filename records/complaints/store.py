"""Complaints in the base."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, insert, select, update

from bot.kit.db import UnitOfWork
from records.complaints.model import Complaint, ComplaintState, LoggedComplaint, NewComplaint
from records.complaints.tables import complaints
from records.counters import store as counters

_COUNTER = "complaints"
_COLUMNS = [column for column in complaints.c if column is not complaints.c.idempotency_key]


async def log(unit: UnitOfWork, new: NewComplaint, now: datetime) -> LoggedComplaint:
    """Writes it under the company's next number; the same idempotency key is the same complaint."""
    number = await counters.take(unit, new.company, _COUNTER)
    same = complaints.c.idempotency_key == new.idempotency_key
    existing = await _find(unit, complaints.c.company == new.company, same)
    if existing:
        await counters.give_back(unit, new.company, _COUNTER)
        return LoggedComplaint(existing[0], False)
    statement = insert(complaints).values(
        number=number,
        company=new.company,
        conversation=new.conversation,
        contact=new.contact,
        text=new.text,
        department=new.department,
        answer_by=new.answer_by,
        order_number=new.order_number,
        state=ComplaintState.OPEN,
        idempotency_key=new.idempotency_key,
        created_at=now,
        is_test=new.is_test,
    )
    row = (await unit.connection.execute(statement.returning(*_COLUMNS))).one()
    return LoggedComplaint(_complaint(row), True)


async def get(unit: UnitOfWork, id: int) -> Complaint | None:
    return next(iter(await _find(unit, complaints.c.id == id)), None)


async def get_by_number(unit: UnitOfWork, company: str, number: str) -> Complaint | None:
    found = await _find(unit, complaints.c.company == company, complaints.c.number == number)
    return next(iter(found), None)


async def open_of_contact(unit: UnitOfWork, contact: int) -> list[Complaint]:
    """What waits for an answer, the latest first."""
    return await _find(unit, complaints.c.contact == contact, complaints.c.state == ComplaintState.OPEN)


async def of_conversation(unit: UnitOfWork, conversation_id: str) -> list[Complaint]:
    return await _find(unit, complaints.c.conversation == conversation_id)


async def recent(unit: UnitOfWork, company: str, limit: int, *, include_tests: bool = False) -> list[Complaint]:
    conditions = [complaints.c.company == company]
    if not include_tests:
        conditions.append(complaints.c.is_test.is_(False))
    return await _find(unit, *conditions, limit=limit)


async def set_state(unit: UnitOfWork, id: int, state: ComplaintState) -> None:
    await unit.connection.execute(update(complaints).where(complaints.c.id == id).values(state=state))


async def _find(unit: UnitOfWork, *conditions: ColumnElement[bool], limit: int | None = None) -> list[Complaint]:
    statement = select(*_COLUMNS).where(*conditions).order_by(complaints.c.id.desc()).limit(limit)
    return [_complaint(row) for row in await unit.connection.execute(statement)]


def _complaint(row: Row[Any]) -> Complaint:
    return Complaint(**row._asdict() | {"state": ComplaintState(row.state)})
