"""A worker process may hang, crash and print; the line goes on, and nothing outlives the line."""

import asyncio
import os
import resource
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from pathlib import Path

import psutil
import pytest

from bot.kit.clock import SystemClock
from bot.speech.workers import JobRefused, Message, WorkerLost, WorkerPlan, WorkerPool, restart_pause_ms

LONG_MS = 20_000


@pytest.fixture(autouse=True)
def _workers_find_the_engines(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parent))


@asynccontextmanager
async def workers(
    engine: str = "open_obedient", *, size: int = 1, recycle_after: int | None = None, start_deadline_ms: int = LONG_MS
) -> AsyncIterator[WorkerPool]:
    plan = WorkerPlan(
        "test",
        f"engines_for_workers:{engine}",
        {"folder": "models/ru"},
        start_deadline_ms=start_deadline_ms,
        recycle_after=recycle_after,
    )
    async with WorkerPool(plan, size, SystemClock()) as pool:
        yield pool


async def echo(pool: WorkerPool, say: str = "да") -> Message:
    return await pool.ask(Message({"do": "echo", "say": say}, b"\1\2"), LONG_MS)


async def test_a_job_is_answered_in_another_process() -> None:
    async with workers() as pool:
        answer = await echo(pool)
        assert (answer.fields["said"], answer.body) == ("да", b"\1\2")
        assert answer.fields["pid"] not in (0, os.getpid())


async def test_a_stuck_worker_is_killed_and_the_next_job_is_done() -> None:
    async with workers() as pool:
        stuck = psutil.Process(pool.slots[0].pid)
        with pytest.raises(WorkerLost, match="stuck"):
            await pool.ask(Message({"do": "hang"}), deadline_ms=100)
        assert (await echo(pool)).fields["said"] == "да"
        assert not stuck.is_running()


async def test_a_stopped_worker_is_killed_and_the_next_job_is_done() -> None:
    async with workers() as pool:
        os.kill(pool.slots[0].pid, signal.SIGSTOP)
        with pytest.raises(WorkerLost, match="stuck"):
            await pool.ask(Message({"do": "echo"}), deadline_ms=200)
        assert (await echo(pool)).fields["said"] == "да"


async def test_a_crash_is_told_at_once_and_the_next_job_is_done() -> None:
    async with workers() as pool:
        with pytest.raises(WorkerLost, match="died"):
            await pool.ask(Message({"do": "abort"}), LONG_MS)
        assert (await echo(pool)).fields["said"] == "да"


async def test_a_crash_is_told_to_everybody_who_waits() -> None:
    async with workers() as pool:
        worker = await pool.slots[0].worker()
        waiting = asyncio.gather(
            *(worker.ask(Message({"do": "hang", "lane": str(n)}), LONG_MS) for n in range(3)), return_exceptions=True
        )
        with pytest.raises(WorkerLost):
            await worker.ask(Message({"do": "abort", "lane": "x"}), LONG_MS)
        assert all(isinstance(answer, WorkerLost) for answer in await waiting)


async def test_what_an_engine_prints_disturbs_nobody() -> None:
    async with workers() as pool:
        assert (await pool.ask(Message({"do": "print"}), LONG_MS)).fields["said"] == "printed"
        assert (await echo(pool)).fields["said"] == "да"


async def test_an_answer_that_cannot_be_read_costs_the_worker_its_life() -> None:
    async with workers() as pool:
        first = pool.slots[0].pid
        with pytest.raises(WorkerLost):
            await pool.ask(Message({"do": "garbage"}), deadline_ms=2000)
        assert (await echo(pool)).fields["pid"] != first


async def test_a_job_that_fails_is_told_without_the_customers_words() -> None:
    async with workers() as pool:
        with pytest.raises(JobRefused, match="ValueError in handle") as refused:
            await pool.ask(Message({"do": "fail", "say": "+79161234567"}), LONG_MS)
        assert "7916" not in str(refused.value)
        assert (await echo(pool)).fields["pid"] == pool.slots[0].pid


async def test_an_engine_may_say_why_it_refuses() -> None:
    async with workers() as pool:
        with pytest.raises(JobRefused, match="there is no such voice"):
            await pool.ask(Message({"do": "refuse"}), LONG_MS)


async def test_lanes_run_side_by_side_and_end() -> None:
    async with workers() as pool:
        worker = await pool.slots[0].worker()
        met = await asyncio.gather(*(worker.ask(Message({"do": "meet", "lane": lane}), LONG_MS) for lane in "ab"))
        assert all(answer.fields["met"] for answer in met)
        worker.close_lane("a")
        closed: list[str] = []
        while closed != ["a"]:
            closed = (await worker.ask(Message({"do": "what is closed"}), LONG_MS)).fields["closed"]


async def test_jobs_are_spread_over_the_workers() -> None:
    async with workers(size=2) as pool:
        answers = await asyncio.gather(*(echo(pool) for _ in range(4)))
        assert {answer.fields["pid"] for answer in answers} == {slot.pid for slot in pool.slots}


async def test_a_worn_out_worker_is_replaced_and_no_job_is_lost() -> None:
    async with workers(recycle_after=5) as pool:
        pids = [(await echo(pool, str(n))).fields["pid"] for n in range(5)]
        assert len(set(pids)) == 1
        while (answer := await echo(pool)).fields["pid"] == pids[0]:
            pass
        assert answer.fields["said"] == "да"
        await asyncio.to_thread(_wait_until_gone, pids[0])


@pytest.mark.parametrize(
    ("engine", "why"),
    [
        ("open_broken", "the model in models/ru is damaged"),
        ("open_crashing", "died"),
        ("open_missing", "AttributeError"),
    ],
)
async def test_an_engine_that_cannot_open_says_why(engine: str, why: str) -> None:
    with pytest.raises(WorkerLost, match=why):
        async with workers(engine):
            pass


async def test_an_engine_that_never_opens_is_given_up() -> None:
    with pytest.raises(WorkerLost, match="did not start in time"):
        async with workers("open_slow", start_deadline_ms=1500):
            pass


async def test_a_machine_without_room_for_a_process_is_tried_again() -> None:
    pool = WorkerPool(WorkerPlan("test", "engines_for_workers:open_obedient"), 1, SystemClock())
    try:
        with no_more_open_files(), pytest.raises(WorkerLost, match="no room"):
            await pool.start()
        assert (await echo(pool)).fields["said"] == "да"
    finally:
        await pool.close()


@contextmanager
def no_more_open_files() -> Iterator[None]:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    with Path(os.devnull).open() as lowest:
        free = lowest.fileno()
    resource.setrlimit(resource.RLIMIT_NOFILE, (free, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


async def test_a_cancelled_job_leaves_the_worker_to_the_next() -> None:
    async with workers() as pool:
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0):
                await echo(pool)
        assert (await echo(pool, "нет")).fields["said"] == "нет"


async def test_closing_leaves_no_process() -> None:
    async with workers(size=2) as pool:
        pids = [slot.pid for slot in pool.slots]
    assert not any(psutil.pid_exists(pid) for pid in pids)


PARENT = """
import asyncio, os, sys
from bot.kit.clock import SystemClock
from bot.speech.workers import Message, WorkerPlan, WorkerPool

async def main():
    async with WorkerPool(WorkerPlan("test", "engines_for_workers:open_obedient"), 2, SystemClock()) as pool:
        print(*(slot.pid for slot in pool.slots), flush=True)
        await pool.ask(Message({"do": "hang"}), 1_000_000)

asyncio.run(main())
"""


def test_workers_die_with_the_line_also_when_it_is_killed() -> None:
    with subprocess.Popen([sys.executable, "-c", PARENT], stdout=subprocess.PIPE, text=True) as line:
        assert line.stdout is not None
        pids = [int(pid) for pid in line.stdout.readline().split()]
        os.kill(pids[1], signal.SIGSTOP)
        line.kill()
    assert len(pids) == 2
    for pid in pids:
        _wait_until_gone(pid)


def _wait_until_gone(pid: int) -> None:
    """A zombie is gone: whoever adopts orphans here may bury them late."""
    try:
        process = psutil.Process(pid)
        while process.status() != psutil.STATUS_ZOMBIE:
            with suppress(psutil.TimeoutExpired):
                process.wait(timeout=0.1)
                return
    except psutil.NoSuchProcess:
        return


def test_a_worker_that_keeps_dying_is_restarted_more_and_more_slowly() -> None:
    pauses = [restart_pause_ms(lives) for lives in range(12)]
    assert pauses[:4] == [0, 0, 200, 400]
    assert pauses == sorted(pauses)
    assert pauses[-1] == 10_000
