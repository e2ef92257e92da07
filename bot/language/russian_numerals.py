"""Russian numerals in every case and gender: one table from which both speaking and reading are made."""

from collections.abc import Iterator
from decimal import Decimal
from enum import StrEnum
from functools import cache

from bot.language.words import listed


class Case(StrEnum):
    """Grammatical cases under pymorphy3's names."""

    NOMINATIVE = "nomn"
    GENITIVE = "gent"
    DATIVE = "datv"
    ACCUSATIVE = "accs"
    INSTRUMENTAL = "ablt"
    PREPOSITIONAL = "loct"


CASES = tuple(Case)
Forms = tuple[str, str, str, str, str, str]

_ONE: dict[str, Forms] = {
    "m": ("один", "одного", "одному", "один", "одним", "одном"),
    "f": ("одна", "одной", "одной", "одну", "одной", "одной"),
    "n": ("одно", "одного", "одному", "одно", "одним", "одном"),
}
_TWO: dict[str, Forms] = {
    gender: (nominative, "двух", "двум", nominative, "двумя", "двух")
    for gender, nominative in (("m", "два"), ("f", "две"), ("n", "два"))
}


def _soft(word: str, stem: str = "") -> Forms:
    """The declension of "пять": the only change is the last letter."""
    stem = stem or word[:-1]
    return (word, stem + "и", stem + "и", word, word + "ю", stem + "и")


def _tens(head: Forms) -> Forms:
    """ "пятьдесят": both halves are declined."""
    oblique = head[1] + "десяти"
    return (head[0] + "десят", oblique, oblique, head[0] + "десят", head[4] + "десятью", oblique)


def _hundreds(head: Forms) -> Forms:
    """ "пятьсот": both halves are declined."""
    genitive = head[1] + "сот"
    return (head[0] + "сот", genitive, head[1] + "стам", head[0] + "сот", head[4] + "стами", head[1] + "стах")


_FIVE_TO_NINE = {
    5: _soft("пять"),
    6: _soft("шесть"),
    7: _soft("семь"),
    8: _soft("восемь", "восьм"),
    9: _soft("девять"),
}
_TEENS = "одиннадцать двенадцать тринадцать четырнадцать пятнадцать шестнадцать семнадцать восемнадцать девятнадцать"
_INVARIABLE: dict[int, Forms] = {
    40: ("сорок", "сорока", "сорока", "сорок", "сорока", "сорока"),
    90: ("девяносто", "девяноста", "девяноста", "девяносто", "девяноста", "девяноста"),
    100: ("сто", "ста", "ста", "сто", "ста", "ста"),
}

#: Cardinals that do not change with gender.
CARDINALS: dict[int, Forms] = {
    0: ("ноль", "ноля", "нолю", "ноль", "нолём", "ноле"),
    3: ("три", "трёх", "трём", "три", "тремя", "трёх"),
    4: ("четыре", "четырёх", "четырём", "четыре", "четырьмя", "четырёх"),
    **_FIVE_TO_NINE,
    10: _soft("десять"),
    **{value: _soft(word) for value, word in enumerate(_TEENS.split(), 11)},
    20: _soft("двадцать"),
    30: _soft("тридцать"),
    **{value * 10: _tens(_FIVE_TO_NINE[value]) for value in (5, 6, 7, 8)},
    **_INVARIABLE,
    200: ("двести", "двухсот", "двумстам", "двести", "двумястами", "двухстах"),
    300: ("триста", "трёхсот", "трёмстам", "триста", "тремястами", "трёхстах"),
    400: ("четыреста", "четырёхсот", "четырёмстам", "четыреста", "четырьмястами", "четырёхстах"),
    **{value * 100: _hundreds(forms) for value, forms in _FIVE_TO_NINE.items()},
}

Noun = tuple[Forms, Forms]  # singular, plural

SCALES: dict[int, Noun] = {
    1_000: (
        ("тысяча", "тысячи", "тысяче", "тысячу", "тысячей", "тысяче"),
        ("тысячи", "тысяч", "тысячам", "тысячи", "тысячами", "тысячах"),
    ),
    **{
        value: (
            (word, word + "а", word + "у", word, word + "ом", word + "е"),
            (word + "ы", word + "ов", word + "ам", word + "ы", word + "ами", word + "ах"),
        )
        for value, word in ((1_000_000, "миллион"), (1_000_000_000, "миллиард"), (1_000_000_000_000, "триллион"))
    },
}

_ORDINAL_STEMS = {
    1: "первый",
    2: "второй",
    3: "третий",
    4: "четвёртый",
    5: "пятый",
    6: "шестой",
    7: "седьмой",
    8: "восьмой",
    9: "девятый",
    40: "сороковой",
    90: "девяностый",
    100: "сотый",
    1_000: "тысячный",
    2_000: "двухтысячный",
    **{value: CARDINALS[value][0][:-1] + "ый" for value in (*range(10, 21), 30)},
    **{value: CARDINALS[value][1][:-1] + "ый" for value in (50, 60, 70, 80)},
    **{value: CARDINALS[value][1] + "ый" for value in range(200, 1000, 100)},
}
_ORDINAL_ENDINGS: dict[str, Forms] = {
    "m": ("ый", "ого", "ому", "ый", "ым", "ом"),
    "f": ("ая", "ой", "ой", "ую", "ой", "ой"),
    "n": ("ое", "ого", "ому", "ое", "ым", "ом"),
    "pl": ("ые", "ых", "ым", "ые", "ыми", "ых"),
}
_THIRD_ENDINGS: dict[str, Forms] = {
    "m": ("ий", "ьего", "ьему", "ий", "ьим", "ьем"),
    "f": ("ья", "ьей", "ьей", "ью", "ьей", "ьей"),
    "n": ("ье", "ьего", "ьему", "ье", "ьим", "ьем"),
    "pl": ("ьи", "ьих", "ьим", "ьи", "ьими", "ьих"),
}


def ends_in_one(number: int | Decimal) -> bool:
    """Whether what is counted stands in the singular: 1, 21, 101, but not 11."""
    return number % 10 == 1 and number % 100 != 11


def agreed(noun: Noun, number: int, case: Case = Case.NOMINATIVE) -> str:
    """The form of a noun after a whole number in the given case: "одна минута", "две минуты", "пяти минут"."""
    singular, plural = noun
    index, number = CASES.index(case), abs(number)
    if ends_in_one(number):
        return singular[index]
    if case not in (Case.NOMINATIVE, Case.ACCUSATIVE):
        return plural[index]
    return singular[1] if 2 <= number % 10 <= 4 and not 12 <= number % 100 <= 14 else plural[1]


def cardinal(number: int, case: Case = Case.NOMINATIVE, gender: str = "m") -> str:
    """A whole number in words: "две тысячи пять", "двухсот сорока одной"; from 10¹⁵ on digit by digit."""
    if number < 0:
        return "минус " + cardinal(-number, case, gender)
    if number == 0:
        return CARDINALS[0][CASES.index(case)]
    if number >= max(SCALES) * 1_000:
        return " ".join(cardinal(int(digit)) for digit in format(Decimal(number), "f"))
    words: list[str] = []
    for scale in sorted(SCALES, reverse=True):
        count, number = divmod(number, scale)
        if count:
            # "тысяча двести", not "одна тысяча двести", at the head of a number.
            if count > 1 or words:
                words += _below_thousand(count, case, "f" if scale == 1_000 else "m")
            words.append(agreed(SCALES[scale], count, case))
    return " ".join([*words, *_below_thousand(number, case, gender)])


def ordinal(number: int, case: Case = Case.NOMINATIVE, gender: str = "m") -> str:
    """A whole number from 1 to 2999 as "двадцать первый"; `gender` may also be "pl"."""
    value = next(value for value in _ordinal_tails(number) if value in _ORDINAL_STEMS)
    head = cardinal(number - value) + " " if number > value else ""
    return head + _ordinal_form(value, case, gender)


def _ordinal_tails(number: int) -> tuple[int, ...]:
    """What the last word of an ordinal may be worth: of 2013 that is 2013, 13 or 3."""
    return (number, number % 100, number % 10, number % 1_000, 1_000)


def _ordinal_form(value: int, case: Case, gender: str) -> str:
    word, index = _ORDINAL_STEMS[value], CASES.index(case)
    if value == 3:
        return word[:-2] + _THIRD_ENDINGS[gender][index]
    ending = _ORDINAL_ENDINGS[gender][index]
    # The stressed ending of "второй", "шестой" shows in one form only.
    return word[:-2] + (word[-2:] if ending == "ый" else ending)


def _below_thousand(number: int, case: Case, gender: str) -> list[str]:
    index, parts = CASES.index(case), []
    for value in (number // 100 * 100, *_tens_and_units(number % 100)):
        if value == 1:
            parts.append(_ONE[gender][index])
        elif value == 2:
            parts.append(_TWO[gender][index])
        elif value:
            parts.append(CARDINALS[value][index])
    return parts


def _tens_and_units(number: int) -> tuple[int, int]:
    return (number, 0) if number < 20 else (number // 10 * 10, number % 10)


@cache
def cardinal_forms() -> dict[str, int]:
    """Every written form of every simple cardinal below a thousand, with е for ё."""
    pairs = [(form, value) for value, forms in CARDINALS.items() for form in forms]
    pairs += [(form, 1) for forms in _ONE.values() for form in forms]
    pairs += [(form, 2) for forms in _TWO.values() for form in forms]
    pairs += [("нуль", 0), ("нуля", 0), ("нулю", 0), ("нулем", 0), ("восьмью", 8), ("восьмьюдесятью", 80)]
    pairs += [("восьмьюстами", 800), ("одною", 1)]
    return {form.replace("ё", "е"): value for form, value in pairs}


@cache
def scale_forms() -> dict[str, int]:
    """Every form of "тысяча", "миллион" and so on, with the sums people call by a noun."""
    pairs = {form: value for value, noun in SCALES.items() for forms in noun for form in forms}
    hundreds = dict.fromkeys(listed("сотня сотни сотне сотню сотней сотен сотням сотнями сотнях"), 100)
    return {**pairs, "тысячью": 1_000, "тыщ": 1_000, "тыща": 1_000, "тыщи": 1_000, "тыщу": 1_000, **hundreds}


@cache
def ordinal_forms() -> dict[str, int]:
    """Every form of every simple ordinal, with е for ё."""
    return {form.replace("ё", "е"): value for value, form in _all_ordinal_forms()}


def _all_ordinal_forms() -> Iterator[tuple[int, str]]:
    for value in _ORDINAL_STEMS:
        for gender in _ORDINAL_ENDINGS:
            for case in CASES:
                yield value, _ordinal_form(value, case, gender)


@cache
def forms_of_one(word: str) -> frozenset[tuple[str, int]]:
    """(gender, index in CASES) for which "один" takes this form, given with е for ё."""
    return frozenset((g, i) for g, forms in _ONE.items() for i, form in enumerate(forms) if form == word)
