"""All voice conversations of the line: one call each, closed when it is over."""

from bot.conversation.leg import Leg
from bot.conversation.voice import VoiceCall, VoiceParts
from records.conversations.model import Conversation, Who


class VoiceCalls:
    def __init__(self, parts: VoiceParts) -> None:
        self._parts = parts

    async def run(self, conversation: Conversation, leg: Leg, caller_number: str | None) -> None:
        """Until the caller hangs up or nothing is left to say; the conversation is closed then."""
        call = VoiceCall(self._parts, conversation, leg, caller_number)
        try:
            await call.run()
        finally:
            await self._parts.conversations.close(conversation.id, by=Who.CUSTOMER)
