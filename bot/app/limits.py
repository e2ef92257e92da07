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
        await _Counted(self._app, send).run(scope, receive)


class _Counted:
    """A request whose length nobody declared. Once it is too long it is refused, whatever the app makes of it."""

    def __init__(self, app: ASGIApp, send: Send) -> None:
        self._app = app
        self._send = send
        self._received = 0

    @property
    def _is_too_long(self) -> bool:
        return self._received > BODY_LIMIT

    async def run(self, scope: Scope, receive: Receive) -> None:
        async def counted() -> Message:
            message = await receive()
            self._received += len(message.get("body", b""))
            if self._is_too_long:
                raise TOO_LARGE
            return message

        async def unless_too_long(message: Message) -> None:
            if not self._is_too_long:
                await self._send(message)
            elif message["type"] == "http.response.start":
                await _refuse(self._send)

        await self._app(scope, counted, unless_too_long)


def _declared_length(scope: Scope) -> int:
    lengths = [value for name, value in scope["headers"] if name == b"content-length"]
    return int(lengths[0]) if lengths and lengths[0].isdigit() else 0


async def _refuse(send: Send) -> None:
    body = json.dumps(error_body(TOO_LARGE)).encode()
    headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": TOO_LARGE.status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
