"""Ids that cannot be guessed and say what they name."""

import secrets


def new_id(kind: str) -> str:
    """`kind` and 16 random hexadecimal digits, e.g. `conv_5f0c…`: safe in URLs and logs."""
    return f"{kind}_{secrets.token_hex(8)}"


def new_secret() -> str:
    """A secret of 256 bits for cookies, tokens and passwords between processes."""
    return secrets.token_urlsafe(32)
