"""Whether a page of ours is asking: the browser's `Origin` against the host that was asked. Pure."""

from collections.abc import Collection
from urllib.parse import urlsplit


def is_our_origin(origin: str | None, host: str | None, allowed: Collection[str] = ()) -> bool:
    """`allowed` are further whole origins, e.g. `https://desk.example`. No origin at all is a stranger."""
    if not origin or not host:
        return False
    if origin in allowed:
        return True
    parts = urlsplit(origin)
    return parts.scheme in ("http", "https") and parts.netloc.casefold() == host.casefold()
