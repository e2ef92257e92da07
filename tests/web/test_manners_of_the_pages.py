"""What every page owes everybody: their own language, the keyboard, a reader of screens, small screens, plain http."""

import re
from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from tests.fakes.real_line import RealLine
from tests.web.conftest import DESKTOP, PHONE, Agents, Customers, OpenPage
from tests.web.people import ANSWERS_WITHIN_MS

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

CYRILLIC = re.compile("[а-яё]+", re.IGNORECASE)
LATIN = re.compile("[a-z]+", re.IGNORECASE)
NAMES_IN_LATIN = {
    "EN",
    "RU",
    "Ctrl",
    "Enter",
    "Esc",
    "A",
    "B",
    "E",
    "J",
    "K",
    "R",
    "Frontline",
    "https",
    "localhost",
    "http",
}

OWN_WORDS = """() => {
  const own = (node) => !node.closest("[data-language], [data-turn] p, noscript, script, style, #me");
  const words = [document.title];
  for (const element of document.querySelectorAll("body *")) {
    if (!own(element)) continue;
    for (const name of ["aria-label", "title", "placeholder"]) words.push(element.getAttribute(name) ?? "");
    for (const node of element.childNodes) if (node.nodeType === Node.TEXT_NODE) words.push(node.data);
  }
  return words.join("\\n");
}"""

CONTRAST = """() => {
  const parse = (colour) => {
    const context = Object.assign(document.createElement("canvas"), { width: 1, height: 1 }).getContext("2d");
    context.fillStyle = colour;
    context.fillRect(0, 0, 1, 1);
    return [...context.getImageData(0, 0, 1, 1).data];
  };
  const light = ([r, g, b]) => [r, g, b].map((c) => c / 255)
    .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
    .reduce((sum, c, at) => sum + c * [0.2126, 0.7152, 0.0722][at], 0);
  const ground = (element) => {
    for (let one = element; one; one = one.parentElement) {
      const colour = parse(getComputedStyle(one).backgroundColor);
      if (colour[3] === 255) return colour;
    }
    return [255, 255, 255, 255];
  };
  const pale = [];
  for (const element of document.querySelectorAll("body *")) {
    const hasText = [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
    if (!hasText || !element.checkVisibility() || element.closest(":disabled, .hidden, noscript, option")) continue;
    const [one, other] = [light(parse(getComputedStyle(element).color)), light(ground(element))];
    const ratio = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
    if (ratio < 4.5) pale.push(`${element.tagName}.${element.className} ${element.textContent}: ${ratio.toFixed(2)}`);
  }
  return pale;
}"""

NAMELESS = """() => [...document.querySelectorAll("button, input, textarea, select, audio, [role=log], nav, aside")]
  .filter((element) => element.checkVisibility())
  .filter((element) => !(element.labels?.length || element.getAttribute("aria-label")
    || element.getAttribute("aria-labelledby") || (element.tagName === "BUTTON" && element.innerText.trim())))
  .map((element) => element.outerHTML)"""

WIDER_THAN_THE_SCREEN = "() => document.documentElement.scrollWidth > document.documentElement.clientWidth"


async def expect_good_manners(page: Page) -> None:
    assert await page.evaluate(CONTRAST) == []
    assert await page.evaluate(NAMELESS) == []
    assert not await page.evaluate(WIDER_THAN_THE_SCREEN)


def foreign_words(words: str, language: str) -> set[str]:
    if language == "en":
        return set(CYRILLIC.findall(words))
    return set(LATIN.findall(words)) - NAMES_IN_LATIN


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("language", ["ru", "en"])
async def test_the_customers_page_speaks_one_language_and_can_be_read(
    customers: Customers, language: str, size: tuple[int, int], pictures: Path
) -> None:
    customer = await customers(language, size=size)
    hears = {"ru": ("до скольки вы работаете?", "21:00"), "en": ("what are your hours?", "21:00|9")}[language]
    await customer.say(*hears)
    await customer.type("ы" * 300 if language == "ru" else "w" * 300)
    await expect(customer.turns("bot").nth(2)).to_be_visible(timeout=ANSWERS_WITHIN_MS)
    await expect(customer.page.locator("html")).to_have_attribute("lang", language)
    assert foreign_words(await customer.page.evaluate(OWN_WORDS), language) == set()
    await expect_good_manners(customer.page)
    await customer.keep_picture(pictures, f"chat-{language}-{size[0]}")


@pytest.mark.parametrize("language", ["ru", "en"])
async def test_the_desk_speaks_one_language_and_can_be_read(
    customers: Customers, agents: Agents, language: str, pictures: Path
) -> None:
    customer = await customers(language)
    login = {"ru": "oleg", "en": "james"}[language]
    agent = await agents(login, language)
    words = {"ru": "зубная паста, доставка завтра", "en": "a toothpaste, delivery tomorrow"}[language]
    await customer.say(words, hears="адрес|куда|where|address")
    await customer.ask_for_person()
    await agent.accept(customer)
    await agent.page.click("#show-keys")
    await expect(agent.page.locator("#keys")).to_be_visible()
    # Customers of other tests may wait here in another language.
    own = await agent.page.evaluate(OWN_WORDS.replace("#me", "#me, #waiting li, #mine li:not(:has([aria-current]))"))
    assert foreign_words(own, language) == set()
    await agent.page.keyboard.press("Escape")
    await expect_good_manners(agent.page)
    await agent.keep_picture(pictures, f"desk-{language}")
    await agent.page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    await expect_good_manners(agent.page)
    await agent.finish("question_answered")


@pytest.mark.parametrize("language", ["ru", "en"])
async def test_the_chooser_names_the_companies_in_ones_language(
    open_page: OpenPage, line: RealLine, language: str
) -> None:
    page = await open_page(language, PHONE)
    await page.goto(line.url)
    names = {"ru": ["Лавка", "Волна"], "en": ["Lavka", "Volna"]}[language]
    await expect(page.get_by_role("link")).to_have_text(names)
    assert foreign_words(await page.evaluate(OWN_WORDS), language) == set()
    await expect_good_manners(page)
    other = {"ru": ("English", "Volna"), "en": ("Русский", "Волна")}[language]
    await page.get_by_role("button", name=other[0]).click()
    await page.get_by_role("link", name=other[1]).click()
    await expect(page.get_by_role("heading", name=other[1])).to_be_visible()


async def test_the_language_can_be_changed_in_the_middle(customers: Customers) -> None:
    kate = await customers("ru")
    await kate.page.get_by_role("button", name="English").click()
    await expect(kate.page.get_by_role("heading")).to_have_text("Lavka")
    await expect(kate.status).to_have_text("A robot is answering")
    await kate.say("a toothpaste, delivery tomorrow", hears="where|address")
    await kate.page.reload()
    await expect(kate.page.get_by_role("heading")).to_have_text("Lavka")
    assert foreign_words(await kate.page.evaluate(OWN_WORDS), "en") == set()


async def test_everything_on_the_customers_page_is_reached_by_keyboard(customers: Customers) -> None:
    anna = await customers("ru")
    await anna.page.evaluate("document.activeElement.blur()")
    reached = []
    for _ in range(12):
        await anna.page.keyboard.press("Tab")
        reached.append(await anna.page.evaluate("document.activeElement.id || document.activeElement.textContent"))
        ring = await anna.page.evaluate("parseFloat(getComputedStyle(document.activeElement).outlineWidth)")
        assert ring >= 2, f"{reached[-1]} shows no focus"
    assert {"РУ", "EN", "person", "end", "turns", "Сделать заказ", "text", "send"} <= set(reached)
    await anna.page.focus("#text")
    await anna.page.keyboard.type("одна")
    await anna.page.keyboard.press("Shift+Enter")
    await anna.page.keyboard.type("две")
    await expect(anna.page.locator("#text")).to_have_value("одна\nдве")
    height = "document.getElementById('text').offsetHeight"
    assert await anna.page.evaluate(height) > 50
    await anna.page.keyboard.press("Enter")
    await expect(anna.turns("customer").locator("p")).to_have_text("одна\nдве")
    await expect(anna.page.locator("#text")).to_be_focused()
    assert await anna.page.evaluate(height) < 50


async def test_new_words_are_read_out_and_the_clock_is_not(customers: Customers, agents: Agents) -> None:
    anna, marina = await customers("ru"), await agents("marina")
    for page in (anna.page, marina.page):
        await expect(page.locator("#turns")).to_have_role("log")
        await expect(page.locator("#turns")).to_have_attribute("aria-live", "polite")
    await expect(anna.status).to_have_role("status")
    assert await marina.page.locator("[aria-live] time, [role=status] time, [role=log] time").count() == 0
    await expect(anna.turns("bot").first.locator("p")).to_have_attribute("lang", "ru")


async def test_who_reads_further_up_is_left_there(customers: Customers) -> None:
    anna = await customers("ru", size=PHONE)
    for _ in range(3):
        await anna.say("до скольки вы работаете?", hears="21:00")
        await expect(anna.turns("customer").last).to_be_in_viewport()
    await anna.page.evaluate("document.getElementById('turns').scrollTop = 0")
    await expect(anna.page.locator("#newest")).to_be_visible()
    bots = await anna.turns("bot").count()
    await anna.page.evaluate(
        "document.getElementById('text').value = 'до скольки?'; document.getElementById('composer').requestSubmit()"
    )
    await expect(anna.turns("bot").nth(bots)).to_be_in_viewport(timeout=ANSWERS_WITHIN_MS)
    await expect(anna.page.locator("#newest")).to_be_hidden()


async def test_nothing_moves_for_who_wants_it_still(open_page: OpenPage, line: RealLine) -> None:
    page = await open_page("ru", motion="reduce")
    await page.goto(f"{line.url}/c/lavka")
    await page.evaluate("document.getElementById('call').hidden = false")
    assert await page.evaluate("getComputedStyle(document.querySelector('.pulse')).animationName") == "none"


async def test_a_plain_http_page_on_another_computer_chats_and_says_why_it_cannot_call(
    open_page: OpenPage, line: RealLine
) -> None:
    page = await open_page("ru")
    troubles: list[str] = []
    page.on("pageerror", lambda error: troubles.append(str(error)))
    await page.goto(f"http://another.computer:{line.port}/c/lavka")
    assert await page.evaluate("[isSecureContext, typeof crypto.randomUUID]") == [False, "undefined"]
    await expect(page.locator("#turns .turn.bot").first).to_be_visible(timeout=ANSWERS_WITHIN_MS)
    await page.fill("#text", "до скольки вы работаете?")
    await page.press("#text", "Enter")
    await expect(page.locator("#turns .turn.bot").filter(has_text="21:00")).to_be_visible(timeout=ANSWERS_WITHIN_MS)
    ids = line.ask("select client_id from turns where who = 'customer' order by at desc limit 1")
    assert re.fullmatch(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", ids[0][0])
    await page.click("#talk")
    await expect(page.locator("#notice")).to_contain_text("только на защищённой странице")
    await expect(page.locator("#call")).to_be_hidden()
    assert troubles == []
