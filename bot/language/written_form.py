"""Spoken words to written text: number words become digits, everything else stays as it was.

    >>> written_form("двести пятьдесят четыре рубля", Language.RU)
    '254 рубля'

Vosk gives words, not digits. What counts as a number is decided in `number_context`, and how words compose in
`number_reading`. Both languages write decimals with a point, for programs read the result, not people.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from bot.language.languages import Language
from bot.language.number_context import ReadingMode, numbers_here
from bot.language.number_reading import NumberReader
from bot.language.number_tokens import Kind, Reading
from bot.language.number_vocabulary import Vocabulary, vocabulary

# With a country code, "plus" and fewer digits than these are not a phone number.
_PHONE_DIGITS = 10


@dataclass(frozen=True, slots=True)
class FoundNumber:
    """A number said or written in a text; `start` and `end` are places in the text as NFC."""

    value: Decimal
    start: int
    end: int


def written_form(text: str, language: Language) -> str:
    """The text with its number words as digits: "плюс семь девятьсот…" as "+7 916 123 45 67", "полтора" as 1.5."""
    text, reader, words = _read(text, language)
    numbers = numbers_here(reader, language, ReadingMode.TEXT)
    pieces, done = [], 0
    for at, number in enumerate(numbers):
        sign, first = _sign(reader, words, numbers, at)
        pieces += [text[done : reader.tokens[first].start], sign + _written(number, language)]
        done = reader.tokens[number.last].end
    return "".join([*pieces, text[done:]])


def numbers_in(text: str, language: Language) -> list[FoundNumber]:
    """All numbers of an answer, in order, digits included; unlike `written_form` it takes a bare "один" for 1."""
    text, reader, words = _read(text, language)
    numbers = numbers_here(reader, language, ReadingMode.ANSWER)
    found = []
    for at, number in enumerate(numbers):
        sign, first = _sign(reader, words, numbers, at)
        value = -number.value if sign == "-" else number.value
        found.append(FoundNumber(value, reader.tokens[first].start, reader.tokens[number.last].end))
    return found


def digits_of(text: str, language: Language) -> str:
    """All digits said, in a row, for phone, order and card numbers: "ten forty two" is "1042", "ноль ноль" is "00"."""
    _, reader, _ = _read(text, language)
    numbers = numbers_here(reader, language, ReadingMode.DIGITS)
    digital = (number for number in numbers if number.kind is not Kind.QUANTITY and not _is_simple_ordinal(number))
    return "".join(re.sub(r"\D", "", number.written) for number in digital)


def _read(text: str, language: Language) -> tuple[str, NumberReader, Vocabulary]:
    words = vocabulary(language)
    composed = unicodedata.normalize("NFC", text)
    return composed, NumberReader(composed, words), words


def _is_simple_ordinal(number: Reading) -> bool:
    return number.kind is Kind.ORDINAL and number.word_count == 1


def _written(number: Reading, language: Language) -> str:
    if number.kind is Kind.ORDINAL and language is Language.EN:
        return number.written + _english_suffix(int(number.value))
    return number.written


def _english_suffix(value: int) -> str:
    if value % 100 in (11, 12, 13):
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")


def _sign(reader: NumberReader, words: Vocabulary, numbers: Sequence[Reading], at: int) -> tuple[str, int]:
    """The sign said before number `at`, and the token at which the number with its sign begins.

    "Минус" between two numbers is a subtraction and stays a word; "плюс" is a sign only before a phone number.
    """
    first = numbers[at].first
    word = reader.word(first - 1) if reader.joined(first) else ""
    after_number = at > 0 and numbers[at - 1].last == first - 2
    if word == words.minus and not after_number and numbers[at].kind is Kind.CARDINAL:
        return "-", first - 1
    if word == words.plus and len(_run_of_digits(reader, numbers, at)) >= _PHONE_DIGITS:
        return "+", first - 1
    return "", first


def _run_of_digits(reader: NumberReader, numbers: Sequence[Reading], at: int) -> str:
    """The digits of number `at` and of those that follow it without other words between."""
    digits, last = "", numbers[at].first - 1
    for number in numbers[at:]:
        if number.first != last + 1:
            break
        digits, last = digits + number.written.replace(" ", ""), number.last
    return digits
