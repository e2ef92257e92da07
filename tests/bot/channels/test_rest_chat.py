"""REST for programs: an agent's words are fetched, asking makes nothing, and a wrong token opens nothing."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.channels.rest_chat import RestChat
from records.conversations import store
from records.conversations.model import NewTurn, Who
from tests.bot.conversation.test_live import hand_to_an_agent
from tests.fakes.channels import served_channels
from tests.fakes.house import House

TOKEN = "a token of the owner's own"


@asynccontextmanager
async def client(house: House, data: Path, token: str | None = None) -> AsyncIterator[httpx.AsyncClient]:
    async with (
        served_channels(house, data, RestChat, rest_token=token) as channels,
        httpx.AsyncClient(base_url=f"http://{channels.address}/webhooks/rest") as http,
    ):
        yield http


def message(text: str, **metadata: str) -> dict[str, Any]:
    return {"sender": "client-1", "message": text, "metadata": {"company": "lavka", **metadata}}


async def messages(http: httpx.AsyncClient, **asked: Any) -> list[dict[str, Any]]:
    answer = await http.post("/messages", json={"sender": "client-1", "metadata": {"company": "lavka"}, **asked})
    found: list[dict[str, Any]] = answer.json()
    return found


async def test_what_an_agent_writes_is_fetched_also_after_she_has_ended_it(house: House, tmp_path: Path) -> None:
    async with client(house, tmp_path) as http:
        await http.post("/webhook", json=message("позовите человека"))
        async with house.database.read() as unit:
            conversation = (await store.recent(unit, "lavka", 1))[0]
        await hand_to_an_agent(house, conversation)
        assert (await http.post("/webhook", json=message("вы здесь?"))).json() == []
        async with house.database.begin() as unit:
            await store.add_turn(
                unit, conversation.id, NewTurn(Who.AGENT, "Здесь!", author="Марина"), house.clock.now()
            )
        await house.conversations.close(conversation.id, by=Who.AGENT)
        fetched = await messages(http, after=3)
        assert [(turn["who"], turn["author"], turn["text"]) for turn in fetched] == [("agent", "Марина", "Здесь!")]


async def test_asking_for_messages_makes_no_conversation(house: House, tmp_path: Path) -> None:
    async with client(house, tmp_path) as http:
        assert await messages(http) == []
    async with house.database.read() as unit:
        assert await store.recent(unit, "lavka", 1) == []


async def test_a_message_sent_twice_under_one_id_is_answered_once(house: House, tmp_path: Path) -> None:
    async with client(house, tmp_path) as http:
        first = await http.post("/webhook", json=message("привет вам", message_id="m1"))
        again = await http.post("/webhook", json=message("привет вам", message_id="m1"))
        assert [part["text"] for part in first.json()] == ["echo: привет вам"]
        assert again.json() == []


@pytest.mark.parametrize(
    ("header", "status"),
    [({}, 401), ({"Authorization": "Bearer guess"}, 401), ({"Authorization": f"Bearer {TOKEN}"}, 200)],
)
async def test_once_a_token_is_set_only_it_opens_the_door(
    house: House, tmp_path: Path, header: dict[str, str], status: int
) -> None:
    async with client(house, tmp_path, TOKEN) as http:
        answer = await http.post("/webhook", json=message("привет вам"), headers=header)
    assert answer.status_code == status
    if status == 401:
        assert answer.json()["error"]["code"] == "wrong_token"
