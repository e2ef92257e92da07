"""A pool of worker processes: each is watched, killed when stuck, and started again."""

import asyncio

from bot.kit.clock import Clock
from bot.kit.lifetime import StartedAndClosed
from bot.kit.log import logger
from bot.kit.tasks import TaskOwner
from bot.speech.worker import JobRefused, Worker, WorkerLost, WorkerPlan
from bot.speech.worker_messages import Message

__all__ = ["JobRefused", "Message", "Worker", "WorkerLost", "WorkerPlan", "WorkerPool", "WorkerSlot"]

log = logger(__name__)

_STEADY_MS = 10_000
_FIRST_PAUSE_MS = 200
_LONGEST_PAUSE_MS = 10_000


def restart_pause_ms(short_lives: int) -> int:
    """A worker that lived for a while is replaced at once; one that keeps dying soon, more and more slowly."""
    if short_lives <= 1:
        return 0
    return min(_LONGEST_PAUSE_MS, _FIRST_PAUSE_MS * int(2 ** min(short_lives - 2, 10)))


class WorkerSlot:
    """A place in which there is always a worker, or soon will be again."""

    def __init__(self, plan: WorkerPlan, clock: Clock) -> None:
        self._plan = plan
        self._clock = clock
        self._tasks = TaskOwner(plan.name)
        self._worker: Worker | None = None
        self._changed = asyncio.Condition()
        self._last_failure = "it has not started yet"
        self._has_tried = False
        self._is_open = False
        self.turn = asyncio.Lock()
        self.load = 0

    @property
    def is_running(self) -> bool:
        return self._worker is not None and self._worker.is_alive

    @property
    def pid(self) -> int:
        return 0 if self._worker is None else self._worker.pid

    async def open(self) -> None:
        """Returns after the first try to start. Raises WorkerLost when it failed, and goes on trying."""
        self._is_open = True
        self._tasks.start(self._keep_running(), "keep running")
        async with self._changed:
            await self._changed.wait_for(lambda: self._has_tried)
        if not self.is_running:
            raise WorkerLost(self._last_failure)

    async def close(self) -> None:
        self._is_open = False
        await self._tasks.close()
        if self._worker is not None:
            await self._worker.close()

    async def worker(self) -> Worker:
        """The worker of this moment, or the one that is being started. Raises WorkerLost when that takes too long."""
        if not self._is_open:
            raise WorkerLost("it is closed")
        try:
            async with asyncio.timeout(self._plan.wait_ms / 1000), self._changed:
                await self._changed.wait_for(lambda: self.is_running)
        except TimeoutError:
            raise WorkerLost(self._last_failure) from None
        if self._worker is None:
            raise WorkerLost(self._last_failure)
        return self._worker

    async def _keep_running(self) -> None:
        short_lives = 0
        while True:
            started_at = self._clock.monotonic_ms()
            await self._run_one()
            is_short = self._clock.monotonic_ms() - started_at < _STEADY_MS
            short_lives = short_lives + 1 if is_short else 0
            await asyncio.sleep(restart_pause_ms(short_lives) / 1000)

    async def _run_one(self) -> None:
        """One worker's life: it takes the place of the one before it, and leaves when it died or is worn out."""
        worker, before = Worker(self._plan), self._worker
        try:
            await worker.start()
        except WorkerLost as lost:
            log.error("a worker could not start", worker=self._plan.name, why=str(lost))
            await self._change(before if before is not None and before.is_alive else None, str(lost))
            return
        await self._change(worker, "")
        if before is not None:
            self._tasks.start(before.retire(), "retire")
        await worker.end_of_use()
        if not worker.is_alive:
            log.warning("a worker was lost", worker=self._plan.name, pid=worker.pid)
            await self._change(None, "it died")
            await worker.close()

    async def _change(self, worker: Worker | None, failure: str) -> None:
        self._worker, self._last_failure, self._has_tried = worker, failure, True
        async with self._changed:
            self._changed.notify_all()


class WorkerPool(StartedAndClosed):
    """Several slots of one kind. Use `ask` for engines that do one job at a time, `least_busy` to stay with one."""

    def __init__(self, plan: WorkerPlan, size: int, clock: Clock) -> None:
        self.slots = tuple(WorkerSlot(plan, clock) for _ in range(size))

    async def start(self) -> None:
        """Raises WorkerLost when a worker could not start."""
        await asyncio.gather(*(slot.open() for slot in self.slots))

    async def close(self) -> None:
        await asyncio.gather(*(slot.close() for slot in self.slots))

    def least_busy(self) -> WorkerSlot:
        return min(self.slots, key=lambda slot: (not slot.is_running, slot.load))

    async def ask(self, request: Message, deadline_ms: int) -> Message:
        """One job for whoever is free; the deadline runs from the moment its turn comes. Raises as `Worker.ask`."""
        slot = self.least_busy()
        slot.load += 1
        try:
            async with slot.turn:
                worker = await slot.worker()
                return await worker.ask(request, deadline_ms)
        finally:
            slot.load -= 1
