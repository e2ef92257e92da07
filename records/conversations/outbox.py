"""Messages that leave after the commit: written with what they tell of, delivered in order, never lost by a crash."""

import asyncio
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.exc import SQLAlchemyError

from bot.kit.bus import Bus, Message
from bot.kit.clock import Clock
from bot.kit.db import Database, UnitOfWork
from bot.kit.log import logger
from bot.kit.tasks import TaskOwner
from records.conversations import store
from records.conversations.model import Turn

log = logger(__name__)

_SWEEP_EVERY = timedelta(hours=1)
_KEEP_DELIVERED = timedelta(days=1)
_BATCH = 500
"""SQLite takes some tens of thousands of values in a statement; a crash seldom leaves more than a few messages."""


def conversation_topic(conversation_id: str) -> str:
    return f"conversation:{conversation_id}"


def desk_topic(company: str) -> str:
    return f"desk:{company}"


def turn_message(turn: Turn) -> dict[str, Any]:
    """A turn as JSON, with everything that the desk may show; the chat leaves out what is not for the customer."""
    return {
        "n": turn.n,
        "who": turn.who.value,
        "author": turn.author,
        "text": turn.text,
        "buttons": [{"title": title, "payload": payload} for title, payload in turn.buttons],
        "at": turn.at.isoformat(),
        "words": [
            {"word": word.word, "confidence": word.confidence, "from_ms": word.from_ms, "to_ms": word.to_ms}
            for word in turn.words
        ],
        "alternatives": list(turn.alternatives),
        "has_audio": turn.audio is not None,
    }


class Outbox:
    """Delivery costs no transaction of its own: what was delivered is marked once a second, many at a time.

    A message is delivered at least once: after a crash those of the last second come again, and their listeners drop
    what they have by its number.
    """

    def __init__(self, database: Database, bus: Bus, clock: Clock, *, mark_every_s: float = 1.0) -> None:
        self._database = database
        self._bus = bus
        self._clock = clock
        self._mark_every_s = mark_every_s
        self._tasks = TaskOwner("outbox")
        self._unmarked: list[int] = []
        self._has_unmarked = asyncio.Event()
        self._marking = asyncio.Lock()
        self._swept_at: datetime | None = None

    async def open(self) -> None:
        """Delivers what a crash left: whoever must hear it listens already."""
        await self.deliver()
        self._tasks.start(self._keep_marking(), "mark")

    async def close(self) -> None:
        await self._tasks.close()
        await self.mark()

    async def post(self, unit: UnitOfWork, topic: str, message: Message) -> None:
        """Publishes the message on the bus when the unit of work has been committed."""
        number = await store.add_to_outbox(unit, topic, message, self._clock.now())
        unit.after_commit(lambda: self._publish(number, topic, message))

    async def post_turn(self, unit: UnitOfWork, turn: Turn) -> None:
        """Tells the customer's channel and the desk of a turn."""
        message = {"type": "turn", "conversation": turn.conversation, "turn": turn_message(turn)}
        await self.post(unit, conversation_topic(turn.conversation), message)

    async def deliver(self) -> None:
        """Publishes everything that is not marked as delivered, in order."""
        while True:
            await self.mark()
            async with self._database.read() as unit:
                left = await store.undelivered(unit, _BATCH)
            if not left:
                return
            for message in left:
                self._publish(message.id, message.topic, message.message)

    async def mark(self) -> None:
        """Writes down what has been delivered since the last time."""
        async with self._marking:
            while self._unmarked:
                batch = self._unmarked[:_BATCH]
                async with self._database.begin() as unit:
                    await store.mark_delivered(unit, batch, self._clock.now())
                del self._unmarked[: len(batch)]
            self._has_unmarked.clear()

    async def sweep(self) -> None:
        """Deletes what was delivered more than a day ago."""
        now = self._clock.now()
        async with self._database.begin() as unit:
            await store.sweep_delivered(unit, now - _KEEP_DELIVERED)
        self._swept_at = now

    def _publish(self, number: int, topic: str, message: Message) -> None:
        self._bus.publish(topic, message)
        self._unmarked.append(number)
        self._has_unmarked.set()

    async def _keep_marking(self) -> None:
        while True:
            await self._has_unmarked.wait()
            await asyncio.sleep(self._mark_every_s)
            try:
                await self.mark()
                if self._swept_at is None or self._clock.now() - self._swept_at >= _SWEEP_EVERY:
                    await self.sweep()
            except SQLAlchemyError as error:
                log.warning("delivered messages could not be marked, they will be later", kind=type(error).__name__)
