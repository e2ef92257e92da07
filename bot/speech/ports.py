"""The ports of speech: a recogniser hears, a synthesizer speaks. Engines stand behind them, one adapter each."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from typing import Protocol

from bot.company.model import Voice
from bot.kit.errors import FrontlineError
from bot.language.languages import Language
from records.conversations.model import HeardWord


class SpeechFailed(FrontlineError):
    """An engine could not do this. `can_retry`: the same thing, said or asked once more, may well succeed."""

    def __init__(self, sentence: str, *, can_retry: bool) -> None:
        super().__init__("speech_failed", sentence, status=503, can_retry=can_retry)


@dataclass(frozen=True, slots=True)
class Partial:
    """What is being heard; it may still change."""

    text: str


@dataclass(frozen=True, slots=True)
class Heard:
    """An utterance that has ended. Times are milliseconds of the caller's audio, as the stream was told them."""

    text: str
    words: tuple[HeardWord, ...]
    from_ms: int
    """Where the utterance's audio begins."""
    pcm: bytes = field(default=b"", repr=False)
    """Its audio (16-bit mono at 16 kHz), for the record and for decoding again."""
    unknown_words: int = 0
    """Sounds that a recogniser took for words it does not know; they are not in `words`."""
    was_narrowed: bool = False
    """The recogniser listened for hints only."""

    @property
    def confidence(self) -> float | None:
        """The mean of the words' confidences; None when nothing was heard or the engine gives none."""
        known = [word.confidence for word in self.words if word.confidence is not None]
        return sum(known) / len(known) if known else None

    @property
    def end_ms(self) -> int:
        """Where the last word ends."""
        return self.words[-1].to_ms if self.words else self.from_ms


class RecognizerStream(Protocol):
    """One caller's utterances, one after the other. Used by one task at a time."""

    def begin(self, *, at_ms: int | None = None, hints: Sequence[str] | None = None) -> None:
        """Forgets what was fed since the last `finish` and waits for a new utterance.

        Its audio begins at this millisecond of the caller's audio (default: right after what was fed so far) and the
        recogniser listens for these hints (default: as before). Calling it is optional.
        """
        ...

    async def feed(self, pcm: bytes) -> Partial | None:
        """Audio of the utterance, chunks of any size. The partial when it has changed. Raises SpeechFailed."""
        ...

    async def finish(self) -> Heard:
        """The utterance has ended; the stream is fresh for the next one. Raises SpeechFailed: then it is fresh too."""
        ...

    async def alternatives(self, pcm: bytes) -> tuple[str, ...]:
        """What an utterance's audio may also have been, best first, decoded again. Raises SpeechFailed."""
        ...


class Recognizer(Protocol):
    def open(
        self, language: Language, hints: Sequence[str] = (), *, at_ms: int = 0
    ) -> AbstractAsyncContextManager[RecognizerStream]:
        """Entering raises SpeechFailed when this language cannot be heard. No hints: anything may be said."""
        ...

    async def decode_by_both(self, pcm: bytes, languages: Sequence[Language]) -> Mapping[Language, Heard]:
        """An utterance decoded by each language's model, so that the better confidence decides. Raises SpeechFailed."""
        ...


@dataclass(frozen=True, slots=True)
class SpokenFrame:
    """20 ms of speech; `covers_chars`: how much of the text has been said when it ends."""

    pcm: bytes = field(repr=False)
    covers_chars: int


class Synthesizer(Protocol):
    def speak(self, text: str, voice: Voice) -> AsyncIterator[SpokenFrame]:
        """The text as frames, the first sentence's as soon as they are there. Raises SpeechFailed.

        The text is in spoken form already. An iterator that is not read to its end costs nothing.
        """
        ...
