"""Who may call what we serve for Rasa: our own Rasa process, on this machine, with the secret it was started with."""

import hmac
from collections.abc import Awaitable, Callable
from ipaddress import ip_address

from fastapi import Request

from bot.dialogue.rasa_files import SECRET_HEADER
from bot.kit.errors import Forbidden


def only_rasa(secret: str) -> Callable[[Request], Awaitable[None]]:
    """A FastAPI dependency that refuses everybody else."""

    async def check(request: Request) -> None:
        given = request.headers.get(SECRET_HEADER, "")
        is_secret = hmac.compare_digest(given.encode(), secret.encode())
        if not is_secret or request.client is None or not _is_loopback(request.client.host):
            raise Forbidden("not_rasa", "This address serves the dialogue process of this machine only.")

    return check


def _is_loopback(host: str) -> bool:
    try:
        address = ip_address(host)
    except ValueError:
        return False
    return address.is_loopback or bool(getattr(address, "ipv4_mapped", None) and address.ipv4_mapped.is_loopback)  # type: ignore[union-attr]
