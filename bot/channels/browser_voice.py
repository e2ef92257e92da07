"""The caller's voice over a WebSocket: PCM both ways, and the same messages as the chat beside it."""

import asyncio
import ipaddress
from collections.abc import AsyncIterator
from contextlib import suppress
from typing import Any

from fastapi import APIRouter
from starlette.websockets import WebSocket, WebSocketDisconnect, WebSocketDisconnected, WebSocketState

from bot.audio.frame import FRAME_BYTES, AudioFrame
from bot.channels.base import BROWSER_COOKIE, Abilities, ChannelParts, browser_hash, language_of
from bot.channels.socket_messages import error_message, parse_message, send, text_field
from bot.company.book import OpenCompany
from bot.conversation.leg import FromCaller, KeyPressed, LanguageChosen, MarkPlayed, PersonAsked, Typed
from bot.conversation.live import Opening
from bot.kit.errors import FrontlineError
from bot.language.phones import parse_phone
from records.conversations.model import ChannelKind, Conversation

HELLO_WITHIN_S = 10
KEYS = frozenset("0123456789*#")
GONE = (WebSocketDisconnect, WebSocketDisconnected)
"""Who has hung up is told nothing; that she has, `incoming` tells."""


class BrowserVoice:
    kind = ChannelKind.VOICE
    abilities = Abilities(hears=True, speaks=True, shows_buttons=True, takes_keys=True)

    def __init__(self, parts: ChannelParts) -> None:
        self._conversations = parts.conversations
        self._calls = parts.calls
        self._book = parts.book
        self._welcome = parts.welcome
        self._origins = parts.origins

    def routes(self) -> APIRouter:
        router = APIRouter()
        router.add_api_websocket_route("/ws/voice/{company}", self._serve)
        return router

    async def _serve(self, socket: WebSocket, company: str) -> None:
        await socket.accept()
        try:
            self._origins.check(socket)
            open_company = self._book.get(company)
            hello = await _hello(socket)
            caller_number = _caller_number(socket, hello)
            conversation = await self._open(socket, open_company, hello, caller_number)
            await send(socket, self._welcome.message(conversation))
            await self._calls.run(conversation, SocketLeg(socket, open_company), caller_number=caller_number)
            await _close(socket, {"type": "ended"}, 1000)
        except WebSocketDisconnect:
            return
        except FrontlineError as error:
            await _close(socket, error_message(error), 1008)

    async def _open(
        self, socket: WebSocket, company: OpenCompany, hello: dict[str, Any], caller_number: str | None
    ) -> Conversation:
        language = language_of(hello.get("language"), company.company.default_language)
        opening = Opening(
            company=company.company.id,
            channel=self.kind,
            language=language,
            phone=caller_number,
            browser_hash=browser_hash(socket.cookies.get(BROWSER_COOKIE)),
            is_test=hello.get("is_test") is True,
        )
        return await self._conversations.open(opening)


class SocketLeg:
    """The page's end of a call. Bad input gets an error message, and the call goes on."""

    def __init__(self, socket: WebSocket, company: OpenCompany) -> None:
        self._socket = socket
        self._company = company

    async def incoming(self) -> AsyncIterator[FromCaller]:
        while True:
            received = await self._socket.receive()
            if received["type"] == "websocket.disconnect":
                return
            try:
                item = self._read(received)
            except FrontlineError as error:
                await self.tell(error_message(error))
                continue
            if item is None:
                return
            yield item

    def _read(self, received: Any) -> FromCaller | None:
        """None when the caller hangs up. Raises FrontlineError for what cannot be understood."""
        if (pcm := received.get("bytes")) is not None:
            if len(pcm) != FRAME_BYTES:
                sentence = f"Audio comes in frames of {FRAME_BYTES} bytes (20 ms of 16-bit mono at 16 kHz)."
                raise FrontlineError("bad_frame", sentence)
            return AudioFrame(pcm)
        message = parse_message(received.get("text") or "")
        match message["type"]:
            case "hang_up" | "end":
                return None
            case "key":
                return _key(text_field(message, "digit"))
            case "played":
                return MarkPlayed(text_field(message, "name"))
            case "say":
                return Typed(text_field(message, "id"), text_field(message, "text"))
            case "person":
                return PersonAsked()
            case "language":
                return LanguageChosen(text_field(message, "language"))
            case unknown:
                raise FrontlineError("unknown_type", f'There is no message "{unknown[:40]}": see docs/protocols.md.')

    async def send_audio(self, frame: AudioFrame) -> None:
        with suppress(*GONE):
            await self._socket.send_bytes(frame.pcm)

    async def tell(self, message: dict[str, Any]) -> None:
        with suppress(*GONE):
            await send(self._socket, message)


def _key(digit: str) -> KeyPressed:
    if digit not in KEYS:
        raise FrontlineError("bad_key", "A key is one of 0 to 9, * and #.")
    return KeyPressed(digit)


async def _hello(socket: WebSocket) -> dict[str, Any]:
    try:
        async with asyncio.timeout(HELLO_WITHIN_S):
            received = await socket.receive()
    except TimeoutError as error:
        raise FrontlineError("say_hello_first", 'The first message is "hello".') from error
    if received["type"] == "websocket.disconnect":
        raise WebSocketDisconnect
    message = parse_message(received.get("text") or "")
    if message["type"] != "hello":
        raise FrontlineError("say_hello_first", 'The first message is "hello".')
    return message


def _caller_number(socket: WebSocket, hello: dict[str, Any]) -> str | None:
    """E.164. A page may claim any number, and a number greets its owner by name: only programs on this machine may."""
    number = hello.get("caller_number")
    if not isinstance(number, str) or "origin" in socket.headers:
        return None
    is_here = socket.client is not None and ipaddress.ip_address(socket.client.host).is_loopback
    return parse_phone(number) if is_here else None


async def _close(socket: WebSocket, last_words: dict[str, Any], code: int) -> None:
    if socket.application_state is WebSocketState.CONNECTED and socket.client_state is WebSocketState.CONNECTED:
        await send(socket, last_words)
        await socket.close(code)
