"""When a company works, and how it says so."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.company.hours import describe, is_open, next_opening
from bot.company.model import Hours, OpenHours
from bot.language.languages import Language

MOSCOW = ZoneInfo("Europe/Moscow")
DAY = OpenHours(time(9), time(21))
SHORT = OpenHours(time(10), time(16))
NIGHT = OpenHours(time(18), time(3))
ALWAYS = OpenHours(time(0), time(0))
EVERY_DAY = Hours((DAY,) * 7, {date(2026, 12, 31): OpenHours(time(9), time(18)), date(2027, 1, 1): None})
WEEK = Hours((*(DAY,) * 5, SHORT, None))


def at(day: int, hour: int, minute: int = 0, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=MOSCOW)


def test_it_opens_on_the_minute_and_closes_on_the_minute() -> None:
    assert not is_open(EVERY_DAY, at(23, 8, 59))
    assert is_open(EVERY_DAY, at(23, 9))
    assert is_open(EVERY_DAY, at(23, 20, 59))
    assert not is_open(EVERY_DAY, at(23, 21))


def test_the_date_wins_over_the_weekday() -> None:
    assert not is_open(EVERY_DAY, at(31, 19, month=12))
    assert not is_open(EVERY_DAY, datetime(2027, 1, 1, 12, tzinfo=MOSCOW))
    assert next_opening(EVERY_DAY, at(31, 19, month=12)) == datetime(2027, 1, 2, 9, tzinfo=MOSCOW)


def test_the_next_opening_is_today_tomorrow_or_after_the_weekend() -> None:
    assert next_opening(WEEK, at(23, 7)) == at(23, 9)
    assert next_opening(WEEK, at(23, 12)) == at(24, 9)
    assert next_opening(WEEK, at(28, 17)) == at(30, 9)
    assert next_opening(Hours((None,) * 7), at(23, 12)) is None


def test_a_night_goes_on_past_midnight() -> None:
    night = Hours((NIGHT,) * 7)
    assert is_open(night, at(24, 2, 59))
    assert not is_open(night, at(24, 3))
    assert is_open(Hours((ALWAYS,) * 7), at(24, 0))


def test_a_day_of_another_length_is_counted_by_the_clock_on_the_wall() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    night = Hours((OpenHours(time(1), time(4)),) * 7)
    for day in (date(2026, 3, 29), date(2026, 10, 25)):
        assert is_open(night, datetime.combine(day, time(3, 30), berlin))
        assert not is_open(night, datetime.combine(day, time(4), berlin))


def test_it_is_open_from_an_opening_on_and_was_not_just_before() -> None:
    """Invariant: the minute before the next opening it is shut, and from that minute on open."""
    moment = datetime(2026, 11, 20, tzinfo=UTC).astimezone(MOSCOW)
    for hours in (WEEK, EVERY_DAY, Hours((NIGHT, None, DAY, SHORT, None, NIGHT, DAY))):
        for step in range(0, 60 * 24 * 14, 37):
            opening = next_opening(hours, moment + timedelta(minutes=step))
            assert opening
            assert is_open(hours, opening)
            assert not is_open(hours, opening - timedelta(minutes=1))


@pytest.mark.parametrize(
    ("hours", "russian", "english"),
    [
        (EVERY_DAY, "ежедневно с 9:00 до 21:00", "from 9 a.m. to 9 p.m. every day"),
        (
            WEEK,
            "по будням с 9:00 до 21:00, в субботу с 10:00 до 16:00, в воскресенье не работаем",
            "from 9 a.m. to 9 p.m. on weekdays, from 10 a.m. to 4 p.m. on Saturday, closed on Sunday",
        ),
        (
            Hours((*(DAY,) * 5, SHORT, SHORT)),
            "по будням с 9:00 до 21:00, по выходным с 10:00 до 16:00",
            "from 9 a.m. to 9 p.m. on weekdays, from 10 a.m. to 4 p.m. at weekends",
        ),
        (
            Hours((None, DAY, DAY, DAY, DAY, DAY, None)),
            "со вторника по субботу с 9:00 до 21:00, в понедельник и в воскресенье не работаем",
            "from 9 a.m. to 9 p.m. Tuesday to Saturday, closed on Monday and Sunday",
        ),
        (Hours((ALWAYS,) * 7), "круглосуточно", "around the clock"),
        (
            Hours((OpenHours(time(9), time(0)),) * 7),
            "ежедневно с 9:00 до полуночи",
            "from 9 a.m. to midnight every day",
        ),
        (
            Hours((OpenHours(time(9, 30), time(12, 15)),) * 7),
            "ежедневно с 9:30 до 12:15",
            "from 9:30 a.m. to 12:15 p.m. every day",
        ),
        (Hours((None,) * 7), "временно не работаем", "closed for now"),
    ],
)
def test_the_week_is_said_as_people_say_it(hours: Hours, russian: str, english: str) -> None:
    assert describe(hours, Language.RU) == russian
    assert describe(hours, Language.EN) == english
