"""The caller's end of a voice conversation, as the conversation sees it; a channel implements it."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any, Protocol

from bot.audio.frame import AudioFrame
from bot.speech.ports import Heard


@dataclass(frozen=True, slots=True)
class KeyPressed:
    """A key of the telephone: `0`–`9`, `*` or `#`."""

    digit: str


@dataclass(frozen=True, slots=True)
class Typed:
    """The caller typed while talking; `id` is the page's own."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class MarkPlayed:
    """Everything up to this mark has left the caller's loudspeaker."""

    name: str


@dataclass(frozen=True, slots=True)
class LanguageChosen:
    code: str


@dataclass(frozen=True, slots=True)
class PersonAsked:
    """The page's button for a person."""


FromCaller = AudioFrame | KeyPressed | PersonAsked | Typed | MarkPlayed | LanguageChosen


class Leg(Protocol):
    def incoming(self) -> AsyncIterator[FromCaller]:
        """What the caller's end sends, until it hangs up."""
        ...

    async def send_audio(self, frame: AudioFrame) -> None: ...

    async def tell(self, message: dict[str, Any]) -> None:
        """A message as in docs/protocols.md, "The caller's voice"."""
        ...


def heard_message(heard: Heard) -> dict[str, Any]:
    words = [
        {"word": word.word, "confidence": word.confidence, "from_ms": word.from_ms, "to_ms": word.to_ms}
        for word in heard.words
    ]
    return {"type": "heard", "text": heard.text, "words": words, "end_ms": heard.end_ms}
