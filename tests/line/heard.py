"""What the line said, as heard by Vosk."""

from bot.app.caller import Call
from tests.line.conftest import Hear


async def answers_in(call: Call, hear: Hear, language: str) -> list[str]:
    """The words of each answer."""
    return [(await hear(exchange.answer_audio, language)).text for exchange in call.exchanges]
