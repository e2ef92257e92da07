"""A telephone in the hand of a test: a real caller's socket, a microphone that never stops, and what the line says."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

from websockets.asyncio.client import ClientConnection, connect

from bot.app.caller import Mouth

PATIENCE_S = 40


class Phone:
    def __init__(self, socket: ClientConnection) -> None:
        self._socket = socket
        self._mouth = Mouth(socket)
        self._changed = asyncio.Condition()
        self._saying: int | None = None
        self.messages: list[dict[str, Any]] = []
        self.audio: dict[int, bytes] = {}
        """What was heard of each turn, PCM 16 kHz."""
        self.frames = 0

    @property
    def conversation(self) -> str:
        id: str = self.of("welcome")[0]["conversation"]
        return id

    def of(self, type: str) -> list[dict[str, Any]]:
        return [message for message in self.messages if message["type"] == type]

    def turns(self) -> list[dict[str, Any]]:
        """What the bot or an agent said."""
        return [turn for turn in self.of("turn") if turn["who"] != "customer"]

    def words(self) -> str:
        """All that the bot or an agent said."""
        return " ".join(turn["text"] for turn in self.turns())

    def heard(self) -> list[str]:
        return [message["text"] for message in self.of("heard")]

    async def send(self, **message: Any) -> None:
        await self._socket.send(json.dumps(message))

    async def send_raw(self, data: str | bytes) -> None:
        await self._socket.send(data)

    async def say(self, pcm: bytes) -> None:
        """Returns when the last sample has left."""
        await self._mouth.say(pcm)

    async def ask(self, pcm: bytes) -> list[dict[str, Any]]:
        """Says it and listens to the whole answer: its turns."""
        before, had = len(self.of("listening")), len(self.turns())
        await self.say(pcm)
        await self.until("listening", before + 1, after_turns=had + 1)
        return self.turns()[had:]

    async def until_said(self, words: str) -> None:
        """Until the bot or an agent has said this."""
        await self._until(lambda: words in self.words(), f"“{words}”")

    async def until(self, type: str, count: int = 1, *, after_turns: int = 0, **fields: Any) -> dict[str, Any]:
        """The `count`-th message of this type with these fields, and not before so many turns have been said."""
        await self._until(
            lambda: len(self._matching(type, fields)) >= count and len(self.turns()) >= after_turns, f"{type} {fields}"
        )
        return self._matching(type, fields)[count - 1]

    async def _until(self, has_come: Callable[[], bool], what: str) -> None:
        try:
            async with asyncio.timeout(PATIENCE_S), self._changed:
                await self._changed.wait_for(has_come)
        except TimeoutError:
            raise AssertionError(f"{what} did not come: {self.messages[-12:]}") from None

    def _matching(self, type: str, fields: dict[str, Any]) -> list[dict[str, Any]]:
        return [one for one in self.of(type) if all(one.get(name) == value for name, value in fields.items())]

    async def keep_listening(self) -> None:
        async for message in self._socket:
            if isinstance(message, bytes):
                self.frames += 1
                if self._saying is not None:
                    self.audio[self._saying] += message
            else:
                await self._note(json.loads(message))

    async def keep_talking(self) -> None:
        await self._mouth.keep_talking()

    async def _note(self, message: dict[str, Any]) -> None:
        if message["type"] == "turn" and message["who"] != "customer":
            self._saying = message["n"]
            self.audio.setdefault(message["n"], b"")
        elif message["type"] == "mark":
            await self.send(type="played", name=message["name"])
        async with self._changed:
            self.messages.append(message)
            self._changed.notify_all()


@asynccontextmanager
async def phoned(
    line: str, language: str, *, company: str = "lavka", caller_number: str | None = None, greeted: bool = True
) -> AsyncIterator[Phone]:
    """A call to `ws://host:port`; `greeted` waits until the line listens."""
    async with connect(f"{line}/ws/voice/{company}") as socket:
        hello = {"type": "hello", "language": language}
        await socket.send(json.dumps(hello | ({"caller_number": caller_number} if caller_number else {})))
        phone = Phone(socket)
        tasks = [asyncio.create_task(phone.keep_listening()), asyncio.create_task(phone.keep_talking())]
        try:
            await phone.until("listening" if greeted else "welcome")
            yield phone
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
