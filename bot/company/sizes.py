"""Sizes of goods: 400 ml, 1.5 kg, XL, large — understood and said in each language, kept in one form."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.language.languages import Language

_RU, _EN = Language.RU, Language.EN

# The kept form -> how it is said, then other ways of writing it.
_MEASURES: dict[str, dict[Language, tuple[str, ...]]] = {
    "ml": {
        _RU: ("мл", "миллилитр", "миллилитра", "миллилитров"),
        _EN: ("ml", "millilitre", "millilitres", "milliliters"),
    },
    "l": {_RU: ("л", "литр", "литра", "литров"), _EN: ("l", "litre", "litres", "liter", "liters")},
    "g": {_RU: ("г", "гр", "грамм", "грамма", "граммов"), _EN: ("g", "gram", "grams")},
    "kg": {
        _RU: ("кг", "кило", "килограмм", "килограмма", "килограммов"),
        _EN: ("kg", "kilo", "kilos", "kilogram", "kilograms"),
    },
    "cm": {
        _RU: ("см", "сантиметр", "сантиметра", "сантиметров"),
        _EN: ("cm", "centimetre", "centimetres", "centimeters"),
    },
    "m": {_RU: ("м", "метр", "метра", "метров"), _EN: ("m", "metre", "metres", "meter", "meters")},
    "GB": {
        _RU: ("ГБ", "гб", "гиг", "гига", "гигов", "гигабайт", "гигабайта", "гигабайтов"),
        _EN: ("GB", "gb", "gig", "gigs", "gigabyte", "gigabytes"),
    },
    "min": {_RU: ("мин", "минута", "минуты", "минут", "минуту"), _EN: ("min", "minute", "minutes")},
    "Mbps": {_RU: ("Мбит/с", "мбит", "мегабит", "мегабита", "мегабитов"), _EN: ("Mbps", "mbps", "megabit", "megabits")},
}
_NAMED: dict[str, dict[Language, tuple[str, ...]]] = {
    "small": {_RU: ("маленький", "малый", "небольшой"), _EN: ("small",)},
    "medium": {_RU: ("средний",), _EN: ("medium",)},
    "large": {_RU: ("большой", "крупный"), _EN: ("large", "big")},
    "soft": {_RU: ("мягкий",), _EN: ("soft",)},
    "hard": {_RU: ("жесткий",), _EN: ("hard",)},
    "XS": {_RU: ("XS",), _EN: ("XS",)},
    "S": {_RU: ("S", "эска"), _EN: ("S",)},
    "M": {_RU: ("M", "эмка"), _EN: ("M",)},
    "L": {_RU: ("L", "элька"), _EN: ("L",)},
    "XL": {_RU: ("XL",), _EN: ("XL",)},
}  # fmt: skip
_UNIT_OF_WORD = {
    word.lower(): unit for unit, words in _MEASURES.items() for forms in words.values() for word in (unit, *forms)
}
_NAME_OF_WORD = {
    word.lower(): name for name, words in _NAMED.items() for forms in words.values() for word in (name, *forms)
}
_MEASURED = re.compile(r"(?<![\d.,:+-])(\d+(?:[.,]\d+)?)\s*([a-zа-яё]+(?:/[a-zа-яё]+)?)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class MeasuredSize:
    """A size said with a number, e.g. «400 мл», at `start`…`end` of the text."""

    size: str
    unit: str
    number: str
    start: int
    end: int


def parse_size(text: str) -> str | None:
    """The kept form of a size written in any known way: "400 мл" and "400ml" are "400 ml"; None if it is no size."""
    text = text.strip()
    if text.lower() in _NAME_OF_WORD:
        return _NAME_OF_WORD[text.lower()]
    found = next(measured_sizes(text), None)
    return found.size if found and (found.start, found.end) == (0, len(text)) else None


def measured_sizes(text: str) -> Iterator[MeasuredSize]:
    for found in _MEASURED.finditer(text):
        unit = _UNIT_OF_WORD.get(found.group(2).lower().split("/")[0]) or _UNIT_OF_WORD.get(found.group(2).lower())
        if unit:
            number = found.group(1).replace(",", ".")
            yield MeasuredSize(f"{number} {unit}", unit, number, found.start(), found.end())


def named_size(lemma: str) -> str | None:
    """The kept form of a size that one word names: «большой» and "big" are "large"."""
    return _NAME_OF_WORD.get(lemma.lower())


def say_size(size: str, language: Language) -> str:
    """A kept size in words of the language: "400 ml" is «400 мл» in Russian."""
    number, _, unit = size.rpartition(" ")
    if number and unit in _MEASURES:
        decimal = number.replace(".", ",") if language is _RU else number
        return f"{decimal} {_MEASURES[unit][language][0]}"
    return _NAMED[size][language][0] if size in _NAMED else size
