"""Ears that were told what they will hear, and a voice whose every frame has its known length."""

from collections import deque
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager

from bot.audio.frame import BYTES_PER_MS, FRAME_BYTES, duration_ms
from bot.company.model import Voice
from bot.language.languages import Language
from bot.speech.ports import Heard, Partial, RecognizerStream, SpeechFailed, SpokenFrame
from records.conversations.model import HeardWord

CHARS_A_FRAME = 2
"""The voice says so many characters in 20 ms."""


class ScriptedRecognizer:
    """Hears what it is told, utterance by utterance, whatever the sound; another language's model may hear better.

    `sure` is every word's confidence. None in the script is a recogniser that fails.
    """

    def __init__(self, *script: str | None, sure: float = 0.9) -> None:
        self._script = deque(script)
        self._sure = sure
        self.surer: dict[Language, str] = {}
        """What the model of that language hears, with confidence 1, in audio that it is asked to decode."""
        self.models: set[Language] = set(Language)
        self.opened: list[Language] = []

    def will_hear(self, *texts: str | None) -> None:
        self._script.extend(texts)

    def next(self) -> str | None:
        return self._script.popleft() if self._script else ""

    def peek(self) -> str | None:
        return self._script[0] if self._script else ""

    @asynccontextmanager
    async def open(
        self, language: Language, hints: Sequence[str] = (), *, at_ms: int = 0
    ) -> AsyncIterator[RecognizerStream]:
        self.opened.append(language)
        yield ScriptedStream(self, at_ms, self._sure)

    async def decode_by_both(self, pcm: bytes, languages: Sequence[Language]) -> Mapping[Language, Heard]:
        texts = {language: self.surer.get(language, "") for language in languages if language in self.models}
        return {language: _heard(text, pcm, 0, 1.0) for language, text in texts.items()}


class ScriptedStream:
    def __init__(self, recognizer: ScriptedRecognizer, at_ms: int, sure: float) -> None:
        self._recognizer = recognizer
        self._from_ms = at_ms
        self._sure = sure
        self._pcm = b""
        self._partial = ""

    def begin(self, *, at_ms: int | None = None, hints: Sequence[str] | None = None) -> None:
        self._from_ms = self._from_ms + duration_ms(self._pcm) if at_ms is None else at_ms
        self._pcm, self._partial = b"", ""

    async def feed(self, pcm: bytes) -> Partial | None:
        self._pcm += pcm
        said = self._recognizer.peek()
        if said is None:
            raise SpeechFailed("The worker died.", can_retry=True)
        first = said.partition(" ")[0]
        if not first or first == self._partial:
            return None
        self._partial = first
        return Partial(first)

    async def finish(self) -> Heard:
        pcm, from_ms, said = self._pcm, self._from_ms, self._recognizer.next()
        self.begin()
        if said is None:
            raise SpeechFailed("The worker died.", can_retry=True)
        return _heard(said, pcm, from_ms, self._sure)

    async def alternatives(self, pcm: bytes) -> tuple[str, ...]:
        return ("maybe this",)


def _heard(text: str, pcm: bytes, from_ms: int, sure: float) -> Heard:
    """The words lie side by side in the sound; `?` stands for a sound that is no known word."""
    words = [word for word in text.split() if word != "?"]
    each_ms = duration_ms(pcm) // max(1, len(words))
    heard = tuple(
        HeardWord(word, sure, from_ms + n * each_ms, from_ms + (n + 1) * each_ms) for n, word in enumerate(words)
    )
    return Heard(" ".join(words), heard, from_ms, pcm, unknown_words=text.split().count("?"))


class ScriptedSynthesizer:
    """Every two characters are a frame, so a text of 100 characters takes a second. `mute` texts cannot be said."""

    def __init__(self, mute: Sequence[str] = ()) -> None:
        self._mute = set(mute)
        self.said: list[tuple[str, str]] = []
        """What was asked for: (text, voice)."""

    async def speak(self, text: str, voice: Voice) -> AsyncIterator[SpokenFrame]:
        self.said.append((text, voice.id))
        if text in self._mute:
            raise SpeechFailed("The voice engine does not answer.", can_retry=True)
        for end in range(CHARS_A_FRAME, len(text) + CHARS_A_FRAME, CHARS_A_FRAME):
            yield SpokenFrame(b"\x10\x10" * (FRAME_BYTES // 2), min(end, len(text)))


def spoken_ms(text: str) -> int:
    return -(-len(text) // CHARS_A_FRAME) * FRAME_BYTES // BYTES_PER_MS
