"""The SQL of agents. A login is found whatever its case."""

from datetime import datetime
from typing import Any

from sqlalchemy import Row, insert, select, update

from bot.access.permissions import Role
from bot.kit.db import UnitOfWork
from bot.language.languages import Language
from handoff.agents.model import Agent, NewAgent
from handoff.agents.tables import agents


def fold_login(login: str) -> str:
    return login.strip().casefold()


async def create(unit: UnitOfWork, agent: NewAgent, password_hash: str, now: datetime) -> Agent:
    row = {
        "login": fold_login(agent.login),
        "name": agent.name,
        "role": agent.role.value,
        "language": agent.languages[0].value,
        "languages": [language.value for language in agent.languages],
        "companies": list(agent.companies),
        "password_hash": password_hash,
        "created_at": now,
    }
    made = await unit.connection.execute(insert(agents).values(row).returning(agents))
    return _agent(made.one())


async def get(unit: UnitOfWork, id: int) -> Agent | None:
    row = (await unit.connection.execute(select(agents).where(agents.c.id == id))).one_or_none()
    return None if row is None else _agent(row)


async def find_by_login(unit: UnitOfWork, login: str) -> tuple[Agent, str] | None:
    """The agent and the hash of the password."""
    found = await unit.connection.execute(select(agents).where(agents.c.login == fold_login(login)))
    row = found.one_or_none()
    return None if row is None else (_agent(row), row.password_hash)


async def all_agents(unit: UnitOfWork) -> list[Agent]:
    return [_agent(row) for row in await unit.connection.execute(select(agents).order_by(agents.c.id))]


async def set_password_hash(unit: UnitOfWork, id: int, password_hash: str) -> None:
    await unit.connection.execute(update(agents).where(agents.c.id == id).values(password_hash=password_hash))


def _agent(row: Row[Any]) -> Agent:
    return Agent(
        id=row.id,
        login=row.login,
        name=row.name,
        role=Role(row.role),
        language=Language(row.language),
        languages=tuple(Language(language) for language in row.languages),
        companies=tuple(row.companies),
    )
