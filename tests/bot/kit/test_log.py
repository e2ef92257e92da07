"""A line of the log: when, how bad, where, a fixed sentence, and the fields."""

import logging

from bot.kit.log import LineFormatter


def test_a_line_names_the_instant_with_its_zone_and_quotes_its_fields() -> None:
    record = logging.LogRecord("bot.speech", logging.WARNING, "", 0, "a worker was lost", None, None)
    record.created = 1_795_523_405.9
    record.fields = {"worker": "vosk", "pid": 7, "why": "two\nlines"}

    assert LineFormatter().format(record) == (
        '2026-11-24T12:30:05+00:00 WARNING bot.speech a worker was lost worker="vosk" pid=7 why="two\\nlines"'
    )
