"""Keeps what customers say out of Rasa's log: fixed sentences and the names of events only."""

import logging

import structlog


def keep_words_out() -> None:
    """Rasa logs messages and trackers at DEBUG, and the text of a message that failed at ERROR."""
    logging.getLogger("rasa").setLevel(logging.WARNING)
    logging.getLogger("sanic.access").setLevel(logging.ERROR)
    structlog.configure(
        processors=[structlog.stdlib.add_log_level, _only_the_event],
        wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING),
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=False,
    )


def _only_the_event(_logger: object, _method: str, event: dict[str, object]) -> str:
    return str(event.get("event"))
