"""The SQL of sessions."""

from datetime import datetime

from sqlalchemy import Row, delete, insert, select

from bot.access.tables import agent_sessions
from bot.kit.db import UnitOfWork

SessionRow = Row[str, int, str, datetime]


async def add(unit: UnitOfWork, token_hash: str, agent: int, csrf: str, expires_at: datetime) -> None:
    row = {"token_hash": token_hash, "agent": agent, "csrf": csrf, "expires_at": expires_at}
    await unit.connection.execute(insert(agent_sessions).values(row))


async def find(unit: UnitOfWork, token_hash: str, now: datetime) -> SessionRow | None:
    columns = agent_sessions.c
    query = select(columns.token_hash, columns.agent, columns.csrf, columns.expires_at).where(
        columns.token_hash == token_hash, columns.expires_at > now
    )
    return (await unit.connection.execute(query)).one_or_none()


async def delete_expired(unit: UnitOfWork, now: datetime) -> None:
    await unit.connection.execute(delete(agent_sessions).where(agent_sessions.c.expires_at <= now))


async def delete_of_agent(unit: UnitOfWork, agent: int) -> None:
    await unit.connection.execute(delete(agent_sessions).where(agent_sessions.c.agent == agent))


async def delete_one(unit: UnitOfWork, token_hash: str) -> None:
    await unit.connection.execute(delete(agent_sessions).where(agent_sessions.c.token_hash == token_hash))
