"""The default ears: Vosk in worker processes. A crash in libvosk costs a caller at most one «повторите, пожалуйста»."""

import asyncio
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from bot.audio.frame import duration_ms
from bot.kit.clock import Clock
from bot.kit.ids import new_id
from bot.kit.lifetime import StartedAndClosed
from bot.kit.log import logger
from bot.language.languages import LANGUAGES, Language
from bot.speech.ports import Heard, Partial, SpeechFailed
from bot.speech.workers import JobRefused, Message, Worker, WorkerLost, WorkerPlan, WorkerPool, WorkerSlot
from records.conversations.model import HeardWord

log = logger(__name__)

_START_DEADLINE_MS = 60_000
_RESTART_MS = 10_000
_DEADLINE_MS = 3_000
#: Partials need not come more often, and every message costs both processes something.
_CHUNK_MS = 100
#: What was said without an end for so long is dropped: nobody waits for its end any more.
_LONGEST_MS = 300_000
_DOUBT_BELOW = 0.7


class VoskRecognizer(StartedAndClosed):
    def __init__(self, models: Mapping[Language, Path], clock: Clock, workers: int = 1) -> None:
        config = {"models": {language.value: str(folder) for language, folder in models.items()}}
        engine = "bot.speech.vosk_engine:open_engine"
        plan = WorkerPlan("vosk", engine, config, start_deadline_ms=_START_DEADLINE_MS, wait_ms=_RESTART_MS)
        self._pool = WorkerPool(plan, workers, clock)
        self.languages = tuple(models)

    async def start(self) -> None:
        """Returns when the models are loaded. Raises SpeechFailed; it goes on trying until `close`."""
        try:
            await self._pool.start()
        except WorkerLost as lost:
            raise SpeechFailed(f"The recogniser did not start: {lost}.", can_retry=False) from lost

    async def close(self) -> None:
        await self._pool.close()

    @property
    def worker_pids(self) -> tuple[int, ...]:
        return tuple(slot.pid for slot in self._pool.slots)

    @property
    def is_ready(self) -> bool:
        return any(slot.is_running for slot in self._pool.slots)

    def open(self, language: Language, hints: Sequence[str] = (), *, at_ms: int = 0) -> "VoskStream":
        if language not in self.languages:
            raise SpeechFailed(f"There is no model to hear {language.value} with.", can_retry=False)
        return VoskStream(self._pool.least_busy(), language, hints, at_ms)

    async def decode_by_both(self, pcm: bytes, languages: Sequence[Language]) -> Mapping[Language, Heard]:
        """Languages without a model are left out."""
        slot = self._pool.least_busy()
        known = [language for language in languages if language in self.languages]
        heard = await asyncio.gather(*(_decode(slot, language, pcm, 0) for language in known))
        return dict(zip(known, heard, strict=True))


class VoskStream:
    """Keeps the utterance's audio: when the worker is lost, a new one decodes it once more from the beginning."""

    def __init__(self, slot: WorkerSlot, language: Language, hints: Sequence[str], at_ms: int) -> None:
        self._slot = slot
        self._language = language
        self._hints = tuple(hints)
        self._from_ms = at_ms
        self._lane = new_id("stream")
        self._worker: Worker | None = None
        self._kept = bytearray()
        self._sent = 0
        self._partial = ""
        self._retries_left = 1

    async def __aenter__(self) -> Self:
        self._slot.load += 1
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._slot.load -= 1
        self._leave_worker()

    def begin(self, *, at_ms: int | None = None, hints: Sequence[str] | None = None) -> None:
        if self._sent:
            self._leave_worker()
        self._from_ms = self._from_ms + duration_ms(self._kept) if at_ms is None else at_ms
        self._hints = self._hints if hints is None else tuple(hints)
        # A half sample still waits for its other half.
        self._kept = self._kept[len(self._kept) // 2 * 2 :]
        self._sent = 0
        self._partial = ""
        self._retries_left = 1

    async def feed(self, pcm: bytes) -> Partial | None:
        self._kept += pcm
        if duration_ms(self._kept) > _LONGEST_MS:
            log.warning("an utterance without an end was dropped", stream=self._lane)
            self.begin()
            return None
        if duration_ms(self._kept[self._sent :]) < _CHUNK_MS:
            return None
        text = str((await self._send("feed")).fields["partial"])
        if text == self._partial:
            return None
        self._partial = text
        return Partial(text)

    async def finish(self) -> Heard:
        if not self._kept:
            return Heard("", (), self._from_ms)
        answer = await self._send("finish")
        pcm, from_ms = bytes(self._kept[: self._sent]), self._from_ms
        # The lane has no utterance any more: it may serve the next one.
        self._sent = 0
        self.begin()
        heard = _heard(answer, pcm, from_ms)
        if heard.was_narrowed and is_doubtful(heard):
            heard = surer(heard, await _decode(self._slot, self._language, pcm, from_ms))
        return heard

    async def alternatives(self, pcm: bytes) -> tuple[str, ...]:
        answer = await _ask_once(self._slot, {"do": "alternatives", "language": self._language.value}, pcm)
        return tuple(answer.fields["texts"])

    async def _send(self, do: str) -> Message:
        try:
            try:
                return await self._send_rest(do)
            except WorkerLost as lost:
                if not self._retries_left:
                    raise
                log.warning("an utterance is decoded again", why=str(lost), stream=self._lane)
                self._retries_left -= 1
                self._sent = 0
                return await self._send_rest(do)
        except (WorkerLost, JobRefused) as failed:
            self.begin()
            raise _cannot_hear(failed) from failed

    async def _send_rest(self, do: str) -> Message:
        """What the worker does not have yet; a half sample waits for its other half."""
        if not self._sent:
            self._worker = await self._slot.worker()
        if self._worker is None:
            raise WorkerLost("it was not there")
        start, end = self._sent, len(self._kept) // 2 * 2
        self._sent = end
        fields = {"do": do, "lane": self._lane, **_listening_for(self._language, self._hints)}
        pcm = bytes(self._kept[start:end])
        return await self._worker.ask(Message(fields, pcm), _DEADLINE_MS + duration_ms(pcm))

    def _leave_worker(self) -> None:
        if self._worker is not None:
            self._worker.close_lane(self._lane)
        self._worker = None
        self._lane = new_id("stream")


def is_doubtful(heard: Heard) -> bool:
    """Said beside the hints, it seems."""
    return heard.unknown_words > 0 or (heard.confidence or 0.0) < _DOUBT_BELOW


def surer(narrowed: Heard, full: Heard) -> Heard:
    """Of two ways to hear the same audio: the narrow one unless it missed words or the full one is more confident."""
    if not full.words:
        return narrowed
    missed = narrowed.unknown_words > 0 or not narrowed.words
    return full if missed or (full.confidence or 0.0) > (narrowed.confidence or 0.0) else narrowed


def _listening_for(language: Language, hints: Sequence[str]) -> dict[str, Any]:
    """However narrow the question, a caller may always ask for a person or to hear it again."""
    traits = LANGUAGES[language]
    always = [*traits.global_words, *traits.no_words] if hints else []
    return {"language": language.value, "hints": list(hints), "always": always}


async def _decode(slot: WorkerSlot, language: Language, pcm: bytes, from_ms: int) -> Heard:
    answer = await _ask_once(slot, {"do": "decode", "language": language.value}, pcm)
    return _heard(answer, pcm, from_ms)


async def _ask_once(slot: WorkerSlot, fields: dict[str, Any], pcm: bytes) -> Message:
    """A job of its own lane; a worker that is lost over it is replaced, and the new one gets one try."""
    whole = pcm[: len(pcm) // 2 * 2]
    request = Message({**fields, "lane": new_id("job")}, whole)
    deadline_ms = _DEADLINE_MS + duration_ms(whole)
    try:
        try:
            return await _ask_in_lane(slot, request, deadline_ms)
        except WorkerLost as lost:
            log.warning("audio is decoded again", why=str(lost), stream=request.fields["lane"])
            return await _ask_in_lane(slot, request, deadline_ms)
    except (WorkerLost, JobRefused) as failed:
        raise _cannot_hear(failed) from failed


async def _ask_in_lane(slot: WorkerSlot, request: Message, deadline_ms: int) -> Message:
    worker = await slot.worker()
    try:
        return await worker.ask(request, deadline_ms)
    finally:
        worker.close_lane(str(request.fields["lane"]))


def _cannot_hear(failed: Exception) -> SpeechFailed:
    return SpeechFailed(f"The recogniser lost what was said: {failed}.", can_retry=True)


def _heard(answer: Message, pcm: bytes, from_ms: int) -> Heard:
    words = tuple(
        HeardWord(word, confidence, from_ms + start_ms, from_ms + end_ms)
        for word, confidence, start_ms, end_ms in answer.fields["words"]
    )
    return Heard(
        text=" ".join(word.word for word in words),
        words=words,
        from_ms=from_ms,
        pcm=pcm,
        unknown_words=int(answer.fields["unknown"]),
        was_narrowed=bool(answer.fields["narrowed"]),
    )
