"""Russian text as it is read aloud: every figure in words, in the right case and gender."""

import re
from collections.abc import Callable
from decimal import Decimal

from bot.language.days import MONTHS_GENITIVE
from bot.language.languages import Language
from bot.language.lemmas import russian_parses
from bot.language.phones import parse_phone, phone_groups, spoken_digits, spoken_groups
from bot.language.plural import agree_russian, is_whole, number_in_words
from bot.language.russian_context import case_after, case_and_gender, word_before
from bot.language.russian_numerals import Case, cardinal, ordinal
from bot.language.spoken_patterns import CODE_DIGITS, LONG_DIGITS, amount, code_groups, keep_full_stop, long_groups
from bot.language.spoken_units import (
    BEFORE_NAMES,
    RUSSIAN_ABBREVIATIONS,
    Unit,
    currency_named,
    currency_pattern,
    unit_named,
    unit_pattern,
)

_RU = Language.RU
_AMOUNT = r"(?P<number>\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?:,\d+)?|\d+(?:[.,]\d+)?)"
_RANGE = r"(?<![\w.,])(?:(?P<low>\d+)\s?[–—-]\s?)?" + _AMOUNT
_MONTH = "(?P<month>" + "|".join(MONTHS_GENITIVE) + ")"
_YEAR_WORD = r"(?P<word>год[ауе]?|годом|г\.|гг\.)"
_CLOCK = r"(?P<{0}h>[01]?\d|2[0-4]):(?P<{0}m>[0-5]\d)"
_ORDINAL_SUFFIXES = {
    "й": (Case.NOMINATIVE, "m"),
    "ый": (Case.NOMINATIVE, "m"),
    "ой": (Case.GENITIVE, "f"),
    "я": (Case.NOMINATIVE, "f"),
    "ая": (Case.NOMINATIVE, "f"),
    "е": (Case.NOMINATIVE, "n"),
    "ое": (Case.NOMINATIVE, "n"),
    "го": (Case.GENITIVE, "m"),
    "му": (Case.DATIVE, "m"),
    "м": (Case.PREPOSITIONAL, "m"),
    "ю": (Case.ACCUSATIVE, "f"),
    "х": (Case.GENITIVE, "pl"),
}
_PLACE_CASES = {"на": "loct", "в": "loct", "по": "datv", "с": "gent", "до": "gent", "от": "gent"}
_COLLECTIVE = {2: "двое", 3: "трое", 4: "четверо"}
_COLLECTIVE_GENITIVE = {2: "двух", 3: "трёх", 4: "четырёх"}


def spoken_russian(text: str) -> str:
    for pattern, say in _RULES:
        text = re.sub(pattern, say, text, flags=re.IGNORECASE)
    return text


def _phone(found: re.Match[str]) -> str:
    e164 = parse_phone(found.group())
    if not e164:
        return spoken_groups(re.findall(r"\+?\d+", found.group()), _RU)
    groups = phone_groups(e164)
    if found.group().startswith("8"):
        groups[0] = "8"
    return spoken_groups(groups if found.group()[0] in "+87" else groups[1:], _RU)


def _numeric_date(found: re.Match[str]) -> str:
    day, month, year = int(found["day"]), int(found["month"]), found["year"]
    if not (1 <= day <= 31 and 1 <= month <= 12):
        return found.group()
    full_year = int(year) + (2_000 if len(year) == 2 else 0)
    return f"{_day(found, day)} {MONTHS_GENITIVE[month - 1]} {ordinal(full_year, Case.GENITIVE)} года"


def _date_with_month(found: re.Match[str]) -> str:
    said = f"{_day(found, int(found['day']))} {found['month']}"
    if found["low"]:
        said = f"{_day(found, int(found['low']))} – {said}"
    return f"{said} {ordinal(int(found['year']), Case.GENITIVE)} года" if found["year"] else said


def _day(found: re.Match[str], day: int) -> str:
    """«Доставим двадцать седьмого», but «на двадцать седьмое», «сегодня двадцать седьмое», «к двадцать седьмому»."""
    before = found.string[: found.start()]
    if word_before(before) in ("на", "по", "сегодня", "за"):
        return ordinal(day, Case.NOMINATIVE, "n")
    return ordinal(day, Case.DATIVE if case_after(before) is Case.DATIVE else Case.GENITIVE, "n")


def _year(found: re.Match[str]) -> str:
    case = {"году": Case.PREPOSITIONAL, "год": Case.NOMINATIVE, "годом": Case.INSTRUMENTAL}.get(
        found["word"], Case.GENITIVE
    )
    if found["word"] == "году" and case_after(found.string[: found.start()]) is Case.DATIVE:
        case = Case.DATIVE
    word = "года" if found["word"].startswith("г.") else found["word"]
    return keep_full_stop(found, f"{ordinal(int(found['year']), case)} {word}")


def _time_range(found: re.Match[str]) -> str:
    """«с десяти до двадцати одного часа»."""
    start = _clock(int(found["ah"]), int(found["am"]), Case.GENITIVE, with_noun=found["am"] != "00")
    end = _clock(int(found["bh"]), int(found["bm"]), Case.GENITIVE)
    return f"с {start} до {end}"


def _time(found: re.Match[str]) -> str:
    case = case_after(found.string[: found.start()])
    return _clock(int(found["h"]), int(found["m"]), case)


def _clock(hour: int, minute: int, case: Case, with_noun: bool = True) -> str:
    said = cardinal(hour, case)
    if minute:
        return f"{said} {'ноль ' if minute < 10 else ''}{cardinal(minute, case)}"
    return f"{said} {agree_russian(hour, 'час', case)}" if with_noun else said


def _code(found: re.Match[str]) -> str:
    """An order number in groups of two: «десять, сорок два»."""
    label = "номер " if found["label"].startswith("№") else found["label"].replace("№", "номер ")
    before = found.string[: found.start()] + found["label"].partition("№")[0]
    if "№" in found["label"] and re.search(r"(?i)\bномер\w*(?:\s+\w+)?\s+$", before):
        label = found["label"].partition("№")[0]  # «Номер заказа № 1042»: the word has been said
    return re.sub(r"\s+", " ", label) + ", ".join(spoken_digits(group, _RU) for group in code_groups(found["digits"]))


def _money(found: re.Match[str]) -> str:
    written = found.groupdict().get("sign") or found["after"]
    currency, value = currency_named(written), amount(found["number"], _RU)
    case = _case_of_money(found, written, value)
    whole = int(value)
    parts = int((value - whole) * 100)
    said = [] if parts and not whole else [_whole(whole, currency.sign, case)]
    if parts:
        said.append(_whole(parts, currency.part, case))
    return keep_full_stop(found, _low_end(found, currency.sign, case) + " ".join(said))


def _case_of_money(found: re.Match[str], written: str, value: Decimal) -> Case:
    for ending, case in (("ями", Case.INSTRUMENTAL), ("ям", Case.DATIVE), ("ях", Case.PREPOSITIONAL)):
        if written.lower().endswith(ending):
            return case
    return case_after(found.string[: found.start()], value)


def _measure(found: re.Match[str]) -> str:
    unit, value = unit_named(found["unit"]), amount(found["number"], _RU)
    case = case_after(found.string[: found.start()], value)
    return keep_full_stop(found, _low_end(found, unit, case) + _amount_of(value, unit, case))


def _low_end(found: re.Match[str], unit: Unit, case: Case) -> str:
    low = found.groupdict().get("low")
    return f"{cardinal(int(low), case, unit.gender)}-" if low else ""


def _whole(number: int, unit: Unit, case: Case) -> str:
    noun = unit.russian if unit.russian == "евро" else agree_russian(number, unit.russian, case)
    return f"{cardinal(number, case, unit.gender)} {noun}"


def _amount_of(value: Decimal, unit: Unit, case: Case) -> str:
    """«пол-литра», «полтора литра», «два с половиной литра», «ноль целых тридцать три сотых литра»."""
    if is_whole(value):
        return _whole(int(value), unit, case)
    half_of = agree_russian(value, unit.russian)
    if value == Decimal("0.5"):
        return f"пол{'-' if half_of[0] in 'аеёиоуыэюял' else ''}{half_of}"
    if value == Decimal("1.5"):
        direct = case in (Case.NOMINATIVE, Case.ACCUSATIVE)
        one_and_half = "полторы" if unit.gender == "f" else "полтора"
        return f"{one_and_half} {half_of}" if direct else f"полутора {agree_russian(5, unit.russian, case)}"
    if value % 1 == Decimal("0.5"):
        return f"{cardinal(int(value), case, unit.gender)} с половиной {agree_russian(int(value), unit.russian, case)}"
    return f"{number_in_words(value, _RU)} {half_of}"


def _ordinal(found: re.Match[str]) -> str:
    case, gender = _ORDINAL_SUFFIXES[found["suffix"].lower()]
    number = int(found["number"])
    if gender == "m" and case is Case.NOMINATIVE and case_after(found.string[: found.start()]) is Case.ACCUSATIVE:
        case = Case.ACCUSATIVE
    return ordinal(number, case, gender) if 0 < number < 3_000 else found.group()


def _plain_number(found: re.Match[str]) -> str:
    written = found["number"]
    if re.fullmatch(r"0\d+|\d{7,}", written):
        return ", ".join(spoken_digits(group, _RU) for group in code_groups(written))
    value = amount(written, _RU)
    before, after = found.string[: found.start()], found.string[found.end() :]
    if not is_whole(value):
        return _plain_decimal(value, after)
    case, gender, no_singular = case_and_gender(before, int(value), after)
    if no_singular:
        return (_COLLECTIVE if case in (Case.NOMINATIVE, Case.ACCUSATIVE) else _COLLECTIVE_GENITIVE)[int(value)]
    low = f"{cardinal(int(found['low']), case, gender)}-" if found["low"] else ""
    glued = " " if re.match(r"[^\W\d_]", after) else ""
    return low + cardinal(int(value), case, gender) + glued


def _plain_decimal(value: Decimal, after: str) -> str:
    """«полтора часа», «две целых пять десятых»: a noun that follows already stands in the genitive singular."""
    _, gender, _ = case_and_gender("", 2, after)
    if value == Decimal("1.5") and re.match(r"\s+[а-яё]", after, re.IGNORECASE):
        return "полторы" if gender == "f" else "полтора"
    if value > 2 and value % 1 == Decimal("0.5") and re.match(r"\s+[а-яё]", after, re.IGNORECASE):
        return f"{cardinal(int(value), gender=gender)} с половиной"
    return number_in_words(value, _RU)


def _abbreviation(full: str) -> Callable[[re.Match[str]], str]:
    """Says the full word, in the case that the word before asks for: «на ул.» is «на улице»."""

    def say(found: re.Match[str]) -> str:
        before = word_before(found.string[: found.start()])
        said = full
        if full in BEFORE_NAMES and before in _PLACE_CASES:
            noun = next(parse for parse in russian_parses(full) if "nomn" in parse.tag)
            form = noun.inflect({_PLACE_CASES[before], "sing"})
            said = form.word if form else full
        space = " " if re.match(r"\w", found.string[found.end() :]) and not said.endswith(" ") else ""
        return (said if full in BEFORE_NAMES else keep_full_stop(found, said)) + space

    return say


_CURRENCY = currency_pattern()
# What has a number of its own. «В заказе 200 товаров» counts, so the form «заказе» needs the sign №.
_CODED = r"\b(?:(?:заказ|код|талон|договор|чек)(?:а|у|ом)?|заявк[аиу]|обращени[ея]|жалоб[аыу])"
_RULES: tuple[tuple[str, Callable[[re.Match[str]], str]], ...] = (
    (
        r"(?<![\d.,+])(?:\+\d[\d\s\u00a0()‑-]{8,18}\d|[78][\s\u00a0(-]*\d{3}[)\s\u00a0-]*\d{3}[\s\u00a0-]*\d{2}[\s\u00a0-]*\d{2}"
        r"|\(?9\d{2}[)\s-]+\d{3}[\s-]\d{2}[\s-]\d{2})(?!\d)",
        _phone,
    ),
    (r"\b24/7\b", lambda _: "круглосуточно"),
    (LONG_DIGITS, lambda found: ", ".join(spoken_digits(group, _RU) for group in long_groups(found.group()))),
    (
        r"(?<![\d.])(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4}|\d{2})(?![\d])(?:\s?г(?:ода|\.)?)?",
        _numeric_date,
    ),
    (r"\b(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})\b", _numeric_date),
    (
        rf"\b(?:(?P<low>\d{{1,2}})\s?[–—-]\s?)?(?P<day>\d{{1,2}})[\s\u00a0]{_MONTH}\b"
        r"(?:[\s\u00a0](?P<year>\d{4})(?:[\s\u00a0]?(?:года|год|г\.))?)?",
        _date_with_month,
    ),
    (r"(?<![^\s(«])[-−](?=\d)", lambda _: "минус "),
    (rf"\b(?P<year>[12]\d{{3}})(?:-(?:го|м|й|му))?[\s\u00a0]?{_YEAR_WORD}(?!\w)", _year),
    (
        rf"(?:\bс[\s\u00a0]+)?\b{_CLOCK.format('a')}(?:\s?[–—-]\s?|[\s\u00a0]+до[\s\u00a0]+){_CLOCK.format('b')}\b",
        _time_range,
    ),
    (rf"\b{_CLOCK.format('')}\b", _time),
    (
        rf"(?P<label>(?:{_CODED}[\s\u00a0]*)?№[\s\u00a0]*|\bномер(?:а|у|ом)?[\s\u00a0]+|{_CODED}[\s\u00a0]+(?=\d\d\d))"
        rf"(?P<digits>{CODE_DIGITS})(?![\d.,]\d|[\s\u00a0]?(?:{_CURRENCY}|%))",
        _code,
    ),
    *((pattern, _abbreviation(full)) for pattern, full in RUSSIAN_ABBREVIATIONS.items() if r"(?=\s?\d)" in pattern),
    (r"(?P<sign>[$€₽])[\s\u00a0]?" + _AMOUNT, _money),
    (rf"{_RANGE}[\s\u00a0]?(?P<after>{_CURRENCY})", _money),
    (rf"{_RANGE}[\s\u00a0]?(?P<unit>{unit_pattern()})", _measure),
    (r"\b(?P<number>\d{1,4})-(?P<suffix>ый|ой|ая|ое|го|му|й|я|е|м|ю|х)\b", _ordinal),
    (_RANGE, _plain_number),
    *((pattern, _abbreviation(full)) for pattern, full in RUSSIAN_ABBREVIATIONS.items()),
)
