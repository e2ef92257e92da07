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


async def close_idle(unit: UnitOfWork, now: datetime) -> list[str]:
    """Closes what the bot owns and where nothing was said for `IDLE_MINUTES`; gives the ids, for telling."""
    closed = await store.close_idle(unit, now - timedelta(minutes=IDLE_MINUTES), now)
    for id in closed:
        detail = {"from": Owner.BOT, "owner": Owner.CLOSED, "reason": "idle"}
        await store.add_event(unit, id, EventKind.OWNER_CHANGED, detail, now)
    return closed
