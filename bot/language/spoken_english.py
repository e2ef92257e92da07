"""English text as it is read aloud: every figure in words, the American way."""

import re
from collections.abc import Callable
from decimal import Decimal

from bot.language.english_numerals import cardinal, ordinal
from bot.language.languages import Language
from bot.language.number_context import MONTHS
from bot.language.phones import parse_phone, phone_groups, spoken_groups
from bot.language.plural import is_whole, number_in_words
from bot.language.spoken_patterns import CODE_DIGITS, LONG_DIGITS, amount, code_groups, keep_full_stop, long_groups
from bot.language.spoken_units import (
    ENGLISH_ABBREVIATIONS,
    Unit,
    currency_named,
    currency_pattern,
    unit_named,
    unit_pattern,
)

_EN = Language.EN
_NUMBER = r"(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,3}(?:[\u00a0\u202f]\d{3})+(?:[.,]\d+)?|\d+(?:[.,]\d+)?)"
_RANGE = r"(?<![\w.,])(?:(?P<low>\d+)\s?[–—-]\s?)?" + _NUMBER
_MONTHS = "(?P<month>" + "|".join(month.capitalize() for month in MONTHS[_EN]) + ")"
_CLOCK = r"(?P<{0}h>[01]?\d|2[0-4]):(?P<{0}m>[0-5]\d)(?:\s?(?P<{0}half>[ap]\.?m\b\.?))?"


def spoken_english(text: str) -> str:
    for pattern, say in _RULES:
        text = re.sub(pattern, say, text, flags=re.IGNORECASE)
    # The full stop of "p.m." ends the sentence too.
    return re.sub(r"\b([ap]\.m\.)\.", r"\1", text)


def _phone(found: re.Match[str]) -> str:
    e164 = parse_phone(found.group())
    groups = phone_groups(e164) if e164 else re.findall(r"\+?\d+", found.group())
    if e164 and found.group().startswith("8"):
        groups[0] = "8"
    return spoken_groups(groups if not e164 or found.group()[0] in "+87" else groups[1:], _EN)


def _numeric_date(found: re.Match[str]) -> str:
    day, month = int(found["day"]), int(found["month"])
    if not (1 <= day <= 31 and 1 <= month <= 12):
        return found.group()
    year = int(found["year"]) + (2_000 if len(found["year"]) == 2 else 0)
    return f"{MONTHS[_EN][month - 1].capitalize()} {ordinal(day)}, {_year_words(year)}"


def _month_first(found: re.Match[str]) -> str:
    said = f"{found['month']} {ordinal(int(found['day']))}"
    return f"{said}, {_year_words(int(found['year']))}" if found["year"] else said


def _day_first(found: re.Match[str]) -> str:
    article = "" if re.search(r"\bthe\s+$", found.string[: found.start()], re.IGNORECASE) else "the "
    said = f"{article}{ordinal(int(found['day']))} of {found['month']}"
    return f"{said}, {_year_words(int(found['year']))}" if found["year"] else said


def _year(found: re.Match[str]) -> str:
    return found["word"] + _year_words(int(found["year"]))


def _year_words(year: int) -> str:
    """ "twenty twenty-six", "nineteen oh five", "two thousand five", "nineteen hundred"."""
    century, rest = divmod(year, 100)
    if (century % 10 == 0 and rest < 10) or not 1_000 <= year <= 2_999:
        return cardinal(year)
    if not rest:
        return f"{cardinal(century)} hundred"
    return f"{cardinal(century)} {'oh ' if rest < 10 else ''}{cardinal(rest)}"


def _time_range(found: re.Match[str]) -> str:
    start, end = (_clock(int(found[f"{side}h"]), int(found[f"{side}m"]), found[f"{side}half"]) for side in "ab")
    return f"from {start} to {end}"


def _time(found: re.Match[str]) -> str:
    return _clock(int(found["h"]), int(found["m"]), found["half"])


def _clock(hour: int, minute: int, half: str | None) -> str:
    """ "six thirty p.m.", "ten a.m.", "noon", "midnight"."""
    if not minute and not half and hour in (0, 12, 24):
        return "noon" if hour == 12 else "midnight"
    after_noon = half.lower().startswith("p") if half else 12 <= hour < 24
    shown = cardinal(hour % 12 or 12)
    minutes = f" {'oh ' if minute < 10 else ''}{cardinal(minute)}" if minute else ""
    return f"{shown}{minutes} {'p.m.' if after_noon else 'a.m.'}"


def _code(found: re.Match[str]) -> str:
    label = re.sub(r"(?:№|#|\bno\.)\s*", "number ", found["label"], flags=re.IGNORECASE)
    if label == "number " and re.search(r"(?i)\bnumber(?:\s+is)?\s+$", found.string[: found.start()]):
        label = ""  # "the order number is № 1042": the word has been said
    return label + ", ".join(_code_group(group) for group in code_groups(found["digits"]))


def _code_group(group: str) -> str:
    """ "forty-two", "oh seven", "zero zero"."""
    if group == "0" * len(group):
        return " ".join("zero" for _ in group)
    zeros = len(group) - len(group.lstrip("0"))
    return "oh " * zeros + cardinal(int(group))


def _money(found: re.Match[str]) -> str:
    currency = currency_named(found.groupdict().get("sign") or found["after"])
    value = amount(found["number"], _EN)
    whole = int(value)
    parts = int((value - whole) * 100)
    said = [] if parts and not whole else [_whole(whole, currency.sign)]
    if parts:
        said.append(_whole(parts, currency.part))
    return keep_full_stop(found, _low_end(found) + " ".join(said))


def _measure(found: re.Match[str]) -> str:
    unit, value = unit_named(found["unit"]), amount(found["number"], _EN)
    return keep_full_stop(found, _low_end(found) + _amount_of(value, unit))


def _low_end(found: re.Match[str]) -> str:
    low = found.groupdict().get("low")
    return f"{cardinal(int(low))} to " if low else ""


def _whole(number: int, unit: Unit) -> str:
    return f"{cardinal(number)} {unit.english_form(number == 1)}"


def _amount_of(value: Decimal, unit: Unit) -> str:
    """ "half a liter", "two and a half liters", "zero point three three liters"."""
    if is_whole(value):
        return _whole(int(value), unit)
    if value == Decimal("0.5") and unit.english != "percent":
        return f"half {'an' if unit.english in ('hour', 'ounce') else 'a'} {unit.english}"
    if value % 1 == Decimal("0.5") and value > 1 and unit.english != "percent":
        return f"{cardinal(int(value))} and a half {unit.english_form(False)}"
    return f"{number_in_words(value, _EN)} {unit.english_form(False)}"


def _ordinal(found: re.Match[str]) -> str:
    return ordinal(int(found["number"]))


def _plain_number(found: re.Match[str]) -> str:
    written = found["number"]
    if re.fullmatch(r"0\d+|\d{7,}", written):
        return ", ".join(_code_group(group) for group in code_groups(written))
    value = amount(written, _EN)
    if value > 1 and value % 1 == Decimal("0.5") and re.match(r"\s+[a-z]+s\b", found.string[found.end() :]):
        return f"{cardinal(int(value))} and a half"
    glued = " " if re.match(r"[^\W\d_]", found.string[found.end() :]) else ""
    return _low_end(found) + number_in_words(value, _EN) + glued


def _abbreviation(full: str) -> Callable[[re.Match[str]], str]:
    return lambda found: keep_full_stop(found, full)


_CURRENCY = currency_pattern()
# What has a number of its own; "order 200 pieces" counts, which the noun after it shows.
_CODED = r"\b(?:order|ticket|complaint|request|code)"
_RULES: tuple[tuple[str, Callable[[re.Match[str]], str]], ...] = (
    (
        r"(?<![\d.,+])(?:\+\d[\d\s\u00a0()‑-]{8,18}\d|[78][\s\u00a0(-]*\d{3}[)\s\u00a0-]*\d{3}[\s\u00a0-]*\d{2}[\s\u00a0-]*\d{2})(?!\d)",
        _phone,
    ),
    (r"\b24/7\b", lambda _: "twenty-four seven"),
    (LONG_DIGITS, lambda found: ", ".join(_code_group(group) for group in long_groups(found.group()))),
    (r"(?<![\d.])(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4})(?!\d)", _numeric_date),
    (r"\b(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})\b", _numeric_date),
    (r"(?<![\d/])(?P<month>\d{1,2})/(?P<day>\d{1,2})/(?P<year>\d{4}|\d{2})(?![\d/])", _numeric_date),
    (rf"\b{_MONTHS}\s+(?:the\s+)?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?!:)(?:,?\s+(?P<year>\d{{4}})\b)?", _month_first),
    (rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTHS}\b(?:,?\s+(?P<year>\d{{4}})\b)?", _day_first),
    (r"(?<![^\s(])[-−](?=\d)", lambda _: "minus "),
    (r"(?P<word>\b(?:in|since|until|year)\s+)(?P<year>(?:19|20)\d{2})\b(?!\s+\w+s\b|[,.]\d|:)", _year),
    (rf"(?:\bfrom\s+)?\b{_CLOCK.format('a')}(?:\s?[–—-]\s?|\s+to\s+){_CLOCK.format('b')}(?!\d)", _time_range),
    (rf"\b{_CLOCK.format('')}(?!\d)", _time),
    (
        rf"(?P<label>(?:{_CODED}\s+)?(?:number\s+(?:is\s+)?|no\.\s*|№\s*|\#\s*)|{_CODED}\s+(?=\d\d\d))(?P<digits>{CODE_DIGITS})"
        rf"(?![\d.,]\d|\s?(?:{_CURRENCY}|%)|\s(?:pieces|items|units|packs|bottles|boxes|bags)\b)",
        _code,
    ),
    (r"(?P<sign>[$€₽])\s?" + _NUMBER, _money),
    (rf"{_RANGE}[\s\u00a0]?(?P<after>{_CURRENCY})", _money),
    (rf"{_RANGE}[\s\u00a0]?(?P<unit>{unit_pattern()}|percent\b)", _measure),
    (r"\b(?P<number>\d{1,4})(?:st|nd|rd|th)\b", _ordinal),
    (_RANGE, _plain_number),
    *((pattern, _abbreviation(full)) for pattern, full in ENGLISH_ABBREVIATIONS.items()),
)
