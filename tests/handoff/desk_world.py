"""A small call centre for the tests: a real base, two companies, their agents and customers who wait."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import httpx
import uvicorn
from argon2 import PasswordHasher
from fastapi import FastAPI

from actions.draft import Draft
from bot.access.passwords import Passwords
from bot.access.permissions import Role
from bot.access.sign_in_limit import SignInLimit
from bot.app.errors import answer_errors
from bot.company.book import CompanyBook
from bot.company.model import Company, Department, Hours, OpenHours, Selling
from bot.conversation.human_desk import QueuePlace
from bot.conversation.ownership import move_owner
from bot.dialogue.model import HandOff, HandoffReason
from bot.kit.bus import LocalBus
from bot.kit.db import Database, UnitOfWork
from bot.language.languages import Language
from handoff.agents.model import Agent, NewAgent
from handoff.agents.presence import Presence
from handoff.agents.service import create_agent
from handoff.desk.api import desk_api
from handoff.desk.gate import Gate
from handoff.desk.service import Desk
from handoff.desk.sign_in import SignIn
from handoff.desk.socket import LOOK_EVERY_S, desk_socket
from handoff.queues.service import QueueDesk
from handoff.reading import StoryReader
from records.contacts import store as contacts
from records.contacts.model import Contact
from records.conversations import store as conversations
from records.conversations.model import ChannelKind, Conversation, NewConversation, NewTurn, Owner, Turn, Who
from records.conversations.outbox import Outbox
from records.schema import upgrade
from tests.fakes.clock import StandingClock

RU, EN = Language.RU, Language.EN
ORIGIN = "http://desk.test"
PASSWORD = "bavo-timu-reza-noge-47"
BASE = "line.db"
NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


def company(id: str, russian: str, english: str) -> Company:
    day = OpenHours(time(9), time(21))
    return Company(
        id=id,
        name={RU: russian, EN: english},
        default_language=RU,
        languages=(RU, EN),
        time_zone=ZoneInfo("Europe/Moscow"),
        currency="RUB",
        selling=Selling.GOODS,
        hours=Hours((day,) * 7),
        departments=(Department("delivery", {RU: "Отдел доставки", EN: "Delivery"}),),
        default_department="delivery",
        delivery=None,
        products=(),
        answers=(),
        prompts={RU: {}, EN: {}},
        voices={},
    )


LAVKA = company("lavka", "Лавка", "The Shop")
SVYAZ = company("svyaz", "Связь", "Mobile")


@dataclass
class Waiting:
    """A customer who waits for a person."""

    conversation: Conversation
    contact: Contact
    place: QueuePlace

    @property
    def handoff(self) -> str:
        return self.place.handoff


class World:
    def __init__(self, data: Path) -> None:
        self.data = data
        self.clock = StandingClock(NOON)
        self.bus = LocalBus()
        self.database = Database(f"sqlite+aiosqlite:///{data / BASE}")
        self.outbox = Outbox(self.database, self.bus, self.clock)
        self.presence = Presence()
        self.passwords = Passwords(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
        self.queue = QueueDesk(self.outbox, self.presence, self.clock)
        book = CompanyBook((LAVKA, SVYAZ), default="lavka")
        reader = StoryReader(book, self.queue, self.clock)
        self.desk = Desk(
            self.database,
            self.outbox,
            self.bus,
            self.clock,
            book,
            reader,
            self.presence,
            data,
            is_strict=True,
        )
        self.sign_in = SignIn(self.database, self.passwords, SignInLimit(), self.presence, self.clock)
        self.app = self._app()

    def _app(self, look_every_s: float = LOOK_EVERY_S) -> FastAPI:
        gate = Gate(self.sign_in, ["https://desk.example"])
        app = FastAPI()
        answer_errors(app)
        self.desk_routers = (desk_api(self.desk, gate), desk_socket(self.desk, gate, look_every_s))
        for router in self.desk_routers:
            app.include_router(router)
        return app

    async def open(self) -> None:
        await self.database.open()

    async def close(self) -> None:
        await self.database.close()

    async def agent(
        self,
        login: str = "marina",
        name: str = "Марина",
        role: Role = Role.AGENT,
        languages: tuple[Language, ...] = (RU, EN),
        companies: tuple[str, ...] = ("lavka",),
    ) -> Agent:
        async with self.database.begin() as unit:
            new = NewAgent(login, name, role, languages, companies)
            return (await create_agent(unit, self.passwords, new, self.clock.now(), PASSWORD))[0]

    async def page(self, login: str = "marina", base_url: str = ORIGIN) -> "DeskClient":
        """A signed-in page of hers."""
        client = self.stranger(base_url)
        answer = await client.post("/api/desk/sign-in", json={"login": login, "password": PASSWORD})
        assert answer.status_code == 200, answer.text
        client.headers["X-CSRF-Token"] = answer.json()["csrf"]
        return client

    def stranger(self, base_url: str = ORIGIN, **headers: str) -> "DeskClient":
        """A page in which nobody has signed in."""
        transport = httpx.ASGITransport(app=self.app)
        return httpx.AsyncClient(transport=transport, base_url=base_url, headers={"origin": base_url, **headers})

    async def talk(
        self,
        *turns: NewTurn,
        company: str = "lavka",
        channel: ChannelKind = ChannelKind.CHAT,
        language: Language = RU,
        draft: Draft | None = None,
        **contact: Any,
    ) -> tuple[Conversation, Contact]:
        """A conversation in which this has been said."""
        async with self.database.begin() as unit:
            now = self.clock.now()
            person = await contacts.create(unit, company, now=now, **contact)
            talk = await conversations.create(unit, NewConversation(company, channel, language, person.id), now)
            for turn in turns:
                await conversations.add_turn(unit, talk.id, turn, now)
            if draft is not None:
                await conversations.save_draft(unit, talk.id, draft.to_json(), now)
            found = await conversations.get(unit, talk.id)
        assert found is not None
        return found, person

    async def asks_for_person(
        self, talk: Conversation, reason: HandoffReason = HandoffReason.ASKED_HUMAN, detail: str = ""
    ) -> QueuePlace:
        """As the conversation does it: the owner moves and the handoff is written in one transaction."""
        async with self.database.begin() as unit:
            assert await move_owner(unit, self.outbox, talk.id, Owner.BOT, Owner.QUEUE, now=self.clock.now())
            return await self.queue.request(unit, talk, HandOff(reason, detail))

    async def waits(self, *turns: NewTurn, reason: HandoffReason = HandoffReason.ASKED_HUMAN, **talk: Any) -> Waiting:
        conversation, contact = await self.talk(*(turns or (customer("Позовите человека"),)), **talk)
        return Waiting(conversation, contact, await self.asks_for_person(conversation, reason))

    async def leaves(self, talk: Conversation) -> None:
        """The customer closes the conversation, as the conversation does it."""
        async with self.database.begin() as unit:
            now = await self._owner(unit, talk.id)
            assert await move_owner(unit, self.outbox, talk.id, now, Owner.CLOSED, now=self.clock.now())
            await self.queue.customer_left(unit, talk)

    async def _owner(self, unit: UnitOfWork, conversation: str) -> Owner:
        found = await conversations.get(unit, conversation)
        assert found is not None
        return found.owner

    async def customer_says(self, conversation: str, text: str) -> Turn:
        async with self.database.begin() as unit:
            added = await conversations.add_turn(unit, conversation, customer(text), self.clock.now())
            await self.outbox.post_turn(unit, added.turn)
        return added.turn

    async def conversation(self, id: str) -> Conversation:
        async with self.database.read() as unit:
            found = await conversations.get(unit, id)
        assert found is not None
        return found

    async def draft(self, conversation: str) -> Draft:
        async with self.database.read() as unit:
            return Draft.from_json(await conversations.get_draft(unit, conversation))

    @asynccontextmanager
    async def served(self, look_every_s: float = LOOK_EVERY_S) -> AsyncIterator[str]:
        """The desk behind a real server; gives its host and port."""
        server = TellingServer(uvicorn.Config(self._app(look_every_s), port=0, log_level="error", lifespan="off"))
        serving = asyncio.create_task(server.serve())
        await server.is_up.wait()
        port = server.servers[0].sockets[0].getsockname()[1]
        try:
            yield f"127.0.0.1:{port}"
        finally:
            server.should_exit = True
            await serving


DeskClient = httpx.AsyncClient


class TellingServer(uvicorn.Server):
    """A server that says when it listens."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.is_up = asyncio.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.is_up.set()


def customer(text: str, **fields: Any) -> NewTurn:
    return NewTurn(who=Who.CUSTOMER, text=text, **fields)


def bot(text: str, **fields: Any) -> NewTurn:
    return NewTurn(who=Who.BOT, text=text, **fields)


def make_base(data: Path) -> None:
    """An empty base with all its tables. Blocks, and wants no loop to be running."""
    upgrade(f"sqlite+aiosqlite:///{data / BASE}")
