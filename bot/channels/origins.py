"""Which pages may open our sockets: our own, and those that the owner named."""

from collections.abc import Collection

from starlette.websockets import WebSocket

from bot.access.origins import is_our_origin
from bot.kit.errors import Forbidden


class Origins:
    def __init__(self, allowed: Collection[str] = ()) -> None:
        """`allowed` are further origins, e.g. `https://shop.example`."""
        self._allowed = tuple(allowed)

    def check(self, socket: WebSocket) -> None:
        """Raises Forbidden for a page of another origin. Programs that are no browser send no origin and pass."""
        origin = socket.headers.get("origin")
        if origin is not None and not is_our_origin(origin, socket.headers.get("host"), self._allowed):
            raise Forbidden("foreign_origin", "This page may not connect here: its origin is not on the list.")
