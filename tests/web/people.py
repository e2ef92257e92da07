"""The people of these tests, each before a browser of their own: what they type, click and see."""

import json
import re
from pathlib import Path
from typing import Any

from playwright.async_api import ConsoleMessage, Locator, Page, WebSocket, expect

from tests.fakes.real_line import RealLine

ANSWERS_WITHIN_MS = 15_000
UNAVOIDABLE = re.compile(
    r"ERR_CONNECTION_REFUSED|ERR_INTERNET_DISCONNECTED|ERR_CONNECTION_RESET|WebSocket connection to"
)
"""What Chromium itself writes when there is no network or no line."""


class Person:
    def __init__(self, line: RealLine, page: Page) -> None:
        self.line = line
        self.page = page
        self.troubles: list[str] = []
        self._expected = UNAVOIDABLE
        page.on("console", self._written)
        page.on("pageerror", lambda error: self.troubles.append(str(error)))

    def _written(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and not self._expected.search(message.text):
            self.troubles.append(f"{message.type}: {message.text}")

    def troubles_expected(self, status: str) -> None:
        """Chromium writes every refused request down; here the line is meant to refuse."""
        self._expected = re.compile(f"{UNAVOIDABLE.pattern}|status of {status}")

    async def keep_picture(self, folder: Path, name: str) -> None:
        await self.page.screenshot(path=folder / f"{name}.png")


class Customer(Person):
    def __init__(self, line: RealLine, page: Page) -> None:
        super().__init__(line, page)
        self.conversation = ""
        self.sent: list[dict[str, Any]] = []
        page.on("websocket", self._listen)

    def _listen(self, socket: WebSocket) -> None:
        socket.on("framereceived", self._received)
        socket.on("framesent", self._sent)

    def _sent(self, frame: str | bytes) -> None:
        if isinstance(frame, str):
            self.sent.append(json.loads(frame))

    def _received(self, frame: str | bytes) -> None:
        if isinstance(frame, str) and (message := json.loads(frame))["type"] == "welcome":
            self.conversation = message["conversation"]

    async def come(self, company: str = "lavka") -> None:
        await self.page.goto(f"{self.line.url}/c/{company}")
        await expect(self.turns("bot").first).to_be_visible(timeout=ANSWERS_WITHIN_MS)

    def turns(self, who: str) -> Locator:
        return self.page.locator(f"#turns .turn.{who}")

    @property
    def unsent(self) -> Locator:
        return self.page.locator("#turns .unsent")

    @property
    def status(self) -> Locator:
        return self.page.locator("#status")

    async def type(self, words: str) -> None:
        await self.page.fill("#text", words)
        await self.page.press("#text", "Enter")

    async def say(self, words: str, hears: str, who: str = "bot") -> Locator:
        """Types, and waits for an answer with these words below what was typed."""
        before = await self.turns(who).count()
        await self.type(words)
        await expect(self.turns("customer").last).to_have_text(re.compile(re.escape(words)))
        answers = self.page.locator(f"#turns .turn.{who}").filter(has_text=re.compile(hears, re.IGNORECASE))
        await self.page.wait_for_function(
            "([who, before, hears]) => [...document.querySelectorAll(`#turns .turn.${who}`)].slice(before)"
            ".some((turn) => new RegExp(hears, 'i').test(turn.textContent))",
            arg=[who, before, hears],
            timeout=ANSWERS_WITHIN_MS,
        )
        return answers.last

    async def ask_for_person(self) -> None:
        await self.page.click("#person")
        await expect(self.status).to_have_text(re.compile("очереди|in line|Ждём|Waiting"), timeout=ANSWERS_WITHIN_MS)

    def said(self) -> list[tuple[str, str]]:
        """Who said what, as it stands in the base."""
        query = "select who, text from turns where conversation = ? order by n"
        return [(who, text) for who, text in self.line.ask(query, self.conversation)]

    def handoff(self) -> str:
        query = "select id from handoffs where conversation = ? order by queued_at desc"
        return str(self.line.ask(query, self.conversation)[0][0])


class Agent(Person):
    def __init__(self, line: RealLine, page: Page, login: str) -> None:
        super().__init__(line, page)
        self.login = login

    async def come(self) -> None:
        await self.page.goto(f"{self.line.url}/desk")
        await self.sign_in()

    async def sign_in(self) -> None:
        await self.page.fill("#login", self.login)
        await self.page.fill("#password", self.line.passwords[self.login])
        await self.page.press("#password", "Enter")
        await self.is_connected()

    async def is_connected(self) -> None:
        await expect(self.page.locator("#link")).not_to_have_class(re.compile("lost"), timeout=ANSWERS_WITHIN_MS)
        await expect(self.page.locator("#waiting li").first).to_be_visible()

    def entry(self, customer: Customer) -> Locator:
        """The customer among those who wait."""
        return self.page.locator(f'#waiting li[data-handoff="{customer.handoff()}"]')

    def work(self, customer: Customer) -> Locator:
        return self.page.locator(f'#mine li[data-handoff="{customer.handoff()}"]')

    def section(self, name: str) -> Locator:
        return self.page.locator(f'#story [data-section="{name}"]')

    def turns(self, who: str) -> Locator:
        return self.page.locator(f"#turns .turn.{who}")

    async def accept(self, customer: Customer) -> None:
        await self.entry(customer).get_by_role("button").click(timeout=ANSWERS_WITHIN_MS)
        await expect(self.work(customer)).to_be_visible()
        await expect(self.section("briefing")).to_be_visible()

    async def answer(self, words: str) -> None:
        await self.page.fill("#text", words)
        await self.page.press("#text", "Control+Enter")

    async def finish(self, disposition: str) -> None:
        await self.page.select_option("#disposition", disposition)
        await self.page.click("#ending [type=submit]")
        await expect(self.page.locator("#nothing")).to_be_visible()

    async def give_back(self, **changes: str) -> None:
        for slot, value in changes.items():
            await self.page.fill(f'#story input[data-slot="{slot}"]', value)
        await self.page.click("#return")
        await expect(self.page.locator("#nothing")).to_be_visible()
