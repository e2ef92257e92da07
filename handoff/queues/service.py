"""The queue as the conversation sees it: a person is asked for, a place is told, the customer leaves."""

from datetime import timedelta
from typing import Any

from bot.conversation.human_desk import QueuePlace
from bot.dialogue.model import HandOff
from bot.kit.clock import Clock
from bot.kit.db import UnitOfWork
from bot.kit.ids import new_id
from handoff.agents.presence import Presence
from handoff.queues import store
from handoff.queues.machine import HandoffState
from handoff.queues.model import Handoff, NewHandoff
from records.conversations import store as conversations
from records.conversations.model import Conversation, Who
from records.conversations.outbox import Outbox, desk_topic

ENOUGH_WAITS = 3
"""From fewer answered customers nothing honest can be said about the wait."""
LAST_WAITS = 10
RECENT = timedelta(hours=2)


class QueueDesk:
    """Implements the port `HumanDesk`."""

    def __init__(self, outbox: Outbox, presence: Presence, clock: Clock) -> None:
        self._outbox = outbox
        self._presence = presence
        self._clock = clock

    async def request(self, unit: UnitOfWork, conversation: Conversation, wish: HandOff) -> QueuePlace:
        """Asked again while it waits, the conversation keeps its place."""
        handoff = await store.open_of_conversation(unit, conversation.company, conversation.id)
        if handoff is None:
            handoff = await self._queue(unit, conversation, wish)
            await self._tell_desks(unit, handoff, {"type": "waiting", "handoff": handoff.id})
        return await self.place_of(unit, handoff)

    async def customer_left(self, unit: UnitOfWork, conversation: Conversation) -> None:
        handoff = await store.open_of_conversation(unit, conversation.company, conversation.id)
        if handoff is None:
            return
        if await store.abandon(unit, handoff.company, handoff.id, self._clock.now()):
            await self._tell_desks(unit, handoff, {"type": "gone", "handoff": handoff.id})
        else:
            left: dict[str, Any] = {
                "type": "customer",
                "conversation": conversation.id,
                "agent": handoff.agent,
                "present": False,
            }
            await self._tell_desks(unit, handoff, left)

    async def place_of(self, unit: UnitOfWork, handoff: Handoff) -> QueuePlace:
        return QueuePlace(
            handoff=handoff.id,
            position=await store.count_ahead(unit, handoff) + 1,
            wait_s=await self._wait_s(unit, handoff),
            is_staffed=self._presence.is_staffed(handoff.company),
        )

    async def _queue(self, unit: UnitOfWork, conversation: Conversation, wish: HandOff) -> Handoff:
        now = self._clock.now()
        turns = await conversations.turns_after(unit, conversation.id, 0)
        new = NewHandoff(
            id=new_id("handoff"),
            conversation=conversation.id,
            company=conversation.company,
            language=conversation.language,
            reason=wish.reason,
            detail=wish.detail,
            trigger_turn=max((turn.n for turn in turns if turn.who is Who.CUSTOMER), default=0),
            is_test=conversation.is_test,
        )
        return await store.add_to_queue(unit, new, now)

    async def _wait_s(self, unit: UnitOfWork, handoff: Handoff) -> int | None:
        if handoff.state is not HandoffState.QUEUED:
            return None
        since = self._clock.now() - RECENT
        waits = await store.recent_waits_s(unit, handoff.company, since, LAST_WAITS)
        return round(sum(waits) / len(waits)) if len(waits) >= ENOUGH_WAITS else None

    async def _tell_desks(self, unit: UnitOfWork, handoff: Handoff, message: dict[str, Any]) -> None:
        if not handoff.is_test:
            await self._outbox.post(unit, desk_topic(handoff.company), message)
