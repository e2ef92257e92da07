"""The pages speak every language we serve."""

import pytest

from bot.language.languages import LANGUAGES
from tests.house.expectation import expect_none
from tests.house.rules import page_texts
from tests.house.rules.checkout import Checkout

LANGUAGE_CODES = frozenset(language.value for language in LANGUAGES)
ALPHABETS = {language.value: traits.alphabet for language, traits in LANGUAGES.items()}


def table(*entries: str) -> Checkout:
    return Checkout({"web/shared/wording.js": "export const TEXTS = {\n" + "\n".join(entries) + "\n};\n"})


def test_every_text_of_the_pages_is_in_every_language(project: Checkout) -> None:
    expect_none(page_texts.unreadable(project))
    texts = page_texts.page_texts(project)
    assert len(texts) > 50
    expect_none(page_texts.lacking(texts, LANGUAGE_CODES))


def test_a_text_says_the_same_values_in_every_language(project: Checkout) -> None:
    expect_none(page_texts.with_other_placeholders(page_texts.page_texts(project)))


def test_a_text_is_written_in_the_letters_of_its_language(project: Checkout) -> None:
    expect_none(page_texts.in_the_wrong_letters(page_texts.page_texts(project), ALPHABETS))


def test_every_text_that_a_page_asks_for_exists(project: Checkout) -> None:
    expect_none(page_texts.used_but_missing(project))


def test_texts_are_read_in_all_their_spellings() -> None:
    texts = page_texts.page_texts(
        table(
            "  // a comment",
            '  send: { ru: "Да \\"{n}\\"", en: "Yes" },',
            '  wait: {\n    ru: "а",\n    en: "b",\n  },',
        )
    )
    assert texts == {"send": {"ru": '"Да \\"{n}\\""', "en": '"Yes"'}, "wait": {"ru": '"а"', "en": '"b"'}}


@pytest.mark.parametrize("entry", ["  send: 'Send',", "  send: { ru: `a` },", "  ...more,"])
def test_an_entry_that_cannot_be_read_is_found(entry: str) -> None:
    assert page_texts.unreadable(table(entry)) == [entry]


def test_a_missing_and_an_empty_wording_are_found() -> None:
    texts = page_texts.page_texts(
        table('  a: { ru: "а" },', '  b: { ru: "б", en: " " },', '  c: { ru: "в", en: "c" },')
    )
    assert page_texts.lacking(texts, LANGUAGE_CODES) == ["a: en", "b: en"]


def test_a_value_that_one_language_forgets_is_found() -> None:
    texts = page_texts.page_texts(table('  a: { ru: "{who} пишет", en: "is typing" },'))
    assert page_texts.with_other_placeholders(texts) == ["a"]


def test_a_wording_left_in_another_language_is_found() -> None:
    texts = page_texts.page_texts(
        table('  a: { ru: "Send {кому}", en: "Send" },', '  b: { ru: "№ {n}", en: "No. {n}" },')
    )
    assert page_texts.in_the_wrong_letters(texts, ALPHABETS) == ["a: ru"]


def test_a_text_that_does_not_exist_is_found_where_it_is_asked_for() -> None:
    files = {
        **table('  a: { ru: "а", en: "a" },').files,
        "web/page.js": 'show(text("a"), text("gone"));',
        "web/page.html": '<p data-text="lost"></p>',
    }
    assert page_texts.used_but_missing(Checkout(files)) == ["web/page.js: gone", "web/page.html: lost"]
