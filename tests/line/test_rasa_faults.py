"""Rasa dies or hangs in the middle of an order: the customer is answered all the same, and the order is finished."""

import asyncio
import json
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from decimal import Decimal
from typing import Any

import pytest
import pytest_asyncio
from websockets.asyncio.client import connect

from tests.fakes.chat_page import ChatPage
from tests.fakes.real_line import RealLine

pytestmark = [pytest.mark.rasa, pytest.mark.asyncio(loop_scope="session")]

ANSWERED_WITHIN_S = 5
HOURS_QUESTION = "до скольки вы работаете?"


@pytest_asyncio.fixture(loop_scope="session")
async def well_line(line: RealLine) -> AsyncIterator[RealLine]:
    """Well before, and well after."""
    await line.until_well("rasa")
    yield line
    await line.until_well("rasa")


class Customer:
    def __init__(self, page: ChatPage, conversation: str) -> None:
        self.page = page
        self.conversation = conversation
        self._said = 0

    async def says(self, text: str, *, hears: str) -> None:
        """These words are in the answer, and it comes within the time that was promised."""
        self._said += 1
        await self.page.send(type="say", id=f"say-{self._said}", text=text)
        n = (await self.page.until("accepted", id=f"say-{self._said}"))["n"]
        answer = ""
        async with asyncio.timeout(ANSWERED_WITHIN_S):
            while hears not in answer:
                n += 1
                answer += (await self.page.until("turn", n=n))["text"]


@asynccontextmanager
async def a_customer(line: RealLine) -> AsyncIterator[Customer]:
    async with connect(f"{line.socket}/ws/chat/lavka") as socket:
        page = ChatPage(socket)
        await page.send(type="hello", language="ru")
        welcome = await page.until("welcome")
        await page.until("turn", n=1)
        yield Customer(page, welcome["conversation"])


def agreed(line: RealLine, conversation: str) -> dict[str, Any]:
    """What the draft holds of the order; not what was said last."""
    ((content,),) = line.ask("SELECT content FROM drafts WHERE conversation = ?", conversation)
    draft = json.loads(content)
    return {name: value for name, value in draft.items() if name not in ("said", "handled_turn")}


async def test_after_a_kill_the_customer_is_answered_and_the_order_goes_on(well_line: RealLine) -> None:
    async with a_customer(well_line) as customer:
        await customer.says("два шампуня и зубную пасту", hears="Доставить или заберёте")
        dead = well_line.rasa()
        dead.send_signal(signal.SIGKILL)
        await customer.says(HOURS_QUESTION, hears="21:00")
        await customer.says("привезите завтра", hears="зову человека")
        await well_line.until_well("rasa")
        assert well_line.rasa().pid != dead.pid
        await customer.says("доставка завтра", hears="Куда доставить")
        await customer.says("улица Лесная, дом 5, квартира 12", hears="Как вас зовут")
        await customer.says("Марина Петрова", hears="По какому номеру")
        await customer.says("8 916 555 44 33", hears="Всё верно?")
        await customer.says("да", hears="Номер заказа")
        ((order, total),) = well_line.ask("SELECT id, total FROM orders WHERE conversation = ?", customer.conversation)
        lines = well_line.ask('SELECT sku, quantity FROM order_lines WHERE "order" = ? ORDER BY n', order)
        said = well_line.ask(
            "SELECT text FROM turns WHERE conversation = ? AND who = 'customer' ORDER BY n", customer.conversation
        )
    assert [(sku, int(quantity)) for sku, quantity in lines] == [("HC-101", 2), ("OC-101", 1)]
    assert Decimal(total) == 2 * 349 + 159 + 299
    assert [text for (text,) in said][:3] == ["два шампуня и зубную пасту", HOURS_QUESTION, "привезите завтра"]


async def test_what_a_hung_rasa_does_too_late_is_not_written(well_line: RealLine) -> None:
    async with a_customer(well_line) as customer:
        await customer.says("два шампуня", hears="Доставить или заберёте")
        before = agreed(well_line, customer.conversation)
        hung = well_line.rasa()
        hung.send_signal(signal.SIGSTOP)
        await customer.says("привезите завтра", hears="зову человека")
        hung.send_signal(signal.SIGCONT)
        # Answered after it in the same conversation: what was late has come by now.
        await well_line.until_well("rasa")
        await customer.says(HOURS_QUESTION, hears="21:00")
        assert agreed(well_line, customer.conversation) == before
        await customer.says("доставка", hears="Куда доставить")


async def test_a_rasa_that_never_wakes_is_replaced(well_line: RealLine) -> None:
    hung = well_line.rasa()
    hung.send_signal(signal.SIGSTOP)
    async with a_customer(well_line) as customer:
        await customer.says(HOURS_QUESTION, hears="21:00")
        await customer.says("хочу заказать шампунь", hears="зову человека")
        await well_line.until_replaced(hung)
        await well_line.until_well("rasa")
        await customer.says("два шампуня", hears="Доставить или заберёте")
    assert well_line.rasa().pid != hung.pid
