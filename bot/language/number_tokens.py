"""The pieces that number reading works with: tokens of a text, and readings of one or more of them."""

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from bot.language.number_vocabulary import Vocabulary
from bot.language.words import split_words


class Kind(StrEnum):
    CARDINAL = "cardinal"
    ORDINAL = "ordinal"
    #: The word "one" alone: a number only in the right company.
    LONE_ONE = "lone_one"
    #: A noun of quantity ("пара", "a couple of"): a number only before what is counted.
    QUANTITY = "quantity"
    #: Digits repeated aloud: "double five", "два нуля".
    REPEATED = "repeated"
    FIGURES = "figures"
    #: "oh" read as zero among digits.
    LETTER_ZERO = "letter_zero"


@dataclass(frozen=True, slots=True)
class Token:
    """A word, or a half of a hyphenated numeral, in lower case with е for ё."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Reading:
    """One number: tokens first..last (inclusive), its value and how it is written in figures."""

    kind: Kind
    value: Decimal
    first: int
    last: int
    written: str

    @property
    def word_count(self) -> int:
        return self.last - self.first + 1


def tokens_of(text: str, vocabulary: Vocabulary) -> list[Token]:
    tokens: list[Token] = []
    for word in split_words(text):
        parts = list(re.finditer(r"[^-‑]+", word.text))
        if len(parts) > 1 and all(vocabulary.is_numeral(plain(part.group())) for part in parts):
            tokens += [Token(plain(p.group()), word.start + p.start(), word.start + p.end()) for p in parts]
        else:
            tokens.append(Token(plain(word.text), word.start, word.end))
    return tokens


def plain(word: str) -> str:
    return word.lower().replace("ё", "е")


def figures(value: Decimal) -> str:
    """A value in digits, without exponent and trailing zeros: 254, 1.5."""
    shown = format(value, "f")
    return shown.rstrip("0").rstrip(".") if "." in shown else shown
