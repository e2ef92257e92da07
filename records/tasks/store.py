"""Tasks in the base."""

from datetime import datetime
from typing import Any

from sqlalchemy import Row, insert, select, update

from bot.kit.db import UnitOfWork
from records.tasks.model import NewTask, Task, TaskState
from records.tasks.tables import tasks


async def create(unit: UnitOfWork, new: NewTask, now: datetime) -> Task:
    statement = insert(tasks).values(
        company=new.company,
        conversation=new.conversation,
        contact=new.contact,
        kind=new.kind,
        text=new.text,
        due_at=new.due_at,
        state=TaskState.OPEN,
        created_at=now,
    )
    return _task((await unit.connection.execute(statement.returning(*tasks.c))).one())


async def list_open(unit: UnitOfWork, company: str) -> list[Task]:
    """What is still to be done, the most urgent first."""
    statement = (
        select(tasks)
        .where(tasks.c.company == company, tasks.c.state == TaskState.OPEN)
        .order_by(tasks.c.due_at, tasks.c.id)
    )
    return [_task(row) for row in await unit.connection.execute(statement)]


async def finish(unit: UnitOfWork, id: int) -> bool:
    """True for the one who finished it."""
    statement = update(tasks).where(tasks.c.id == id, tasks.c.state == TaskState.OPEN).values(state=TaskState.DONE)
    return (await unit.connection.execute(statement)).rowcount == 1


def _task(row: Row[Any]) -> Task:
    return Task(**row._asdict() | {"state": TaskState(row.state)})
