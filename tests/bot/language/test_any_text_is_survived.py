"""Whatever a customer says or types, every function answers and leaves what is not a number alone."""

import unicodedata
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.language.answers import yes_or_no
from bot.language.days import find_day, find_part_of_day
from bot.language.languages import Language
from bot.language.lemmas import lemmas
from bot.language.phones import parse_phone
from bot.language.spoken_form import spoken_form
from bot.language.words import normalise
from bot.language.written_form import digits_of, numbers_in, written_form

PIECES = """
    один два двадцать сто тысяча тысячи сотен полтора пара дюжина целых десятых с половиной и запятая минус
    плюс ноль первого мая в к половина пол четверть без час часов утра вечера , . - – 5 12 100 1000
    27.11.2026 18:30 10:00 ₽ руб. % мл л № заказ г. д. кв. one two twenty hundred thousand a dozen half and
    point oh double first of may at to past quarter next friday in weeks + 7 8 916 $ 0 007
    999999999999999999999 99999999999999999,5 0.5 ½ ² ١٢ в следующую пятницу нуля семёрки кг/мес 2nd 3-й
"""
spoken_pieces = st.lists(st.sampled_from(PIECES.split()), max_size=12).map(" ".join)


@settings(max_examples=600, deadline=None)
@given(spoken_pieces | st.text(max_size=60), st.sampled_from(list(Language)))
def test_every_function_answers_to_any_text(text: str, language: Language) -> None:
    composed = unicodedata.normalize("NFC", text)
    assert all(composed[found.start : found.end].strip() for found in numbers_in(text, language))
    assert digits_of(text, language) == "" or digits_of(text, language).isdecimal()
    assert isinstance(spoken_form(text, language), str)
    assert yes_or_no(text, language) in (True, False, None)
    assert isinstance(find_day(text, language, date(2026, 11, 23)), date | None)
    assert isinstance(find_part_of_day(text, language), str | None)
    assert len(lemmas(text, language)) <= len(normalise(text))
    assert (parse_phone(text) or "+").startswith("+")


@settings(max_examples=400, deadline=None)
@given(st.text("0123456789 .,-+:()₽абвabc", max_size=60), st.sampled_from(list(Language)))
def test_what_is_already_in_figures_is_left_as_it_was_typed(text: str, language: Language) -> None:
    assert written_form(text, language) == text
