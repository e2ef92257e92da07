"""Times of day as people say them: "в полседьмого вечера", "без четверти шесть", "half past two"."""

import re
from collections.abc import Mapping
from datetime import time

from bot.language.languages import Language
from bot.language.russian_numerals import ordinal_forms
from bot.language.words import normalise
from bot.language.written_form import written_form

# An hour from one to seven without "утра" or "a.m." is after noon: nobody has goods delivered at four in the morning.
_FIRST_MORNING_HOUR = 8

_RU_HALF_DAY = {"утра": 0, "ночи": 0, "дня": 12, "вечера": 12}
_RU_END = r"(?:\s+(?:час(?:а|ов|ам)?|ч))?(?:\s+(?P<half>утра|ночи|дня|вечера))?"
_RU_BEFORE = (
    r"(?:(?<=\bв)|(?<=\bк)|(?<=\bко)|(?<=\bс)|(?<=\bпосле)|(?<=\bдо)|(?<=\bна)|(?<=\bоколо)|(?<=\bчасов в)|^)\s*"
)
_RU_PART = re.compile(r"\b(?:(утр(?:ом|а|у)|до обеда)|(днем|после обеда|обед|в середине дня)|(вечер(?:ом|ком|у|а)?))\b")
_RU_FIXED = {"полдень": time(12), "полночь": time(0)}

_EN_END = r"(?:\s*(?P<half>a\.?m\b\.?|p\.?m\b\.?|a m\b|p m\b|in the (?:morning|afternoon|evening)|at night|o'clock))?"
_EN_BEFORE = r"(?:(?<=\bat)|(?<=\bby)|(?<=\bafter)|(?<=\bbefore)|(?<=\buntil)|(?<=\baround)|(?<=\bfrom)|^)\s*"
_EN_PART = re.compile(
    r"\b(?:(morning|before noon|before lunch)|(afternoon|after lunch|midday)|(evening|tonight|after work))\b"
)
_EN_FIXED = {"noon": time(12), "midnight": time(0)}
_PARTS = ("morning", "afternoon", "evening")
_HOUR, _MINUTE = r"(?P<hour>[01]?\d|2[0-3])", r"(?P<minute>[0-5]\d)"


def find_time(text: str, language: Language) -> time | None:
    """The time of day named in the text, or None. Half a clock is guessed: see `_FIRST_MORNING_HOUR`."""
    plain = normalise(text)
    return _russian_time(plain) if language is Language.RU else _english_time(plain)


def find_part_of_day(text: str, language: Language) -> str | None:
    """A time as "HH:MM" if one is named, else "morning", "afternoon" or "evening", else None."""
    exact = find_time(text, language)
    if exact:
        return exact.strftime("%H:%M")
    # No bare "день": "добрый день" is a greeting.
    pattern = _RU_PART if language is Language.RU else _EN_PART
    found = pattern.search(normalise(text))
    return _PARTS[(found.lastindex or 1) - 1] if found else None


def _russian_time(text: str) -> time | None:
    for word, value in _RU_FIXED.items():
        if re.search(rf"\b{word}\b", text):
            return value
    return _russian_half_hours(text) or _russian_minutes_before(text) or _russian_clock(text)


def _russian_half_hours(text: str) -> time | None:
    """ "полседьмого", "половина седьмого", "четверть седьмого", "пять минут седьмого": parts of the hour before."""
    digital = written_form(text, Language.RU)
    found = re.search(
        rf"\b(?:пол(?:овин[аеу])?\s?|(?P<quarter>четверть\s)|(?P<minute>\d+) минут\w? )(?P<hour>\w+){_RU_END}", digital
    )
    if not found:
        return None
    word = found["hour"]
    hour = int(word) if word.isdecimal() else ordinal_forms().get(word, 0)
    if not 1 <= hour <= 12 or not (word.isdecimal() or word.endswith("го")):
        return None
    minute = 15 if found["quarter"] else int(found["minute"]) if found["minute"] else 30
    return _on_clock((hour - 1) or 12, minute, found["half"], _RU_HALF_DAY) if minute < 60 else None


def _russian_minutes_before(text: str) -> time | None:
    """ "без пяти шесть", "без четверти шесть"."""
    digital = written_form(text, Language.RU)
    found = re.search(rf"\bбез (?P<minute>\d+|четверти)(?: минут\w?)? (?P<hour>\d+|час)\b{_RU_END}", digital)
    if not found:
        return None
    before = 15 if found["minute"] == "четверти" else int(found["minute"])
    hour = 1 if found["hour"] == "час" else int(found["hour"])
    if not (0 < before < 60 and 1 <= hour <= 24):
        return None
    exact = _on_clock(hour, 0, found["half"], _RU_HALF_DAY)
    return time((exact.hour - 1) % 24, 60 - before)


def _russian_clock(text: str) -> time | None:
    digital = written_form(text, Language.RU).replace("0 0", "00")
    digital = re.sub(r"(?<=\d )0 (?=\d\b)", "0", digital)
    for pattern in (
        rf"\b{_HOUR}[:.]{_MINUTE}\b(?![.\d]){_RU_END}",
        rf"\b{_HOUR}\s+час(?:а|ов)?\s+{_MINUTE}(?:\s+минут\w?)?{_RU_END}",
        rf"\b{_HOUR}\s+(?:час(?:а|ов|ам)?\b)(?:\s+(?P<half>утра|ночи|дня|вечера))?",
        rf"\b{_HOUR}\s+(?:{_MINUTE}\s+)?(?P<half>утра|ночи|дня|вечера)\b",
        rf"{_RU_BEFORE}{_HOUR}\s+{_MINUTE}{_RU_END}\s*$",
        rf"{_RU_BEFORE}{_HOUR}(?:\s*$|(?=\s*[,.!?]))",
        r"\bв(?P<hour>) час(?:\s+(?P<half>дня|ночи))?\b",
    ):
        found = re.search(pattern, digital)
        if found and not (pattern.startswith(r"\b") and _is_span(digital, found)):
            groups = found.groupdict()
            return _on_clock(int(groups["hour"] or 1), int(groups.get("minute") or 0), groups.get("half"), _RU_HALF_DAY)
    return None


def _is_span(text: str, found: re.Match[str]) -> bool:
    """ "через 2 часа" is a span of time, not a time of day."""
    return bool(re.search(r"\b(?:через|за|около|примерно|все|уже)\s*$", text[: found.start()]))


def _english_time(text: str) -> time | None:
    for word, value in _EN_FIXED.items():
        if re.search(rf"\b{word}\b", text) and not re.search(rf"\b(?:before|after) {word}\b", text):
            return value
    digital = re.sub(r"(?<=\d )0 (?=\d\b)", "0", written_form(text, Language.EN))
    return _english_parts_of_hour(digital) or _english_clock(digital)


def _english_parts_of_hour(text: str) -> time | None:
    """ "half past two", "quarter to six", "10 past 3"."""
    pattern = (
        rf"\b(?P<part>half|(?:a )?quarter|\d+)(?: minutes)? (?P<side>past|after|to|of|before) (?P<hour>1?\d)\b{_EN_END}"
    )
    found = re.search(pattern, text)
    if not found:
        return None
    part = found["part"]
    minutes = 30 if part == "half" else 15 if part.endswith("quarter") else int(part)
    exact = _on_clock(int(found["hour"]), 0, found["half"], _english_half(found["half"], int(found["hour"])))
    if not 0 < minutes < 60:
        return None
    if found["side"] in ("past", "after"):
        return exact.replace(minute=minutes)
    return time((exact.hour - 1) % 24, 60 - minutes)


def _english_clock(text: str) -> time | None:
    for pattern in (
        rf"\b{_HOUR}[:.]{_MINUTE}\b(?![.\d]){_EN_END}",
        rf"\b{_HOUR}(?:\s+{_MINUTE})?{_EN_END[:-1]}",
        rf"{_EN_BEFORE}{_HOUR}\s+{_MINUTE}\s*$",
        rf"{_EN_BEFORE}{_HOUR}(?:\s*$|(?=\s*[,.!?]|\s+(?:today|tomorrow|on)\b))",
    ):
        found = re.search(pattern, text)
        if found:
            half = found.groupdict().get("half")
            hour, minute = int(found["hour"]), int(found.groupdict().get("minute") or 0)
            return _on_clock(hour, minute, half, _english_half(half, hour))
    return None


def _english_half(said: str | None, hour: int) -> Mapping[str, int]:
    """How many hours the words add: "at night" belongs to both halves, by the hour."""
    if not said or said == "o'clock":
        return {}
    if said == "at night":
        return {said: 12 if 6 <= hour < 12 else 0}
    return {said: 0 if said.startswith("a") or "morning" in said else 12}


def _on_clock(hour: int, minute: int, half: str | None, halves: Mapping[str, int]) -> time:
    """Puts an hour of the twelve-hour clock on the full one."""
    offset = halves.get(half or "")
    if offset is not None and hour <= 12:
        # "двенадцать ночи" is midnight, "двенадцать дня" noon.
        return time(hour % 12 + offset, minute)
    if offset is None and 1 <= hour < _FIRST_MORNING_HOUR:
        hour += 12
    return time(hour % 24, minute)
