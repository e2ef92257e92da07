"""The port of the dialogue: what a conversation needs from whatever thinks for it."""

from collections.abc import Mapping
from typing import Protocol

from bot.dialogue.model import Reply, Utterance
from records.conversations.model import Conversation


class DialogueEngine(Protocol):
    async def reply_to(self, utterance: Utterance) -> Reply:
        """A reply within the engine's deadline, always: an engine that fails answers by its fallback."""
        ...

    async def forget(self, conversation: str) -> None:
        """The conversation is over, or a person changed it: rebuild from the draft before the next reply."""
        ...


class Resuming(Protocol):
    """How the bot takes a conversation back from a person."""

    async def resume(self, conversation: Conversation, changes: Mapping[str, str]) -> Reply:
        """What the bot says first: what is agreed now and the question that is still open. No greeting."""
        ...
