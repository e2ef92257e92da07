"""A language is served whole: every flow, prompt, answer and text, and ears of its own."""

import json

import pytest

from bot.language.languages import LANGUAGES
from tests.house.expectation import expect_none
from tests.house.rules import complete_languages, words_in_code
from tests.house.rules.checkout import Checkout

every_language = pytest.mark.parametrize("language", [language.value for language in LANGUAGES])


@every_language
def test_the_language_lacks_nothing(project: Checkout, language: str) -> None:
    expect_none(complete_languages.what_it_lacks(project, language))


@every_language
def test_flows_have_the_same_names_everywhere(project: Checkout, language: str) -> None:
    expect_none(complete_languages.strangers(project, language))


def test_the_guide_names_every_place_with_words_of_one_language(project: Checkout) -> None:
    expect_none(words_in_code.left_out_of_the_guide(project))


def examples(count: int) -> str:
    lines = "\n".join(f"- hello {number}" for number in range(count))
    return json.dumps({"nlu": [{"intent": "greet", "examples": lines}]})


SMALL = {
    "nlu_data/domain/general.yml": "intents: [greet]",
    "nlu_data/flows/general.yml": "rules: []",
    "nlu_data/en/general.yml": examples(25),
    "nlu_data/tests/en.csv": "text,intent\nhi,greet\n",
    "companies/_shared/prompts.en.yml": "greeting: Hello, {name}",
    "companies/shop/company.yml": "languages: [en]\ndefault_language: en",
    "companies/shop/faq.en.yml": "hours: {}",
    "web/shared/wording.js": 'const TEXTS = {\n  a: { en: "a" },\n};\n',
    "bot/speech/tiny_model/en.yml": "language: en",
}


def test_a_small_whole_language_lacks_nothing() -> None:
    assert complete_languages.what_it_lacks(Checkout(SMALL), "en") == []
    assert complete_languages.strangers(Checkout(SMALL), "en") == []


def test_a_new_language_is_told_all_that_it_lacks() -> None:
    files = {**SMALL, "companies/shop/company.yml": "languages: [en, de]\ndefault_language: en"}
    assert complete_languages.what_it_lacks(Checkout(files), "de") == [
        "nlu_data/de/general.yml: greet has 0 examples of 25",
        "nlu_data/tests/de.csv: greet is not tried",
        "companies/_shared/prompts.de.yml: greeting is missing",
        "companies/shop/faq.de.yml: hours is missing",
        "web/shared: the text a has no de",
        "bot/speech/tiny_model/de.yml is missing",
    ]


@pytest.mark.parametrize(
    ("path", "text", "lack"),
    [
        ("nlu_data/en/general.yml", examples(24), "greet has 24 examples of 25"),
        ("nlu_data/en/general.yml", "nlu: []", "greet has 0 examples of 25"),
        ("nlu_data/tests/en.csv", "text,intent\n", "greet is not tried"),
        ("companies/_shared/prompts.ru.yml", "greeting: Да\ngoodbye: Пока", "goodbye is missing"),
        ("companies/_shared/prompts.ru.yml", "greeting: Да, {name} {day}", "greeting does not say day"),
    ],
)
def test_each_lack_is_found(path: str, text: str, lack: str) -> None:
    found = complete_languages.what_it_lacks(Checkout({**SMALL, path: text}), "en")
    assert [line.partition(": ")[2] for line in found] == [lack]


@pytest.mark.parametrize(
    "path", ["nlu_data/en/weather.yml", "nlu_data/flows/weather.yml", "nlu_data/domain/weather.yml"]
)
def test_a_file_of_no_flow_is_found(path: str) -> None:
    assert complete_languages.strangers(Checkout({**SMALL, path: ""}), "en") == ["weather"]


def test_a_module_with_words_that_the_guide_leaves_out_is_found() -> None:
    files = {
        "bot/a/regex.py": 'SAID = re.compile("да|yes")',
        "bot/b/chooses.py": "if language is Language.RU:\n    ...",
        "bot/c/code.py": 'DEFAULT = "ru"',
        "bot/d/tells.py": '"""«Да» is a yes."""\nSAID = "yes"',
        "bot/e/named.py": 'SAID = "да"',
        "bot/f/below.py": 'SAID = "да"',
        words_in_code.GUIDE: "Words stand in `bot/e/named.py` and in `bot/f/`.",
    }
    assert words_in_code.left_out_of_the_guide(Checkout(files)) == [
        "bot/a/regex.py",
        "bot/b/chooses.py",
        "bot/c/code.py",
    ]
