"""What a worker process runs inside: an engine, opened once, asked again and again."""

from typing import Protocol

from bot.speech.worker_messages import Message


class EngineRefused(Exception):
    """An engine says why it cannot do this; its sentence holds no word of a customer and may be logged."""


class Engine(Protocol):
    """Made by a factory `open_engine(config: dict) -> Engine`, named to the pool as "module:function"."""

    def handle(self, request: Message) -> Message: ...

    def close_lane(self, lane: str) -> None:
        """The lane ends; called in its own thread."""
        ...
