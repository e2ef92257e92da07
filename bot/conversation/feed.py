"""What a customer's channel is told of its conversation, in order, once, and without gaps."""

from collections.abc import Awaitable, Callable
from typing import Any

from bot.conversation.live import Conversations
from bot.kit.bus import Bus, Message
from records.conversations.model import Who
from records.conversations.outbox import turn_message

CUSTOMER_FIELDS = ("n", "who", "author", "text", "buttons", "at")
"""What a customer sees of a turn; word confidences and the like are for the desk."""


class Feed:
    """The base is the truth and the bus only wakes: turns are numbered, so nothing is told twice or left out."""

    def __init__(self, bus: Bus, conversations: Conversations, conversation: str, after: int) -> None:
        self._bus = bus
        self._conversations = conversations
        self._conversation = conversation
        self._told = after

    async def run(self, tell: Callable[[Message], Awaitable[None]]) -> None:
        """Tells what there is after the cursor, then what comes, until cancelled."""
        with self._bus.listen(f"conversation:{self._conversation}") as messages:
            await self._catch_up(tell)
            async for message in messages:
                if messages.missed:
                    messages.missed = False
                    await self._catch_up(tell)
                await self._pass_on(message, tell)

    async def _pass_on(self, message: Message, tell: Callable[[Message], Awaitable[None]]) -> None:
        match message["type"]:
            case "turn":
                n = message["turn"]["n"]
                if n == self._told + 1:
                    await self._tell_turn(message["turn"], tell)
                elif n > self._told:
                    await self._catch_up(tell)
            case "owner":
                await tell(owner_message(message))
                if message["owner"] == "closed":
                    await tell({"type": "closed"})
            case "typing":
                if message["who"] != Who.CUSTOMER.value:
                    await tell({"type": "typing", "who": message["who"]})
            case "language":
                await tell({"type": "language", "language": message["language"]})

    async def _catch_up(self, tell: Callable[[Message], Awaitable[None]]) -> None:
        for turn in await self._conversations.turns_after(self._conversation, self._told):
            await self._tell_turn(turn_message(turn), tell)

    async def _tell_turn(self, turn: dict[str, Any], tell: Callable[[Message], Awaitable[None]]) -> None:
        await tell({"type": "turn"} | {name: turn[name] for name in CUSTOMER_FIELDS})
        self._told = turn["n"]


def owner_message(message: Message) -> Message:
    told = {name: message[name] for name in ("agent", "position", "wait_s") if message.get(name) is not None}
    return {"type": "owner", "owner": message["owner"], **told}
