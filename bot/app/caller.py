"""A caller in the box: says audio into the voice socket at real-time pace and notes what comes back, and when."""

import asyncio
import json
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, ConnectionClosedError

from bot.app.commands.address import LineAddress
from bot.audio.frame import FRAME_BYTES, FRAME_MS
from bot.audio.framer import Framer
from bot.kit.errors import FrontlineError

SILENCE = bytes(FRAME_BYTES)
ANSWER_DEADLINE_S = 30
QUIET_AFTER_ANSWER_S = 0.3


@dataclass(slots=True)
class Exchange:
    """One thing said and what came of it."""

    said: str
    heard: str = ""
    confidence: list[tuple[str, float | None]] = field(default_factory=list)
    answered: list[str] = field(default_factory=list)
    answer_ms: int | None = None
    """From the end of the caller's last word to the first audio of the answer."""
    answer_audio: bytes = field(default=b"", repr=False)
    """All that was said to it, PCM 16 kHz."""


@dataclass(slots=True)
class Call:
    conversation: str = ""
    greeting: list[str] = field(default_factory=list)
    exchanges: list[Exchange] = field(default_factory=list)
    heard_audio: bytes = b""
    """All that the line said, PCM 16 kHz."""


Script = Callable[[Call], Awaitable[tuple[str, bytes] | None]]
"""Given the call so far: what to say next, by a name for it and as PCM; None to hang up."""


def in_order(speeches: list[tuple[str, bytes]]) -> Script:
    """Says one after another, whatever the line answers."""
    waiting = iter(speeches)

    async def next_speech(_call: Call) -> tuple[str, bytes] | None:
        return next(waiting, None)

    return next_speech


class SimulatedCaller:
    def __init__(
        self,
        line: LineAddress,
        *,
        company: str,
        language: str,
        caller_number: str | None = None,
        is_test: bool = False,
    ) -> None:
        self._line = line
        self._company = company
        self._hello: dict[str, Any] = {"type": "hello", "language": language, "is_test": is_test}
        if caller_number:
            self._hello["caller_number"] = caller_number

    async def call(self, script: Script) -> Call:
        """Says what the script gives each time the line listens; hangs up when it gives nothing more.

        Raises OSError when the line does not answer, FrontlineError for what it refuses.
        """
        async with connect(f"{self._line.socket}/ws/voice/{self._company}", ssl=self._line.tls) as socket:
            await socket.send(json.dumps(self._hello))
            mouth = Mouth(socket)
            ears = Ears(mouth)
            try:
                async with asyncio.TaskGroup() as tasks:
                    listening = tasks.create_task(ears.listen(socket), name="listen")
                    speaking = tasks.create_task(mouth.keep_talking(), name="speak")
                    await self._talk(script, ears, mouth)
                    await socket.send(json.dumps({"type": "hang_up"}))
                    speaking.cancel()
                    listening.cancel()
            except* FrontlineError as errors:
                refusal = errors.exceptions[0]
            else:
                return ears.call
        raise refusal

    async def _talk(self, script: Script, ears: "Ears", mouth: "Mouth") -> None:
        await ears.until_answered()
        while (speech := await script(ears.call)) is not None:
            name, pcm = speech
            ears.begin(Exchange(name))
            await mouth.say(pcm)
            await ears.until_answered()


class Mouth:
    """Sends a frame each 20 ms: speech when there is some, silence otherwise, as a microphone does."""

    def __init__(self, socket: ClientConnection) -> None:
        self._socket = socket
        self._frames: list[bytes] = []
        self._said = asyncio.Event()
        self._sent_at: list[float] = []

    def time_of(self, audio_ms: int) -> float:
        """When that millisecond of the call's audio left, in monotonic seconds."""
        return self._sent_at[min(audio_ms // FRAME_MS, len(self._sent_at) - 1)]

    async def say(self, pcm: bytes) -> None:
        framer = Framer()
        self._said.clear()
        self._frames += [frame.pcm for frame in (*framer.push(pcm), *framer.flush())]
        await self._said.wait()

    async def keep_talking(self) -> None:
        due = time.monotonic()
        while True:
            frame = self._frames.pop(0) if self._frames else SILENCE
            try:
                await self._socket.send(frame)
            except ConnectionClosed:
                # Whoever listens tells why.
                return
            self._sent_at.append(time.monotonic())
            if not self._frames:
                self._said.set()
            due += FRAME_MS / 1000
            await asyncio.sleep(max(0.0, due - time.monotonic()))


class Ears:
    """Notes what the line tells and says."""

    def __init__(self, mouth: Mouth) -> None:
        self._mouth = mouth
        self.call = Call()
        self._texts = self.call.greeting
        self._exchange: Exchange | None = None
        self._speech_ended_at: float | None = None
        self._is_answering = False
        self._answered = asyncio.Event()

    def begin(self, exchange: Exchange) -> None:
        self.call.exchanges.append(exchange)
        self._exchange = exchange
        self._texts = exchange.answered
        self._speech_ended_at = None
        self._answered.clear()

    async def until_answered(self) -> None:
        try:
            async with asyncio.timeout(ANSWER_DEADLINE_S):
                await self._answered.wait()
        except TimeoutError as error:
            raise FrontlineError("no_answer", f"The line said nothing for {ANSWER_DEADLINE_S} s.") from error
        await asyncio.sleep(QUIET_AFTER_ANSWER_S)

    async def listen(self, socket: ClientConnection) -> None:
        try:
            async for message in socket:
                if isinstance(message, bytes):
                    self._audio(message)
                else:
                    self._message(json.loads(message))
        except ConnectionClosedError as error:
            raise FrontlineError("call_broken", "The line broke the call off: is it still running?") from error

    def _audio(self, frame: bytes) -> None:
        self.call.heard_audio += frame
        exchange, ended_at = self._exchange, self._speech_ended_at
        if exchange is not None:
            exchange.answer_audio += frame
        if self._is_answering and exchange is not None and ended_at is not None and exchange.answer_ms is None:
            exchange.answer_ms = round((time.monotonic() - ended_at) * 1000)

    def _message(self, message: dict[str, Any]) -> None:
        match message["type"]:
            case "welcome":
                self.call.conversation = message["conversation"]
            case "heard" if self._exchange is not None:
                self._exchange.heard = f"{self._exchange.heard} {message['text']}".strip()
                self._exchange.confidence += [(word["word"], word["confidence"]) for word in message["words"]]
                self._speech_ended_at = self._mouth.time_of(message["end_ms"])
            case "turn" if message["who"] in ("bot", "agent"):
                self._is_answering = True
                self._texts.append(message["text"])
            case "listening":
                self._is_answering = False
                if self._exchange is None or self._exchange.heard or self._texts:
                    self._answered.set()
            case "ended":
                self._answered.set()
            case "error":
                raise FrontlineError(message["code"], message["sentence"])
