"""Rasa asks for the text of a prompt, and gets the company's own."""

from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse

from bot.company.book import CompanyBook
from bot.company.loader import load_company
from bot.dialogue.prompt_api import prompt_router
from bot.dialogue.rasa_files import NLG_PATH, SECRET_HEADER
from bot.kit.errors import FrontlineError

SECRET = "a secret between processes"
LAVKA = Path(__file__).parents[3] / "companies" / "lavka"
BOOK = CompanyBook([load_company(LAVKA)], "lavka")


def client_of(host: str = "127.0.0.1") -> httpx.AsyncClient:
    app = FastAPI()
    app.include_router(prompt_router(BOOK, SECRET))

    @app.exception_handler(FrontlineError)
    async def refuse(request: Request, error: FrontlineError) -> JSONResponse:
        return JSONResponse({"error": {"code": error.code}}, error.status)

    return httpx.AsyncClient(transport=httpx.ASGITransport(app=app, client=(host, 40000)), base_url="http://line")


def request_for(
    prompt: str, language: str = "ru", *, spoken: bool = False, turn: int = 0, **values: Any
) -> dict[str, Any]:
    metadata = {"company": "lavka", "language": language, "turn": turn, "spoken": spoken, "conversation": "conv_1"}
    return {
        "response": f"utter_{prompt}",
        "id": None,
        "arguments": {"text": None, "buttons": [], **values},
        "tracker": {"sender_id": "conv_1", "latest_message": {"text": "…", "metadata": metadata}},
        "channel": {"name": "rest"},
    }


async def ask(body: dict[str, Any], headers: dict[str, str] | None = None, host: str = "127.0.0.1") -> httpx.Response:
    async with client_of(host) as client:
        return await client.post(NLG_PATH, json=body, headers={SECRET_HEADER: SECRET} if headers is None else headers)


async def test_the_values_stand_in_the_companys_words() -> None:
    answer = await ask(request_for("order_placed", number="№\u00a01042"))
    assert answer.json() == {"text": "Заказ принят. Номер заказа №\u00a01042.", "buttons": []}


async def test_the_language_is_the_messages() -> None:
    answer = await ask(request_for("order_placed", "en", number="№\u00a01042"))
    assert answer.json()["text"] == "Your order is placed. The order number is №\u00a01042."


async def test_a_written_prompt_has_its_buttons() -> None:
    answer = await ask(request_for("short_handover"))
    assert answer.json()["buttons"] == [
        {"title": "Доставка", "payload": "Доставка"},
        {"title": "Самовывоз", "payload": "Самовывоз"},
    ]


async def test_who_listens_gets_the_spoken_form_and_no_buttons() -> None:
    written, spoken = [(await ask(request_for("help_start", spoken=spoken))).json() for spoken in (False, True)]
    assert written["text"] != spoken["text"]
    assert spoken["buttons"] == []


async def test_wordings_take_turns() -> None:
    texts = {(await ask(request_for("goodbye", turn=turn))).json()["text"] for turn in range(4)}
    assert len(texts) == 2


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (request_for("no_such_prompt"), 500),
        (request_for("order_placed"), 500),
        ({**request_for("goodbye"), "tracker": {"latest_message": {"metadata": {}}}}, 422),
    ],
)
async def test_what_cannot_be_said_is_an_error(body: dict[str, Any], status: int) -> None:
    assert (await ask(body)).status_code == status


async def test_a_company_that_does_not_exist_is_named() -> None:
    body = request_for("goodbye")
    body["tracker"]["latest_message"]["metadata"]["company"] = "nobody"
    answer = await ask(body)
    assert (answer.status_code, answer.json()["error"]["code"]) == (404, "unknown_company")


async def test_nobody_else_may_ask() -> None:
    body = request_for("goodbye")
    assert (await ask(body, headers={})).status_code == 403
    assert (await ask(body, headers={SECRET_HEADER: "guess"})).status_code == 403
    assert (await ask(body, host="192.0.2.7")).status_code == 403
    assert (await ask(body, host="::1")).status_code == 200
