"""What comes over a socket is a JSON object with a type, or one clear error."""

import pytest

from bot.channels.socket_messages import SOCKET_MESSAGE_LIMIT, parse_message, text_field
from bot.kit.errors import FrontlineError

BAD = [
    ("", "broken_json"),
    ("{", "broken_json"),
    ("[" * 30_000, "broken_json"),
    ('{"type": "say", "text": "\\ud83d"}', "broken_json"),
    ("[]", "no_type"),
    ("null", "no_type"),
    ('{"type": 1}', "no_type"),
    (" " * (SOCKET_MESSAGE_LIMIT + 1), "message_too_large"),
]


@pytest.mark.parametrize(("text", "code"), BAD, ids=range(len(BAD)))
def test_what_is_no_message_is_one_clear_error(text: str, code: str) -> None:
    with pytest.raises(FrontlineError) as refused:
        parse_message(text)
    assert refused.value.code == code


def test_whole_characters_of_any_kind_are_text() -> None:
    assert parse_message('{"type": "say", "text": "\\ud83d\\ude00 ё"}')["text"] == "😀 ё"


@pytest.mark.parametrize("value", ["5", "null", "[]", "{}", "true"])
def test_a_field_of_another_kind_is_named(value: str) -> None:
    with pytest.raises(FrontlineError, match='"text"'):
        text_field(parse_message(f'{{"type": "say", "text": {value}}}'), "text")
