"""Refuses requests whose body is larger than anything that the API takes, before they are read into memory."""

import json

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.app.errors import error_body
from bot.kit.errors import FrontlineError

BODY_LIMIT = 1024 * 1024
TOO_LARGE = FrontlineError("message_too_large", f"A request may have {BODY_LIMIT} bytes: send less.", status=413)


class BodyLimit:
    """ASGI middleware. Believes `Content-Length` when it says too much, and counts when it says nothing."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        if _declared_length(scope) > BODY_LIMIT:
            await _refuse(send)
            return
        received = 0

        async def counted() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            if received > BODY_LIMIT:
                raise TOO_LARGE
            return message

        await self._app(scope, counted, send)


def _declared_length(scope: Scope) -> int:
    lengths = [value for name, value in scope["headers"] if name == b"content-length"]
    return int(lengths[0]) if lengths and lengths[0].isdigit() else 0


async def _refuse(send: Send) -> None:
    body = json.dumps(error_body(TOO_LARGE)).encode()
    headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": TOO_LARGE.status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
