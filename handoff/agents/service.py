"""Agents are made, and their passwords set. A password is told once, here, and kept as a hash only."""

from collections.abc import Sequence
from datetime import datetime

from bot.access.passwords import Passwords, new_password
from bot.access.permissions import Role
from bot.access.sessions import end_sessions_of
from bot.kit.db import UnitOfWork
from bot.kit.errors import NotFound
from bot.language.languages import Language
from handoff.agents import store
from handoff.agents.model import Agent, NewAgent

RU, EN = Language.RU, Language.EN


async def create_agent(
    unit: UnitOfWork, passwords: Passwords, agent: NewAgent, now: datetime, password: str | None = None
) -> tuple[Agent, str]:
    """The agent and her password: the given one, or a generated one that can be read aloud."""
    password = password or new_password()
    return await store.create(unit, agent, await passwords.hash(password), now), password


async def set_password(unit: UnitOfWork, passwords: Passwords, login: str) -> str:
    """A new generated password; whoever is signed in with the old one is signed out."""
    found = await store.find_by_login(unit, login)
    if found is None:
        raise NotFound("unknown_login", f"Nobody has the login “{login}”.")
    password = new_password()
    await store.set_password_hash(unit, found[0].id, await passwords.hash(password))
    await end_sessions_of(unit, found[0].id)
    return password


async def ensure_demo_agents(
    unit: UnitOfWork, passwords: Passwords, companies: Sequence[str], now: datetime
) -> list[tuple[str, str]]:
    """The people of the demo: login and password of each who was not there yet, for printing once."""
    known = {agent.login for agent in await store.all_agents(unit)}
    missing = [agent for agent in demo_agents(companies) if agent.login not in known]
    return [(agent.login, (await create_agent(unit, passwords, agent, now))[1]) for agent in missing]


def demo_agents(companies: Sequence[str]) -> list[NewAgent]:
    """Two agents for all companies, one for the first alone, a supervisor and who runs the installation."""
    every, first = tuple(companies), tuple(companies[:1])
    return [
        NewAgent("marina", "Марина", Role.AGENT, (RU, EN), every),
        NewAgent("james", "James", Role.AGENT, (EN, RU), every),
        NewAgent("oleg", "Олег", Role.AGENT, (RU,), first),
        NewAgent("vera", "Вера", Role.SUPERVISOR, (RU, EN), every),
        NewAgent("admin", "Администратор", Role.ADMIN, (RU, EN), every),
    ]
