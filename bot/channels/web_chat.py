"""The customer's chat over a WebSocket: numbered messages, resumed after a reload or a cut without loss or doubles."""

import asyncio
from typing import Any

from fastapi import APIRouter
from starlette.websockets import WebSocket, WebSocketDisconnect

from bot.channels.base import BROWSER_COOKIE, Abilities, ChannelParts, browser_hash, language_of
from bot.channels.socket_messages import error_message, parse_message, send, text_field
from bot.company.book import OpenCompany
from bot.conversation.feed import Feed
from bot.conversation.live import Opening
from bot.kit.errors import FrontlineError
from bot.kit.ids import new_id
from bot.kit.tasks import TaskOwner
from records.conversations.model import ChannelKind, Conversation, NewTurn, Who


class WebChat:
    kind = ChannelKind.CHAT
    abilities = Abilities(shows_buttons=True)

    def __init__(self, parts: ChannelParts) -> None:
        self._conversations = parts.conversations
        self._book = parts.book
        self._bus = parts.bus
        self._welcome = parts.welcome
        self._origins = parts.origins
        self._thinking = parts.thinking

    def routes(self) -> APIRouter:
        router = APIRouter()
        router.add_api_websocket_route("/ws/chat/{company}", self._serve)
        return router

    async def _serve(self, socket: WebSocket, company: str) -> None:
        await socket.accept()
        try:
            self._origins.check(socket)
            await ChatSocket(self, socket, self._book.get(company)).run()
        except FrontlineError as error:
            await send(socket, error_message(error))
            await socket.close(code=1008, reason=error.code)

    async def open(self, company: OpenCompany, socket: WebSocket, hello: dict[str, Any]) -> Conversation:
        language = language_of(hello.get("language"), company.company.default_language)
        browser = browser_hash(socket.cookies.get(BROWSER_COOKIE))
        opening = Opening(company.company.id, self.kind, language, browser_hash=browser)
        return await self._conversations.open(opening)

    def greeting_of(self, conversation: Conversation) -> dict[str, Any]:
        return self._welcome.message(conversation)

    def feed_of(self, conversation: Conversation, after: int) -> Feed:
        return Feed(self._bus, self._conversations, conversation.id, after)

    async def say(self, conversation: str, id: str, text: str) -> int:
        """The number under which the message is in the base; a new one is answered in the background."""
        added = await self._conversations.accept(conversation, NewTurn(who=Who.CUSTOMER, text=text, client_id=id))
        if added.is_new:
            self._thinking.start(self._conversations.answer(added.turn), f"answer {conversation}")
        return added.turn.n

    async def set_language(self, conversation: str, code: str, company: OpenCompany) -> None:
        await self._conversations.set_language(conversation, language_of(code, company.company.default_language))

    async def end(self, conversation: str) -> None:
        await self._conversations.close(conversation, by=Who.CUSTOMER)


class ChatSocket:
    """One connected page. It may say hello again; what it has is told by `after`."""

    def __init__(self, chat: WebChat, socket: WebSocket, company: OpenCompany) -> None:
        self._chat = chat
        self._socket = socket
        self._company = company
        self._conversation: Conversation | None = None
        self._tasks = TaskOwner("chat socket")
        self._feeding: asyncio.Task[None] | None = None

    async def run(self) -> None:
        try:
            while True:
                received = await self._socket.receive()
                if received["type"] == "websocket.disconnect":
                    return
                await self._hear(received.get("text") or "")
        except WebSocketDisconnect:
            return
        finally:
            await self._tasks.close()

    async def _hear(self, text: str) -> None:
        """A refusal names the message that it belongs to, so that the page does not send it again."""
        refused: dict[str, Any] = {}
        try:
            message = parse_message(text)
            refused = {"id": message["id"]} if isinstance(message.get("id"), str) else {}
            await self._handle(message)
        except FrontlineError as error:
            await send(self._socket, error_message(error) | refused)

    async def _handle(self, message: dict[str, Any]) -> None:
        if message["type"] == "hello":
            await self._hello(message)
            return
        if self._conversation is None:
            raise FrontlineError("say_hello_first", 'The first message is "hello".')
        conversation = self._conversation
        match message["type"]:
            case "say":
                await self._say(conversation, text_field(message, "id"), text_field(message, "text"))
            case "person":
                words = self._company.prompts.render("person_please", conversation.language, spoken=False, values={})
                await self._say(conversation, str(message.get("id") or new_id("say")), words.text)
            case "language":
                await self._chat.set_language(conversation.id, text_field(message, "language"), self._company)
            case "end":
                await self._chat.end(conversation.id)
            case "typing":
                pass
            case unknown:
                raise FrontlineError("unknown_type", f'There is no message "{unknown[:40]}": see docs/protocols.md.')

    async def _hello(self, message: dict[str, Any]) -> Conversation:
        conversation = await self._chat.open(self._company, self._socket, message)
        same = message.get("conversation") == conversation.id
        after = message.get("after")
        told = max(0, min(after, conversation.turns)) if same and isinstance(after, int) else 0
        if self._feeding is not None:
            self._feeding.cancel()
        self._conversation = conversation
        await send(self._socket, self._chat.greeting_of(conversation))
        feed = self._chat.feed_of(conversation, told)
        self._feeding = self._tasks.start(feed.run(lambda message: send(self._socket, message)), "feed")
        return conversation

    async def _say(self, conversation: Conversation, id: str, text: str) -> None:
        try:
            n = await self._chat.say(conversation.id, id, text)
        except FrontlineError as error:
            if error.code != "conversation_closed":
                raise
            # The next message after the end begins a new conversation.
            conversation = await self._hello({"language": conversation.language.value})
            n = await self._chat.say(conversation.id, id, text)
        await send(self._socket, {"type": "accepted", "id": id, "n": n})
