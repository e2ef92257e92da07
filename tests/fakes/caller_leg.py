"""A caller's end of a call in virtual time: sends a frame each 20 ms, notes what comes back and when."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import numpy as np

from bot.audio.frame import FRAME_MS, FRAME_SAMPLES, SILENT_FRAME, AudioFrame
from bot.conversation.leg import FromCaller

SPEECH_FRAME = AudioFrame((8000 * np.sin(np.arange(FRAME_SAMPLES) / 8)).astype("<i2").tobytes())
PAUSE_MS = 700
"""Longer than the pause that ends an utterance."""


class CallerLeg:
    """`async for` of the line's task is fed by a clock of its own; `hang_up` ends it."""

    def __init__(self) -> None:
        self._items: asyncio.Queue[FromCaller | None] = asyncio.Queue()
        self._speech_left_ms = 0
        self._changed = asyncio.Condition()
        self.told: list[tuple[int, dict[str, Any]]] = []
        """(millisecond, message)"""
        self.heard_at: list[int] = []
        """When each frame of the line's voice came."""

    async def incoming(self) -> AsyncIterator[FromCaller]:
        while (item := await self._items.get()) is not None:
            yield item

    async def send_audio(self, frame: AudioFrame) -> None:
        self.heard_at.append(self.now())

    async def tell(self, message: dict[str, Any]) -> None:
        async with self._changed:
            self.told.append((self.now(), message))
            self._changed.notify_all()

    def now(self) -> int:
        return round(asyncio.get_running_loop().time() * 1000)

    async def keep_sending(self) -> None:
        """The microphone: speech while there is some to say, silence otherwise."""
        while True:
            is_speech = self._speech_left_ms > 0
            self._items.put_nowait(SPEECH_FRAME if is_speech else SILENT_FRAME)
            self._speech_left_ms -= FRAME_MS if is_speech else 0
            await asyncio.sleep(FRAME_MS / 1000)

    async def speak(self, ms: int) -> None:
        """Speaks for so long, and is silent until the line has noticed."""
        self._speech_left_ms = ms
        await asyncio.sleep((ms + PAUSE_MS) / 1000)

    def begin_to_speak(self, ms: int) -> None:
        self._speech_left_ms = ms

    async def wait(self, ms: int) -> None:
        await asyncio.sleep(ms / 1000)

    def send(self, item: FromCaller) -> None:
        self._items.put_nowait(item)

    def hang_up(self) -> None:
        self._items.put_nowait(None)

    def messages(self, type: str) -> list[dict[str, Any]]:
        return [message for _, message in self.told if message["type"] == type]

    def texts(self) -> list[str]:
        """The words of bot and agent, in the order in which the page was told them."""
        return [turn["text"] for turn in self.messages("turn") if turn["who"] != "customer"]

    async def until(self, type: str, count: int = 1, **fields: Any) -> dict[str, Any]:
        """The `count`-th message of this type with these fields; a virtual hour without it is a failure."""
        async with asyncio.timeout(3600), self._changed:
            await self._changed.wait_for(lambda: len(self._matching(type, fields)) >= count)
        return self._matching(type, fields)[count - 1]

    def _matching(self, type: str, fields: dict[str, Any]) -> list[dict[str, Any]]:
        return [one for one in self.messages(type) if all(one.get(name) == value for name, value in fields.items())]
