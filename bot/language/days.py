"""Days as people name them: "послезавтра", "в пятницу", "27 ноября", "May 1st"; and how we name them back.

The time of day is in `times`; `find_part_of_day` is offered here too, next to `find_day`.
"""

import re
from collections.abc import Callable
from datetime import date, timedelta

from bot.language.languages import Language
from bot.language.lemmas import lemma, russian_parses
from bot.language.number_context import MONTHS
from bot.language.number_reading import NumberReader
from bot.language.number_tokens import Kind
from bot.language.number_vocabulary import vocabulary
from bot.language.times import find_part_of_day
from bot.language.words import listed, normalise
from bot.language.written_form import written_form

__all__ = ["find_day", "find_part_of_day", "say_day"]

# «27 ноября»
MONTHS_GENITIVE = listed("января февраля марта апреля мая июня июля августа сентября октября ноября декабря")
_WEEKDAYS = {
    Language.RU: listed("понедельник вторник среда четверг пятница суббота воскресенье"),
    Language.EN: listed("monday tuesday wednesday thursday friday saturday sunday"),
}
_ON_WEEKDAY = ["в понедельник", "во вторник", "в среду", "в четверг", "в пятницу", "в субботу", "в воскресенье"]
_NAMED = {
    Language.RU: {"позавчера": -2, "вчера": -1, "сегодня": 0, "послезавтра": 2, "завтра": 1},
    Language.EN: {
        "day before yesterday": -2,
        "yesterday": -1,
        "today": 0,
        "tonight": 0,
        "day after tomorrow": 2,
        "tomorrow": 1,
    },
}
_SAID = {
    Language.RU: {-1: "вчера", 0: "сегодня", 1: "завтра", 2: "послезавтра"},
    Language.EN: {-1: "yesterday", 0: "today", 1: "tomorrow"},
}


def find_day(text: str, language: Language, today: date) -> date | None:
    """The day named in the text, as seen from `today`; None if none is or it does not exist ("31 ноября").

    A weekday is the next such day, never today; "следующая" and "next" take it from the next week. A date without a
    year is the next such date. Of several days named the first rule that fits wins: dates, then named days, then
    "через три дня", then weekdays, then "двадцатого" alone.
    """
    plain = normalise(written_form(text, language))
    rules: tuple[Callable[[str, Language, date], date | None], ...] = (
        _numeric_date,
        _day_and_month,
        _named_day,
        _days_ahead,
        _weekday,
        _day_of_month,
    )
    by_rule = next((day for rule in rules if (day := rule(plain, language, today))), None)
    return by_rule or (_bare_ordinal(text, today) if language is Language.RU else None)


def say_day(day: date, today: date, language: Language) -> str:
    """«завтра, 24 ноября», «в пятницу, 27 ноября», "on Friday, November 27"; the year only when it is another."""
    shown = _shown_date(day, today, language)
    distance = (day - today).days
    if distance in _SAID[language]:
        return f"{_SAID[language][distance]}, {shown}"
    if 2 <= distance <= 6:
        on_day = _ON_WEEKDAY[day.weekday()] if language is Language.RU else f"on {_english_weekday(day)}"
        return f"{on_day}, {shown}"
    return shown if language is Language.RU else f"on {shown}"


def _shown_date(day: date, today: date, language: Language) -> str:
    if language is Language.RU:
        year = "" if day.year == today.year else f" {day.year} года"
        return f"{day.day} {MONTHS_GENITIVE[day.month - 1]}{year}"
    year = "" if day.year == today.year else f", {day.year}"
    return f"{MONTHS[language][day.month - 1].capitalize()} {day.day}{year}"


def _english_weekday(day: date) -> str:
    return _WEEKDAYS[Language.EN][day.weekday()].capitalize()


def _numeric_date(text: str, language: Language, today: date) -> date | None:
    """ "27.11.2026", "27.11", "2026-11-27", "27/11/26"; English with slashes is month first."""
    if found := re.search(r"\b(\d{4})-(\d{2})-(\d{2})\b", text):
        return _date(int(found[1]), int(found[2]), int(found[3]))
    found = re.search(r"(?<![\d.,])(\d{1,2})([./])(\d{1,2})(?:\2(\d{4}|\d{2}))?(?![\d%]|\.\d)", text)
    if not found or (found[2] == "." and not found[4] and len(found[3]) != 2):
        return None
    day, month = int(found[1]), int(found[3])
    if language is Language.EN and found[2] == "/":
        day, month = month, day
    return _dated(day, month, found[4], today)


def _day_and_month(text: str, language: Language, today: date) -> date | None:
    if language is Language.RU:
        for named in re.finditer(r"\b(\d{1,2})(?:-?(?:го|е|ое|му))?\s+([а-я]+)(?:\s+(\d{4}))?", text):
            name = lemma(named[2], language)
            if name in MONTHS[language]:
                return _dated(int(named[1]), MONTHS[language].index(name) + 1, named[3], today)
        return None
    months = "|".join(f"{month}|{month[:3]}" for month in MONTHS[language])
    day_first = rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<month>{months})\b\.?(?:,?\s+(?P<year>\d{{4}}))?"
    month_first = (
        rf"\b(?P<month>{months})\.?\s+(?:the\s+)?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?:,?\s+(?P<year>\d{{4}}))?"
    )
    found = re.search(month_first, text) or re.search(day_first, text)
    if not found:
        return None
    number = next(at for at, month in enumerate(MONTHS[language], 1) if month.startswith(found["month"]))
    return _dated(int(found["day"]), number, found["year"], today)


def _named_day(text: str, language: Language, today: date) -> date | None:
    for name, distance in _NAMED[language].items():
        if re.search(rf"\b{name}\b", text):
            return today + timedelta(days=distance)
    return None


def _days_ahead(text: str, language: Language, today: date) -> date | None:
    """ "через три дня", "через неделю", "in two weeks", "a week from now"."""
    if language is Language.RU:
        found = re.search(r"\bчерез\s+(?:(\d+|пару)\s+)?(дн|день|сут|недел)", text)
    else:
        found = re.search(r"\bin\s+(?:(\d+|a couple of|a|one)\s+)?(day|week)s?\b", text)
    if not found:
        return None
    count = int(found[1]) if (found[1] or "").isdecimal() else 2 if found[1] in ("пару", "a couple of") else 1
    days = count * (7 if found[2] in ("недел", "week") else 1)
    return today + timedelta(days=days) if days < 3_660 else None


def _weekday(text: str, language: Language, today: date) -> date | None:
    names = _WEEKDAYS[language]
    words = re.findall(r"[^\W\d_]+", text)
    bases = [lemma(word, language) for word in words]
    # "Середа" has the forms of "среда" nearby, and "среды" is also the plural: the lemma decides.
    at = next((at for at, base in enumerate(bases) if base in names), None)
    if at is None:
        return None
    ahead = (names.index(bases[at]) - today.weekday() - 1) % 7 + 1
    in_next_week = at > 0 and bases[at - 1] in ("следующий", "next")
    if in_next_week and today.weekday() + ahead < 7:
        ahead += 7
    return today + timedelta(days=ahead)


def _day_of_month(text: str, language: Language, today: date) -> date | None:
    """ "двадцатого", "5 числа", "on the 5th": the next such day."""
    if language is Language.RU:
        found = re.search(r"\b(\d{1,2})(?:-?[а-я]{1,2})?\s+числ", text) or re.search(r"\b(\d{1,2})-?(?:го|ое)\b", text)
    else:
        found = re.search(r"\bthe\s+(\d{1,2})(?:st|nd|rd|th)\b(?!\s+(?:floor|street|avenue))", text)
    return _next_day_of_month(int(found[1]), today) if found else None


def _bare_ordinal(text: str, today: date) -> date | None:
    """ "двадцать пятого", "на пятое": an ordinal in a form of "число" with nothing that it could count."""
    reader = NumberReader(normalise(text), vocabulary(Language.RU))
    for reading in reader.readings():
        form, following = reader.word(reading.last), reader.next_word(reading.last + 1)
        noun_follows = following and any("NOUN" in parse.tag for parse in russian_parses(following)[:1])
        # "Половина седьмого" is a time.
        of_an_hour = reader.word(reading.first - 1).startswith(("пол", "четверт", "минут"))
        if (
            reading.kind is Kind.ORDINAL
            and not of_an_hour
            and form.endswith(("ого", "его", "ое", "ье", "ому", "ему"))
            and not noun_follows
        ):
            return _next_day_of_month(int(reading.value), today)
    return None


def _next_day_of_month(number: int, today: date) -> date | None:
    months = ((today.year + (today.month - 1 + ahead) // 12, (today.month - 1 + ahead) % 12 + 1) for ahead in range(3))
    days = (_date(year, month, number) for year, month in months)
    return next((day for day in days if day and day >= today), None)


def _dated(day: int, month: int, year: str | None, today: date) -> date | None:
    if year:
        return _date(int(year) + (2_000 if len(year) == 2 else 0), month, day)
    # Eight years hold a 29 February even over a skipped leap year.
    candidates = (_date(today.year + ahead, month, day) for ahead in range(9))
    return next((found for found in candidates if found and found >= today), None)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
