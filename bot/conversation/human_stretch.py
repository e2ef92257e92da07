"""The two ends of a human stretch, told in the conversation: a person has come, and the bot goes on after her."""

from sqlalchemy.exc import SQLAlchemyError

from bot.conversation.live import Conversations
from bot.kit.bus import Bus, Message
from bot.kit.errors import FrontlineError
from bot.kit.log import logger
from bot.kit.tasks import TaskOwner
from records.conversations.model import Owner

log = logger(__name__)


class HumanStretches:
    """Each end is told once, however often its message arrives: it carries the handoff's id."""

    def __init__(self, bus: Bus, conversations: Conversations) -> None:
        self._bus = bus
        self._conversations = conversations
        self._tasks = TaskOwner("human stretches")

    async def open(self) -> None:
        self._tasks.start(self._watch(), "watch")

    async def close(self) -> None:
        await self._tasks.close()

    async def _watch(self) -> None:
        with self._bus.listen("conversation:*") as messages:
            async for message in messages:
                if has_come(message) or is_return(message):
                    self._tasks.start(self._tell(message), "tell")

    async def _tell(self, message: Message) -> None:
        conversation, handoff = message["conversation"], message["handoff"]
        try:
            if has_come(message):
                await self._conversations.say_once(
                    conversation, f"joined:{handoff}", "agent_joined", name=message["agent"]
                )
            else:
                changes = message["returned"].get("changes", {})
                await self._conversations.take_back(conversation, changes, f"returned:{handoff}")
        except (FrontlineError, SQLAlchemyError) as error:
            log.error("a conversation could not go on", conversation=conversation, exc_info=error)


def has_come(message: Message) -> bool:
    return message.get("type") == "owner" and message.get("owner") == Owner.AGENT.value and "handoff" in message


def is_return(message: Message) -> bool:
    return message.get("type") == "owner" and message.get("owner") == Owner.BOT.value and "returned" in message
