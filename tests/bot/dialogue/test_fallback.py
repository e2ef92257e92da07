"""When Rasa does not answer: the company's knowledge, or a person who is told why."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.company.book import OpenCompany
from bot.company.loader import load_company
from bot.company.model import Company
from bot.dialogue.fallback import HANDOFF_PROMPT, fallback_reply
from bot.dialogue.live_turns import LiveTurn
from bot.dialogue.model import HandOff, HandoffReason, Utterance
from bot.language.languages import Language
from records.conversations.model import ChannelKind, Conversation, Owner

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
WHY = "Rasa did not answer in time"


@pytest.fixture(scope="module")
def lavka() -> Company:
    return load_company(Path(__file__).parents[3] / "companies" / "lavka")


def turn_of(company: OpenCompany, text: str, language: Language, channel: ChannelKind = ChannelKind.CHAT) -> LiveTurn:
    conversation = Conversation(
        "conv_1", company.company.id, channel, language, 1, Owner.BOT, None, 1, NOW, NOW, None, None, False
    )
    return LiveTurn(Utterance(conversation, 1, text, language, NOW), company)


@pytest.mark.parametrize(
    ("text", "language"), [("до скольки вы работаете", Language.RU), ("what are your opening hours", Language.EN)]
)
@pytest.mark.parametrize("channel", [ChannelKind.CHAT, ChannelKind.VOICE])
def test_a_question_is_answered_from_the_knowledge(
    lavka: Company, text: str, language: Language, channel: ChannelKind
) -> None:
    company = OpenCompany(lavka)
    found = company.knowledge.find(text, language)
    assert found is not None
    reply = fallback_reply(turn_of(company, text, language, channel), found, WHY)
    forms = found.answer.spoken if channel.is_spoken else found.answer.written
    assert ([part.text for part in reply.parts], reply.wishes) == ([forms[language]], ())
    assert (reply.trace.engine, reply.trace.rule) == ("fallback", WHY)


@pytest.mark.parametrize("language", list(Language))
def test_everything_else_goes_to_a_person(lavka: Company, language: Language) -> None:
    company = OpenCompany(lavka)
    reply = fallback_reply(turn_of(company, "две бутылки шампуня", language), None, WHY)
    assert reply.wishes == (HandOff(HandoffReason.ERROR, WHY),)
    assert [part.prompt for part in reply.parts] == [HANDOFF_PROMPT]
    assert reply.parts[0].text


def test_a_doubtful_answer_is_not_given(lavka: Company) -> None:
    company = OpenCompany(lavka)
    found = company.knowledge.find("до скольки вы работаете", Language.RU)
    assert found is not None
    doubtful = replace(found, runner_up=found.score)
    assert fallback_reply(turn_of(company, "…", Language.RU), doubtful, WHY).wishes


def test_a_language_that_the_company_lacks_is_answered_in_its_own(lavka: Company) -> None:
    russian = replace(
        lavka,
        languages=(Language.RU,),
        answers=tuple(
            replace(answer, written={Language.RU: answer.written[Language.RU]}, spoken={Language.RU: "…"})
            for answer in lavka.answers
        ),
    )
    company = OpenCompany(russian)
    found = company.knowledge.find("до скольки вы работаете", Language.RU)
    reply = fallback_reply(turn_of(company, "opening hours", Language.EN), found, WHY)
    assert found is not None
    assert reply.parts[0].text == found.answer.written[Language.RU]
