"""Giving out numbers. Who takes one holds the counter until the end of the transaction: takers come one by one."""

from sqlalchemy import update

from bot.kit.db import UnitOfWork
from records.counters.tables import counters

FIRST_NUMBER = 1001


async def take(unit: UnitOfWork, company: str, kind: str) -> str:
    """The next number of the company for things of that kind, beginning at 1001."""
    statement = (
        unit.insert(counters)
        .values(company=company, kind=kind, last=FIRST_NUMBER)
        .on_conflict_do_update(index_elements=[counters.c.company, counters.c.kind], set_={"last": counters.c.last + 1})
        .returning(counters.c.last)
    )
    return str((await unit.connection.execute(statement)).scalar_one())


async def give_back(unit: UnitOfWork, company: str, kind: str) -> None:
    """Undoes a `take` of the same transaction: numbers have no gaps."""
    one = (counters.c.company == company) & (counters.c.kind == kind)
    await unit.connection.execute(update(counters).where(one).values(last=counters.c.last - 1))
