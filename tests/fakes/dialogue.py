"""A dialogue whose answers are written down beforehand, and a human desk that only counts."""

import asyncio
from collections.abc import Mapping

from bot.conversation.human_desk import QueuePlace
from bot.dialogue.model import HandOff, Reply, ReplyPart, Utterance
from bot.kit.db import UnitOfWork
from records.conversations.model import Conversation


class ScriptedDialogue:
    """Answers by the words it was given; anything else is echoed. `hold()` makes it think until `go_on()`."""

    def __init__(self, script: Mapping[str, Reply] | None = None) -> None:
        self.script = dict(script or {})
        self.heard: list[Utterance] = []
        self.forgotten: list[str] = []
        self._may_answer = asyncio.Event()
        self._may_answer.set()
        self.is_thinking = asyncio.Event()

    def hold(self) -> None:
        self._may_answer.clear()

    def go_on(self) -> None:
        self._may_answer.set()

    async def reply_to(self, utterance: Utterance) -> Reply:
        self.heard.append(utterance)
        self.is_thinking.set()
        await self._may_answer.wait()
        return self.script.get(utterance.text, says(f"echo: {utterance.text}"))

    async def forget(self, conversation: str) -> None:
        self.forgotten.append(conversation)

    async def resume(self, conversation: Conversation, changes: Mapping[str, str]) -> Reply:
        return says("going on with " + ", ".join(f"{name}={value}" for name, value in changes.items()))


class CountingDesk:
    """A desk with a queue that only grows."""

    def __init__(self) -> None:
        self.requests: list[tuple[str, HandOff]] = []
        self.left: list[str] = []

    async def request(self, unit: UnitOfWork, conversation: Conversation, wish: HandOff) -> QueuePlace:
        self.requests.append((conversation.id, wish))
        return QueuePlace(f"handoff_{len(self.requests)}", len(self.requests), None, is_staffed=True)

    async def customer_left(self, unit: UnitOfWork, conversation: Conversation) -> None:
        self.left.append(conversation.id)


def says(*texts: str) -> Reply:
    return Reply(tuple(ReplyPart(text) for text in texts))
