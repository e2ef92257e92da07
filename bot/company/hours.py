"""When a company works. Times are local: the caller brings the moment in the company's own zone.

A day that closes at or before the hour it opens goes on past midnight; 0:00–0:00 is the whole day.
"""

from datetime import date, datetime, time, timedelta
from itertools import groupby

from bot.company.model import Hours, OpenHours
from bot.language.languages import Language

_SEARCH_DAYS = 366
_MIDNIGHT = time(0, 0)

_RU_DAYS = ("понедельник", "вторник", "среду", "четверг", "пятницу", "субботу", "воскресенье")
_RU_FROM = ("понедельника", "вторника", "среды", "четверга", "пятницы", "субботы", "воскресенья")
_EN_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def is_open(hours: Hours, local: datetime) -> bool:
    today, yesterday = local.date(), local.date() - timedelta(days=1)
    return any(begins <= local < ends for day in (yesterday, today) for begins, ends in _spans(hours, day, local))


def next_opening(hours: Hours, local: datetime) -> datetime | None:
    """When it opens next, after `local`; None when it does not open within a year."""
    days = (local.date() + timedelta(days=n) for n in range(_SEARCH_DAYS))
    spans = (begins for day in days for begins, _ in _spans(hours, day, local))
    return next((begins for begins in spans if begins > local), None)


def on_day(hours: Hours, day: date) -> OpenHours | None:
    """The hours of one date; None when it is closed."""
    return hours.exceptions[day] if day in hours.exceptions else hours.week[day.weekday()]


def describe(hours: Hours, language: Language) -> str:
    """The ordinary week as a phrase: «ежедневно с 9:00 до 21:00», "from 9 a.m. to 9 p.m. every day"."""
    groups = [(list(days), period) for period, days in groupby(range(7), key=lambda day: hours.week[day])]
    say = _say_russian if language is Language.RU else _say_english
    parts = [say(days, period) for days, period in groups if period]
    closed = [day for days, period in groups if not period for day in days]
    if not parts:
        return "временно не работаем" if language is Language.RU else "closed for now"
    return ", ".join(parts) + _say_closed(closed, language)


def _spans(hours: Hours, day: date, local: datetime) -> list[tuple[datetime, datetime]]:
    period = on_day(hours, day)
    if period is None:
        return []
    last = day if period.closes > period.opens else day + timedelta(days=1)
    return [
        (datetime.combine(day, period.opens, local.tzinfo), datetime.combine(last, period.closes, local.tzinfo)),
    ]


def _say_russian(days: list[int], period: OpenHours) -> str:
    if len(days) == 7:
        when = "ежедневно"
    elif days == [0, 1, 2, 3, 4]:
        when = "по будням"
    elif days == [5, 6]:
        when = "по выходным"
    elif len(days) == 1:
        when = f"{_in_russian(days[0])} {_RU_DAYS[days[0]]}"
    else:
        when = f"{'со' if days[0] == 1 else 'с'} {_RU_FROM[days[0]]} по {_RU_DAYS[days[-1]]}"
    if period.opens == period.closes:
        return "круглосуточно" if len(days) == 7 else f"{when} круглосуточно"
    closes = "полуночи" if period.closes == _MIDNIGHT else _clock(period.closes)
    return f"{when} с {_clock(period.opens)} до {closes}"


def _say_english(days: list[int], period: OpenHours) -> str:
    if len(days) == 7:
        when = "every day"
    elif days == [0, 1, 2, 3, 4]:
        when = "on weekdays"
    elif days == [5, 6]:
        when = "at weekends"
    elif len(days) == 1:
        when = f"on {_EN_DAYS[days[0]]}"
    else:
        when = f"{_EN_DAYS[days[0]]} to {_EN_DAYS[days[-1]]}"
    if period.opens == period.closes:
        return "around the clock" if len(days) == 7 else f"around the clock {when}"
    return f"from {_english_clock(period.opens)} to {_english_clock(period.closes)} {when}"


def _say_closed(days: list[int], language: Language) -> str:
    if not days:
        return ""
    if language is Language.RU:
        names = [f"{_in_russian(day)} {_RU_DAYS[day]}" for day in days]
        return f", {' и '.join(names) if len(names) < 3 else ', '.join(names)} не работаем"
    return f", closed on {' and '.join(_EN_DAYS[day] for day in days)}"


def _in_russian(day: int) -> str:
    return "во" if day == 1 else "в"


def _clock(moment: time) -> str:
    return f"{moment.hour}:{moment.minute:02}"


def _english_clock(moment: time) -> str:
    if moment == _MIDNIGHT:
        return "midnight"
    minutes = f":{moment.minute:02}" if moment.minute else ""
    return f"{(moment.hour + 11) % 12 + 1}{minutes} {'a.m.' if moment.hour < 12 else 'p.m.'}"
