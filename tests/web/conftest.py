"""One line and one Chromium for all tests of the pages; each person gets a browser context of their own."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, BrowserContext, Page, async_playwright

from tests.fakes.real_line import RealLine
from tests.web.people import Agent, Customer, Person

CHROMIUM = "/usr/bin/chromium"
FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--use-fake-device-for-media-stream",
    "--host-resolver-rules=MAP another.computer 127.0.0.1",
)  # fmt: skip
LOCALES = {"ru": "ru-RU", "en": "en-US"}
DESKTOP, PHONE = (1280, 800), (390, 844)

OpenPage = Callable[..., Awaitable[Page]]
Customers = Callable[..., Awaitable[Customer]]
Agents = Callable[..., Awaitable[Agent]]


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def line(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[RealLine]:
    line = RealLine(tmp_path_factory.mktemp("line"))
    try:
        await line.start()
        yield line
    finally:
        await line.stop()


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def chromium() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        await browser.close()


@pytest.fixture(scope="session")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Screenshots, to be looked at after a run."""
    return tmp_path_factory.mktemp("pictures")


@pytest_asyncio.fixture(loop_scope="session")
async def contexts(chromium: Browser) -> AsyncIterator[AsyncExitStack]:
    async with AsyncExitStack() as stack:
        yield stack


@pytest_asyncio.fixture(loop_scope="session")
async def people() -> AsyncIterator[list[Person]]:
    """Whoever came: in the end none of their pages may have complained."""
    people: list[Person] = []
    yield people
    troubles = [trouble for person in people for trouble in person.troubles]
    assert not troubles, "\n".join(troubles)


@pytest.fixture
def open_page(chromium: Browser, contexts: AsyncExitStack) -> OpenPage:
    async def open_page(language: str = "ru", size: tuple[int, int] = DESKTOP, motion: str = "no-preference") -> Page:
        context: BrowserContext = await chromium.new_context(
            locale=LOCALES[language],
            viewport={"width": size[0], "height": size[1]},
            reduced_motion="reduce" if motion == "reduce" else "no-preference",
        )
        contexts.push_async_callback(context.close)
        return await context.new_page()

    return open_page


@pytest.fixture
def customers(line: RealLine, open_page: OpenPage, people: list[Person]) -> Customers:
    async def come(language: str = "ru", company: str = "lavka", size: tuple[int, int] = DESKTOP) -> Customer:
        customer = Customer(line, await open_page(language, size))
        people.append(customer)
        await customer.come(company)
        return customer

    return come


@pytest.fixture
def agents(line: RealLine, open_page: OpenPage, people: list[Person]) -> Agents:
    async def come(login: str = "marina", language: str = "ru", size: tuple[int, int] = DESKTOP) -> Agent:
        agent = Agent(line, await open_page(language, size), login)
        people.append(agent)
        await agent.come()
        return agent

    return come
