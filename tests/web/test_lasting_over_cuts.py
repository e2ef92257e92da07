"""Reloads, cuts, second tabs and restarts: nothing is lost or said twice, and the page tells what is the matter."""

import re

import pytest
from playwright.async_api import WebSocketRoute, expect

from tests.fakes.real_line import RealLine
from tests.web.conftest import Agents, Customers
from tests.web.people import ANSWERS_WITHIN_MS, Agent, Customer

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

COMES_BACK_WITHIN_MS = 60_000


async def test_a_reload_in_the_middle_keeps_the_words_and_the_order(customers: Customers) -> None:
    anna = await customers("ru")
    await anna.say("зубная паста, доставка завтра", hears="адрес|куда")
    before = await anna.page.locator("#turns .turn p").all_text_contents()
    await anna.page.reload()
    await expect(anna.page.locator("#turns .turn p")).to_have_text(before, timeout=ANSWERS_WITHIN_MS)
    await anna.say("улица Лесная, дом 5, квартира 12", hears="зовут|имя")


async def test_what_is_typed_without_a_network_is_sent_once_on_return(customers: Customers) -> None:
    anna = await customers("ru")
    await anna.page.context.set_offline(True)
    await expect(anna.status).to_have_text("Связь прервалась. Соединяемся снова…")
    await anna.type("зубная паста, доставка завтра")
    await expect(anna.unsent).to_contain_text("Ещё не отправлено")
    await anna.page.context.set_offline(False)
    await expect(anna.turns("bot").last).to_contain_text(re.compile("адрес|Куда"), timeout=COMES_BACK_WITHIN_MS)
    await expect(anna.unsent).to_have_count(0)
    await expect(anna.turns("customer")).to_have_count(1)
    assert [who for who, _ in anna.said()].count("customer") == 1


async def test_what_was_not_sent_survives_a_reload(customers: Customers) -> None:
    anna = await customers("ru")
    is_cut = True

    async def pass_or_cut(socket: WebSocketRoute) -> None:
        if is_cut:
            await socket.close()
        else:
            socket.connect_to_server()

    await anna.page.route_web_socket("**/ws/chat/**", pass_or_cut)
    await anna.page.reload()
    await anna.type("до скольки вы работаете?")
    await expect(anna.unsent).to_contain_text("Ещё не отправлено")
    await anna.page.reload()
    await expect(anna.unsent).to_contain_text("до скольки вы работаете?")
    is_cut = False
    await expect(anna.turns("bot").last).to_contain_text("21:00", timeout=COMES_BACK_WITHIN_MS)
    await expect(anna.unsent).to_have_count(0)
    assert anna.said().count(("customer", "до скольки вы работаете?")) == 1


async def test_two_tabs_of_one_customer_show_the_same(customers: Customers, line: RealLine) -> None:
    anna = await customers("ru")
    second = Customer(line, await anna.page.context.new_page())
    await second.come()
    await anna.say("до скольки вы работаете?", hears="21:00")
    await expect(second.turns("customer")).to_have_count(1)
    await expect(second.turns("bot").filter(has_text="21:00")).to_be_visible()
    await second.say("зубная паста, доставка завтра", hears="адрес|куда")
    await expect(anna.turns("customer")).to_have_count(2)
    assert anna.conversation == second.conversation
    assert second.troubles == []


async def test_a_message_that_the_line_refuses_is_not_sent_again(customers: Customers) -> None:
    anna = await customers("ru")
    await anna.page.evaluate("document.getElementById('text').removeAttribute('maxlength')")
    await anna.page.fill("#text", "я" * 4001)
    await anna.page.press("#text", "Enter")
    await expect(anna.page.locator("#notice")).to_contain_text("Сообщение слишком длинное")
    await expect(anna.unsent).to_have_count(0)
    await expect(anna.page.locator("#turns .refused .author")).to_have_text("Не отправлено")
    await anna.page.reload()
    await expect(anna.turns("bot")).to_have_count(1)
    assert not any(len(message.get("text", "")) > 4000 for message in anna.sent[2:])
    await anna.say("до скольки вы работаете?", hears="21:00")


async def test_the_desk_goes_on_after_a_reload_and_a_cut(customers: Customers, agents: Agents) -> None:
    anna, marina = await customers("ru"), await agents("marina")
    await anna.ask_for_person()
    await marina.accept(anna)
    await marina.page.fill("#text", "Минуту, я смотрю")
    await marina.page.reload()
    await expect(marina.section("briefing")).to_be_visible()
    await expect(marina.work(anna).locator("[aria-current]")).to_have_count(1)
    await expect(marina.page.locator("#text")).to_have_value("Минуту, я смотрю")

    await marina.page.context.set_offline(True)
    await expect(marina.page.locator("#link")).to_contain_text("Нет связи")
    await marina.page.press("#text", "Control+Enter")
    await expect(marina.page.locator("#turns .unsent")).to_contain_text("Ещё не отправлено")
    await anna.type("Вы здесь?")
    boris = await customers("ru")
    await boris.ask_for_person()
    await marina.page.context.set_offline(False)
    await expect(marina.page.locator("#link")).to_have_text("На связи", timeout=COMES_BACK_WITHIN_MS)
    await expect(marina.entry(boris)).to_be_visible()
    await expect(marina.turns("customer").last).to_contain_text("Вы здесь?")
    await expect(anna.turns("agent")).to_have_count(1, timeout=COMES_BACK_WITHIN_MS)
    await expect(marina.page.locator("#turns .unsent")).to_have_count(0)
    assert anna.said().count(("agent", "Минуту, я смотрю")) == 1


async def test_a_bell_rings_for_who_is_new_and_for_nobody_else(customers: Customers, agents: Agents) -> None:
    anna, marina = await customers("ru"), await agents("marina")
    rung = "Number(document.documentElement.dataset.rung ?? 0)"
    await marina.page.mouse.click(700, 500)
    await anna.ask_for_person()
    await marina.page.wait_for_function(f"() => {rung} === 1")
    await marina.page.get_by_role("button", name="EN").click()
    await expect(marina.entry(anna)).to_contain_text("asked for a person")
    await anna.say("зубная паста", hears=".")
    await expect(marina.entry(anna)).to_contain_text("ordering", timeout=ANSWERS_WITHIN_MS)
    assert await marina.page.evaluate(rung) == 1
    await marina.page.click("#sound")
    boris = await customers("ru")
    await boris.ask_for_person()
    await expect(marina.entry(boris)).to_be_visible(timeout=ANSWERS_WITHIN_MS)
    assert await marina.page.evaluate(rung) == 1


async def test_who_has_lost_the_session_signs_in_and_finds_her_work(customers: Customers, agents: Agents) -> None:
    anna, marina = await customers("ru"), await agents("marina")
    await anna.ask_for_person()
    await marina.accept(anna)
    marina.troubles_expected("401")
    await marina.page.context.clear_cookies()
    await marina.answer("Сейчас отвечу")
    await expect(marina.page.locator("#sign-in-error")).to_have_text("Сеанс закончился. Войдите, чтобы продолжить.")
    await expect(marina.page.locator("#desk")).to_be_hidden()
    for place in ("#turns", "#story"):
        await expect(marina.page.locator(place)).to_be_empty()
    await marina.sign_in()
    await expect(marina.work(anna).locator("[aria-current]")).to_have_count(1)
    await expect(anna.turns("agent")).to_have_count(1, timeout=COMES_BACK_WITHIN_MS)


async def test_signing_out_in_one_tab_signs_out_in_all(agents: Agents, line: RealLine) -> None:
    marina = await agents("marina")
    second = Agent(line, await marina.page.context.new_page(), "marina")
    await second.page.goto(f"{line.url}/desk")
    await second.is_connected()
    await second.page.click("#sign-out")
    await expect(marina.page.locator("#sign-in-error")).to_contain_text("Сеанс закончился")
    await expect(marina.page.locator("#desk")).to_be_hidden()
    assert second.troubles == []


async def test_a_wrong_password_is_told_in_the_language_of_the_page(agents: Agents, line: RealLine) -> None:
    marina = await agents("marina")
    await marina.page.click("#sign-out")
    marina.troubles_expected("401")
    await marina.page.fill("#login", "marina")
    await marina.page.press("#login", "Enter")
    await expect(marina.page.locator("#sign-in-error")).to_have_text("Введите логин и пароль.")
    await expect(marina.page.locator("#password")).to_be_focused()
    await marina.page.fill("#password", "не тот")
    await marina.page.press("#password", "Enter")
    await expect(marina.page.locator("#sign-in-error")).to_contain_text("не подходит")
    await marina.sign_in()


async def test_a_restart_of_the_line_is_survived(customers: Customers, agents: Agents, line: RealLine) -> None:
    anna, marina = await customers("ru"), await agents("marina")
    await anna.say("зубная паста, доставка завтра", hears="адрес|куда")
    boris = await customers("ru")
    await boris.ask_for_person()
    await marina.accept(boris)
    await line.stop()
    await expect(anna.status).to_have_text("Связь прервалась. Соединяемся снова…")
    await expect(marina.page.locator("#link")).to_contain_text("Нет связи")
    answers = await anna.turns("bot").count()
    await anna.type("улица Лесная, дом 5, квартира 12")
    await marina.answer("Я с вами")
    await line.start()
    await expect(anna.turns("bot").nth(answers)).to_be_visible(timeout=COMES_BACK_WITHIN_MS)
    await expect(anna.unsent).to_have_count(0)
    await expect(marina.page.locator("#link")).to_have_text("На связи", timeout=COMES_BACK_WITHIN_MS)
    await expect(boris.turns("agent")).to_have_count(1, timeout=COMES_BACK_WITHIN_MS)
    assert [text for who, text in anna.said() if who == "customer"] == [
        "зубная паста, доставка завтра",
        "улица Лесная, дом 5, квартира 12",
    ]
    assert boris.said().count(("agent", "Я с вами")) == 1
