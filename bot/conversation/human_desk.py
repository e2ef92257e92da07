"""The port through which a conversation asks for a person; `handoff` implements it, wiring joins them."""

from dataclasses import dataclass
from typing import Protocol

from bot.dialogue.model import HandOff
from bot.kit.db import UnitOfWork
from records.conversations.model import Conversation


@dataclass(frozen=True, slots=True)
class QueuePlace:
    """What an honest line tells who waits: the place, and the estimated wait when one is known."""

    handoff: str
    position: int
    wait_s: int | None
    is_staffed: bool
    """Whether anybody who could take it is at a desk now."""


class HumanDesk(Protocol):
    async def request(self, unit: UnitOfWork, conversation: Conversation, wish: HandOff) -> QueuePlace:
        """Puts the conversation into the queue with its package, in the transaction that moves its owner."""
        ...

    async def customer_left(self, unit: UnitOfWork, conversation: Conversation) -> None:
        """The customer closed the conversation, whoever owned it."""
        ...
