"""What the dialogue asks of a draft, and how the bot goes on after a person, on a real base."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from actions.draft import Form, Question, Source
from actions.draft_reader import OpenQuestions, ResumeFromDraft
from bot.company.book import CompanyBook
from bot.dialogue.rasa_client import OpenQuestion
from records.conversations.model import ChannelKind
from tests.actions.sample import RU, shop
from tests.actions.small_line import ActionLine, action_line

ORDER = "validate_order_form"


@pytest.fixture
async def line(base_url: str) -> AsyncIterator[ActionLine]:
    async with action_line(base_url, shop(), RU, phone="+79161234567", name="Анна") as line:
        yield line


def resuming(line: ActionLine) -> ResumeFromDraft:
    return ResumeFromDraft(line.database, CompanyBook([line.company.company], line.company.company.id), line.clock)


async def test_without_a_draft_nothing_is_open(line: ActionLine) -> None:
    assert await OpenQuestions(line.database).open_question(line.conversation.id) == OpenQuestion("", "")


async def test_the_open_question_is_told_by_the_names_of_the_domain(line: ActionLine) -> None:
    await line.call(ORDER, "шампунь, доставка")
    assert await OpenQuestions(line.database).open_question(line.conversation.id) == OpenQuestion(
        "order_form", "address"
    )


async def test_the_bot_goes_on_with_what_the_person_changed(line: ActionLine) -> None:
    await line.call(ORDER, "шампунь, доставка завтра")
    reply = await resuming(line).resume(line.conversation, {"address": "Садовая, 7"})
    assert [part.prompt for part in reply.parts] == ["returned_changed", "order_readback_delivery"]
    assert reply.parts[0].text == "Снова с вами робот. Теперь в заказе так: адрес — Садовая, 7."
    assert reply.parts[1].buttons == (("Да", "Да"), ("Нет", "Нет"))
    draft = await line.draft()
    assert draft.address is not None
    assert (draft.address.source, draft.asked) == (Source.AGENT, Question.CONFIRMATION)
    assert (await line.call(ORDER, "да")).requested is None


async def test_what_was_said_on_the_return_can_be_repeated(line: ActionLine) -> None:
    await line.call(ORDER, "шампунь")
    await resuming(line).resume(line.conversation, {})
    assert (await line.call("action_repeat", "повторите")).prompts == ["returned_with_order", "ask_handover"]


async def test_with_nothing_open_nothing_is_left_over(line: ActionLine) -> None:
    reply = await resuming(line).resume(line.conversation, {})
    assert [part.prompt for part in reply.parts] == ["returned", "anything_else"]
    assert (await line.draft()).form is Form.NONE


async def test_a_caller_hears_the_spoken_form(line: ActionLine) -> None:
    await line.call(ORDER, "шампунь, самовывоз")
    by_voice = replace(line.conversation, channel=ChannelKind.VOICE)
    reply = await resuming(line).resume(by_voice, {})
    assert "Шампунь «Ромашка» — 1 бутылка. Самовывоз" in reply.parts[-1].text
