"""The desk's socket, as `docs/protocols.md` tells it: what waits, what is hers, and what happens in it, live."""

import asyncio
from collections.abc import Awaitable, MutableMapping
from contextlib import suppress
from dataclasses import replace
from typing import Any

from fastapi import APIRouter, WebSocket, WebSocketDisconnect

from bot.channels.socket_messages import error_message, parse_message, send, text_field
from bot.kit.bus import Message, Subscription
from bot.kit.errors import FrontlineError
from bot.kit.log import logger
from bot.language.languages import Language
from handoff.agents.model import Agent
from handoff.agents.presence import DeskConnection
from handoff.desk.gate import Gate, asked_in
from handoff.desk.refusals import language_of_header, refusal
from handoff.desk.service import Desk
from handoff.desk.sign_in import SignedIn
from records.conversations.outbox import conversation_topic, desk_topic

log = logger(__name__)

SIGNED_OUT = 4401
"""Close code of WebSocket: sign in and come again."""
SEND_S = 10
"""A page that takes nothing for so long is gone; it comes again and asks for the state."""
LOOK_EVERY_S = 30
"""So often an open page's session is looked up: it ends with the shift, and by a new password."""


def desk_socket(desk: Desk, gate: Gate, look_every_s: float = LOOK_EVERY_S) -> APIRouter:
    router = APIRouter()

    @router.websocket("/ws/desk")
    async def open_desk(socket: WebSocket) -> None:
        if not gate.may_open(socket):
            await socket.close()
            return
        found = await gate.behind(socket)
        await socket.accept()
        if found is None:
            await _tell_signed_out(socket, asked_in(socket))
            return
        await _serve(desk, socket, found, SessionWatch(gate, socket, look_every_s))

    return router


async def _tell_signed_out(socket: WebSocket, language: Language) -> None:
    await send(socket, error_message(refusal("signed_out", language)))
    await socket.close(SIGNED_OUT)


class SessionWatch:
    """The session behind an open page, which may end without a word to this process."""

    def __init__(self, gate: Gate, socket: WebSocket, look_every_s: float) -> None:
        self._gate = gate
        self._socket = socket
        self._look_every_s = look_every_s

    async def until_over(self, connection: DeskConnection) -> None:
        while await self._gate.behind(self._socket) is not None:
            with suppress(TimeoutError):
                async with asyncio.timeout(self._look_every_s):
                    await connection.ended()
                return


async def _serve(desk: Desk, socket: WebSocket, found: SignedIn, session: SessionWatch) -> None:
    topics = ["conversation:*", *(desk_topic(company) for company in found.agent.companies)]
    with (
        desk.presence.connected(found.agent, found.session.token_hash) as connection,
        desk.bus.listen(*topics) as heard,
    ):
        page = DeskPage(desk, socket, found.agent)
        try:
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(page.hear())
                tasks.create_task(page.tell(heard))
                tasks.create_task(page.close_when_signed_out(session.until_over(connection)))
        except* (WebSocketDisconnect, PageGone):
            log.debug("a desk page has gone", agent=found.agent.id)


class PageGone(Exception):
    """The page takes no messages any more, or was signed out."""


class DeskPage:
    """One open page. The lock keeps what it is told in order: state first, then what changed since."""

    def __init__(self, desk: Desk, socket: WebSocket, agent: Agent) -> None:
        self._desk = desk
        self._socket = socket
        self._agent = agent
        self._lock = asyncio.Lock()
        self._has_said_hello = False
        self._waiting: dict[str, dict[str, Any]] = {}
        """What the page shows as waiting, by handoff."""
        self._mine: set[str] = set()
        """Her conversations."""

    async def hear(self) -> None:
        while True:
            received = await self._socket.receive()
            if received["type"] == "websocket.disconnect":
                raise PageGone
            async with self._lock:
                try:
                    await self._obey(parse_message(_text(received)))
                except FrontlineError as error:
                    await self._send(error_message(error))

    async def _obey(self, message: dict[str, Any]) -> None:
        match message["type"]:
            case "hello":
                language = language_of_header(str(message.get("language", "")))
                self._agent = replace(self._agent, language=language or self._agent.language)
                await self._send_state()
            case "typing":
                self._pass_typing(text_field(message, "conversation"))
            case "ping":
                await self._send({"type": "pong", "server_time": self._desk.clock.now().isoformat()})
            case _:
                raise FrontlineError("unknown_type", "The desk sends hello, typing and ping.")

    def _pass_typing(self, conversation: str) -> None:
        if conversation in self._mine:
            told = {"type": "typing", "conversation": conversation, "who": "agent"}
            self._desk.bus.publish(conversation_topic(conversation), told)

    async def tell(self, heard: Subscription) -> None:
        while True:
            message = await heard.next()
            async with self._lock:
                if not self._has_said_hello:
                    continue
                if heard.missed:
                    heard.missed = False
                    await self._send_state()
                await self._pass_on(message)

    async def close_when_signed_out(self, signed_out: Awaitable[None]) -> None:
        await signed_out
        async with self._lock:
            await _tell_signed_out(self._socket, self._agent.language)
        raise PageGone

    async def _send_state(self) -> None:
        waiting = await self._desk.waiting(self._agent)
        mine = await self._desk.mine(self._agent)
        self._waiting = {entry["handoff"]: entry for entry in waiting}
        self._mine = {work["conversation"] for work in mine}
        self._has_said_hello = True
        now = self._desk.clock.now().isoformat()
        await self._send({"type": "state", "waiting": waiting, "mine": mine, "server_time": now})

    async def _pass_on(self, message: Message) -> None:
        match message["type"]:
            case "waiting":
                await self._tell_waiting(message["handoff"])
            case "gone":
                if self._waiting.pop(message["handoff"], None) is not None:
                    await self._send({"type": "gone", "handoff": message["handoff"]})
            case "mine" if message["agent"] == self._agent.id:
                await self._tell_mine(message["conversation"])
            case "finished" if message["conversation"] in self._mine:
                self._mine.discard(message["conversation"])
                await self._send({"type": "finished", "conversation": message["conversation"]})
            case "turn":
                await self._tell_turn(message)
            case "partial" if message.get("conversation") in self._mine:
                told = {"conversation": message["conversation"], "text": message["text"]}
                await self._send({"type": "partial", **told})
            case "customer" if message.get("conversation") in self._mine:
                told = {"conversation": message["conversation"], "present": message["present"]}
                await self._send({"type": "customer", **told})

    async def _tell_waiting(self, handoff: str) -> None:
        entry = await self._desk.entry(self._agent, handoff)
        if entry is not None and self._waiting.get(handoff) != entry:
            self._waiting[handoff] = entry
            await self._send({"type": "waiting", "entry": entry})

    async def _tell_mine(self, conversation: str) -> None:
        works = {work["conversation"]: work for work in await self._desk.mine(self._agent)}
        if conversation in works:
            self._mine.add(conversation)
            await self._send({"type": "mine", "work": works[conversation]})

    async def _tell_turn(self, message: Message) -> None:
        """Her conversations' turns; where somebody waits, a turn may change the line in the queue."""
        conversation = message["conversation"]
        if conversation in self._mine:
            await self._send({"type": "turn", "conversation": conversation, **message["turn"]})
            return
        for handoff in [id for id, entry in self._waiting.items() if entry["conversation"] == conversation]:
            await self._tell_waiting(handoff)

    async def _send(self, message: dict[str, Any]) -> None:
        try:
            async with asyncio.timeout(SEND_S):
                await send(self._socket, message)
        except TimeoutError:
            raise PageGone from None


def _text(received: MutableMapping[str, Any]) -> str:
    text: str | None = received.get("text")
    if text is None:
        raise FrontlineError("not_text", "The desk sends text messages only.")
    return text
