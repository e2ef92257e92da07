"""A small line for tests of Rasa: a company, drafts in memory, and the routes that Rasa calls, over real HTTP."""

import asyncio
import json
import socket
import zlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import uvicorn
from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse

from bot.company.book import CompanyBook
from bot.company.model import Answer, Company, Department, Hours, Product, PromptForms, Selling
from bot.dialogue.fallback import HANDOFF_PROMPT
from bot.dialogue.live_turns import LiveTurns, TurnAbandoned
from bot.dialogue.model import HandOff, HandoffReason, Utterance
from bot.dialogue.rasa_client import OpenQuestion
from bot.dialogue.rasa_engine import note_action
from bot.dialogue.rasa_files import ACTIONS_PATH, NLG_PATH, SECRET_HEADER
from bot.language.languages import Language
from records.conversations.model import ChannelKind, Conversation, Owner

SECRET = "secret-of-the-test"
QUESTIONS = {
    "order_form": ("items", "address", "phone", "confirmation", ""),
    "complaint_form": ("description", "phone", ""),
}


def small_company() -> Company:
    both = {Language.RU: "Лавка", Language.EN: "Shop"}
    return Company(
        id="lavka",
        name=both,
        default_language=Language.RU,
        languages=(Language.RU, Language.EN),
        time_zone=ZoneInfo("Europe/Moscow"),
        currency="RUB",
        selling=Selling.GOODS,
        hours=Hours((None,) * 7),
        departments=(Department("all", both),),
        default_department="all",
        delivery=None,
        products=(
            Product(
                "S1",
                {Language.RU: "шампунь", Language.EN: "shampoo"},
                Decimal(100),
                {Language.RU: "шт.", Language.EN: "pcs"},
                {Language.RU: (), Language.EN: ()},
            ),
        ),
        answers=(
            Answer(
                "hours",
                {
                    Language.RU: ("до скольки вы работаете", "во сколько вы закрываетесь"),
                    Language.EN: ("when do you close", "what are your opening hours"),
                },
                {Language.RU: "Мы работаем до 21:00.", Language.EN: "We are open until 9 pm."},
                {Language.RU: "Мы работаем до девяти вечера.", Language.EN: "We are open until nine."},
            ),
        ),
        prompts={
            Language.RU: {HANDOFF_PROMPT: (PromptForms("Соединяю с человеком.", "Соединяю с человеком."),)},
            Language.EN: {HANDOFF_PROMPT: (PromptForms("I am getting you a person.", "I am getting you a person."),)},
        },
        voices={},
    )


def utterance(conversation: str, turn: int, text: str, language: Language = Language.RU) -> Utterance:
    now = datetime(2026, 11, 23, 12, tzinfo=UTC)
    return Utterance(
        Conversation(
            id=conversation,
            company="lavka",
            channel=ChannelKind.CHAT,
            language=language,
            contact=1,
            owner=Owner.BOT,
            agent=None,
            turns=turn,
            started_at=now,
            last_at=now,
            closed_at=None,
            disposition=None,
            is_test=False,
        ),
        turn,
        text,
        language,
        now,
    )


@dataclass
class Draft:
    form: str = ""
    asked: str = ""
    handled_turn: int = 0
    interrupted: str = ""
    """The order's open question when a complaint interrupted it."""


@dataclass
class SmallLine:
    """Answers Rasa as our actions do, with the least behind it: every answer to an open question is taken."""

    turns: LiveTurns = field(default_factory=LiveTurns)
    drafts: dict[str, Draft] = field(default_factory=dict)
    written: list[tuple[str, int, str]] = field(default_factory=list)
    """What actions wrote: (conversation, turn, action)."""
    called: list[str] = field(default_factory=list)
    sizes: list[int] = field(default_factory=list)
    """Bytes of each request by Rasa."""
    refused: int = 0
    """Calls for turns that were not live."""
    companies: CompanyBook = field(default_factory=lambda: CompanyBook([small_company()], "lavka"))
    url: str = ""
    is_broken: bool = False
    """While true, every action fails."""
    knows_the_caller: bool = False
    """While true, a complaint needs nothing but its first words."""
    may_write: asyncio.Event = field(default_factory=asyncio.Event)
    """While it is not set, actions hang just before they write."""
    heard_of: asyncio.Event = field(default_factory=asyncio.Event)
    """Set by each call of an action."""
    done: asyncio.Event = field(default_factory=asyncio.Event)
    """Set by each end of an action."""

    def __post_init__(self) -> None:
        self.may_write.set()

    async def open_question(self, conversation: str) -> OpenQuestion:
        draft = self.drafts.get(conversation, Draft())
        return OpenQuestion(draft.form, draft.asked)

    @asynccontextmanager
    async def served(self) -> AsyncIterator["SmallLine"]:
        with socket.socket() as listener:
            listener.bind(("127.0.0.1", 0))
            self.url = f"http://127.0.0.1:{listener.getsockname()[1]}"
            server = uvicorn.Server(uvicorn.Config(self._app(), log_level="warning"))
            serving = asyncio.get_running_loop().create_task(server.serve(sockets=[listener]))
            try:
                yield self
            finally:
                server.should_exit = True
                await serving

    def _app(self) -> FastAPI:
        app = FastAPI()

        @app.post(ACTIONS_PATH)
        async def act(request: Request) -> JSONResponse:
            return await self._act(await self._body(request))

        @app.post(NLG_PATH)
        async def say(request: Request) -> dict[str, Any]:
            body = await self._body(request)
            return {"text": f"{body['response'].removeprefix('utter_')} {body['arguments'].get('what', '')}".strip()}

        return app

    async def _body(self, request: Request) -> dict[str, Any]:
        assert request.headers[SECRET_HEADER] == SECRET
        raw = await request.body()
        if request.headers.get("content-encoding") == "deflate":
            raw = zlib.decompress(raw)
        self.sizes.append(len(raw))
        body: dict[str, Any] = json.loads(raw)
        return body

    async def _act(self, call: dict[str, Any]) -> JSONResponse:
        if self.is_broken:
            return JSONResponse({"error": "broken"}, status_code=500)
        action = call["next_action"]
        metadata = call["tracker"]["latest_message"]["metadata"]
        turn = self.turns.find(metadata["conversation"], metadata["turn"])
        if turn is None:
            self.refused += 1
            return JSONResponse({"events": [], "responses": []})
        note_action(turn, call)
        self.called.append(action)
        if action == "action_hand_off":
            turn.wishes.append(HandOff(HandoffReason.ASKED_HUMAN))
        self.heard_of.set()
        await self.may_write.wait()
        try:
            async with turn.writing():
                self.written.append((metadata["conversation"], metadata["turn"], action))
                events, said = self._step(action, metadata)
        except TurnAbandoned:
            self.refused += 1
            events, said = [], []
        self.done.set()
        return JSONResponse({"events": events, "responses": said})

    def _step(self, action: str, metadata: dict[str, Any]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
        draft = self.drafts.setdefault(metadata["conversation"], Draft())
        if action.startswith("validate_"):
            return self._take_in(draft, action.removeprefix("validate_"), metadata)
        if action == "action_log_complaint":
            draft.form, draft.asked = ("order_form" if draft.interrupted else ""), draft.interrupted
            return [{"event": "active_loop", "name": draft.form or None}], [_saying(action, metadata)]
        if action in {"action_place_order", "action_stop"}:
            draft.form = draft.asked = ""
        if action == "action_hand_off" and draft.form:
            return [{"event": "active_loop", "name": draft.form}], [_saying(action, metadata)]
        again = [_saying(f"ask_{draft.asked}", metadata)] if draft.asked else []
        return [], [_saying(action, metadata), *again]

    def _take_in(
        self, draft: Draft, form: str, metadata: dict[str, Any]
    ) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
        questions = QUESTIONS[form]
        if draft.form != form:
            draft.interrupted = draft.asked
            is_complete = form == "complaint_form" and self.knows_the_caller
            draft.form, draft.asked = form, "" if is_complete else questions[0]
        elif draft.handled_turn < metadata["turn"]:
            draft.asked = questions[questions.index(draft.asked) + 1]
        draft.handled_turn = metadata["turn"]
        events = [
            {"event": "slot", "name": "turn", "value": metadata["turn"]},
            {"event": "slot", "name": "requested_slot", "value": draft.asked or None},
        ]
        return events, [_saying(f"ask_{draft.asked}", metadata)] if draft.asked else []


def _saying(prompt: str, metadata: dict[str, Any]) -> dict[str, Any]:
    return {"response": f"utter_{prompt}", "what": metadata["language"]}
