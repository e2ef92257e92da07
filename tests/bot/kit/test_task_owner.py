"""Tasks live no longer than their owner, and one that fails takes no other with it."""

import asyncio
import logging

import pytest

from bot.kit.tasks import TaskOwner


async def test_closing_the_owner_cancels_its_tasks_and_waits_until_they_have_ended() -> None:
    owner, begun, ended = TaskOwner("line"), asyncio.Event(), []

    async def work() -> None:
        begun.set()
        try:
            await asyncio.Event().wait()
        finally:
            await asyncio.sleep(0)
            ended.append("ended")

    task = owner.start(work(), "work")
    await begun.wait()
    await owner.close()

    assert task.cancelled()
    assert ended == ["ended"]


async def test_a_task_that_fails_is_reported_by_its_name_and_the_others_go_on(
    caplog: pytest.LogCaptureFixture,
) -> None:
    owner, go_on = TaskOwner("line"), asyncio.Event()

    async def fail() -> None:
        raise LookupError("no such street")

    async def work() -> str:
        await go_on.wait()
        return "done"

    with caplog.at_level(logging.ERROR):
        failing, working = owner.start(fail(), "fail"), owner.start(work(), "work")
        await asyncio.wait([failing])
        go_on.set()
        assert await working == "done"
    [record] = caplog.records
    assert record.getMessage() == "a task failed"
    assert record.__dict__["fields"] == {"task": "line:fail"}
    await owner.close()


async def test_a_task_that_ended_is_let_go() -> None:
    owner = TaskOwner("line")

    async def work() -> str:
        return "done"

    task = owner.start(work(), "work")
    assert await task == "done"
    await owner.close()
    assert task.get_name() == "line:work"
    assert not task.cancelled()
