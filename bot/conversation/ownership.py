"""The one guarded way in which a conversation changes hands."""

from datetime import datetime
from typing import Any

from bot.kit.db import UnitOfWork
from records.conversations import store
from records.conversations.model import EventKind, Owner
from records.conversations.outbox import Outbox, conversation_topic

ALLOWED: dict[Owner, frozenset[Owner]] = {
    Owner.BOT: frozenset({Owner.QUEUE, Owner.CLOSED}),
    Owner.QUEUE: frozenset({Owner.AGENT, Owner.BOT, Owner.CLOSED}),
    Owner.AGENT: frozenset({Owner.BOT, Owner.QUEUE, Owner.CLOSED}),
    Owner.CLOSED: frozenset(),
}
"""From each owner, whom the conversation may go to. A closed one stays closed: the next message opens another."""


async def move_owner(
    unit: UnitOfWork,
    outbox: Outbox,
    conversation_id: str,
    from_: Owner,
    to: Owner,
    *,
    agent: int | None = None,
    agent_name: str = "",
    detail: dict[str, Any] | None = None,
    now: datetime,
) -> bool:
    """Moves the owner if, and only if, it still is `from_`; of several who try at once exactly one gets True.

    The event and the message to both sides are part of the same transaction. `detail` travels in both.
    """
    if to not in ALLOWED[from_]:
        raise ValueError(f"a conversation never goes from {from_} to {to}")
    if not await store.change_owner(unit, conversation_id, from_, to, agent=agent, now=now):
        return False
    told = {"from": from_.value, "owner": to.value, "agent": agent_name, **(detail or {})}
    await store.add_event(unit, conversation_id, EventKind.OWNER_CHANGED, told, now)
    await outbox.post(
        unit, conversation_topic(conversation_id), {"type": "owner", "conversation": conversation_id, **told}
    )
    return True
