"""Companies in the base."""

from datetime import datetime

from sqlalchemy import select

from bot.kit.db import UnitOfWork
from records.companies.tables import companies


async def save(unit: UnitOfWork, id: str, content_json: str, at: datetime) -> None:
    """Writes the company, whether or not the base had it."""
    new = {"content": content_json, "saved_at": at}
    insert = unit.insert(companies).values(id=id, **new)
    await unit.connection.execute(insert.on_conflict_do_update(index_elements=[companies.c.id], set_=new))


async def load_all(unit: UnitOfWork) -> dict[str, str]:
    """The JSON document of every company, by its id."""
    rows = await unit.connection.execute(select(companies.c.id, companies.c.content).order_by(companies.c.id))
    return {row.id: row.content for row in rows}
