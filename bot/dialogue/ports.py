"""The port of the dialogue: what a conversation needs from whatever thinks for it."""

from typing import Protocol

from bot.dialogue.model import Reply, Utterance


class DialogueEngine(Protocol):
    async def reply_to(self, utterance: Utterance) -> Reply:
        """A reply within the engine's deadline, always: an engine that fails answers by its fallback."""
        ...

    async def forget(self, conversation: str) -> None:
        """The conversation is over, or a person changed it: rebuild from the draft before the next reply."""
        ...
