"""Telephone numbers are one E.164 number however they are written."""

import pytest

from bot.language.languages import Language
from bot.language.phones import parse_phone, phone_groups, show_phone, spoken_groups
from bot.language.written_form import digits_of


@pytest.mark.parametrize(
    "text",
    [
        "+7 916 123-45-67",
        "8 (916) 123-45-67",
        "89161234567",
        "79161234567",
        "9161234567",
        "+79161234567",
        "8-916-1234567",
    ],
)
def test_eight_and_plus_seven_begin_the_same_number(text: str) -> None:
    assert parse_phone(text) == "+79161234567"


@pytest.mark.parametrize(
    ("text", "e164"),
    [
        ("8 800 555 35 35", "+78005553535"),
        ("8 495 123-45-67", "+74951234567"),
        ("+1 415 555 0123", "+14155550123"),
        ("+380 50 123 4567", "+380501234567"),
    ],
)
def test_landline_and_foreign_numbers_are_read(text: str, e164: str) -> None:
    assert parse_phone(text) == e164


@pytest.mark.parametrize(
    "text", ["", "916123456", "8 916 123 45 6", "1042", "12345678901234567", "позвоните мне", "order 79161234567", "+"]
)
def test_what_cannot_be_called_is_no_number(text: str) -> None:
    assert parse_phone(text) is None


def test_numbers_are_shown_in_groups() -> None:
    assert show_phone("+79161234567") == "+7 916 123-45-67"
    assert show_phone("+14155550123") == "+1 415-555-0123"


@pytest.mark.parametrize("e164", ["+79161234567", "+78005553535", "+79160070500", "+14155550123", "+380501234567"])
@pytest.mark.parametrize("language", list(Language))
def test_a_number_said_back_is_heard_as_the_same_number(e164: str, language: Language) -> None:
    assert parse_phone("+" + digits_of(spoken_groups(phone_groups(e164), language), language)) == e164
