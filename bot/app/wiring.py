"""The composition root: the only place that chooses implementations and puts them together."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Protocol, TypeVar

import httpx
from fastapi import FastAPI
from sqlalchemy.exc import SQLAlchemyError

from actions.draft_reader import OpenQuestions, ResumeFromDraft
from actions.server import action_router, build_actions
from bot.access.passwords import Passwords
from bot.access.sign_in_limit import SignInLimit
from bot.app.errors import answer_errors
from bot.app.health import health_routes
from bot.app.limits import BodyLimit
from bot.app.pages import page_routes, serve_files
from bot.app.preparation import Report, prepare_base
from bot.app.settings import REPOSITORY, Settings
from bot.app.speech import Ears, Speech, open_speech
from bot.channels.base import Channel, ChannelParts
from bot.channels.origins import Origins
from bot.channels.registry import CHANNELS
from bot.channels.rest_gate import RestGate
from bot.channels.welcome import Welcome
from bot.company.book import CompanyBook
from bot.conversation.human_stretch import HumanStretches
from bot.conversation.live import Conversations
from bot.conversation.transcript import Transcript
from bot.conversation.voice import VoiceParts
from bot.conversation.voice_calls import VoiceCalls
from bot.dialogue.fallback import fallback_reply
from bot.dialogue.live_turns import LiveTurns
from bot.dialogue.prompt_api import prompt_router
from bot.dialogue.rasa_engine import RasaEngine
from bot.dialogue.rasa_process import RasaPlace, RasaProcess
from bot.kit.bus import LocalBus
from bot.kit.clock import Clock, SystemClock
from bot.kit.db import Database
from bot.kit.ids import new_secret
from bot.kit.log import logger
from bot.kit.tasks import TaskOwner
from handoff.agents.presence import Presence
from handoff.desk.api import desk_api
from handoff.desk.gate import Gate
from handoff.desk.service import Desk
from handoff.desk.sign_in import SignIn
from handoff.desk.socket import desk_socket
from handoff.queues.service import QueueDesk
from handoff.reading import StoryReader
from records.conversations.outbox import Outbox

log = logger(__name__)

CLOSE_IDLE_EVERY = timedelta(minutes=1)
REPLY_CONNECTIONS = 64
"""How many messages Rasa is asked at once."""


@dataclass(frozen=True, slots=True)
class Ground:
    """What everything stands on."""

    settings: Settings
    clock: Clock
    bus: LocalBus
    database: Database
    outbox: Outbox
    book: CompanyBook


@dataclass(frozen=True, slots=True)
class Line:
    """The line, open: two apps to serve, and what is asked about its health."""

    public: FastAPI
    private: FastAPI
    rasa: RasaProcess
    book: CompanyBook


@asynccontextmanager
async def open_line(
    settings: Settings, model: Path, ears: Ears, private_url: str, report: Report
) -> AsyncIterator[Line]:
    """Opens everything in its order and closes it in the opposite one.

    `model` is the trained bot, `ears` are the models to hear with, `private_url` is where Rasa finds the private app.
    """
    async with AsyncExitStack() as stack:
        ground = await _open_ground(settings, stack, report)
        secret = new_secret()
        place = RasaPlace(settings.rasa.python, REPOSITORY, model, settings.data / "rasa", private_url)
        rasa = await _opened(stack, RasaProcess(place, secret, ground.clock))
        presence = Presence()
        queue = QueueDesk(ground.outbox, presence, ground.clock)
        turns = LiveTurns()
        conversations = await _open_conversations(ground, stack, rasa, queue, turns)
        speech = await open_speech(settings, stack, ground.clock, ground.book, ears)
        public = _public_app(ground, rasa, speech, await _open_channels(ground, stack, conversations, speech))
        _add_desk(public, ground, queue, presence)
        yield Line(public, _private_app(ground, turns, secret), rasa, ground.book)


async def _open_ground(settings: Settings, stack: AsyncExitStack, report: Report) -> Ground:
    clock, bus = SystemClock(), LocalBus()
    database = Database(settings.database_url)
    stack.push_async_callback(database.close)
    book = await prepare_base(settings, database, clock, report)
    outbox = await _opened(stack, Outbox(database, bus, clock))
    return Ground(settings, clock, bus, database, outbox, book)


async def _open_conversations(
    ground: Ground, stack: AsyncExitStack, rasa: RasaProcess, queue: QueueDesk, turns: LiveTurns
) -> Conversations:
    limits = httpx.Limits(max_connections=REPLY_CONNECTIONS, max_keepalive_connections=REPLY_CONNECTIONS)
    http = await stack.enter_async_context(httpx.AsyncClient(trust_env=False, limits=limits, timeout=None))
    engine = RasaEngine(
        rasa,
        http,
        ground.book,
        OpenQuestions(ground.database),
        turns,
        ground.clock,
        fallback_reply,
        ground.settings.rasa.deadline_ms,
    )
    conversations = Conversations(
        database=ground.database,
        transcript=Transcript(outbox=ground.outbox, clock=ground.clock, book=ground.book, desk=queue),
        bus=ground.bus,
        clock=ground.clock,
        book=ground.book,
        engine=engine,
        resuming=ResumeFromDraft(ground.database, ground.book, ground.clock),
    )
    await _opened(stack, HumanStretches(ground.bus, conversations))
    await _opened(stack, Upkeep(conversations, rasa))
    return conversations


async def _open_channels(
    ground: Ground, stack: AsyncExitStack, conversations: Conversations, speech: Speech
) -> list[Channel]:
    thinking = TaskOwner("thinking")
    stack.push_async_callback(thinking.close)
    calls = VoiceCalls(
        VoiceParts(
            conversations=conversations,
            book=ground.book,
            bus=ground.bus,
            clock=ground.clock,
            recognizer=speech.recognizer,
            synthesizer=speech.synthesizer,
            data=ground.settings.data,
        )
    )
    parts = ChannelParts(
        conversations=conversations,
        calls=calls,
        book=ground.book,
        bus=ground.bus,
        welcome=Welcome(ground.book, speech.ability),
        origins=Origins(ground.settings.desk.origins),
        rest_gate=RestGate(ground.settings.rest.token),
        thinking=thinking,
    )
    return [channel(parts) for channel in CHANNELS]


def _public_app(ground: Ground, rasa: RasaProcess, speech: Speech, channels: list[Channel]) -> FastAPI:
    app = FastAPI(title="Frontline", docs_url=None, redoc_url=None)
    # The bundled viewer knows OpenAPI 3.0.
    app.openapi_version = "3.0.2"
    answer_errors(app)
    app.add_middleware(BodyLimit)
    for channel in channels:
        app.include_router(channel.routes())
    app.include_router(page_routes(ground.book))
    serve_files(app)

    async def database() -> str | None:
        async with ground.database.read():
            return None

    async def bot() -> str | None:
        return None if rasa.generation > 1 or rasa.is_ready else "The bot is starting."

    async def rasa_now() -> str | None:
        return (
            None if rasa.is_ready else "Rasa is being restarted; questions are answered, other things go to a person."
        )

    async def ears() -> str | None:
        if not speech.recognizer.is_ready:
            return "The line hears nothing now; typing works."
        return "Speech is heard by the tiny demonstration models." if speech.ability.ears == "tiny" else None

    async def voice() -> str | None:
        return None if speech.synthesizer.is_ready else "The line has no voice now; typing works."

    useful = {"rasa": rasa_now, "ears": ears, "voice": voice}
    app.include_router(health_routes({"database": database, "bot": bot}, useful))
    return app


def _add_desk(app: FastAPI, ground: Ground, queue: QueueDesk, presence: Presence) -> None:
    settings = ground.settings
    reader = StoryReader(ground.book, queue, ground.clock)
    desk = Desk(ground.database, ground.outbox, ground.bus, ground.clock, ground.book, reader, presence, settings.data)
    sign_in = SignIn(ground.database, Passwords(), SignInLimit(), presence, ground.clock)
    gate = Gate(sign_in, settings.desk.origins, is_tls=settings.tls)
    app.include_router(desk_api(desk, gate))
    app.include_router(desk_socket(desk, gate))


def _private_app(ground: Ground, turns: LiveTurns, secret: str) -> FastAPI:
    app = FastAPI(openapi_url=None)
    answer_errors(app)
    app.include_router(action_router(build_actions(ground.database, turns, ground.clock), turns, secret))
    app.include_router(prompt_router(ground.book, secret))
    return app


class Upkeep:
    """What the line does by itself: answers what a crash left, and closes what has been silent for long."""

    def __init__(self, conversations: Conversations, rasa: RasaProcess) -> None:
        self._conversations = conversations
        self._rasa = rasa
        self._tasks = TaskOwner("upkeep")

    async def open(self) -> None:
        self._tasks.start(self._answer_what_was_left(), "unanswered")
        self._tasks.start(self._close_idle(), "idle")

    async def close(self) -> None:
        await self._tasks.close()

    async def _answer_what_was_left(self) -> None:
        await self._rasa.wait_until_ready(120_000)
        for turn in await self._conversations.unanswered():
            self._tasks.start(self._conversations.answer(turn), f"answer {turn.conversation}")

    async def _close_idle(self) -> None:
        while True:
            await asyncio.sleep(CLOSE_IDLE_EVERY.total_seconds())
            try:
                await self._conversations.close_idle()
            except SQLAlchemyError as error:
                log.error("idle conversations could not be closed, and will be tried again", exc_info=error)


class _Part(Protocol):
    async def open(self) -> None: ...

    async def close(self) -> None: ...


_Opened = TypeVar("_Opened", bound=_Part)


async def _opened(stack: AsyncExitStack, part: _Opened) -> _Opened:
    await part.open()
    stack.push_async_callback(part.close)
    return part
