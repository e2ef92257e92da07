"""Who may use REST: programs with the owner's token; without one set, programs on this machine only."""

import hmac
from ipaddress import ip_address

from fastapi import Request

from bot.kit.errors import Forbidden, FrontlineError


class RestGate:
    def __init__(self, token: str | None) -> None:
        self._token = token

    def check(self, request: Request) -> None:
        """A FastAPI dependency. Raises `wrong_token` (401) or `rest_needs_token` (403)."""
        if self._token is not None:
            scheme, _, given = request.headers.get("authorization", "").partition(" ")
            if scheme.lower() != "bearer" or not hmac.compare_digest(given.encode(), self._token.encode()):
                sentence = "This token is not known here: send “Authorization: Bearer” and the line's REST token."
                raise FrontlineError("wrong_token", sentence, status=401)
        elif request.client is None or not ip_address(request.client.host).is_loopback:
            sentence = "REST is open to programs on this machine only until FRONTLINE_REST__TOKEN is set."
            raise Forbidden("rest_needs_token", sentence)
