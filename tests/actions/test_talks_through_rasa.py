"""Whole talks: real Rasa decides, our actions do, the company's words come back, the base keeps it."""

import asyncio
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from bot.dialogue.model import HandOff, HandoffReason
from bot.language.languages import Language
from records.complaints import store as complaints
from records.orders import store as orders
from records.schema import upgrade
from tests.actions.rasa_line import RasaLine, RasaTalk, rasa_line

RU, EN = Language.RU, Language.EN
pytestmark = [pytest.mark.rasa, pytest.mark.asyncio(loop_scope="session")]


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def line(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[RasaLine]:
    folder = tmp_path_factory.mktemp("line")
    url = f"sqlite+aiosqlite:///{folder / 'line.db'}"
    await asyncio.to_thread(upgrade, url)
    async with rasa_line(url, folder) as line:
        yield line


async def lines_of_orders(talk: RasaTalk) -> list[dict[str, int]]:
    async with talk.line.database.read() as unit:
        found = await orders.of_conversation(unit, talk.conversation.id)
    return [{line.name: int(line.quantity) for line in order.lines} for order in found]


async def test_a_russian_order_with_questions_and_corrections(line: RasaLine) -> None:
    talk = await line.talk("lavka", RU)
    said = await talk.say("две бутылки шампуня и зубную пасту, доставка завтра")
    assert said.endswith("Куда доставить? Назовите улицу, дом и квартиру.")
    said = await talk.say("до скольки вы работаете")
    assert "21:00" in said
    assert said.endswith("Назовите, пожалуйста, адрес доставки.")
    assert await talk.say("улица Лесная, дом 5, квартира 12") == "Как вас зовут?"
    await talk.say("Анна Петрова")
    assert (await talk.say("8 916 123 45 67")).endswith("Всё верно?")
    assert "Шампунь — 3 бутылки" in await talk.say("нет, три шампуня")
    assert await talk.say("да") == "Заказ принят. Номер заказа №\u00a01001."
    assert await lines_of_orders(talk) == [{"Шампунь": 3, "Зубная паста": 1}]


async def test_an_english_order(line: RasaLine) -> None:
    talk = await line.talk("lavka", EN, phone="+79161234567")
    await talk.say("two bottles of shampoo and a toothpaste")
    await talk.say("pickup")
    assert (await talk.say("John Smith")).endswith("Is that right?")
    assert "The total is" in await talk.say("remove the toothpaste")
    assert (await talk.say("yes")).startswith("Your order is placed. The order number is ")
    assert await lines_of_orders(talk) == [{"Shampoo": 2}]


async def test_a_complaint_in_the_middle_of_an_order_is_logged_and_the_order_goes_on(line: RasaLine) -> None:
    talk = await line.talk("lavka", RU, phone="+79161234567")
    await talk.say("закажите шампунь")
    said = await talk.say("у меня жалоба, в прошлый раз привезли разбитую бутылку")
    assert "Жалоба записана. Номер жалобы №" in said
    assert said.endswith("Доставка или самовывоз?")
    assert (await talk.say("самовывоз")).endswith("Как вас зовут?")
    async with line.database.read() as unit:
        (complaint,) = await complaints.of_conversation(unit, talk.conversation.id)
    assert "разбитую бутылку" in complaint.text


@pytest.mark.parametrize(
    ("language", "begin", "words", "answer", "question"),
    [
        (RU, "закажите шампунь", "оператор", "самовывоз", "Как вас зовут?"),
        (EN, "I want to order shampoo", "operator", "pickup", "What is your name?"),
    ],
)
async def test_an_operator_in_the_middle_first_time_and_the_order_can_go_on(
    line: RasaLine, language: Language, begin: str, words: str, answer: str, question: str
) -> None:
    talk = await line.talk("lavka", language)
    await talk.say(begin)
    await talk.say(words)
    assert talk.reply.wishes == (HandOff(HandoffReason.ASKED_HUMAN),)
    assert await talk.say(answer) == question


async def test_what_nobody_understands_ends_with_a_person_and_never_in_a_loop(line: RasaLine) -> None:
    talk = await line.talk("lavka", RU)
    await talk.say("закажите шампунь")
    for _ in range(3):
        assert talk.reply.wishes == ()
        await talk.say("трам пам пам")
    assert [type(wish) for wish in talk.reply.wishes] == [HandOff]


async def test_a_service_of_the_other_company(line: RasaLine) -> None:
    talk = await line.talk("volna", RU)
    assert (await talk.say("подключите роуминг")).endswith("На какой номер подключить?")
    assert (await talk.say("8 916 123 45 67")).endswith("Всё верно?")
    assert (await talk.say("да")).startswith("Заказ принят.")


async def test_an_order_that_was_dropped_is_not_placed(line: RasaLine) -> None:
    talk = await line.talk("lavka", RU)
    await talk.say("закажите шампунь")
    assert await talk.say("отмена") == "Хорошо, заказ не оформляю."
    await talk.say("да")
    assert await lines_of_orders(talk) == []
