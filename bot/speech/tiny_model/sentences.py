"""Sentences from a small grammar of alternatives: parsing, sampling, and the words that it can say."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

START_RULE = "sentence"
UNKNOWN_WORD = "[unk]"

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_SLOT = re.compile(r"\{(\w+)\}")
_WEIGHT = re.compile(r"\s\*(\d+)$")


@dataclass(frozen=True, slots=True)
class Rule:
    """Alternatives and the probability of each."""

    alternatives: tuple[str, ...]
    probabilities: tuple[float, ...]


Grammar = Mapping[str, Rule]


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text, in lower case, and the character where it begins."""

    name: str
    start: int


def words_in(text: str) -> tuple[Word, ...]:
    return tuple(Word(match.group().lower(), match.start()) for match in _WORD.finditer(text))


def words_of(text: str) -> tuple[str, ...]:
    """The words of a text as the recognizer writes them: lower case, no punctuation."""
    return tuple(word.name for word in words_in(text))


def parse_grammar(rules: Mapping[str, Sequence[str]]) -> Grammar:
    """Each string holds alternatives split by "|"; raises ValueError for a slot that names no rule."""
    grammar = {name: _parse_rule(strings) for name, strings in rules.items()}
    for name, rule in grammar.items():
        for alternative in rule.alternatives:
            if missing := [slot for slot in _SLOT.findall(alternative) if slot not in grammar]:
                raise ValueError(f"rule {name!r} uses unknown rules: {', '.join(missing)}")
    return grammar


def vocabulary_of(grammar: Grammar) -> tuple[str, ...]:
    """Every word that stands in any alternative, sorted."""
    texts = (_SLOT.sub(" ", alternative) for rule in grammar.values() for alternative in rule.alternatives)
    return tuple(sorted({word for text in texts for word in words_of(text)}))


def sample(grammar: Grammar, chance: np.random.Generator, rule_name: str = START_RULE) -> str:
    """One sentence, punctuation included."""
    rule = grammar[rule_name]
    text = rule.alternatives[chance.choice(len(rule.alternatives), p=rule.probabilities)]
    return _SLOT.sub(lambda slot: sample(grammar, chance, slot.group(1)), text)


def sample_allowed(grammar: Grammar, forbidden: frozenset[tuple[str, ...]], chance: np.random.Generator) -> str:
    """One sentence whose words are none of the forbidden sequences."""
    while True:
        text = sample(grammar, chance)
        if words_of(text) not in forbidden:
            return text


def with_strange_word(text: str, strange: str, chance: np.random.Generator) -> str:
    """The sentence with a strange word put between two of its words, or at either end."""
    words = text.split(" ")
    place = int(chance.integers(len(words) + 1))
    return " ".join([*words[:place], strange, *words[place:]])


def _parse_rule(strings: Sequence[str]) -> Rule:
    alternatives: list[str] = []
    weights: list[int] = []
    for part in (part.strip() for string in strings for part in string.split("|")):
        weight = _WEIGHT.search(part)
        alternatives.append(part[: weight.start()] if weight else part)
        weights.append(int(weight.group(1)) if weight else 1)
    total = sum(weights)
    return Rule(tuple(alternatives), tuple(weight / total for weight in weights))
