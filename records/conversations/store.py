"""Conversations in the base: their owner, turns, events, drafts and the outbox. Races are decided here."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Text, cast, delete, exists, insert, or_, select, update

from bot.kit.db import UnitOfWork
from bot.kit.errors import NotFound
from bot.language.languages import Language
from records.conversations.model import (
    AddedTurn,
    ChannelKind,
    Conversation,
    ConversationEvent,
    EventKind,
    NewConversation,
    NewTurn,
    OutboxMessage,
    Owner,
    Turn,
    Who,
)
from records.conversations.rows import (
    conversation_from_row,
    event_from_row,
    row_of_turn,
    turn_as_written,
    turn_from_row,
)
from records.conversations.tables import conversation_events, conversations, drafts, outbox, turns


async def create(unit: UnitOfWork, new: NewConversation, now: datetime) -> Conversation:
    statement = insert(conversations).values(
        id=new.id,
        company=new.company,
        channel=new.channel,
        language=new.language,
        contact=new.contact,
        owner=Owner.BOT,
        turns=0,
        started_at=now,
        last_at=now,
        is_test=new.is_test,
    )
    row = (await unit.connection.execute(statement.returning(*conversations.c))).one()
    return conversation_from_row(row)


async def get(unit: UnitOfWork, id: str) -> Conversation | None:
    row = (await unit.connection.execute(select(conversations).where(conversations.c.id == id))).one_or_none()
    return None if row is None else conversation_from_row(row)


async def find_open(
    unit: UnitOfWork, company: str, contact: int, channel: ChannelKind, since: datetime
) -> Conversation | None:
    """The latest one that goes on: something was said in it since then, or people have it in hand."""
    statement = (
        select(conversations)
        .where(conversations.c.contact == contact, conversations.c.company == company)
        .where(conversations.c.channel == channel, conversations.c.owner != Owner.CLOSED)
        .where(or_(conversations.c.last_at >= since, conversations.c.owner != Owner.BOT))
        .order_by(conversations.c.started_at.desc())
        .limit(1)
    )
    row = (await unit.connection.execute(statement)).one_or_none()
    return None if row is None else conversation_from_row(row)


async def recent_of_contact(unit: UnitOfWork, contact: int, limit: int) -> list[Conversation]:
    return await _latest(unit, limit, conversations.c.contact == contact)


async def recent(unit: UnitOfWork, company: str, limit: int, *, include_tests: bool = False) -> list[Conversation]:
    conditions = [conversations.c.company == company]
    if not include_tests:
        conditions.append(conversations.c.is_test.is_(False))
    return await _latest(unit, limit, *conditions)


async def _latest(unit: UnitOfWork, limit: int, *conditions: ColumnElement[bool]) -> list[Conversation]:
    statement = select(conversations).where(*conditions).order_by(conversations.c.started_at.desc()).limit(limit)
    return [conversation_from_row(row) for row in await unit.connection.execute(statement)]


async def change_owner(
    unit: UnitOfWork, conversation_id: str, from_: Owner, to: Owner, *, agent: int | None, now: datetime
) -> bool:
    """True for the one who moved it; False when it was not `from_`'s any more. `agent` is who owns it from now on."""
    statement = (
        update(conversations)
        .where(conversations.c.id == conversation_id, conversations.c.owner == from_)
        .values(owner=to, agent=agent, closed_at=now if to is Owner.CLOSED else None)
    )
    return (await unit.connection.execute(statement)).rowcount == 1


async def set_language(unit: UnitOfWork, conversation_id: str, language: Language) -> None:
    await _set(unit, conversation_id, language=language)


async def set_disposition(unit: UnitOfWork, conversation_id: str, disposition: str) -> None:
    await _set(unit, conversation_id, disposition=disposition)


async def _set(unit: UnitOfWork, conversation_id: str, **values: object) -> None:
    await unit.connection.execute(update(conversations).where(conversations.c.id == conversation_id).values(**values))


async def close_idle(unit: UnitOfWork, before: datetime, now: datetime) -> list[str]:
    """Closes what the bot owns and where nothing was said since `before`; gives the ids."""
    statement = (
        update(conversations)
        .where(conversations.c.owner == Owner.BOT, conversations.c.last_at < before)
        .values(owner=Owner.CLOSED, closed_at=now)
        .returning(conversations.c.id)
    )
    return list((await unit.connection.execute(statement)).scalars())


async def add_turn(unit: UnitOfWork, conversation_id: str, new: NewTurn, now: datetime) -> AddedTurn:
    """Writes it under the next number; what has the `client_id` of a turn that is there is not written again."""
    n, owner = await _take_number(unit, conversation_id, now)
    if new.client_id is not None:
        existing = await _turn_of_client(unit, conversation_id, new.client_id)
        if existing is not None:
            await _set(unit, conversation_id, turns=conversations.c.turns - 1)
            return AddedTurn(existing, False, owner)
    turn = turn_as_written(conversation_id, n, new, now)
    await unit.connection.execute(insert(turns), row_of_turn(turn))
    return AddedTurn(turn, True, owner)


async def _take_number(unit: UnitOfWork, conversation_id: str, now: datetime) -> tuple[int, Owner]:
    # Holds the conversation's row until the end of the transaction: whoever adds turns comes one by one.
    statement = (
        update(conversations)
        .where(conversations.c.id == conversation_id)
        .values(turns=conversations.c.turns + 1, last_at=now)
        .returning(conversations.c.turns, conversations.c.owner)
    )
    row = (await unit.connection.execute(statement)).one_or_none()
    if row is None:
        raise NotFound("unknown_conversation", "There is no such conversation: begin a new one.")
    return row.turns, Owner(row.owner)


async def _turn_of_client(unit: UnitOfWork, conversation_id: str, client_id: str) -> Turn | None:
    statement = select(turns).where(turns.c.conversation == conversation_id, turns.c.client_id == client_id)
    row = (await unit.connection.execute(statement)).one_or_none()
    return None if row is None else turn_from_row(row)


async def turns_after(unit: UnitOfWork, conversation_id: str, after: int) -> list[Turn]:
    statement = select(turns).where(turns.c.conversation == conversation_id, turns.c.n > after).order_by(turns.c.n)
    return [turn_from_row(row) for row in await unit.connection.execute(statement)]


async def unanswered(unit: UnitOfWork, since: datetime) -> list[Turn]:
    """What customers said to the bot since then and nobody answered, the oldest first: what a crash leaves.

    The bot's answer leaves a trace with what it answers; what was said before a change of owner is a person's matter.
    """
    has_no_trace = cast(turns.c.trace, Text) == "{}"
    was_handed_on = exists().where(
        conversation_events.c.conversation == turns.c.conversation,
        conversation_events.c.kind == EventKind.OWNER_CHANGED,
        conversation_events.c.at >= turns.c.at,
    )
    statement = (
        select(turns)
        .join(conversations, conversations.c.id == turns.c.conversation)
        .where(conversations.c.owner.in_((Owner.BOT, Owner.QUEUE)), conversations.c.last_at >= since)
        .where(turns.c.who == Who.CUSTOMER, turns.c.at >= since, has_no_trace, ~was_handed_on)
        .order_by(turns.c.at, turns.c.n)
    )
    return [turn_from_row(row) for row in await unit.connection.execute(statement)]


async def get_turn(unit: UnitOfWork, conversation_id: str, n: int) -> Turn | None:
    statement = select(turns).where(turns.c.conversation == conversation_id, turns.c.n == n)
    row = (await unit.connection.execute(statement)).one_or_none()
    return None if row is None else turn_from_row(row)


async def set_trace(unit: UnitOfWork, conversation_id: str, n: int, trace: dict[str, Any]) -> None:
    await _set_in_turn(unit, conversation_id, n, trace=trace)


async def set_spoken(unit: UnitOfWork, conversation_id: str, n: int, spoken: str) -> None:
    """What was really heard of a turn before the caller took the floor."""
    await _set_in_turn(unit, conversation_id, n, spoken=spoken)


async def _set_in_turn(unit: UnitOfWork, conversation_id: str, n: int, **values: object) -> None:
    await unit.connection.execute(
        update(turns).where(turns.c.conversation == conversation_id, turns.c.n == n).values(**values)
    )


async def add_event(
    unit: UnitOfWork, conversation_id: str, kind: EventKind, detail: dict[str, Any], now: datetime
) -> None:
    values = {"conversation": conversation_id, "kind": kind, "detail": detail, "at": now}
    await unit.connection.execute(insert(conversation_events), values)


async def events(unit: UnitOfWork, conversation_id: str) -> list[ConversationEvent]:
    statement = (
        select(conversation_events)
        .where(conversation_events.c.conversation == conversation_id)
        .order_by(conversation_events.c.n)
    )
    return [event_from_row(row) for row in await unit.connection.execute(statement)]


async def get_draft(unit: UnitOfWork, conversation_id: str) -> dict[str, Any] | None:
    statement = select(drafts.c.content).where(drafts.c.conversation == conversation_id)
    content: dict[str, Any] | None = (await unit.connection.execute(statement)).scalar_one_or_none()
    return content


async def save_draft(unit: UnitOfWork, conversation_id: str, content: dict[str, Any], now: datetime) -> None:
    new = {"content": content, "saved_at": now}
    save = unit.insert(drafts).values(conversation=conversation_id, **new)
    await unit.connection.execute(save.on_conflict_do_update(index_elements=[drafts.c.conversation], set_=new))


async def add_to_outbox(unit: UnitOfWork, topic: str, message: dict[str, Any], now: datetime) -> int:
    """Gives the number by which it is marked as delivered."""
    statement = insert(outbox).values(topic=topic, message=message, posted_at=now).returning(outbox.c.id)
    number: int = (await unit.connection.execute(statement)).scalar_one()
    return number


async def undelivered(unit: UnitOfWork, limit: int) -> list[OutboxMessage]:
    """The oldest first."""
    statement = (
        select(outbox.c.id, outbox.c.topic, outbox.c.message)
        .where(outbox.c.delivered_at.is_(None))
        .order_by(outbox.c.id)
        .limit(limit)
    )
    return [OutboxMessage(**row._asdict()) for row in await unit.connection.execute(statement)]


async def mark_delivered(unit: UnitOfWork, ids: Sequence[int], now: datetime) -> None:
    await unit.connection.execute(update(outbox).where(outbox.c.id.in_(ids)).values(delivered_at=now))


async def sweep_delivered(unit: UnitOfWork, before: datetime) -> int:
    """Deletes what was delivered before that instant; gives how many."""
    return (await unit.connection.execute(delete(outbox).where(outbox.c.delivered_at < before))).rowcount
