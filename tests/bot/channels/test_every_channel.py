"""The contract of channels: whatever the way in, a question is answered, kept once, and mistakes are told."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Protocol

import httpx
import numpy as np
import pytest
from websockets.asyncio.client import ClientConnection, connect

from bot.audio.frame import FRAME_BYTES, FRAME_MS, FRAME_SAMPLES
from bot.channels.base import Channel
from bot.channels.registry import CHANNELS
from records.conversations import store
from records.conversations.model import ChannelKind, Who
from tests.fakes.channels import ServedChannels, served_channels
from tests.fakes.chat_page import ChatPage
from tests.fakes.house import House

QUESTION = "до скольки вы работаете"
LOUD = (np.sin(np.arange(FRAME_SAMPLES) * 0.3) * 12000).astype("<i2").tobytes()
QUIET = bytes(FRAME_BYTES)


class Customer(Protocol):
    """Somebody on the other end of a channel."""

    async def ask(self) -> str:
        """Puts the question and gives the answer's text."""
        ...

    async def ask_nobody(self) -> str:
        """Turns to a company that does not exist and gives the error's code."""
        ...


class ChatCustomer:
    def __init__(self, channels: ServedChannels) -> None:
        self._address = channels.address

    async def ask(self) -> str:
        async with connect(f"ws://{self._address}/ws/chat/lavka") as socket:
            page = ChatPage(socket)
            await page.send(type="hello", language="ru", after=0)
            await page.send(type="say", id="m1", text=QUESTION)
            return str((await page.until("turn", n=3))["text"])

    async def ask_nobody(self) -> str:
        async with connect(f"ws://{self._address}/ws/chat/nobody") as socket:
            return str((await ChatPage(socket).until("error"))["code"])


class RestCustomer:
    def __init__(self, channels: ServedChannels) -> None:
        self._url = f"http://{channels.address}/webhooks/rest/webhook"

    async def ask(self) -> str:
        return str((await self._post("lavka"))[0]["text"])

    async def ask_nobody(self) -> str:
        return str((await self._post("nobody"))["error"]["code"])

    async def _post(self, company: str) -> Any:
        message = {"sender": "client", "message": QUESTION, "metadata": {"company": company, "language": "ru"}}
        async with httpx.AsyncClient() as http:
            return (await http.post(self._url, json=message)).json()


class VoiceCustomer:
    def __init__(self, channels: ServedChannels) -> None:
        self._channels = channels

    async def ask(self) -> str:
        self._channels.recognizer.will_hear(QUESTION)
        async with connect(f"ws://{self._channels.address}/ws/voice/lavka") as socket:
            page = VoicePage(socket)
            await page.send(type="hello", language="ru")
            await page.until("listening")
            async with page.speaking():
                return str((await page.until("turn", who="bot", n=3))["text"])

    async def ask_nobody(self) -> str:
        async with connect(f"ws://{self._channels.address}/ws/voice/nobody") as socket:
            return str((await VoicePage(socket).until("error"))["code"])


class VoicePage(ChatPage):
    """Sounds are dropped, messages are kept."""

    def __init__(self, socket: ClientConnection) -> None:
        super().__init__(MessagesOnly(socket))  # type: ignore[arg-type]
        self._voice = socket

    @asynccontextmanager
    async def speaking(self) -> AsyncIterator[None]:
        """Half a second of sound, then silence for as long as the block lasts, at a microphone's pace."""

        async def speak() -> None:
            for _ in range(500 // FRAME_MS):
                await self._voice.send(LOUD)
            while True:
                await self._voice.send(QUIET)
                await asyncio.sleep(0)

        mouth = asyncio.create_task(speak())
        try:
            yield
        finally:
            mouth.cancel()


class MessagesOnly:
    def __init__(self, socket: ClientConnection) -> None:
        self._socket = socket

    async def send(self, data: str) -> None:
        await self._socket.send(data)

    async def recv(self) -> str:
        while isinstance(received := await self._socket.recv(), bytes):
            pass
        json.loads(received)
        return received


CUSTOMERS: dict[ChannelKind, type[ChatCustomer | RestCustomer | VoiceCustomer]] = {
    ChannelKind.CHAT: ChatCustomer,
    ChannelKind.REST: RestCustomer,
    ChannelKind.VOICE: VoiceCustomer,
}


@pytest.fixture(params=CHANNELS, ids=lambda channel: channel.kind)
async def customer(request: pytest.FixtureRequest, house: House, tmp_path: Path) -> AsyncIterator[Customer]:
    channel: type[Channel] = request.param
    async with served_channels(house, tmp_path, channel) as channels:
        yield CUSTOMERS[channel.kind](channels)  # type: ignore[index]


async def test_a_question_is_answered_and_kept_once(customer: Customer, house: House) -> None:
    assert await customer.ask() == f"echo: {QUESTION}"
    async with house.database.read() as unit:
        conversation = (await store.recent(unit, "lavka", 1))[0]
        turns = await store.turns_after(unit, conversation.id, 0)
    assert [turn.text for turn in turns if turn.who is Who.CUSTOMER] == [QUESTION]


async def test_a_company_that_does_not_exist_is_named_as_such(customer: Customer) -> None:
    assert await customer.ask_nobody() == "unknown_company"


def test_every_channel_has_a_kind_of_its_own() -> None:
    assert len({channel.kind for channel in CHANNELS}) == len(CHANNELS)
