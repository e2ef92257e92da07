"""Logs: a fixed sentence plus fields. Ids always; a customer's words and numbers never."""

import json
import logging
import sys
from datetime import UTC, datetime
from typing import Any


class Logger:
    """`log.info("a sentence", field=value)`: the sentence never varies, the fields do."""

    def __init__(self, name: str) -> None:
        self._log = logging.getLogger(name)

    def debug(self, sentence: str, **fields: Any) -> None:
        self._write(logging.DEBUG, sentence, fields)

    def info(self, sentence: str, **fields: Any) -> None:
        self._write(logging.INFO, sentence, fields)

    def warning(self, sentence: str, **fields: Any) -> None:
        self._write(logging.WARNING, sentence, fields)

    def error(self, sentence: str, *, exc_info: BaseException | None = None, **fields: Any) -> None:
        self._write(logging.ERROR, sentence, fields, exc_info)

    def _write(self, level: int, sentence: str, fields: dict[str, Any], exc_info: BaseException | None = None) -> None:
        if self._log.isEnabledFor(level):
            self._log.log(level, sentence, extra={"fields": fields}, exc_info=exc_info)


def logger(name: str) -> Logger:
    return Logger(name)


class LineFormatter(logging.Formatter):
    """`2026-11-24T12:30:05+00:00 WARNING bot.speech the worker was restarted worker=2`."""

    def format(self, record: logging.LogRecord) -> str:
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="seconds")
        line = f"{at} {record.levelname:<7} {record.name} {record.getMessage()}"
        fields: dict[str, Any] = getattr(record, "fields", {})
        line += "".join(f" {key}={json.dumps(value, ensure_ascii=False, default=str)}" for key, value in fields.items())
        if record.exc_info:
            line += "\n" + self.formatException(record.exc_info)
        return line


def set_up_logging(level: str = "INFO") -> None:
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(LineFormatter())
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for noisy in (
        "httpx",
        "httpcore",
        "uvicorn.access",
        "uvicorn.error",
        "asyncio",
        "sanic",
        "rasa_sdk",
        "alembic",
        "pymorphy3",
    ):
        logging.getLogger(noisy).setLevel(logging.WARNING)
