"""A spoken sentence becomes an order in the base, and the line says its total and its number so that they are heard.

Real Vosk, Rasa, base and pyttsx3, at the pace of speech; the callers' voices are not the bot's.
"""

import re
from decimal import Decimal

import pytest

from bot.app.caller import Call, SimulatedCaller, in_order
from bot.app.commands.address import LineAddress
from bot.language.languages import Language
from bot.language.written_form import digits_of, numbers_in
from tests.fakes.real_line import RealLine
from tests.line.conftest import Hear, Say
from tests.line.heard import answers_in

pytestmark = [pytest.mark.rasa, pytest.mark.voice, pytest.mark.asyncio(loop_scope="session")]

CALLERS = {"ru": "+79261230098", "en": "+79261230099"}
SAID = {
    "ru": (
        "два шампуня и зубную пасту доставка завтра утром",
        "улица Лесная дом пять квартира двенадцать",
        "меня зовут Марина Петрова",
        "да",
    ),
    "en": (
        "two shampoos and a toothpaste delivery tomorrow morning",
        "five Lesnaya street apartment twelve",
        "my name is Mary Smith",
        "yes",
    ),
}
ADDRESSES = {"ru": "Улица лесная дом 5 квартира 12", "en": "5 lesnaya street apartment 12"}
LINES = [("HC-101", Decimal(2)), ("OC-101", Decimal(1))]
TOTAL = {"ru": r"итого (?P<number>.+?) рубл", "en": r"total is (?P<number>.+?) rubles?"}
NUMBER = {"ru": r"номер заказа (?P<number>.+)$", "en": r"order number is (?P<number>.+)$"}


@pytest.mark.parametrize("language", ["ru", "en"])
async def test_a_spoken_order_is_in_the_base_and_its_total_and_number_are_heard(
    line: RealLine, say: Say, hear: Hear, language: str
) -> None:
    call = await place(line, language, [(text, await say(text, language)) for text in SAID[language]])
    ((id, number, total, address, phone, when),) = line.ask(
        'SELECT id, number, total, address, phone, "when" FROM orders WHERE conversation = ?', call.conversation
    )
    lines = line.ask('SELECT sku, quantity FROM order_lines WHERE "order" = ? ORDER BY n', id)
    assert [(sku, Decimal(quantity)) for sku, quantity in lines] == LINES
    assert Decimal(total) == 2 * 349 + 159 + 299
    assert (address, phone, when.partition(" ")[2]) == (ADDRESSES[language], CALLERS[language], "morning")
    *_, read_back, placed = await answers_in(call, hear, language)
    total_said, number_said = found(TOTAL[language], read_back), found(NUMBER[language], placed)
    assert [one.value for one in numbers_in(total_said, Language(language))] == [Decimal(total)]
    assert digits_of(number_said, Language(language)) == number


async def place(line: RealLine, language: str, speeches: list[tuple[str, bytes]]) -> Call:
    caller = SimulatedCaller(LineAddress(line.url), company="lavka", language=language, caller_number=CALLERS[language])
    call = await caller.call(in_order(speeches))
    assert [exchange.heard for exchange in call.exchanges] == [name.lower() for name, _ in speeches]
    return call


def found(pattern: str, heard: str) -> str:
    match = re.search(pattern, heard)
    assert match, heard
    return match["number"]
