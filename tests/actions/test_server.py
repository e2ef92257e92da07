"""The action server as Rasa meets it: over HTTP, deflated, with its errors."""

import json
import logging
import zlib
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest
import yaml
from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse

from actions.server import ACTIONS, action_router, build_actions
from bot.dialogue.live_turns import LiveTurn
from bot.dialogue.model import HandOff, HandoffReason
from bot.dialogue.rasa_files import ACTIONS_PATH, SECRET_HEADER
from bot.kit.errors import FrontlineError
from tests.actions.sample import RU, shop
from tests.actions.small_line import ActionLine, action_line

SECRET = "a secret between processes"
HEADERS = {SECRET_HEADER: SECRET}


@pytest.fixture
async def line(base_url: str) -> AsyncIterator[ActionLine]:
    async with action_line(base_url, shop(), RU) as line:
        yield line


def client_of(line: ActionLine, host: str = "127.0.0.1") -> httpx.AsyncClient:
    app = FastAPI()
    app.include_router(action_router(build_actions(line.database, line.turns, line.clock), line.turns, SECRET))

    @app.exception_handler(FrontlineError)
    async def refuse(request: Request, error: FrontlineError) -> JSONResponse:
        return JSONResponse({"error": {"code": error.code}}, error.status)

    transport = httpx.ASGITransport(app=app, client=(host, 40000))
    return httpx.AsyncClient(transport=transport, base_url="http://line")


def call_of(action: str, live: LiveTurn, line: ActionLine) -> dict[str, Any]:
    message = {
        "text": live.utterance.text,
        "intent": {"name": "handoff", "confidence": 0.97},
        "metadata": {"conversation": line.conversation.id, "turn": live.utterance.turn},
    }
    tracker = {"sender_id": line.conversation.id, "slots": {}, "latest_message": message, "events": []}
    return {"next_action": action, "sender_id": line.conversation.id, "tracker": tracker, "version": "3.6.21"}


async def test_an_action_runs_and_answers_as_rasa_expects(line: ActionLine) -> None:
    live = line.begin("оператор")
    async with client_of(line) as client:
        answer = await client.post(ACTIONS_PATH, json=call_of("action_hand_off", live, line), headers=HEADERS)
    assert answer.status_code == 200
    assert answer.json()["responses"][0]["response"] == "utter_connecting_to_person"
    assert live.wishes == [HandOff(HandoffReason.ASKED_HUMAN)]


async def test_the_call_is_noted_in_the_trace(line: ActionLine) -> None:
    live = line.begin("оператор")
    async with client_of(line) as client:
        await client.post(ACTIONS_PATH, json=call_of("action_hand_off", live, line), headers=HEADERS)
    assert (live.trace.actions, live.trace.intent, live.trace.intent_score) == (["action_hand_off"], "handoff", 0.97)


async def test_a_deflated_body_is_read(line: ActionLine) -> None:
    body = zlib.compress(json.dumps(call_of("action_greet", line.begin("привет"), line)).encode())
    async with client_of(line) as client:
        answer = await client.post(ACTIONS_PATH, content=body, headers={**HEADERS, "Content-Encoding": "deflate"})
    assert answer.json()["responses"][0]["response"] == "utter_greet_back"


async def test_an_unknown_action_is_404(line: ActionLine) -> None:
    async with client_of(line) as client:
        answer = await client.post(ACTIONS_PATH, json=call_of("action_dance", line.begin("а"), line), headers=HEADERS)
    assert (answer.status_code, answer.json()["action_name"]) == (404, "action_dance")


async def test_a_turn_that_is_over_is_answered_by_nothing(line: ActionLine) -> None:
    live = line.begin("оператор")
    line.begin("алло")
    async with client_of(line) as client:
        answer = await client.post(ACTIONS_PATH, json=call_of("action_hand_off", live, line), headers=HEADERS)
    assert answer.json() == {"events": [], "responses": []}
    assert live.wishes == []


@pytest.mark.parametrize("headers", [{}, {SECRET_HEADER: "another"}])
async def test_without_the_secret_nothing_runs(line: ActionLine, headers: dict[str, str]) -> None:
    live = line.begin("оператор")
    async with client_of(line) as client:
        answer = await client.post(ACTIONS_PATH, json=call_of("action_hand_off", live, line), headers=headers)
    assert (answer.status_code, live.wishes) == (403, [])


async def test_another_machine_is_refused_even_with_the_secret(line: ActionLine) -> None:
    live = line.begin("оператор")
    async with client_of(line, "192.0.2.7") as client:
        answer = await client.post(ACTIONS_PATH, json=call_of("action_hand_off", live, line), headers=HEADERS)
    assert answer.status_code == 403


@pytest.mark.parametrize("body", [b"", b"not json", b"[]", b"{}", b'{"tracker": 1}'])
async def test_what_is_no_call_is_refused(line: ActionLine, body: bytes) -> None:
    async with client_of(line) as client:
        answer = await client.post(ACTIONS_PATH, content=body, headers=HEADERS)
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, "bad_action_call")


async def test_nothing_that_a_customer_said_is_logged(line: ActionLine, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO):
        async with client_of(line) as client:
            live = line.begin("мой тайный адрес")
            await client.post(ACTIONS_PATH, json=call_of("validate_order_form", live, line), headers=HEADERS)
    assert "тайный" not in caplog.text


def test_the_executor_starts_without_warnings(line: ActionLine, recwarn: pytest.WarningsRecorder) -> None:
    client_of(line)
    assert [str(warning.message) for warning in recwarn] == []


def test_the_actions_of_the_domain_are_those_that_we_serve() -> None:
    folder = Path(__file__).parents[2] / "nlu_data" / "domain"
    domains = [yaml.safe_load(file.read_text(encoding="utf-8")) for file in sorted(folder.glob("*.yml"))]
    named = [name for domain in domains for name in domain.get("actions", [])]
    assert sorted(named) == sorted(action.action_name for action in ACTIONS)
