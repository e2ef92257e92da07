"""Events inside one process: whoever listens to a topic gets what is published on it, in order.

A topic is `kind:id`, e.g. `conversation:conv_5f0c…`; who listens to `conversation:*` hears of all of that kind.
"""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any, Protocol

Message = dict[str, Any]


class Bus(Protocol):
    def publish(self, topic: str, message: Message) -> None: ...

    def listen(self, *topics: str) -> "AbstractContextManager[Subscription]": ...


class Subscription:
    """A bounded queue. When a slow listener fills it, the queue is emptied and `missed` is set:

    the listener must read the truth from the base again, which is what every client can do by its cursor.
    """

    def __init__(self, limit: int) -> None:
        self._queue: asyncio.Queue[Message] = asyncio.Queue(limit)
        self.missed = False

    def offer(self, message: Message) -> None:
        if self._queue.full():
            self.missed = True
            while not self._queue.empty():
                self._queue.get_nowait()
        self._queue.put_nowait(message)

    async def next(self) -> Message:
        return await self._queue.get()

    async def __aiter__(self) -> AsyncIterator[Message]:
        while True:
            yield await self._queue.get()


class LocalBus:
    def __init__(self, limit: int = 1000) -> None:
        self._limit = limit
        self._listeners: dict[str, set[Subscription]] = {}

    def publish(self, topic: str, message: Message) -> None:
        kind = topic.partition(":")[0]
        for listened in (topic, f"{kind}:*"):
            for subscription in self._listeners.get(listened, ()):
                subscription.offer(message)

    @contextmanager
    def listen(self, *topics: str) -> Iterator[Subscription]:
        subscription = Subscription(self._limit)
        for topic in topics:
            self._listeners.setdefault(topic, set()).add(subscription)
        try:
            yield subscription
        finally:
            for topic in topics:
                listeners = self._listeners[topic]
                listeners.discard(subscription)
                if not listeners:
                    del self._listeners[topic]
