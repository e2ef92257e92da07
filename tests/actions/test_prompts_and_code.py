"""The prompts and those who name them: nothing is said that nobody wrote, nothing is written that nobody says."""

import re
from pathlib import Path

import pytest

from actions.draft import Question
from actions.orders.next_question import Manner
from bot.company.facts import placeholders_in
from bot.company.model import PromptForms
from bot.company.prompt_file import read_prompts
from records.orders.model import OrderState
from tests.actions.sample import EN, RU, SHARED_PROMPTS

ROOT = Path(__file__).parents[2]
PROMPTS = {language: read_prompts(SHARED_PROMPTS / f"prompts.{language}.yml") for language in (RU, EN)}
IN_PYTHON = [file for folder in ("actions", "bot", "handoff") for file in (ROOT / folder).rglob("*.py")]
SOURCES = "\n".join(file.read_text(encoding="utf-8") for file in IN_PYTHON)

SAID_BY_CHANNELS = {"agent_joined", "goodbye_silence", "silence_reprompt", "speech_not_heard"}
"""Told of the line itself, whatever the talk is about."""
COMPUTED = (
    {f"{manner}_{question}" for manner in Manner for question in Question if question is not Question.NONE}
    | {f"{manner}_{name}" for manner in Manner for name in ("service", "service_phone", "size")}
    | {f"order_status_{state}" for state in OrderState}
) - {"ask_confirmation"}
"""Names that the code puts together; for the first confirmation the order is read back instead."""


def named_in_code() -> set[str]:
    """Strings right behind what says a prompt."""
    return set(re.findall(r"(?:Said|\.say|\.prompt|prompts\.render)\(\s*(?:[\w.]+,\s*)?\"(\w+)\"", SOURCES))


def shape(forms: PromptForms) -> tuple[set[str], set[str]]:
    return set(placeholders_in(forms.written)), set(placeholders_in(forms.spoken))


def test_both_languages_have_the_same_prompts() -> None:
    assert PROMPTS[RU].keys() == PROMPTS[EN].keys()


@pytest.mark.parametrize("name", sorted(PROMPTS[RU]))
def test_both_languages_fill_in_the_same_values(name: str) -> None:
    russian, english = ([shape(forms) for forms in PROMPTS[language][name]] for language in (RU, EN))
    assert russian == english


@pytest.mark.parametrize("name", sorted(PROMPTS[RU]))
def test_a_prompt_has_as_many_buttons_in_both_languages(name: str) -> None:
    russian, english = ([len(forms.buttons) for forms in PROMPTS[language][name]] for language in (RU, EN))
    assert russian == english


@pytest.mark.parametrize("name", sorted(named_in_code() | COMPUTED | SAID_BY_CHANNELS))
def test_a_prompt_that_the_code_names_is_written(name: str) -> None:
    assert name in PROMPTS[RU]


@pytest.mark.parametrize("name", sorted(PROMPTS[RU]))
def test_a_prompt_that_is_written_is_said_by_somebody(name: str) -> None:
    assert name in COMPUTED | SAID_BY_CHANNELS or f'"{name}"' in SOURCES


def test_the_sentences_that_others_listen_for_are_exactly_these() -> None:
    for name in ("delivery", "free_delivery", "pickup", "service"):
        for language, end in ((RU, "Итого {total}. Всё верно?"), (EN, "The total is {total}. Is that right?")):
            for forms in PROMPTS[language][f"order_readback_{name}"]:
                assert forms.written.endswith(end)
                assert forms.spoken.endswith(end)
    assert PROMPTS[RU]["order_placed"][0].spoken == "Заказ принят. Номер заказа {number}."
    assert PROMPTS[EN]["order_placed"][0].spoken == "Your order is placed. The order number is {number}."
    assert PROMPTS[RU]["complaint_logged"][0].spoken.startswith("Жалоба записана. Номер жалобы {number}. ")
    assert PROMPTS[EN]["complaint_logged"][0].spoken.startswith(
        "Your complaint is recorded. The complaint number is {number}. "
    )


def test_a_greeting_says_that_a_robot_answers_and_that_calls_may_be_recorded() -> None:
    for name in ("greeting", "greeting_known"):
        for forms in PROMPTS[RU][name]:
            assert "робот" in forms.written
            assert "робот" in forms.spoken
            assert "записан" in forms.spoken
        for forms in PROMPTS[EN][name]:
            assert "bot" in forms.written
            assert "bot" in forms.spoken
            assert "recorded" in forms.spoken
