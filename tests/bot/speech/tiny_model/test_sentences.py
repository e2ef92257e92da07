"""Sentences for training come from a declared grammar, and never from what is held out."""

import numpy as np
import pytest

from bot.speech.tiny_model.sentences import (
    parse_grammar,
    sample,
    sample_allowed,
    vocabulary_of,
    with_strange_word,
    words_in,
    words_of,
)

ORDER = {"sentence": ["{count} soaps | Stop! *3"], "count": ["two | three"]}


def test_a_word_is_written_in_lower_case_without_punctuation() -> None:
    assert words_of("Итого: сорок рублей. Что-нибудь ещё?") == ("итого", "сорок", "рублей", "что-нибудь", "ещё")
    assert words_of("I'd like it at ten o'clock!") == ("i'd", "like", "it", "at", "ten", "o'clock")


def test_a_word_knows_where_it_begins() -> None:
    assert [word.start for word in words_in("Да, верно")] == [0, 4]


def test_the_vocabulary_is_every_word_of_every_alternative() -> None:
    assert vocabulary_of(parse_grammar(ORDER)) == ("soaps", "stop", "three", "two")


def test_a_slot_that_names_no_rule_is_refused() -> None:
    with pytest.raises(ValueError, match="colour"):
        parse_grammar({"sentence": ["a {colour} soap"]})


def test_heavier_alternatives_come_more_often() -> None:
    grammar, chance = parse_grammar(ORDER), np.random.default_rng(1)
    said = [sample(grammar, chance) for _ in range(2_000)]
    assert said.count("Stop!") == pytest.approx(1_500, abs=100)
    assert {*said} == {"Stop!", "two soaps", "three soaps"}


def test_the_same_seed_says_the_same() -> None:
    grammar = parse_grammar(ORDER)
    first, second = np.random.default_rng(5), np.random.default_rng(5)
    assert [sample(grammar, first) for _ in range(50)] == [sample(grammar, second) for _ in range(50)]


def test_a_held_out_sentence_is_never_said() -> None:
    grammar, chance = parse_grammar(ORDER), np.random.default_rng(2)
    said = {sample_allowed(grammar, frozenset({("stop",), ("two", "soaps")}), chance) for _ in range(50)}
    assert said == {"three soaps"}


def test_a_strange_word_comes_anywhere_in_a_sentence() -> None:
    chance = np.random.default_rng(3)
    said = {with_strange_word("two soaps", "roof", chance) for _ in range(50)}
    assert said == {"roof two soaps", "two roof soaps", "two soaps roof"}
