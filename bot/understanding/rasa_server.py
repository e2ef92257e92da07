"""Rasa's server on loopback, with one channel (rest) and its API behind a token."""

import logging
import os

from rasa.core.run import serve_application
from rasa.core.utils import AvailableEndpoints

from bot.understanding import schema_patch
from bot.understanding.quiet_logs import keep_words_out

API_TOKEN_VARIABLE = "FRONTLINE_RASA_TOKEN"

log = logging.getLogger(__name__)


def serve(model: str, port: int, endpoints: str, credentials: str) -> None:
    """Until the process is told to end."""
    keep_words_out()
    if not schema_patch.apply():
        log.warning("this Rasa is not the known version: it runs unpatched, and slower")
    serve_application(
        model_path=model,
        interface="127.0.0.1",
        port=port,
        credentials=credentials,
        endpoints=AvailableEndpoints.read_endpoints(endpoints),
        enable_api=True,
        auth_token=os.environ[API_TOKEN_VARIABLE],
        cors=[],
    )
