"""Errors are handled where something can be done, cancellation is never swallowed, and tasks have owners."""

from tests.house.expectation import expect_none
from tests.house.rules import conduct
from tests.house.rules.checkout import Checkout

EDGES = {
    "bot/speech/worker_process.py _open_engine": "the edge of a process: whatever an engine does, the line is told",
    "bot/speech/worker_process.py _answer": "the edge of a job: the line is told, and the worker goes on",
    "bot/speech/vosk_engine.py _load": "vosk raises nothing narrower when a model cannot be loaded",
}
"""Where everything may be caught, and why. Not a list to grow: an error is handled where something can be done."""
OWN_TASKS = {
    "bot/kit/db.py _to_the_end": "a commit goes on while whoever waits for it is cancelled, and is awaited there",
}
"""Where a task may be started without a TaskOwner or a TaskGroup, and why."""


def test_everything_is_caught_only_at_the_edge_of_a_task(project: Checkout) -> None:
    expect_none(conduct.unexcused(conduct.broad_excepts(project), EDGES))


def test_whoever_catches_a_cancellation_raises_it_again(project: Checkout) -> None:
    expect_none(conduct.swallowed_cancellations(project))


def test_every_task_has_an_owner(project: Checkout) -> None:
    expect_none(conduct.unexcused(conduct.tasks_without_an_owner(project), OWN_TASKS))


def test_each_excuse_still_has_its_place_and_they_are_few(project: Checkout) -> None:
    expect_none(conduct.excused_in_vain(conduct.broad_excepts(project), EDGES))
    expect_none(conduct.excused_in_vain(conduct.tasks_without_an_owner(project), OWN_TASKS))
    assert len(EDGES) + len(OWN_TASKS) <= 12


def test_broad_excepts_are_found_in_each_of_their_forms() -> None:
    forms = ("except:", "except Exception:", "except (ValueError, BaseException) as error:")
    within = "class Edge:\n    def go(self):\n        try:\n            go()\n        "
    files = {f"bot/form_{number}.py": f"{within}{form}\n            ...\n" for number, form in enumerate(forms)}
    files["bot/suppress.py"] = "with contextlib.suppress(Exception):\n    go()\n"
    files["bot/narrow.py"] = "try:\n    go()\nexcept ValueError:\n    ...\n"
    found = conduct.unexcused(conduct.broad_excepts(Checkout(files)), {})
    assert [where.partition(":")[0] for where in found] == [*sorted(files)[:3], "bot/suppress.py"]


def test_an_edge_is_allowed_by_its_function_and_missed_when_it_is_gone() -> None:
    files = {"bot/edge.py": "def go():\n    try:\n        go()\n    except Exception:\n        ...\n"}
    edges = {"bot/edge.py go": "the reason", "bot/edge.py come": "was renamed"}
    found = conduct.broad_excepts(Checkout(files))
    assert found == {"bot/edge.py go": "bot/edge.py:4: go catches everything"}
    assert conduct.unexcused(found, edges) == []
    assert conduct.excused_in_vain(found, edges) == ["bot/edge.py come"]


def test_a_swallowed_cancellation_is_found() -> None:
    files = {
        "bot/swallows.py": "try:\n    go()\nexcept asyncio.CancelledError:\n    pass\n",
        "bot/suppresses.py": "with suppress(asyncio.CancelledError):\n    go()\n",
        "bot/raises.py": "try:\n    go()\nexcept asyncio.CancelledError:\n    stop()\n    raise\n",
    }
    found = conduct.swallowed_cancellations(Checkout(files))
    assert [where.partition(":")[0] for where in found] == ["bot/swallows.py", "bot/suppresses.py"]


def test_a_task_without_an_owner_is_found_and_one_in_a_group_is_not() -> None:
    bare = "asyncio.create_task(go())\n"
    group = "async def go():\n    async with asyncio.TaskGroup() as group:\n        group.create_task(go())\n"
    files = {
        "bot/bare.py": bare,
        "bot/loop.py": "loop.create_task(go())\n",
        "bot/future.py": "asyncio.ensure_future(go())\n",
        "bot/group.py": group,
        "bot/given.py": "def go(group: asyncio.TaskGroup):\n    group.create_task(go())\n",
        "bot/kit/tasks.py": bare,
    }
    found = conduct.tasks_without_an_owner(Checkout(files)).values()
    assert [where.partition(":")[0] for where in found] == ["bot/bare.py", "bot/loop.py", "bot/future.py"]
