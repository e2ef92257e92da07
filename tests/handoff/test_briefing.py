"""The sentences that an agent reads first."""

import string
from pathlib import Path

import pytest
import yaml

from bot.language.languages import Language
from handoff.attempts import last_question
from handoff.desk.phrases import CHANNELS, DISPOSITIONS, SENTENCES, SLOTS, disposition_title, quoted, slot_names
from handoff.desk.refusals import REFUSALS, language_of_header, refusal

COMPANIES = Path(__file__).resolve().parents[2] / "companies"


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("table", [SENTENCES, SLOTS, DISPOSITIONS, CHANNELS])
def test_whatever_the_desk_says_it_says_in_every_language_with_the_same_values(table: dict) -> None:
    russian = table[Language.RU]
    for language in Language:
        assert table[language].keys() == russian.keys()
        assert all(placeholders(table[language][name]) == placeholders(russian[name]) for name in russian)


def test_every_way_to_end_a_conversation_of_our_companies_has_a_title_in_both_languages() -> None:
    files = [path for path in COMPANIES.glob("*/company.yml") if path.parent.name != "_shared"]
    assert files
    for file in files:
        ids = yaml.safe_load(file.read_text(encoding="utf-8")).get("dispositions", [])
        assert all(id in DISPOSITIONS[language] for id in ids for language in Language), file.parent.name


def test_a_way_to_end_that_a_company_made_up_is_shown_as_its_words() -> None:
    assert disposition_title(Language.EN, "sent_a_courier") == "Sent a courier"


def test_every_refusal_has_a_sentence_in_both_languages_that_ends_like_one() -> None:
    for code in REFUSALS:
        for language in Language:
            sentence = refusal(code, language, minutes=7).sentence
            assert sentence.endswith(".")
            assert "{" not in sentence


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("ru-RU,ru;q=0.9,en;q=0.8", Language.RU),
        ("de-DE,ru;q=0.5", Language.RU),
        ("en-US", Language.EN),
        ("de", None),
        (None, None),
    ],
)
def test_a_page_is_answered_in_the_first_language_that_is_ours(header: str | None, language: Language | None) -> None:
    assert language_of_header(header) is language


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("Хорошо. Какой у вас адрес?", "Какой у вас адрес?"),
        ("Какой адрес? Например, Лесная, 5.", "Какой адрес?"),
        ("Назовите адрес", "Назовите адрес"),
        ("С вас 1 299.50 руб. Всё верно?", "Всё верно?"),
        ("", ""),
    ],
)
def test_what_was_asked_is_the_last_question_of_a_longer_text(text: str, question: str) -> None:
    assert last_question(text) == question


@pytest.mark.parametrize(
    ("slots", "russian", "english"),
    [
        (["phone"], "телефон", "the phone number"),
        (["address", "phone"], "адрес и телефон", "the address and the phone number"),
        (["address", "when", "name"], "адрес, время доставки и имя", "the address, the time of delivery and the name"),
    ],
)
def test_what_is_to_be_found_out_is_listed_as_people_list_things(slots: list[str], russian: str, english: str) -> None:
    assert [slot_names(language, slots) for language in (Language.RU, Language.EN)] == [russian, english]


@pytest.mark.parametrize(
    ("language", "words", "shown"),
    [
        (Language.RU, "Хочу «Ромашку».", "Хочу „Ромашку“"),
        (Language.EN, "the “Daisy”  one.", "the ‘Daisy’ one"),
        (Language.RU, "раз два " * 40, "раз два " * 14 + "раз два…"),
    ],
)
def test_quoted_words_are_one_line_with_inner_marks_and_no_point(language: Language, words: str, shown: str) -> None:
    assert quoted(language, words) == shown
