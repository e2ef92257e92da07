"""The SQL of handoffs. Who takes one, and how it ends, is decided by one conditional UPDATE each."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, and_, func, insert, or_, select, update

from bot.dialogue.model import HandoffReason
from bot.kit.db import UnitOfWork
from bot.language.languages import Language
from handoff.queues.machine import NEXT, HandoffEvent, HandoffState
from handoff.queues.model import Handoff, NewHandoff
from handoff.queues.tables import handoffs

_OPEN = tuple(state.value for state in HandoffState if not state.is_over)
_ORDER = (handoffs.c.priority.desc(), handoffs.c.queued_at, handoffs.c.id)


async def add_to_queue(unit: UnitOfWork, new: NewHandoff, now: datetime, priority: int = 0) -> Handoff:
    row: dict[str, Any] = {
        "id": new.id,
        "conversation": new.conversation,
        "company": new.company,
        "language": new.language.value,
        "state": NEXT[HandoffState.REQUESTED, HandoffEvent.QUEUED].value,
        "reason": new.reason.value,
        "detail": new.detail,
        "trigger_turn": new.trigger_turn,
        "priority": priority,
        "requested_at": now,
        "queued_at": now,
        "note": "",
        "changes": {},
        "is_test": new.is_test,
    }
    return _handoff((await unit.connection.execute(insert(handoffs).values(row).returning(*handoffs.c))).one())


async def get(unit: UnitOfWork, id: str) -> Handoff | None:
    return await _one(unit, select(handoffs).where(handoffs.c.id == id))


async def open_of_conversation(unit: UnitOfWork, company: str, conversation: str) -> Handoff | None:
    """The one that is not over yet."""
    query = _of_conversation(company, conversation).where(handoffs.c.state.in_(_OPEN))
    return await _one(unit, query.limit(1))


async def last_of_conversation(unit: UnitOfWork, company: str, conversation: str) -> Handoff | None:
    return await _one(unit, _of_conversation(company, conversation).limit(1))


async def waiting(unit: UnitOfWork, companies: Sequence[str]) -> list[Handoff]:
    """Real customers in the queues of the companies, who is served first coming first."""
    query = select(handoffs).where(
        handoffs.c.company.in_(companies), handoffs.c.state == HandoffState.QUEUED.value, ~handoffs.c.is_test
    )
    return [_handoff(row) for row in await unit.connection.execute(query.order_by(*_ORDER))]


async def accepted_by(unit: UnitOfWork, agent: int) -> list[Handoff]:
    query = select(handoffs).where(handoffs.c.agent == agent, handoffs.c.state == HandoffState.ACCEPTED.value)
    return [_handoff(row) for row in await unit.connection.execute(query.order_by(handoffs.c.accepted_at))]


async def count_ahead(unit: UnitOfWork, handoff: Handoff) -> int:
    """How many of the same company are served before this one."""
    columns = handoffs.c
    is_ahead = or_(
        columns.priority > handoff.priority,
        and_(columns.priority == handoff.priority, columns.queued_at < handoff.queued_at),
        and_(columns.priority == handoff.priority, columns.queued_at == handoff.queued_at, columns.id < handoff.id),
    )
    query = select(func.count()).where(
        columns.company == handoff.company, columns.state == HandoffState.QUEUED.value, ~columns.is_test, is_ahead
    )
    return int((await unit.connection.execute(query)).scalar_one())


async def recent_waits_s(unit: UnitOfWork, company: str, since: datetime, limit: int) -> list[float]:
    """How long those waited whom somebody answered last, in seconds."""
    columns = handoffs.c
    query = (
        select(columns.queued_at, columns.accepted_at)
        .where(columns.company == company, columns.accepted_at >= since, ~columns.is_test)
        .order_by(columns.accepted_at.desc())
        .limit(limit)
    )
    return [
        (accepted_at - queued_at).total_seconds() for queued_at, accepted_at in await unit.connection.execute(query)
    ]


async def accept(unit: UnitOfWork, company: str, id: str, agent: int, now: datetime) -> bool:
    """True for the one who gets it."""
    return await _advance(unit, company, id, HandoffEvent.ACCEPTED, {"agent": agent, "accepted_at": now})


async def finish(unit: UnitOfWork, company: str, id: str, disposition: str, note: str, now: datetime) -> bool:
    values = {"disposition": disposition, "note": note, "ended_at": now}
    return await _advance(unit, company, id, HandoffEvent.FINISHED, values)


async def give_back(unit: UnitOfWork, company: str, id: str, note: str, changes: dict[str, str], now: datetime) -> bool:
    values = {"note": note, "changes": changes, "ended_at": now}
    return await _advance(unit, company, id, HandoffEvent.RETURNED, values)


async def abandon(unit: UnitOfWork, company: str, id: str, now: datetime) -> bool:
    """True when nobody had answered yet; a handoff that an agent has stays hers."""
    return await _advance(unit, company, id, HandoffEvent.CUSTOMER_LEFT, {"ended_at": now})


async def _advance(unit: UnitOfWork, company: str, id: str, event: HandoffEvent, values: dict[str, Any]) -> bool:
    """One conditional UPDATE along the table of the machine."""
    moves = [(state, to) for (state, by), to in NEXT.items() if by is event and state is not to]
    to = moves[0][1]
    statement = (
        update(handoffs)
        .where(
            handoffs.c.id == id,
            handoffs.c.company == company,
            handoffs.c.state.in_([state.value for state, _ in moves]),
        )
        .values(state=to.value, **values)
    )
    return bool((await unit.connection.execute(statement)).rowcount == 1)


def _of_conversation(company: str, conversation: str) -> Select[Any]:
    query = select(handoffs).where(handoffs.c.company == company, handoffs.c.conversation == conversation)
    return query.order_by(handoffs.c.requested_at.desc(), handoffs.c.id)


async def _one(unit: UnitOfWork, query: Select[Any]) -> Handoff | None:
    row = (await unit.connection.execute(query)).one_or_none()
    return None if row is None else _handoff(row)


def _handoff(row: Row[Any]) -> Handoff:
    values = row._asdict()
    return Handoff(
        **values
        | {
            "language": Language(row.language),
            "state": HandoffState(row.state),
            "reason": HandoffReason(row.reason),
        }
    )
