"""Signed-in sessions: the browser holds a secret, the base its hash; both end after a shift."""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.access import store
from bot.kit.db import UnitOfWork
from bot.kit.ids import new_secret

COOKIE = "frontline_agent"
CSRF_HEADER = "X-CSRF-Token"
LIFETIME = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class Session:
    token_hash: str
    agent: int
    csrf: str
    """What every POST of this session must carry in its header."""
    expires_at: datetime

    def accepts_csrf(self, token: str | None) -> bool:
        return token is not None and hmac.compare_digest(token.encode(), self.csrf.encode())


async def begin_session(unit: UnitOfWork, agent: int, now: datetime) -> tuple[str, Session]:
    """The cookie's secret, which is kept nowhere, and the session; sessions that are over are swept out."""
    token = new_secret()
    session = Session(hash_token(token), agent, new_secret(), now + LIFETIME)
    await store.delete_expired(unit, now)
    await store.add(unit, session.token_hash, agent, session.csrf, session.expires_at)
    return token, session


async def find_session(unit: UnitOfWork, token: str | None, now: datetime) -> Session | None:
    if not token:
        return None
    row = await store.find(unit, hash_token(token), now)
    return None if row is None else Session(row.token_hash, row.agent, row.csrf, row.expires_at)


async def end_session(unit: UnitOfWork, session: Session) -> None:
    await store.delete_one(unit, session.token_hash)


async def end_sessions_of(unit: UnitOfWork, agent: int) -> None:
    await store.delete_of_agent(unit, agent)


def hash_token(token: str) -> str:
    # The token is random with 256 bits, so a plain hash is as good as a slow one.
    return hashlib.sha256(token.encode()).hexdigest()
