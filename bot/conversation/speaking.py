"""The line's mouth in one call: what is to be said is rendered, paced, and can be cut off at any moment."""

import asyncio
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot.audio.frame import AudioFrame
from bot.audio.playout import Mark, Playout
from bot.company.model import Voice
from bot.conversation.leg import Leg
from bot.kit.clock import Clock
from bot.kit.log import logger
from bot.kit.tasks import TaskOwner
from bot.speech.ports import SpeechFailed, Synthesizer

log = logger(__name__)


@dataclass(frozen=True, slots=True)
class Speech:
    """One turn to be said aloud: `text` in spoken form; `message` is told just before its first audio."""

    turn: int
    text: str
    voice: Voice
    message: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Cut:
    """What became of what was being said."""

    heard_chars: dict[int, int]
    """Of each turn that was not heard to its end: how many characters of its spoken text were."""
    untold: tuple[dict[str, Any], ...]
    """The messages of turns whose sound had not begun."""


class Speaker:
    """Says one speech after another. `on_silence` is called each time when all has been heard."""

    def __init__(self, leg: Leg, synthesizer: Synthesizer, clock: Clock, on_silence: Callable[[], None]) -> None:
        self._leg = leg
        self._synthesizer = synthesizer
        self._clock = clock
        self._on_silence = on_silence
        self._playout = Playout()
        self._waiting: deque[Speech] = deque()
        self._messages: dict[str, dict[str, Any]] = {}
        self._rendering: tuple[Speech, asyncio.Task[None]] | None = None
        self._work = asyncio.Event()
        self._tasks = TaskOwner("speaker")

    def open(self) -> None:
        self._tasks.start(self._pace(), "pace")

    async def close(self) -> None:
        await self._tasks.close()

    @property
    def is_speaking(self) -> bool:
        return bool(self._waiting) or self._rendering is not None or self._playout.is_playing(self._now())

    def say(self, speech: Speech) -> None:
        self._waiting.append(speech)
        self._render_next()

    def stop(self) -> Cut:
        """Forgets all that has not been heard."""
        unfinished = [*self._waiting]
        untold = (*self._messages.values(), *(speech.message for speech in self._waiting))
        self._waiting.clear()
        self._messages.clear()
        if self._rendering is not None:
            rendered, task = self._rendering
            unfinished.append(rendered)
            task.cancel()
            self._rendering = None
        heard = {int(one.sentence): one for one in self._playout.clear(self._now())}
        self._work.set()
        # Of a turn whose rest was still being rendered, all that there was may have been heard.
        cut = {n: one.chars for n, one in heard.items() if not one.is_whole}
        for speech in unfinished:
            cut[speech.turn] = heard[speech.turn].chars if speech.turn in heard else 0
        return Cut(cut, untold)

    def played(self, mark: str) -> None:
        self._playout.confirm(mark, self._now())

    def _render_next(self) -> None:
        if self._rendering is None and self._waiting:
            speech = self._waiting.popleft()
            self._messages[_beginning(speech)] = speech.message
            self._rendering = speech, self._tasks.start(self._render(speech), "render")

    async def _render(self, speech: Speech) -> None:
        name = str(speech.turn)
        self._playout.queue_mark(Mark(_beginning(speech)))
        try:
            async for frame in self._synthesizer.speak(speech.text, speech.voice):
                self._playout.queue(AudioFrame(frame.pcm), name, frame.covers_chars)
                self._work.set()
        except SpeechFailed as error:
            # The page still shows the words; the caller's silence ends with the next reprompt.
            log.error("a turn could not be spoken", turn=speech.turn, exc_info=error)
        self._playout.queue_mark(Mark(f"turn:{name}"))
        self._rendering = None
        self._work.set()
        self._render_next()

    async def _pace(self) -> None:
        while True:
            for out in self._playout.let_out(self._now()):
                await self._send(out)
            await self._until_next()

    async def _send(self, out: AudioFrame | Mark) -> None:
        if isinstance(out, AudioFrame):
            await self._leg.send_audio(out)
        elif out.name in self._messages:
            await self._leg.tell(self._messages.pop(out.name))
        else:
            await self._leg.tell({"type": "mark", "name": out.name})

    async def _until_next(self) -> None:
        """Sleeps until a frame is due, or until something new is to be said; tells when all has been heard."""
        self._work.clear()
        due = self._playout.deadline
        if due is None and self._rendering is None:
            due = self._playout.ends_at()
            if due is not None and due <= self._now():
                self._on_silence()
                due = None
        try:
            async with asyncio.timeout(None if due is None else max(0, due - self._now()) / 1000):
                await self._work.wait()
        except TimeoutError:
            return

    def _now(self) -> int:
        return self._clock.monotonic_ms()


def _beginning(speech: Speech) -> str:
    return f"begin:{speech.turn}"
