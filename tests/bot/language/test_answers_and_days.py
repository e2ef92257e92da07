"""Yes and no, days and times, as people say them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.answers import yes_or_no
from bot.language.days import find_day, find_part_of_day, say_day
from bot.language.languages import Language

RU, EN = Language.RU, Language.EN
MONDAY = date(2026, 11, 23)

YES = {
    RU: "да|да-да|дааа|меня всё устраивает|Ага|угу|Всё верно|конечно|"
    "правильно|ну да|да да да|да пожалуйста|можно|давайте|не против|нет проблем|"
    "хорошо, давайте|почему бы и нет|да, хочу заказать|да всё правильно спасибо|так точно|подтверждаю|без проблем",
    EN: "yes|yes-yes|it's correct|yep|that's right|That’s correct|sure|"
    "of course|no problem|why not|well yeah|uh-huh|okay|sounds good|"
    "yes please|go ahead|I think so|yes it is",
}
NO = {
    RU: "нет|нет-нет|да нет, конечно|не надо|неверно|не правильно|конечно нет|"
    "нет, спасибо|нет нет|никак нет|да нет|ну нет|не хочу|не подходит|"
    "нет, не нужно|это не так|ни в коем случае",
    EN: "no|please do not|nope|wrong|that's not right|"
    "of course not|no thanks|no it's wrong|not really|I don't think so|not at all",
}
UNCLEAR = {
    RU: "да нет наверное|нет да|не знаю|нет, всё верно|да, но адрес другой|да, только три|можно спросить|"
    "хочу заказать шампунь|у вас нет шампуня|да где мой заказ|может быть|ну вроде да|погодите|где мой заказ||🙂",
    EN: "yes and no|maybe|not sure|I don't know|yes but not today|okay what about delivery|I don't understand|"
    "do you have no shampoo||probably",
}


def _rows(table: dict[Language, str]) -> list[tuple[str, Language]]:
    return [(text, language) for language, texts in table.items() for text in texts.split("|")]


@pytest.mark.parametrize(("text", "language"), _rows(YES))
def test_a_yes_is_heard(text: str, language: Language) -> None:
    assert yes_or_no(text, language) is True


@pytest.mark.parametrize(("text", "language"), _rows(NO))
def test_a_no_is_heard(text: str, language: Language) -> None:
    assert yes_or_no(text, language) is False


@pytest.mark.parametrize(("text", "language"), _rows(UNCLEAR))
def test_what_is_not_clear_is_neither_yes_nor_no(text: str, language: Language) -> None:
    assert yes_or_no(text, language) is None


@pytest.mark.parametrize(
    ("text", "language", "day"),
    [
        ("сегодня", RU, "2026-11-23"),
        ("давайте завтра", RU, "2026-11-24"),
        ("послезавтра утром", RU, "2026-11-25"),
        ("вчера", RU, "2026-11-22"),
        ("в пятницу", RU, "2026-11-27"),
        ("к субботе", RU, "2026-11-28"),
        ("в понедельник", RU, "2026-11-30"),
        ("в следующую пятницу", RU, "2026-12-04"),
        ("двадцать седьмого ноября", RU, "2026-11-27"),
        ("27 ноября", RU, "2026-11-27"),
        ("первого мая", RU, "2027-05-01"),
        ("1 января 2028 года", RU, "2028-01-01"),
        ("27.11", RU, "2026-11-27"),
        ("27.11.2026", RU, "2026-11-27"),
        ("двадцать пятого", RU, "2026-11-25"),
        ("двадцатого", RU, "2026-12-20"),
        ("на двадцать восьмое", RU, "2026-11-28"),
        ("пятого числа", RU, "2026-12-05"),
        ("через три дня", RU, "2026-11-26"),
        ("через неделю", RU, "2026-11-30"),
        ("двадцать девятого февраля", RU, "2028-02-29"),
        ("today", EN, "2026-11-23"),
        ("tomorrow morning", EN, "2026-11-24"),
        ("the day after tomorrow", EN, "2026-11-25"),
        ("on Friday", EN, "2026-11-27"),
        ("next Friday", EN, "2026-12-04"),
        ("May 1st", EN, "2027-05-01"),
        ("the first of May", EN, "2027-05-01"),
        ("November 27, 2026", EN, "2026-11-27"),
        ("11/27/2026", EN, "2026-11-27"),
        ("Dec 24", EN, "2026-12-24"),
        ("on the twenty fifth", EN, "2026-11-25"),
        ("in three days", EN, "2026-11-26"),
        ("in a week", EN, "2026-11-30"),
    ],
)
def test_a_named_day_is_found(text: str, language: Language, day: str) -> None:
    assert find_day(text, language, MONDAY) == date.fromisoformat(day)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("31 ноября", RU),
        ("2 шампуня", RU),
        ("первый раз", RU),
        ("полседьмого", RU),
        ("половина седьмого", RU),
        ("полтора литра", RU),
        ("It may take 5 days", EN),
        ("the second floor", EN),
        ("", EN),
    ],
)
def test_no_day_is_found_where_none_is_named(text: str, language: Language) -> None:
    assert find_day(text, language, MONDAY) is None


@pytest.mark.parametrize(
    ("text", "language", "part"),
    [
        ("завтра утром", RU, "morning"),
        ("до обеда", RU, "morning"),
        ("после обеда", RU, "afternoon"),
        ("днём", RU, "afternoon"),
        ("вечером", RU, "evening"),
        ("в семь вечера", RU, "19:00"),
        ("в девять утра", RU, "09:00"),
        ("в пять", RU, "17:00"),
        ("к десяти", RU, "10:00"),
        ("в час дня", RU, "13:00"),
        ("двенадцать ночи", RU, "00:00"),
        ("полседьмого", RU, "18:30"),
        ("в половине двенадцатого", RU, "11:30"),
        ("без пяти шесть", RU, "17:55"),
        ("без четверти шесть вечера", RU, "17:45"),
        ("четверть восьмого", RU, "19:15"),
        ("пять минут седьмого", RU, "18:05"),
        ("к восемнадцати тридцати", RU, "18:30"),
        ("в восемнадцать ноль пять", RU, "18:05"),
        ("в 18:30", RU, "18:30"),
        ("в полдень", RU, "12:00"),
        ("через два часа", RU, None),
        ("добрый день", RU, None),
        ("завтра", RU, None),
        ("два шампуня", RU, None),
        ("in the morning", EN, "morning"),
        ("after lunch", EN, "afternoon"),
        ("tomorrow evening", EN, "evening"),
        ("at seven", EN, "19:00"),
        ("at nine in the morning", EN, "09:00"),
        ("seven thirty pm", EN, "19:30"),
        ("at six oh five pm", EN, "18:05"),
        ("half past two", EN, "14:30"),
        ("quarter to six", EN, "17:45"),
        ("ten at night", EN, "22:00"),
        ("at noon", EN, "12:00"),
        ("18:30", EN, "18:30"),
        ("two shampoos", EN, None),
        ("in two hours", EN, None),
        ("May 1st", EN, None),
    ],
)
def test_a_part_of_the_day_or_a_time_is_found(text: str, language: Language, part: str | None) -> None:
    assert find_part_of_day(text, language) == part


@pytest.mark.parametrize(
    ("ahead", "russian", "english"),
    [
        (-1, "вчера, 22 ноября", "yesterday, November 22"),
        (0, "сегодня, 23 ноября", "today, November 23"),
        (1, "завтра, 24 ноября", "tomorrow, November 24"),
        (2, "послезавтра, 25 ноября", "on Wednesday, November 25"),
        (4, "в пятницу, 27 ноября", "on Friday, November 27"),
        (7, "30 ноября", "on November 30"),
        (60, "22 января 2027 года", "on January 22, 2027"),
    ],
)
def test_a_day_is_named_as_people_name_it(ahead: int, russian: str, english: str) -> None:
    day = MONDAY + timedelta(days=ahead)
    assert (say_day(day, MONDAY, RU), say_day(day, MONDAY, EN)) == (russian, english)


@given(st.dates(date(2026, 1, 1), date(2030, 12, 31)), st.integers(-1, 400), st.sampled_from(list(Language)))
def test_a_day_we_name_is_understood_as_the_same_day(today: date, ahead: int, language: Language) -> None:
    day = today + timedelta(days=ahead)
    # Without a year a date is a coming one, so yesterday is named by its word.
    assert (
        find_day(
            say_day(day, today, language).split(",")[0] if ahead == -1 else say_day(day, today, language),
            language,
            today,
        )
        == day
    )
