"""The day and the part of the day that a reply names, and how they are said back."""

import re
from collections.abc import Callable
from datetime import date

from actions.orders.phrases import PHRASES
from actions.orders.reply_text import ReplyText
from bot.language.days import find_day, find_part_of_day, say_day
from bot.language.languages import Language

_GREETING = re.compile(
    r"(?<!\w)(?:добр\w+ (?:утр\w+|д[ен]\w+|вечер\w*|ноч\w+)|good (?:morning|afternoon|evening|day|night))(?!\w)"
)
_PARTS = {
    Language.RU: {"morning": "утром", "afternoon": "днём", "evening": "вечером", "night": "ночью"},
    Language.EN: {
        "morning": "in the morning",
        "afternoon": "in the afternoon",
        "evening": "in the evening",
        "night": "at night",
    },
}
_AT = {Language.RU: "в", Language.EN: "at"}
_MOST_DAYS = 5
"""Who names more days in one breath has not decided."""
_LEADING = re.compile(r"(?:(?<!\w)(?:на|в|во|к|ко|on|by|for|at)\s+)$")


def take_when(reply: ReplyText, language: Language, today: date, *, is_asked: bool) -> tuple[date | None, str]:
    """The day (None if none is named; never a past one) and the part of it, both taken out of the reply.

    Of several days the last one holds: «завтра, нет, послезавтра». A time of day alone counts only when asked for.
    """
    if greeting := reply.search(_GREETING):
        reply.take(*greeting.span())
    day, last_start = None, -1
    for _ in range(_MOST_DAYS):
        found = _next_day(reply, language, today)
        if found is None:
            break
        named, start, end = found
        reply.take(start, end)
        if start > last_start:
            day, last_start = named, start
    part = ""
    if (
        is_asked
        or day is not None
        or re.search(r"(?<!\w)(?:утр|вечер|днем|обед|morning|afternoon|evening)", reply.plain)
    ):
        part = _take_part(reply, language)
    return (day if day is not None and day >= today else None), part


def say_when(value: str, today: date, language: Language) -> str:
    """«завтра, 24 ноября, утром» for `2026-11-24 morning`."""
    day, _, part = value.partition(" ")
    said = say_day(date.fromisoformat(day), today, language)
    if not part:
        return said
    return f"{said}, {_PARTS[language][part]}" if part in _PARTS[language] else f"{said}, {_AT[language]} {part}"


def _next_day(reply: ReplyText, language: Language, today: date) -> tuple[date, int, int] | None:
    """The day that is named and the words that name it; a street named after a day is none."""
    searched = PHRASES[language].day_in_address.sub(lambda found: " " * len(found.group()), reply.plain)
    day = find_day(searched, language, today)
    if day is None:
        return None
    start, end = _narrowed(searched, lambda text: find_day(text, language, today) == day)
    return day, _with_preposition(searched, start), end


def _take_part(reply: ReplyText, language: Language) -> str:
    part = find_part_of_day(reply.plain, language)
    if part is None:
        return ""
    start, end = _narrowed(reply.plain, lambda text: find_part_of_day(text, language) == part)
    reply.take(_with_preposition(reply.plain, start), end)
    return part


def _narrowed(text: str, holds: Callable[[str], bool]) -> tuple[int, int]:
    """The shortest run of whole words for which it still holds."""
    words = [match.span() for match in re.finditer(r"\S+", text)]
    begin = next((start for start, _ in reversed(words) if holds(text[start:])), words[0][0])
    finish = next((end for start, end in words if start >= begin and holds(text[begin:end])), words[-1][1])
    return begin, finish


def _with_preposition(text: str, start: int) -> int:
    found = _LEADING.search(text[:start])
    return found.start() if found else start
