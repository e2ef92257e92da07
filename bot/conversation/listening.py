"""The line's ear in one call: frames in, utterances out. Everything is counted in the caller's audio."""

import asyncio
import contextlib
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace

from bot.audio.frame import FRAME_MS, AudioFrame
from bot.audio.vad import EnergyVad
from bot.kit.tasks import TaskOwner
from bot.language.languages import Language
from bot.speech.ports import Heard, Recognizer, RecognizerStream, SpeechFailed
from bot.turns.endpointing import Endpointing, EndpointingLimits, FrameHeard, UtteranceBegan, UtteranceEnded

FRAMES_BEHIND = 1_500
"""Half a minute of sound that the recogniser may be behind."""
LAST_WORDS_S = 1
SURER_BY = 0.15
"""So much surer the other language's model must be before the call turns to its language."""


SHORT_PAUSE_MS = 160
"""So long a silence inside an utterance is more than the gap in a word: whoever only coughed has ended."""


@dataclass(frozen=True, slots=True)
class SpeechBegan:
    """Of an utterance, or again after a short pause in it."""


@dataclass(frozen=True, slots=True)
class SpeechPaused:
    """A short pause; the utterance may go on."""


@dataclass(frozen=True, slots=True)
class PartialHeard:
    text: str


@dataclass(frozen=True, slots=True)
class UtteranceHeard:
    """`heard` is empty when it was a noise; None when the recogniser failed."""

    heard: Heard | None
    language: Language


Listened = SpeechBegan | SpeechPaused | PartialHeard | UtteranceHeard


class Listener:
    """Opened per call. The first words decide the language, where the company speaks several."""

    def __init__(self, recognizer: Recognizer, language: Language, languages: Sequence[Language]) -> None:
        limits = EndpointingLimits()
        self.language = language
        self._languages = languages
        self._recognizer = recognizer
        self._endpointing = Endpointing(limits)
        self._vad = EnergyVad()
        self._before: deque[AudioFrame] = deque(maxlen=(limits.preroll + limits.begin_after) // FRAME_MS)
        self._position_ms = 0
        self._silent_ms = 0
        self._streams: dict[Language, RecognizerStream] = {}
        self._stack = AsyncExitStack()
        self._has_heard_words = False
        self._failed = False

    async def close(self) -> None:
        await self._stack.aclose()

    async def hear(self, frame: AudioFrame) -> list[Listened]:
        self._position_ms += FRAME_MS
        listened: list[Listened] = []
        was_inside = self._endpointing.is_in_utterance
        is_speech = self._vad.is_speech(frame)
        effects = self._endpointing.handle(FrameHeard(is_speech), self._position_ms)
        self._before.append(frame)
        if was_inside:
            listened += self._pauses(is_speech)
            listened += await self._feed(frame.pcm)
        for effect in effects:
            match effect:
                case UtteranceBegan(from_ms):
                    self._silent_ms = 0
                    listened += [SpeechBegan(), *await self._begin(from_ms)]
                case UtteranceEnded():
                    listened.append(UtteranceHeard(await self._finish(), self.language))
        return listened

    def _pauses(self, is_speech: bool) -> list[Listened]:
        was_paused = self._silent_ms >= SHORT_PAUSE_MS
        self._silent_ms = 0 if is_speech else self._silent_ms + FRAME_MS
        is_paused = self._silent_ms >= SHORT_PAUSE_MS
        if is_paused == was_paused:
            return []
        return [SpeechPaused() if is_paused else SpeechBegan()]

    async def alternatives(self, heard: Heard) -> tuple[str, ...]:
        """What a doubtful utterance may also have been; nothing when that cannot be found out."""
        try:
            return await (await self._stream()).alternatives(heard.pcm)
        except SpeechFailed:
            return ()

    async def _begin(self, from_ms: int) -> list[Listened]:
        self._failed = False
        frames = [*self._before][-((self._position_ms - from_ms) // FRAME_MS) :]
        try:
            stream = await self._stream()
        except SpeechFailed:
            self._failed = True
            return []
        stream.begin(at_ms=from_ms)
        return await self._feed(b"".join(frame.pcm for frame in frames))

    async def _feed(self, pcm: bytes) -> list[Listened]:
        if self._failed:
            return []
        try:
            partial = await (await self._stream()).feed(pcm)
        except SpeechFailed:
            self._failed = True
            return []
        return [] if partial is None else [PartialHeard(partial.text)]

    async def _finish(self) -> Heard | None:
        if self._failed:
            return None
        try:
            heard = await (await self._stream()).finish()
            return heard if self._has_heard_words else await self._in_the_right_language(heard)
        except SpeechFailed:
            return None

    async def _in_the_right_language(self, heard: Heard) -> Heard:
        """The first utterance is decoded by every language's model, and the surer one wins."""
        if len(self._languages) > 1 and (heard.text or heard.unknown_words):
            by_language = await self._recognizer.decode_by_both(heard.pcm, self._languages)
            # A language that has no model is not among them.
            best = max(by_language, key=lambda language: sureness(by_language[language]), default=self.language)
            if best is not self.language and sureness(by_language[best]) > sureness(heard) + SURER_BY:
                self.language = best
                heard = moved(by_language[best], heard)
        self._has_heard_words = self._has_heard_words or bool(heard.text)
        return heard

    async def _stream(self) -> RecognizerStream:
        if self.language not in self._streams:
            opening = self._recognizer.open(self.language, at_ms=self._position_ms)
            self._streams[self.language] = await self._stack.enter_async_context(opening)
        return self._streams[self.language]


class Ear:
    """Listens in a task of its own: a recogniser that hangs holds up neither keys nor typing nor the hanging up."""

    def __init__(self, listener: Listener, on_listened: Callable[[Listened], Awaitable[None]]) -> None:
        self._listener = listener
        self._on_listened = on_listened
        self._frames: asyncio.Queue[AudioFrame] = asyncio.Queue(FRAMES_BEHIND)
        self._tasks = TaskOwner("ear")

    def open(self) -> None:
        self._tasks.start(self._listen(), "listen")

    async def close(self) -> None:
        """What was said just before is still heard, if that takes no longer than a moment."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(LAST_WORDS_S):
                await self._frames.join()
        await self._tasks.close()
        await self._listener.close()

    def put(self, frame: AudioFrame) -> None:
        """When the recogniser is too far behind, the oldest sound is given up."""
        if self._frames.full():
            self._frames.get_nowait()
            self._frames.task_done()
        self._frames.put_nowait(frame)

    async def _listen(self) -> None:
        while True:
            frame = await self._frames.get()
            for listened in await self._listener.hear(frame):
                await self._on_listened(listened)
            self._frames.task_done()


def sureness(heard: Heard) -> float:
    """The mean confidence, where a sound that no known word fits counts as nothing."""
    confidences = [word.confidence if word.confidence is not None else 1.0 for word in heard.words]
    count = len(confidences) + heard.unknown_words
    return sum(confidences) / count if count else 0.0


def moved(heard: Heard, place: Heard) -> Heard:
    """Decoded from kept audio, its times begin at 0: moved to where the utterance was in the call."""
    if heard.from_ms == place.from_ms:
        return heard
    shift = place.from_ms - heard.from_ms
    words = tuple(replace(word, from_ms=word.from_ms + shift, to_ms=word.to_ms + shift) for word in heard.words)
    return replace(heard, words=words, from_ms=place.from_ms, pcm=place.pcm)
