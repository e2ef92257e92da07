"""The words of numbers in each language, in the form in which `number_reading` looks them up (lower case, е for ё)."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from bot.language import english_numerals, russian_numerals
from bot.language.languages import Language
from bot.language.words import listed


@dataclass(frozen=True, slots=True)
class Vocabulary:
    cardinals: Mapping[str, int]
    ordinals: Mapping[str, int]
    #: Multipliers, 100 included where a language has it as a word of its own.
    scales: Mapping[str, int]
    #: "полтора", "полторы".
    halves: Mapping[str, Decimal]
    #: Runs of words with a fixed value and how they are written, such as "half a dozen".
    phrases: Mapping[str, tuple[Decimal, str]]
    #: What adds a fraction when it follows a number: "с половиной".
    tails: Mapping[tuple[str, ...], Decimal]
    #: Nouns of quantity, which count only before what is counted.
    quantities: Mapping[str, int]
    #: The word between a noun of quantity and what is counted ("a couple of").
    of: str
    articles: frozenset[str]
    ands: frozenset[str]
    #: How often the digit that follows is repeated: "double", "два" before "нуля".
    repeats: Mapping[str, int]
    #: What can be repeated so.
    digits: Mapping[str, int]
    #: Between the whole and the decimal digits: "point", "запятая".
    points: frozenset[str]
    #: "целых" and the words that name the parts ("десятых" is one digit).
    wholes: frozenset[str]
    parts: Mapping[str, int]
    #: Measures of which a bare "ноль пять" is a half.
    measured: frozenset[str]
    #: A letter that is read as zero among digits.
    letter_zero: frozenset[str]
    #: Forms that are another word when they stand alone ("семью" is also "the family").
    only_in_compounds: frozenset[str]
    minus: str
    plus: str

    def is_numeral(self, word: str) -> bool:
        return word in self.cardinals or word in self.ordinals or word in self.scales or word in self.halves


@cache
def vocabulary(language: Language) -> Vocabulary:
    return {Language.RU: _russian, Language.EN: _english}[language]()


def _russian() -> Vocabulary:
    cardinals = dict(russian_numerals.cardinal_forms())
    collective = {2: "двое двоих двоим двоими", 3: "трое троих троим троими", 4: "четверо четверых четверым четверыми"}
    collective |= {5: "пятеро пятерых пятерым", 6: "шестеро шестерых", 7: "семеро семерых", 8: "восьмеро восьмерых"}
    for value, forms in collective.items():
        cardinals |= dict.fromkeys(forms.split(), value)
    nouns = "нуля нулей нули ноля нолей ноли", "единицы единиц", "двойки двоек", "тройки троек", "четверки четверок"
    more = "пятерки пятерок", "шестерки шестерок", "семерки семерок", "восьмерки восьмерок", "девятки девяток"
    return Vocabulary(
        cardinals=cardinals,
        ordinals=russian_numerals.ordinal_forms(),
        scales=russian_numerals.scale_forms() | {"сот": 100},
        halves=dict.fromkeys(("полтора", "полторы", "полутора"), Decimal("1.5")),
        phrases={
            "полтысячи": (Decimal(500), "500"),
            "полсотни": (Decimal(50), "50"),
            "полдюжины": (Decimal(6), "6"),
            "полмиллиона": (Decimal(500_000), "500000"),
            **{
                spelling: (Decimal("0.5"), f"0.5 {measure}")
                for measure in ("кило", "килограмма", "литра", "метра")
                for spelling in (f"пол{measure}", f"пол-{measure}", f"пол {measure}")
            },
        },
        tails={
            ("с", "половиной"): Decimal("0.5"),
            ("с", "четвертью"): Decimal("0.25"),
            ("и", "три", "четверти"): Decimal("0.75"),
        },
        quantities={
            **dict.fromkeys(("пара", "пару", "парочка", "парочку"), 2),
            **dict.fromkeys(("десяток", "десятка", "десятков"), 10),
            **dict.fromkeys(("дюжина", "дюжину", "дюжины", "дюжин"), 12),
        },
        of="",
        articles=frozenset(),
        ands=frozenset(),
        repeats={"два": 2, "две": 2, "три": 3, "четыре": 4, "пять": 5},
        digits={word: digit for digit, words in enumerate((*nouns, *more)) for word in words.split()},
        points=frozenset({"запятая", "точка"}),
        wholes=frozenset({"целых", "целая", "целые", "целой", "целую"}),
        parts={
            **dict.fromkeys(("десятых", "десятая", "десятые", "десятой", "десятую"), 1),
            **dict.fromkeys(("сотых", "сотая", "сотые", "сотой", "сотую"), 2),
            **dict.fromkeys(("тысячных", "тысячная", "тысячные", "тысячной", "тысячную"), 3),
        },
        measured=frozenset(listed("л литра литров кг кило килограмма килограммов процента метра")),
        letter_zero=frozenset(),
        only_in_compounds=frozenset({"семью"}),
        minus="минус",
        plus="плюс",
    )


def _english() -> Vocabulary:
    cardinals = english_numerals.cardinal_forms()
    ones = {word: value for word, value in cardinals.items() if value < 10}
    half = Decimal("0.5")
    return Vocabulary(
        cardinals=cardinals,
        ordinals=english_numerals.ordinal_forms(),
        scales=english_numerals.scale_forms(),
        halves={},
        phrases={
            "half a dozen": (Decimal(6), "6"),
            "half a million": (Decimal(500_000), "500000"),
            **{
                f"half a {measure}": (half, f"0.5 {measure}")
                for measure in listed("kilo kilogram liter litre pound meter metre gallon")
            },
        },
        tails={
            ("and", "a", "half"): half,
            ("and", "a", "quarter"): Decimal("0.25"),
            ("and", "three", "quarters"): Decimal("0.75"),
        },
        quantities={"couple": 2, "dozen": 12},
        of="of",
        articles=frozenset({"a", "an"}),
        ands=frozenset({"and"}),
        repeats={"double": 2, "triple": 3, "treble": 3},
        digits=ones | {"oh": 0, "o": 0},
        points=frozenset({"point"}),
        wholes=frozenset(),
        parts={},
        measured=frozenset(),
        letter_zero=frozenset({"oh", "o"}),
        only_in_compounds=frozenset(),
        minus="minus",
        plus="plus",
    )
