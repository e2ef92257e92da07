"""A customer asks for a person; at the desk the whole story is there; she answers, gives back, or finishes."""

import asyncio
import re
from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from tests.web.conftest import PHONE, Agents, Customers
from tests.web.people import ANSWERS_WITHIN_MS, Customer

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

OWNER = "select owner from conversations where id = ?"
HANDOFF = "select state, disposition from handoffs where id = ?"


async def order_half_made(anna: Customer) -> None:
    await anna.say("две бутылки шампуня и зубную пасту, доставка завтра", hears="адрес|куда")
    await anna.say("улица Лесная, дом 5, квартира 12", hears="зовут|имя")
    await anna.say("Анна Петрова", hears="номер")


async def test_the_desk_has_the_whole_story_and_the_bot_goes_on_with_what_she_changed(
    customers: Customers, agents: Agents, pictures: Path
) -> None:
    anna, marina = await customers("ru"), await agents("marina")
    await order_half_made(anna)
    await anna.type("оператор")
    await expect(anna.status).to_contain_text("Ждём оператора", timeout=ANSWERS_WITHIN_MS)

    entry = marina.entry(anna)
    await expect(entry).to_contain_text("Лавка", timeout=ANSWERS_WITHIN_MS)
    await expect(entry).to_contain_text("просит человека")
    await expect(entry).to_contain_text("Шампунь × 2")
    await expect(entry.locator("time")).to_have_text(re.compile(r"^\d+:\d\d$"))
    await expect(marina.page).to_have_title(re.compile(r"^\(\d+\) "))
    await marina.accept(anna)
    await expect(marina.section("known")).to_contain_text("Зубная паста × 1")
    await expect(marina.section("known")).to_contain_text("Улица Лесная, дом 5, квартира 12")
    await expect(marina.section("known")).to_contain_text("доставка")
    await expect(marina.section("missing")).to_contain_text("Телефон")
    await expect(marina.section("next_step")).to_contain_text("телефон")
    await expect(marina.turns("customer").last).to_contain_text("оператор")
    assert anna.line.ask(OWNER, anna.conversation) == [("agent",)]

    await expect(anna.status).to_have_text("С вами Марина")
    await marina.page.locator("#text").press_sequentially("Здравствуйте")
    await expect(anna.page.locator("#typing")).to_have_text("Марина печатает…")
    await marina.answer("Здравствуйте, Анна! Привезём на Садовую?")
    said = anna.turns("agent").last
    await expect(said).to_contain_text("Привезём на Садовую?")
    await expect(said.locator(".author")).to_contain_text("Марина")
    await expect(marina.turns("agent")).to_have_count(1)
    await anna.type("Да, лучше туда")
    await expect(marina.turns("customer").last).to_contain_text("Да, лучше туда")
    await anna.keep_picture(pictures, "with-agent-ru")
    await marina.keep_picture(pictures, "desk-ru")

    turns_before = await anna.turns("bot").count()
    await marina.give_back(address="улица Садовая, дом 8, квартира 40")
    await expect(anna.status).to_have_text("Отвечает робот")
    await expect(anna.turns("bot").nth(turns_before)).to_be_visible(timeout=ANSWERS_WITHIN_MS)
    readback = await anna.say("8 916 765-43-23", hears="всё верно")
    await expect(readback).to_contain_text("Садовая")
    after = " ".join((await anna.turns("bot").all_text_contents())[turns_before:])
    assert "Здравствуйте" not in after
    assert "Добрый день" not in after
    await anna.say("да", hears="принят|оформлен")
    [(address,)] = anna.line.ask("select address from orders where conversation = ?", anna.conversation)
    assert "Садовая" in address


async def test_she_finishes_with_an_outcome_and_the_next_words_begin_anew(
    customers: Customers, agents: Agents, pictures: Path
) -> None:
    kate, james = await customers("en", "volna", size=PHONE), await agents("james", "en")
    await kate.say("what is roaming?", hears="299")
    await kate.ask_for_person()
    await james.accept(kate)
    await james.answer("Hello, James here. Roaming is on now.")
    await expect(kate.turns("agent").last).to_contain_text("Roaming is on now")
    await james.page.click("#ending [type=submit]")
    await expect(james.page.locator("#toast")).to_have_text("Choose an outcome first.")
    await expect(james.page.locator("#disposition")).to_be_focused()
    await james.finish("question_answered")
    await expect(kate.status).to_contain_text("The conversation has ended")
    assert kate.line.ask(HANDOFF, kate.handoff()) == [("completed", "question_answered")]
    assert kate.line.ask(OWNER, kate.conversation) == [("closed",)]
    await expect(james.work(kate)).to_have_count(0)
    first = kate.conversation
    await kate.type("what is roaming?")
    await expect(kate.page.locator("#turns .divider")).to_have_text("A new conversation", timeout=ANSWERS_WITHIN_MS)
    await expect(kate.status).to_have_text("A robot is answering")
    assert kate.conversation != first
    assert ("customer", "what is roaming?") in kate.said()
    await kate.keep_picture(pictures, "ended-en-phone")


async def test_of_two_agents_one_gets_the_customer_and_the_other_is_told(customers: Customers, agents: Agents) -> None:
    anna, marina, james = await customers("ru"), await agents("marina"), await agents("james")
    await anna.ask_for_person()
    for agent in (marina, james):
        agent.troubles_expected("409")
        await expect(agent.entry(anna)).to_be_visible(timeout=ANSWERS_WITHIN_MS)
    await asyncio.gather(
        *(agent.entry(anna).get_by_role("button").evaluate("(button) => button.click()") for agent in (marina, james))
    )
    for agent in (marina, james):
        await expect(agent.entry(anna)).to_have_count(0)
    [(owner,)] = anna.line.ask(
        "select login from agents where id = (select agent from conversations where id = ?)", anna.conversation
    )
    winner, loser = (marina, james) if owner == "marina" else (james, marina)
    await expect(winner.work(anna)).to_be_visible()
    await expect(loser.work(anna)).to_have_count(0)


async def test_keys_take_and_open_and_answer_on_any_layout(customers: Customers, agents: Agents) -> None:
    anna, oleg = await customers("ru"), await agents("oleg")
    await anna.ask_for_person()
    await expect(oleg.entry(anna)).to_be_visible(timeout=ANSWERS_WITHIN_MS)
    await oleg.page.evaluate("document.activeElement.blur()")
    while await oleg.entry(anna).count():
        taken = await oleg.page.locator("#mine li[data-handoff]").count()
        await press_russian(oleg.page, "KeyA", "ф")
        await expect(oleg.page.locator("#mine li[data-handoff]")).to_have_count(taken + 1)
        await expect(oleg.page.locator("#text")).to_be_focused()
        await oleg.page.keyboard.press("Escape")
    await expect(oleg.work(anna).locator("[aria-current]")).to_have_count(1)
    await press_russian(oleg.page, "KeyR", "к")
    await oleg.page.keyboard.type("Добрый день, это Олег. фФ")
    await oleg.page.keyboard.press("Control+Enter")
    await expect(anna.turns("agent").last).to_contain_text("это Олег. фФ")
    await oleg.page.keyboard.press("Escape")
    await press_russian(oleg.page, "KeyE", "у")
    await expect(oleg.page.locator("#disposition")).to_be_focused()
    await oleg.page.keyboard.press("Escape")
    await press_russian(oleg.page, "KeyB", "и")
    await expect(oleg.page.locator("#return")).to_be_focused()


async def press_russian(page: Page, code: str, letter: str) -> None:
    """A key as a keyboard with the Russian layout sends it."""
    await page.evaluate(
        "([code, key]) => document.activeElement.dispatchEvent("
        "new KeyboardEvent('keydown', { code, key, bubbles: true, cancelable: true }))",
        [code, letter],
    )


async def test_a_message_for_one_customer_never_goes_to_another(customers: Customers, agents: Agents) -> None:
    anna, boris, marina = await customers("ru"), await customers("ru"), await agents("marina")
    for customer in (anna, boris):
        await customer.ask_for_person()
        await marina.accept(customer)
    await marina.page.fill("#text", "Это для Бориса")
    await marina.work(anna).get_by_role("button").click()
    await expect(marina.page.locator("#text")).to_have_value("")
    await marina.answer("Это для Анны")
    await expect(anna.turns("agent").last).to_contain_text("Это для Анны")
    await boris.type("Вы ещё здесь?")
    await expect(marina.work(boris)).to_contain_text("новое сообщение")
    await marina.work(boris).get_by_role("button").click()
    await expect(marina.page.locator("#text")).to_have_value("Это для Бориса")
    await expect(marina.work(boris)).not_to_contain_text("новое сообщение")
    assert ("agent", "Это для Бориса") not in [*anna.said(), *boris.said()]


async def test_she_is_told_when_the_customer_has_left(customers: Customers, agents: Agents) -> None:
    anna, marina = await customers("ru"), await agents("marina")
    await anna.ask_for_person()
    await marina.accept(anna)
    await anna.page.click("#end")
    await expect(anna.page.locator("#end")).to_have_text("Точно завершить?")
    await anna.page.click("#end")
    await expect(anna.status).to_contain_text("Разговор завершён")
    await expect(marina.page.locator("#left")).to_contain_text("Клиент завершил разговор")
    marina.troubles_expected("409")
    await marina.answer("Вы здесь?")
    await expect(marina.page.locator("#toast")).to_contain_text("Клиент уже завершил разговор")
    await expect(marina.page.locator("#text")).to_have_value("Вы здесь?")
    await marina.finish("question_answered")
    assert anna.line.ask(HANDOFF, anna.handoff()) == [("completed", "question_answered")]


async def test_a_day_she_cannot_mean_is_refused_where_she_wrote_it(customers: Customers, agents: Agents) -> None:
    anna, marina = await customers("ru"), await agents("marina")
    await anna.say("зубная паста, доставка завтра", hears="адрес|куда")
    await anna.ask_for_person()
    await marina.accept(anna)
    marina.troubles_expected("422")
    await marina.page.fill('#story input[data-slot="when"]', "как-нибудь")
    await marina.page.click("#return")
    await expect(marina.page.locator("#toast")).to_contain_text("Не удалось понять день")
    field = marina.page.locator('#story input[data-slot="when"]')
    await expect(field).to_be_focused()
    await expect(field).to_have_attribute("aria-invalid", "true")
    await field.fill("послезавтра")
    await marina.page.click("#return")
    await expect(marina.page.locator("#nothing")).to_be_visible()
    assert anna.line.ask(OWNER, anna.conversation) == [("bot",)]
