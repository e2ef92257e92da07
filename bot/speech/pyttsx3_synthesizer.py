"""The default voice: pyttsx3 in worker processes, sentence by sentence, with what was said before kept."""

from collections.abc import AsyncIterator, Iterable, Iterator
from importlib.metadata import version

from bot.audio.framer import frames_of
from bot.company.model import Voice
from bot.kit.clock import Clock
from bot.kit.lifetime import StartedAndClosed
from bot.kit.log import logger
from bot.speech.phrase_cache import Phrase, PhraseCache
from bot.speech.ports import SpeechFailed, SpokenFrame
from bot.speech.sentences import Sentence, split_sentences
from bot.speech.workers import JobRefused, Message, WorkerLost, WorkerPlan, WorkerPool

log = logger(__name__)

#: Raised when the same words begin to sound different: trimming, resampling, the library.
_SOUND = 1
_DEADLINE_MS = 2_000
_DEADLINE_MS_A_WORD = 20
_RECYCLE_AFTER = 500


class Pyttsx3Synthesizer(StartedAndClosed):
    def __init__(self, cache: PhraseCache, clock: Clock, workers: int = 2) -> None:
        plan = WorkerPlan("pyttsx3", "bot.speech.pyttsx3_engine:open_engine", recycle_after=_RECYCLE_AFTER)
        self._pool = WorkerPool(plan, workers, clock)
        self._cache = cache
        self._engine = f"pyttsx3-{version('pyttsx3')}-{_SOUND}"

    async def start(self) -> None:
        """Raises SpeechFailed when no engine could start; it goes on trying until `close`."""
        try:
            await self._pool.start()
        except WorkerLost as lost:
            raise SpeechFailed(f"The voice engine did not start: {lost}.", can_retry=True) from lost

    async def close(self) -> None:
        await self._pool.close()

    @property
    def worker_pids(self) -> tuple[int, ...]:
        return tuple(slot.pid for slot in self._pool.slots)

    @property
    def is_ready(self) -> bool:
        return any(slot.is_running for slot in self._pool.slots)

    async def speak(self, text: str, voice: Voice) -> AsyncIterator[SpokenFrame]:
        said = 0
        for sentence in split_sentences(text):
            phrase = self._phrase(sentence.text, voice)
            pcm = await self._cache.find(phrase)
            if pcm is None:
                pcm = await self._render(phrase)
                self._cache.keep(phrase, pcm)
            for frame in _frames(pcm, said, sentence):
                yield frame
            said = sentence.end

    async def prerender(self, texts: Iterable[str], voice: Voice) -> int:
        """Makes fixed phrases ready, on the disk too: nothing of a customer's may be among them. How many were new."""
        made = 0
        for text in texts:
            for sentence in split_sentences(text):
                phrase = self._phrase(sentence.text, voice)
                pcm = await self._cache.find(phrase)
                if pcm is None:
                    pcm = await self._render(phrase)
                    made += 1
                await self._cache.keep_fixed(phrase, pcm)
        return made

    def _phrase(self, text: str, voice: Voice) -> Phrase:
        return Phrase(self._engine, voice.id, voice.rate_wpm, text)

    async def _render(self, phrase: Phrase) -> bytes:
        """A worker that is lost over it is replaced, and the new one gets one try."""
        job = Message({"text": phrase.text, "voice": phrase.voice, "rate_wpm": phrase.rate_wpm})
        deadline_ms = _DEADLINE_MS + _DEADLINE_MS_A_WORD * len(phrase.text.split())
        try:
            try:
                answer = await self._pool.ask(job, deadline_ms)
            except WorkerLost as lost:
                log.warning("a sentence is tried again", why=str(lost), words=len(phrase.text.split()))
                answer = await self._pool.ask(job, deadline_ms)
        except JobRefused as refused:
            raise SpeechFailed(f"The voice engine could not say this: {refused}.", can_retry=False) from refused
        except WorkerLost as lost:
            raise SpeechFailed(f"The voice engine does not answer: {lost}.", can_retry=True) from lost
        return answer.body


def _frames(pcm: bytes, said: int, sentence: Sentence) -> Iterator[SpokenFrame]:
    """Within a sentence, the characters are spread evenly over its sound."""
    frames = frames_of(pcm)
    for n, frame in enumerate(frames, start=1):
        yield SpokenFrame(frame.pcm, said + (sentence.end - said) * n // len(frames))
