"""Opening and closing conversations."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.kit.db import UnitOfWork
from bot.language.languages import Language
from records.conversations import store
from records.conversations.model import ChannelKind, Conversation, EventKind, NewConversation, Owner

IDLE_MINUTES = 30
"""A written conversation in which nothing was said for so long is over; the next message begins another."""


@dataclass(frozen=True, slots=True)
class OpenedConversation:
    conversation: Conversation
    is_new: bool


async def open_conversation(
    unit: UnitOfWork,
    company: str,
    *,
    contact: int,
    channel: ChannelKind,
    language: Language,
    now: datetime,
    is_test: bool = False,
) -> OpenedConversation:
    """The conversation that goes on, or a new one. Every call is a new one: two phones may show the same number."""
    if not channel.is_spoken:
        since = now - timedelta(minutes=IDLE_MINUTES)
        going_on = await store.find_open(unit, company, contact, channel, since)
        if going_on is not None:
            return OpenedConversation(going_on, False)
    new = NewConversation(company, channel, language, contact, is_test)
    conversation = await store.create(unit, new, now)
    await store.add_event(unit, conversation.id, EventKind.STARTED, {"channel": channel, "language": language}, now)
    return OpenedConversation(conversation, True)


async def move_owner(
    unit: UnitOfWork, conversation_id: str, from_: Owner, to: Owner, *, agent: int | None, now: datetime
) -> bool:
    """Moves the owner and writes down that it moved. False, and nothing is written, when somebody was quicker."""
    if not await store.change_owner(unit, conversation_id, from_, to, agent=agent, now=now):
        return False
    if to is Owner.CLOSED:
        await store.add_event(unit, conversation_id, EventKind.CLOSED, {"from": from_}, now)
    else:
        detail = {"from": from_, "to": to, "agent": agent}
        await store.add_event(unit, conversation_id, EventKind.OWNER_CHANGED, detail, now)
    return True


async def close_idle(unit: UnitOfWork, now: datetime) -> list[str]:
    """Closes what the bot owns and where nothing was said for `IDLE_MINUTES`; gives the ids, for telling."""
    closed = await store.close_idle(unit, now - timedelta(minutes=IDLE_MINUTES), now)
    for id in closed:
        await store.add_event(unit, id, EventKind.CLOSED, {"from": Owner.BOT, "reason": "idle"}, now)
    return closed
