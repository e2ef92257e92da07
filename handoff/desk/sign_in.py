"""Signing in and out, and who is behind a cookie."""

from dataclasses import dataclass, replace
from typing import Self

from bot.access.passwords import Passwords
from bot.access.sessions import Session, begin_session, end_session, find_session
from bot.access.sign_in_limit import SignInLimit
from bot.kit.clock import Clock
from bot.kit.db import Database
from bot.kit.log import logger
from bot.language.languages import Language
from handoff.agents import store
from handoff.agents.model import Agent
from handoff.agents.presence import Presence
from handoff.desk.refusals import refusal

log = logger(__name__)


@dataclass(frozen=True, slots=True)
class SignedIn:
    agent: Agent
    session: Session
    page_language: Language | None = None
    """In which her page reads now, when it says so."""

    def reading(self, language: Language | None) -> Self:
        return replace(self, page_language=language)

    @property
    def at_desk(self) -> Agent:
        """She, with the language that her page is in."""
        return replace(self.agent, language=self.page_language or self.agent.language)


class SignIn:
    def __init__(
        self, database: Database, passwords: Passwords, limit: SignInLimit, presence: Presence, clock: Clock
    ) -> None:
        self._database = database
        self._passwords = passwords
        self._limit = limit
        self._presence = presence
        self._clock = clock

    async def sign_in(self, login: str, password: str, address: str, language: Language) -> tuple[str, SignedIn]:
        """The cookie's secret and who it is for. Refused in the same words whatever was wrong."""
        now_ms = self._clock.monotonic_ms()
        if wait_ms := self._limit.wait_ms(login, address, now_ms):
            log.warning("signing in was refused after too many tries", address=address)
            raise refusal("too_many_tries", language, minutes=-(-wait_ms // 60_000))
        # Counted before the slow check, so that tries sent all at once are counted too.
        self._limit.failed(login, address, now_ms)
        async with self._database.read() as unit:
            found = await store.find_by_login(unit, login)
        agent, kept = found or (None, None)
        if not await self._passwords.matches(password, kept) or agent is None:
            raise refusal("wrong_password", language)
        self._limit.succeeded(login, address, now_ms)
        async with self._database.begin() as unit:
            token, session = await begin_session(unit, agent.id, self._clock.now())
        return token, SignedIn(agent, session)

    async def sign_out(self, signed_in: SignedIn) -> None:
        async with self._database.begin() as unit:
            await end_session(unit, signed_in.session)
        self._presence.end_session(signed_in.session.token_hash)

    async def who(self, token: str | None) -> SignedIn | None:
        async with self._database.read() as unit:
            session = await find_session(unit, token, self._clock.now())
            agent = await store.get(unit, session.agent) if session else None
        return SignedIn(agent, session) if session and agent else None
