"""Measures, currencies and abbreviations: how each is written and which word is said for it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from bot.language.words import listed


@dataclass(frozen=True, slots=True)
class Unit:
    """`written` is a regular expression of its written forms; `russian` a noun for pymorphy3 with its gender."""

    written: str
    russian: str
    gender: str
    english: str
    english_many: str = ""

    def english_form(self, is_one: bool) -> str:
        return self.english if is_one else self.english_many or self.english + "s"


@dataclass(frozen=True, slots=True)
class Currency:
    sign: Unit
    part: Unit


# Longer spellings stand before those with which they begin.
UNITS: tuple[Unit, ...] = (
    Unit(r"кв\.\s?м|м²|m²|sq\.?\s?m", "квадратный метр", "m", "square meter"),
    Unit(r"мл|ml", "миллилитр", "m", "milliliter"),
    Unit(r"мг|mg", "миллиграмм", "m", "milligram"),
    Unit(r"мм|mm", "миллиметр", "m", "millimeter"),
    Unit(r"мин\.?|min\.?", "минута", "f", "minute"),
    Unit(r"мбит/с|mbps", "мегабит в секунду", "m", "megabit per second", "megabits per second"),
    Unit(r"мб|mb", "мегабайт", "m", "megabyte"),
    Unit(r"мес\.?", "месяц", "m", "month"),
    Unit(r"кг|kg", "килограмм", "m", "kilogram"),
    Unit(r"км|km", "километр", "m", "kilometer"),
    Unit(r"квт|kw", "киловатт", "m", "kilowatt"),
    Unit(r"см|cm", "сантиметр", "m", "centimeter"),
    Unit(r"сек\.?|sec\.?", "секунда", "f", "second"),
    Unit(r"гб|gb", "гигабайт", "m", "gigabyte"),
    Unit(r"тб|tb", "терабайт", "m", "terabyte"),
    Unit(r"гр\.?|г|(?-i:g)", "грамм", "m", "gram"),
    Unit(r"вт|(?-i:w)", "ватт", "m", "watt"),
    Unit(r"л|(?-i:l)", "литр", "m", "liter"),
    Unit(r"м|(?-i:m)", "метр", "m", "meter"),
    Unit(r"ч\.?|hrs?\.?|(?-i:h)", "час", "m", "hour"),
    Unit(r"шт\.?|pcs?\.?", "штука", "f", "piece"),
    Unit(r"упак|уп", "упаковка", "f", "pack"),
    Unit(r"oz\.?", "унция", "f", "ounce"),
    Unit(r"lbs?\.?", "фунт", "m", "pound"),
    Unit(r"°\s?[cс]", "градус", "m", "degree"),
    Unit(r"%|percent", "процент", "m", "percent", "percent"),
)

CURRENCIES: tuple[Currency, ...] = (
    Currency(
        Unit(r"₽|руб(?:л(?:ь|я|ей|ю|ям|ем|ём|ями|ях|и))?\b\.?|р\.|rub\b|rubles?\b|roubles?\b", "рубль", "m", "ruble"),
        Unit(r"коп\.?", "копейка", "f", "kopeck"),
    ),
    Currency(
        Unit(r"\$|usd\b|доллар(?:а|ов|у|ам|ом|ами|ах|ы)?\b|dollars?\b", "доллар", "m", "dollar"),
        Unit(r"ц\.", "цент", "m", "cent"),
    ),
    Currency(Unit(r"€|eur\b|евро\b|euros?\b", "евро", "m", "euro"), Unit(r"ц\.", "цент", "m", "cent")),
)

RUSSIAN_ABBREVIATIONS: Mapping[str, str] = MappingProxyType(
    {
        r"\bул\.": "улица",
        r"\bпер\.": "переулок",
        r"\bпр-т\b\.?|\bпросп\.": "проспект",
        r"\bпл\.": "площадь",
        r"\bнаб\.": "набережная",
        r"\bб-р\b": "бульвар",
        r"\bш\.(?=\s)": "шоссе",
        r"\bг\.(?=\s?[А-ЯЁ])": "город",
        r"\bд\.(?=\s?\d)": "дом",
        r"\bкорп\.|\bк\.(?=\s?\d)": "корпус",
        r"\bстр\.(?=\s?\d)": "строение",
        r"\bкв\.(?=\s?\d)": "квартира",
        r"\bпод\.(?=\s?\d)": "подъезд",
        r"\bэт\.(?=\s?\d)": "этаж",
        r"\bоф\.(?=\s?\d)": "офис",
        r"\bтел\.": "телефон",
        r"\bдоб\.": "добавочный",
        r"\bт\.\s?е\.": "то есть",
        r"\bт\.\s?д\.": "так далее",
        r"\bт\.\s?п\.": "тому подобное",
        r"\bт\.\s?к\.": "так как",
        r"\bи др\.": "и другие",
        r"\bнапр\.": "например",
        r"\bруб\.": "рублей",
        r"\bкоп\.": "копеек",
        r"\bмин\.": "минут",
        r"\bшт\.": "штук",
        r"/мес\b\.?": " в месяц",
        r"/шт\b\.?": " за штуку",
        r"/кг\b": " за килограмм",
        r"№\s?": "номер ",
        r"\s&\s": " и ",
    }
)

ENGLISH_ABBREVIATIONS: Mapping[str, str] = MappingProxyType(
    {
        r"\bSt\.(?=\s|,|$)": "Street",
        r"\bAve\.": "Avenue",
        r"\bRd\.": "Road",
        r"\bApt\.": "apartment",
        r"\bBldg\.": "building",
        r"(?:\bNo\.\s?|№\s?)(?=\d)": "number ",
        r"#(?=\d)": "number ",
        r"\bapprox\.": "approximately",
        r"\be\.g\.": "for example",
        r"\bi\.e\.": "that is",
        r"\betc\.": "and so on",
        r"/mo\b\.?": " a month",
        r"/kg\b": " a kilogram",
        r"\bmin\.": "minutes",
        r"\btel\.": "telephone",
        r"\s&\s": " and ",
    }
)

#: What stands before a name, so that a capital letter after its full stop begins no sentence.
BEFORE_NAMES = frozenset(listed("улица переулок проспект площадь набережная бульвар шоссе город телефон"))


@cache
def unit_pattern() -> str:
    """One alternation of all measures; ends where no letter follows."""
    return "(?:" + "|".join(unit.written for unit in UNITS) + r")(?![^\W_])\.?"


@cache
def currency_pattern() -> str:
    return "(?:" + "|".join(currency.sign.written for currency in CURRENCIES) + ")"


def unit_named(written: str) -> Unit:
    return next(unit for unit in UNITS if re.fullmatch(rf"(?:{unit.written})\.?", written, re.IGNORECASE))


def currency_named(written: str) -> Currency:
    return next(one for one in CURRENCIES if re.fullmatch(one.sign.written, written.strip(), re.IGNORECASE))
