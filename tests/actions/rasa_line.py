"""A line for tests of the whole dialogue: real Rasa, our routes over real HTTP, a real base, a demo company."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from itertools import count
from pathlib import Path

import httpx
import uvicorn
from fastapi import FastAPI

from actions.draft_reader import OpenQuestions
from actions.server import action_router, build_actions
from bot.company.book import CompanyBook
from bot.company.loader import load_companies
from bot.dialogue.fallback import fallback_reply
from bot.dialogue.live_turns import LiveTurns
from bot.dialogue.model import Reply, Utterance
from bot.dialogue.prompt_api import prompt_router
from bot.dialogue.rasa_engine import RasaEngine
from bot.dialogue.rasa_process import Patience, RasaPlace, RasaProcess
from bot.dialogue.training import Training
from bot.kit.clock import SystemClock
from bot.kit.db import Database
from bot.language.languages import Language
from bot.language.written_form import written_form
from records.contacts import store as contacts
from records.conversations import store as conversations
from records.conversations.model import ChannelKind, Conversation, NewConversation
from tests.fakes.clock import StandingClock

ROOT = Path(__file__).resolve().parents[2]
SECRET = "secret-of-the-test"


@dataclass
class RasaLine:
    database: Database
    clock: StandingClock
    companies: CompanyBook
    engine: RasaEngine

    async def talk(
        self, company: str, language: Language, channel: ChannelKind = ChannelKind.CHAT, phone: str | None = None
    ) -> "RasaTalk":
        async with self.database.begin() as unit:
            contact = await contacts.create(unit, company, now=self.clock.now(), phone=phone)
            new = NewConversation(company, channel, language, contact.id)
            conversation = await conversations.create(unit, new, self.clock.now() - timedelta(minutes=1))
        return RasaTalk(self, conversation)


class RasaTalk:
    """One customer, typing."""

    def __init__(self, line: RasaLine, conversation: Conversation) -> None:
        self.line = line
        self.conversation = conversation
        self.reply = Reply(())
        self._turns = count(1)

    async def say(self, text: str) -> str:
        language = self.conversation.language
        self.reply = await self.line.engine.reply_to(
            Utterance(
                conversation=self.conversation,
                turn=next(self._turns),
                text=written_form(text, language),
                language=language,
                at=self.line.clock.now(),
            )
        )
        assert self.reply.trace.engine == "rasa", self.reply.trace.rule
        return " ".join(part.text for part in self.reply.parts)


@asynccontextmanager
async def rasa_line(base_url: str, folder: Path) -> AsyncIterator[RasaLine]:
    database, clock, turns = Database(base_url), StandingClock(), LiveTurns()
    companies = CompanyBook(load_companies(ROOT / "companies"), "lavka")
    app = FastAPI()
    app.include_router(action_router(build_actions(database, turns, clock), turns, SECRET))
    app.include_router(prompt_router(companies, SECRET))
    training = Training(ROOT, ROOT / ".venv-rasa", ROOT / ".build" / "models")
    trained = await training.train(print)
    await database.open()
    async with _served(app) as url:
        place = RasaPlace(training.python, ROOT, trained.model, folder, url)
        rasa = RasaProcess(place, SECRET, SystemClock(), Patience(probe_every=300, probe_answer=2_000))
        await rasa.open()
        try:
            assert await rasa.wait_until_ready(90_000), rasa.log_file.read_text()
            async with httpx.AsyncClient(trust_env=False) as http:
                engine = RasaEngine(
                    rasa, http, companies, OpenQuestions(database), turns, SystemClock(), fallback_reply, 30_000
                )
                yield RasaLine(database, clock, companies, engine)
        finally:
            await rasa.close()
            await database.close()


@asynccontextmanager
async def _served(app: FastAPI) -> AsyncIterator[str]:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning"))
        async with asyncio.TaskGroup() as group:
            group.create_task(server.serve(sockets=[listener]))
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
            server.should_exit = True
