"""Complaints and promises: numbered, logged once, kept until they are done."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from bot.kit.db import Database
from records.complaints import store as complaints
from records.complaints.model import ComplaintState, LoggedComplaint, NewComplaint
from records.conversations.model import Conversation
from records.tasks import store as tasks
from records.tasks.model import NewTask, TaskState

OpenDatabases = Callable[[int], Awaitable[list[Database]]]


@pytest.fixture
def new_complaint(conversation: Conversation) -> NewComplaint:
    return NewComplaint(
        company="shop",
        conversation=conversation.id,
        contact=conversation.contact,
        text="Привезли разбитую бутылку",
        department="delivery",
        answer_by=date(2026, 11, 30),
        order_number="1001",
        idempotency_key="conv-1:turn-3",
    )


async def log(database: Database, new: NewComplaint, now: datetime) -> LoggedComplaint:
    async with database.begin() as unit:
        return await complaints.log(unit, new, now)


async def test_a_complaint_comes_back_as_it_was_logged(
    database: Database, new_complaint: NewComplaint, noon: datetime
) -> None:
    logged = await log(database, new_complaint, noon)

    assert (logged.complaint.number, logged.complaint.answer_by) == ("1001", date(2026, 11, 30))
    async with database.read() as unit:
        assert await complaints.get_by_number(unit, "shop", "1001") == logged.complaint
        assert await complaints.get(unit, logged.complaint.id) == logged.complaint
        assert await complaints.of_conversation(unit, new_complaint.conversation) == [logged.complaint]


async def test_a_complaint_repeated_at_once_is_logged_once(
    open_databases: OpenDatabases, new_complaint: NewComplaint, noon: datetime
) -> None:
    databases = await open_databases(5)
    logged = await asyncio.gather(*(log(database, new_complaint, noon) for database in databases))

    assert sorted(one.is_new for one in logged) == [False] * 4 + [True]
    assert {one.complaint.number for one in logged} == {"1001"}
    assert (await log(databases[0], replace(new_complaint, idempotency_key="x"), noon)).complaint.number == "1002"


async def test_an_answered_complaint_is_not_open_and_a_test_one_is_not_listed(
    database: Database, new_complaint: NewComplaint, noon: datetime
) -> None:
    answered = await log(database, new_complaint, noon)
    waiting = await log(database, replace(new_complaint, idempotency_key="2"), noon)
    await log(database, replace(new_complaint, idempotency_key="3", is_test=True, contact=new_complaint.contact), noon)
    async with database.begin() as unit:
        await complaints.set_state(unit, answered.complaint.id, ComplaintState.ANSWERED)

    async with database.read() as unit:
        opened = await complaints.open_of_contact(unit, new_complaint.contact)
        listed = await complaints.recent(unit, "shop", 10)
        everything = await complaints.recent(unit, "shop", 10, include_tests=True)
    assert waiting.complaint in opened
    assert answered.complaint not in opened
    assert [one.number for one in listed] == ["1002", "1001"]
    assert len(everything) == 3


async def test_tasks_are_listed_by_urgency_and_finished_once(
    database: Database, conversation: Conversation, noon: datetime
) -> None:
    async with database.begin() as unit:
        later = NewTask("shop", "callback", "Перезвонить", noon + timedelta(hours=3), conversation.id)
        sooner = NewTask("shop", "follow_up", "Уточнить адрес", noon + timedelta(hours=1), conversation.id)
        later_task, sooner_task = [await tasks.create(unit, new, noon) for new in (later, sooner)]
        assert await tasks.list_open(unit, "shop") == [sooner_task, later_task]
        assert await tasks.list_open(unit, "bank") == []

    async with database.begin() as unit:
        assert await tasks.finish(unit, sooner_task.id)
        assert not await tasks.finish(unit, sooner_task.id)
        assert await tasks.list_open(unit, "shop") == [later_task]
    assert later_task.state is TaskState.OPEN
