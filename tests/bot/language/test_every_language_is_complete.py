"""A language is complete when the table has its traits and every function of the package accepts it."""

import re
import subprocess
import sys
from datetime import date
from decimal import Decimal

import pytest

from bot.language.answers import yes_or_no
from bot.language.days import find_day, find_part_of_day, say_day
from bot.language.languages import LANGUAGES, Language, guess_language, parse_language
from bot.language.lemmas import lemma, lemmas
from bot.language.phones import phone_groups, spoken_groups
from bot.language.plural import count_of, number_in_words, plural
from bot.language.spoken_form import spoken_form
from bot.language.words import split_words
from bot.language.written_form import digits_of, numbers_in, written_form

every_language = pytest.mark.parametrize("language", list(Language))
TODAY = date(2026, 11, 23)
# A noun, "tomorrow" and "in the evening": what a new language adds here to be tested below.
WORDS = {Language.RU: ("минута", "завтра", "вечером"), Language.EN: ("minute", "tomorrow", "in the evening")}


@every_language
def test_the_table_has_traits(language: Language) -> None:
    traits = LANGUAGES[language]
    assert traits.language is language
    assert traits.native_name
    assert traits.vosk_small_model.startswith("vosk-model-small-")
    assert re.fullmatch(r"[a-z]+/[a-z-]+", traits.espeak_voice)
    assert 100 <= traits.speaking_rate_wpm <= 220
    assert traits.default_region.isupper()
    assert all((traits.yes_words, traits.no_words, traits.global_words))


@every_language
def test_its_name_is_in_its_own_letters(language: Language) -> None:
    assert re.fullmatch(f"[{LANGUAGES[language].alphabet}]+", LANGUAGES[language].native_name)
    assert guess_language(LANGUAGES[language].native_name) is language


@every_language
def test_its_yes_and_no_words_are_understood(language: Language) -> None:
    assert {yes_or_no(word, language) for word in LANGUAGES[language].yes_words} == {True}
    assert {yes_or_no(word, language) for word in LANGUAGES[language].no_words} == {False}


@every_language
def test_every_function_accepts_it(language: Language) -> None:
    noun, tomorrow, evening = WORDS[language]
    assert written_form(number_in_words(254, language), language) == "254"
    assert digits_of(number_in_words(1042, language), language) == "1042"
    assert [found.value for found in numbers_in(number_in_words(Decimal("1.5"), language), language)] == [
        Decimal("1.5")
    ]
    assert split_words(spoken_form("1042", language))
    assert not re.search(r"\d", spoken_form("1240 ₽, 10:00–21:00, 15%, 500 ml, +7 916 123-45-67", language))
    assert spoken_groups(phone_groups("+79161234567"), language).count(",") == 4
    assert count_of(1, noun, language) == f"1 {noun}"
    assert plural(5, "one", "few", "many", language) == "many"
    assert lemma(noun, language) == noun
    assert lemmas(noun, language) == [noun]
    assert find_day(tomorrow, language, TODAY) == date(2026, 11, 24)
    assert say_day(date(2026, 11, 24), TODAY, language).startswith(f"{tomorrow}, ")
    assert find_part_of_day(evening, language) == "evening"


@pytest.mark.parametrize(
    ("code", "language"), [("ru", Language.RU), ("ru-RU", Language.RU), ("EN", Language.EN), (" en_GB ", Language.EN)]
)
def test_language_codes_are_read_in_all_their_spellings(code: str, language: Language) -> None:
    assert parse_language(code) is language


@pytest.mark.parametrize("code", ["de", "", "russian", "e"])
def test_an_unknown_code_is_refused_by_naming_the_known_ones(code: str) -> None:
    with pytest.raises(ValueError, match=r"the known ones are ru, en\."):
        parse_language(code)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Где мой заказ?", Language.RU),
        ("Where is my order?", Language.EN),
        ("Хочу iPhone пятнадцать", Language.RU),
        ("123 456", None),
        ("🙂", None),
        ("да ok", None),
    ],
)
def test_language_is_guessed_by_letters(text: str, language: Language | None) -> None:
    assert guess_language(text) is language


def test_importing_the_package_loads_neither_dictionaries_nor_phone_plans() -> None:
    """Inside Rasa's process only the standard library and pymorphy3 exist, and a start must stay quick."""
    code = (
        "import sys; import bot.language.written_form, bot.language.lemmas, bot.language.words, bot.language.languages;"
        "print([m for m in ('pymorphy3', 'phonenumbers', 'pydantic', 'numpy') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
