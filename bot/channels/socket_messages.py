"""JSON messages over a WebSocket: read with limits and clear errors, written in one shape."""

import json
from typing import Any

from starlette.websockets import WebSocket

from bot.kit.errors import FrontlineError

SOCKET_MESSAGE_LIMIT = 64 * 1024
"""Bytes in one message; uvicorn refuses larger ones before they reach us."""


def parse_message(text: str) -> dict[str, Any]:
    """A message is a JSON object with a `type`. Raises FrontlineError that says what is wrong."""
    if len(text) > SOCKET_MESSAGE_LIMIT:
        raise FrontlineError("message_too_large", f"A message may have {SOCKET_MESSAGE_LIMIT} bytes.", status=413)
    try:
        message = json.loads(text)
        # A half of a surrogate pair is no text: it could be neither kept nor sent on.
        json.dumps(message, ensure_ascii=False).encode()
    except (ValueError, RecursionError) as error:
        raise FrontlineError("broken_json", "This message is not JSON: send an object with a type.") from error
    if not isinstance(message, dict) or not isinstance(message.get("type"), str):
        raise FrontlineError("no_type", 'A message is a JSON object with a "type".')
    return message


def text_field(message: dict[str, Any], name: str) -> str:
    value = message.get(name)
    if not isinstance(value, str):
        raise FrontlineError("bad_field", f'The message needs "{name}", a text.')
    return value


def error_message(error: FrontlineError) -> dict[str, Any]:
    return {"type": "error", "code": error.code, "sentence": error.sentence, "can_retry": error.can_retry}


async def send(socket: WebSocket, message: dict[str, Any]) -> None:
    await socket.send_text(json.dumps(message, ensure_ascii=False, separators=(",", ":")))
