"""Watches for conversations that a person gives back, and lets the bot go on with them."""

from typing import Any

from bot.conversation.live import Conversations
from bot.kit.bus import Bus, Message
from bot.kit.errors import FrontlineError
from bot.kit.log import logger
from bot.kit.tasks import TaskOwner
from records.conversations.model import Owner

log = logger(__name__)


class Returns:
    """Each return is taken once, however often its message arrives: it carries the handoff's id."""

    def __init__(self, bus: Bus, conversations: Conversations) -> None:
        self._bus = bus
        self._conversations = conversations
        self._tasks = TaskOwner("returns")

    async def open(self) -> None:
        self._tasks.start(self._watch(), "watch")

    async def close(self) -> None:
        await self._tasks.close()

    async def _watch(self) -> None:
        with self._bus.listen("conversation:*") as messages:
            async for message in messages:
                if is_return(message):
                    self._tasks.start(self._take_back(message), "take back")

    async def _take_back(self, message: Message) -> None:
        returned: dict[str, Any] = message["returned"]
        try:
            await self._conversations.take_back(
                message["conversation"], returned.get("changes", {}), f"returned:{message['handoff']}"
            )
        except FrontlineError as error:
            log.error("a returned conversation could not go on", conversation=message["conversation"], exc_info=error)


def is_return(message: Message) -> bool:
    return message.get("type") == "owner" and message.get("owner") == Owner.BOT.value and "returned" in message
