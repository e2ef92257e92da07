"""Texts are compared by the words in them, whatever their case, alphabet slips and endings."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.languages import Language
from bot.language.lemmas import lemma, lemmas
from bot.language.words import Word, normalise, split_words

RU, EN = Language.RU, Language.EN


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Хочу 2,5 кг кое-чего, don't ask!", ["Хочу", "2,5", "кг", "кое-чего", "don't", "ask"]),
        ("15-го числа, 27.11.2026", ["15-го", "числа", "27.11.2026"]),
        ("iPhone 15 Pro — 256ГБ", ["iPhone", "15", "Pro", "256ГБ"]),
        ("+7 916 123-45-67", ["7", "916", "123", "45", "67"]),
        ("«ёлка»…🙂", ["ёлка"]),
        ("", []),
    ],
)
def test_words_are_split_where_a_reader_splits_them(text: str, words: list[str]) -> None:
    assert [word.text for word in split_words(text)] == words


@given(st.text())
def test_every_word_knows_its_place(text: str) -> None:
    assert all(word == Word(text[word.start : word.end], word.start, word.end) for word in split_words(text))


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("Ёлка  и\u00a0ЁЖ", "елка и еж"),
        ("cахар", "сахар"),
        ("Hарзан", "нарзан"),
        ("хлеб c маслом", "хлеб с маслом"),
        ("sоap", "soap"),
        ("iPhone и чехол", "iphone и чехол"),
        ("витамин C 500", "витамин c 500"),
        ("«Ромашка» “tea” don’t", '"ромашка" "tea" don\'t'),
        ("и\u0306од", "йод"),
        ("шам\u00adпунь", "шампунь"),
        ("Wi‑Fi", "wi-fi"),
    ],
)
def test_spellings_of_the_same_become_one(text: str, normal: str) -> None:
    assert normalise(text) == normal


@given(st.text())
def test_what_is_normal_stays_so(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once


@pytest.mark.parametrize(
    ("word", "language", "base"),
    [
        ("шампуней", RU, "шампунь"),
        ("бутылку", RU, "бутылка"),
        ("Заказала", RU, "заказать"),
        ("ёлками", RU, "елка"),
        ("iPhone", RU, "iphone"),
        ("orders", EN, "order"),
        ("ordering", EN, "order"),
        ("delivered", EN, "deliver"),
        ("deliveries", EN, "delivery"),
        ("boxes", EN, "box"),
        ("bottles", EN, "bottle"),
        ("stopped", EN, "stop"),
        ("changing", EN, "change"),
        ("arrived", EN, "arrive"),
        ("damaged", EN, "damage"),
        ("cancelled", EN, "cancel"),
        ("calling", EN, "call"),
        ("bought", EN, "buy"),
        ("children", EN, "child"),
        ("paid", EN, "pay"),
        ("address", EN, "address"),
        ("status", EN, "status"),
        ("morning", EN, "morning"),
        ("need", EN, "need"),
        ("сахар", EN, "сахар"),
    ],
)
def test_forms_of_a_word_share_a_lemma(word: str, language: Language, base: str) -> None:
    assert lemma(word, language) == base


def test_lemmas_of_a_text_keep_its_order() -> None:
    assert lemmas("Где мои заказы?", RU) == ["где", "мой", "заказ"]
    assert lemmas("Where are my orders?", EN) == ["where", "be", "my", "order"]
