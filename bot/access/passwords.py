"""Passwords: kept as argon2 hashes, checked in a thread, generated so that they can be read aloud over the phone."""

import asyncio
import secrets

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from bot.kit.ids import new_secret

CONSONANTS = "bdfgmnprstvz"
VOWELS = "aeiou"


class Passwords:
    """`at_once`: how many hashes are computed at the same time; each takes `hasher`'s memory (64 MiB by default)."""

    def __init__(self, hasher: PasswordHasher | None = None, at_once: int = 2) -> None:
        self._hasher = hasher or PasswordHasher()
        self._turnstile = asyncio.Semaphore(at_once)
        self._nobody: str | None = None

    async def hash(self, password: str) -> str:
        async with self._turnstile:
            return await asyncio.to_thread(self._hasher.hash, password)

    async def matches(self, password: str, kept: str | None) -> bool:
        """`kept` is None for a login that nobody has: it takes as long as a wrong password, so that nobody can tell."""
        if kept is None:
            kept = self._nobody = self._nobody or await self.hash(new_secret())
            await self._verify(password, kept)
            return False
        return await self._verify(password, kept)

    async def _verify(self, password: str, kept: str) -> bool:
        async with self._turnstile:
            return await asyncio.to_thread(self._verify_now, password, kept)

    def _verify_now(self, password: str, kept: str) -> bool:
        try:
            return self._hasher.verify(kept, password)
        except (VerificationError, InvalidHashError):
            return False


def new_password() -> str:
    """Four pairs of open syllables and two digits, e.g. `bavo-timu-reza-noge-47`: 54 bits, and no letter to mishear."""
    pairs = ["".join(secrets.choice(CONSONANTS) + secrets.choice(VOWELS) for _ in range(2)) for _ in range(4)]
    return "-".join([*pairs, f"{secrets.randbelow(90) + 10}"])
