"""The customer's chat over its real socket: resumed without loss or doubles, and never silent about a mistake."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from websockets.asyncio.client import connect

from bot.channels.web_chat import WebChat
from records.conversations.model import Owner, Who
from tests.bot.conversation.test_live import PERSON, hand_to_an_agent
from tests.fakes.channels import served_channels
from tests.fakes.chat_page import ChatPage
from tests.fakes.house import House


@pytest.fixture
async def address(house: House, tmp_path: Path) -> AsyncIterator[str]:
    async with served_channels(house, tmp_path, WebChat) as channels:
        yield channels.address


@asynccontextmanager
async def page(
    address: str, browser: str = "b1", company: str = "lavka", origin: str | None = None
) -> AsyncIterator[ChatPage]:
    headers = {"Cookie": f"frontline_browser={browser}"} | ({"Origin": origin} if origin else {})
    async with connect(f"ws://{address}/ws/chat/{company}", additional_headers=headers) as socket:
        yield ChatPage(socket)


async def test_a_page_is_welcomed_greeted_and_answered(address: str) -> None:
    async with page(address) as chat:
        await chat.send(type="hello", language="ru", after=0)
        welcome = await chat.until("welcome")
        assert welcome["name"] == "Лавка"
        assert welcome["speech"] == {"ears": "tiny", "voice": True}
        assert (await chat.until("turn"))["who"] == "bot"
        await chat.send(type="say", id="m1", text="привет вам")
        await chat.until("accepted", id="m1", n=2)
        answer = await chat.until("turn", who="bot")
        assert answer["text"] == "echo: привет вам"
        assert answer["n"] == 3


async def test_after_a_reload_the_page_gets_only_what_it_has_not(address: str) -> None:
    async with page(address) as chat:
        await chat.send(type="hello", language="ru", after=0)
        conversation = (await chat.until("welcome"))["conversation"]
        await chat.send(type="say", id="m1", text="привет вам")
        await chat.until("turn", n=3)
    async with page(address) as chat:
        await chat.send(type="hello", language="ru", conversation=conversation, after=2)
        await chat.until("turn", n=3)
        assert [turn["n"] for turn in chat.turns()] == [3]


async def test_a_page_that_lost_everything_gets_the_whole_conversation(address: str) -> None:
    async with page(address) as chat:
        await chat.send(type="hello", language="ru", after=0)
        await chat.send(type="say", id="m1", text="привет вам")
        await chat.until("turn", n=3)
    async with page(address) as chat:
        await chat.send(type="hello", language="ru", conversation="conv_of_long_ago", after=99)
        await chat.until("turn", n=3)
        assert [turn["n"] for turn in chat.turns()] == [1, 2, 3]


async def test_a_message_sent_again_after_a_cut_is_written_once(address: str) -> None:
    for _ in range(2):
        async with page(address) as chat:
            await chat.send(type="hello", language="ru", after=0)
            await chat.send(type="say", id="m1", text="привет вам")
            await chat.until("accepted", id="m1", n=2)
            await chat.until("turn", n=3)
            assert [turn["who"] for turn in chat.turns()] == ["bot", "customer", "bot"]


async def test_the_reply_is_there_for_who_left_before_it_came(house: House, address: str) -> None:
    house.dialogue.hold()
    async with page(address) as chat:
        await chat.send(type="hello", language="ru", after=0)
        await chat.send(type="say", id="m1", text="привет вам")
        await chat.until("accepted", id="m1")
        await house.dialogue.is_thinking.wait()
    house.dialogue.go_on()
    async with page(address) as chat:
        await chat.send(type="hello", language="ru", after=0)
        assert (await chat.until("turn", n=3))["text"] == "echo: привет вам"


async def test_two_pages_of_one_browser_show_the_same_conversation(address: str) -> None:
    async with page(address) as one, page(address) as other:
        for chat in (one, other):
            await chat.send(type="hello", language="ru", after=0)
            await chat.until("turn", n=1)
        await one.send(type="say", id="m1", text="привет вам")
        assert (await other.until("turn", n=3))["text"] == "echo: привет вам"


async def test_the_button_for_a_person_works_at_any_moment(house: House, address: str) -> None:
    async with page(address) as chat:
        await chat.send(type="hello", language="ru", after=0)
        await chat.until("turn", n=1)
        await chat.send(type="person", id="p1")
        said = await chat.until("turn", who="customer")
        assert "оператор" in said["text"].lower()


async def test_the_page_is_told_who_answers_from_now_on(house: House, address: str) -> None:
    house.dialogue.script["оператор"] = PERSON
    async with page(address) as chat:
        await chat.send(type="hello", language="ru", after=0)
        await chat.until("turn", n=1)
        await chat.send(type="say", id="m1", text="оператор")
        owner = await chat.until("owner")
        assert owner["owner"] == Owner.QUEUE.value
        assert owner["position"] == 1


async def test_after_the_end_the_next_message_begins_a_new_conversation(address: str) -> None:
    async with page(address) as chat:
        await chat.send(type="hello", language="ru", after=0)
        first = (await chat.until("welcome"))["conversation"]
        await chat.send(type="end")
        await chat.until("closed")
        await chat.send(type="say", id="m1", text="ещё вопрос")
        assert (await chat.until("welcome"))["conversation"] != first
        await chat.until("accepted", id="m1", n=2)


@pytest.mark.parametrize(
    ("sent", "code"),
    [
        ("это не json", "broken_json"),
        ("[1, 2]", "no_type"),
        ('{"type": "dance"}', "unknown_type"),
        ('{"type": "say", "id": "m1"}', "bad_field"),
        ('{"type": "say", "id": "m1", "text": ""}', "message_empty"),
        ('{"type": "say", "id": "m1", "text": "' + "а" * 4001 + '"}', "message_too_long"),
        ('{"type": "language", "language": "xx"}', "unknown_language"),
    ],
)
async def test_bad_input_gets_a_clear_error_and_the_chat_goes_on(address: str, sent: str, code: str) -> None:
    async with page(address) as chat:
        await chat.send(type="hello", language="ru", after=0)
        await chat.until("welcome")
        await chat.send_raw(sent)
        error = await chat.until("error")
        assert error["code"] == code
        assert error["sentence"]
        await chat.send(type="say", id="m2", text="привет вам")
        await chat.until("accepted", id="m2")


async def test_a_binary_message_is_an_error_and_the_chat_goes_on(address: str) -> None:
    async with page(address) as chat:
        await chat.send(type="hello", language="ru", after=0)
        await chat.until("welcome")
        await chat.send_raw(b"\x00\x01")
        assert (await chat.until("error"))["code"] == "broken_json"
        await chat.send(type="say", id="m2", text="привет вам")
        await chat.until("accepted", id="m2")


async def test_an_unknown_company_is_named_as_such(address: str) -> None:
    async with page(address, company="nobody") as chat:
        assert (await chat.until("error"))["code"] == "unknown_company"


async def test_a_page_of_another_origin_is_refused(address: str) -> None:
    async with page(address, origin="https://elsewhere.example") as chat:
        assert (await chat.until("error"))["code"] == "foreign_origin"
    async with page(address, origin=f"http://{address}") as chat:
        await chat.send(type="hello", language="ru", after=0)
        await chat.until("welcome")


async def test_an_agents_words_reach_the_page_with_her_name(house: House, address: str) -> None:
    async with page(address) as chat:
        await chat.send(type="hello", language="ru", after=0)
        conversation = await house.conversations.get((await chat.until("welcome"))["conversation"])
        await hand_to_an_agent(house, conversation)
        await chat.send(type="say", id="m1", text="есть кто живой")
        await chat.until("accepted", id="m1")
        said = (await house.conversations.turns_after(conversation.id, 0))[-1]
        assert said.who is Who.CUSTOMER
        assert house.dialogue.heard == []
