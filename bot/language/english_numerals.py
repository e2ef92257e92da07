"""English numerals: one table from which both speaking and reading are made."""

import re
from decimal import Decimal
from functools import cache

from bot.language.words import listed

_UNDER_TWENTY = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = listed("twenty thirty forty fifty sixty seventy eighty ninety")

CARDINALS: dict[int, str] = {
    **dict(enumerate(_UNDER_TWENTY)),
    **dict(zip(range(20, 100, 10), _TENS, strict=True)),
}
SCALES: dict[int, str] = {
    1_000: "thousand",
    1_000_000: "million",
    1_000_000_000: "billion",
    1_000_000_000_000: "trillion",
}
_IRREGULAR_ORDINALS = {1: "first", 2: "second", 3: "third", 5: "fifth", 8: "eighth", 9: "ninth", 12: "twelfth"}


def cardinal(number: int) -> str:
    """A whole number in words, the American way: "one thousand two hundred forty"; from 10¹⁵ on digit by digit."""
    if number < 0:
        return "minus " + cardinal(-number)
    if number == 0:
        return "zero"
    if number >= max(SCALES) * 1_000:
        return " ".join(CARDINALS[int(digit)] for digit in format(Decimal(number), "f"))
    words: list[str] = []
    for scale in sorted(SCALES, reverse=True):
        count, number = divmod(number, scale)
        if count:
            words += [*_below_thousand(count), SCALES[scale]]
    return " ".join([*words, *_below_thousand(number)])


def ordinal(number: int) -> str:
    """ "first", "twenty-seventh", "one hundred third"."""
    head, mark, last = re.fullmatch(r"(.*?)([ -]?)(\w+)", cardinal(number)).groups()  # type: ignore[union-attr]
    return f"{head}{mark}{_ordinal_word(last)}"


def _ordinal_word(word: str) -> str:
    value = next((value for value, name in CARDINALS.items() if name == word), -1)
    if value in _IRREGULAR_ORDINALS:
        return _IRREGULAR_ORDINALS[value]
    return word[:-1] + "ieth" if word.endswith("y") else word + "th"


def _below_thousand(number: int) -> list[str]:
    hundreds, rest = divmod(number, 100)
    words = [CARDINALS[hundreds], "hundred"] if hundreds else []
    if rest >= 20 and rest % 10:
        return [*words, f"{CARDINALS[rest // 10 * 10]}-{CARDINALS[rest % 10]}"]
    return [*words, CARDINALS[rest]] if rest else words


@cache
def cardinal_forms() -> dict[str, int]:
    return {word: value for value, word in CARDINALS.items()} | {"nought": 0, "nil": 0, "fourty": 40, "ninty": 90}


@cache
def scale_forms() -> dict[str, int]:
    singular = {word: value for value, word in SCALES.items()} | {"hundred": 100}
    return singular | {word + "s": value for word, value in singular.items() if word != "hundred"}


@cache
def ordinal_forms() -> dict[str, int]:
    return {_ordinal_word(word): value for value, word in CARDINALS.items() if value} | {"hundredth": 100}
