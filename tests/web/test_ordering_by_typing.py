"""A customer types an order in the page, and it stands in the base."""

import re
from pathlib import Path

import pytest
from playwright.async_api import expect

from tests.web.conftest import PHONE, Customers

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

ORDER = "select o.number, o.total, o.address, o.phone from orders o where o.conversation = ?"
LINES = 'select l.name, l.quantity from order_lines l join orders o on o.id = l."order" where o.conversation = ?'


async def test_an_order_typed_in_russian_stands_in_the_base(customers: Customers, pictures: Path) -> None:
    anna = await customers("ru")
    await anna.say("две бутылки шампуня и зубную пасту, доставка завтра", hears="адрес|куда")
    await anna.say("улица Лесная, дом 5, квартира 12", hears="зовут|имя")
    await anna.say("Анна Петрова", hears="номер")
    readback = await anna.say("8 916 765-43-21", hears="всё верно")
    await expect(readback).to_contain_text("Лесная")
    total = await readback.text_content() or ""
    done = await anna.say("да", hears="принят|оформлен")
    [(number, price, address, phone)] = anna.line.ask(ORDER, anna.conversation)
    await expect(done).to_contain_text(number)
    assert str(round(float(price))) in re.sub(r"[\s\u00a0\u202f]", "", total)
    assert "Лесная" in address
    assert phone == "+79167654321"
    lines = dict(anna.line.ask(LINES, anna.conversation))
    assert {name.split()[0]: float(quantity) for name, quantity in lines.items()} == {"Шампунь": 2.0, "Зубная": 1.0}
    await anna.keep_picture(pictures, "order-ru")


async def test_an_order_typed_in_english_on_a_phone_stands_in_the_base(customers: Customers, pictures: Path) -> None:
    kate = await customers("en", size=PHONE)
    await kate.say("two bottles of shampoo and a toothpaste, deliver tomorrow", hears="where|address")
    await kate.say("5 Lesnaya Street, apartment 12", hears="name")
    await kate.say("Kate Brown", hears="number")
    await kate.say("+7 916 765-43-22", hears="correct|right")
    done = await kate.say("yes", hears="placed|order")
    [(number, _, address, phone)] = kate.line.ask(ORDER, kate.conversation)
    await expect(done).to_contain_text(number)
    assert "Lesnaya" in address
    assert phone == "+79167654322"
    assert sorted(float(quantity) for _, quantity in kate.line.ask(LINES, kate.conversation)) == [1.0, 2.0]
    await kate.keep_picture(pictures, "order-en-phone")


async def test_a_question_in_the_middle_is_answered_and_the_order_goes_on(customers: Customers) -> None:
    anna = await customers("ru")
    await anna.say("зубная паста, доставка завтра", hears="адрес|куда")
    await anna.say("до скольки вы работаете?", hears="21:00")
    await expect(anna.turns("bot").last).to_contain_text(re.compile("адрес|Куда"))
    await anna.say("улица Лесная, дом 5, квартира 12", hears="зовут|имя")


async def test_a_button_of_the_bot_says_its_words(customers: Customers) -> None:
    anna = await customers("ru")
    await anna.page.get_by_role("button", name="Часы работы").click()
    await expect(anna.turns("bot").filter(has_text="21:00")).to_be_visible(timeout=15_000)
    await expect(anna.page.locator("#turns .buttons").get_by_role("button", name="Часы работы")).to_have_count(0)
    assert ("customer", "Часы работы") in anna.said()
