"""A text is spoken sentence by sentence, and every character has its place."""

import random
from itertools import pairwise

import pytest

from bot.speech.sentences import split_sentences


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Здравствуйте! Что вы хотите заказать?", ["Здравствуйте!", "Что вы хотите заказать?"]),
        ("Fine. And then… No. ", ["Fine.", "And then…", "No."]),
        ("Двести руб. за две штуки.", ["Двести руб. за две штуки."]),
        ("Он сказал: «Да!» Потом ушёл.", ["Он сказал: «Да!»", "Потом ушёл."]),
        ("По адресу: улица Лесная, дом 5. 3 штуки", ["По адресу: улица Лесная, дом 5.", "3 штуки"]),
        ("... ?! —", []),
        ("", []),
        ("да\x00нет\u200b ещё", ["да нет ещё"]),
    ],
)
def test_sentences_end_where_a_reader_would_stop(text: str, sentences: list[str]) -> None:
    assert [sentence.text for sentence in split_sentences(text)] == sentences


def test_the_end_of_a_sentence_is_counted_in_the_whole_text() -> None:
    text = "Да.  Две бутылки! Хорошо"
    assert [text[: sentence.end] for sentence in split_sentences(text)] == ["Да.", "Да.  Две бутылки!", text]


def test_a_text_without_an_end_is_cut_at_a_comma_or_a_space() -> None:
    listed = ", ".join(["две бутылки шампуня"] * 40)
    pieces = split_sentences(listed)
    assert all(len(piece.text) <= 240 for piece in pieces)
    assert all(piece.text.endswith((",", "шампуня")) for piece in pieces)
    assert [len(piece.text) for piece in split_sentences("а" * 500)] == [240, 240, 20]


def test_no_word_is_lost_in_any_text() -> None:
    """Invariant: the sentences' words joined are the text's words, ends grow, and the last end is within the text."""
    for seed in range(300):
        chance = random.Random(seed)
        text = "".join(chance.choice(("да", "Нет", "A", " ", " ", ". ", "! ", ", ", "…", "\n")) for _ in range(200))
        pieces = split_sentences(text)
        joined = "".join(piece.text for piece in pieces)
        assert [char for char in joined if char.isalnum()] == [char for char in text if char.isalnum()]
        ends = [0, *(piece.end for piece in pieces)]
        assert all(earlier < later for earlier, later in pairwise(ends))
        assert ends[-1] <= len(text)
