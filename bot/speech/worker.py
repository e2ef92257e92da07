"""One worker process from its start to its end, as the line sees it."""

import asyncio
import os
import socket
import subprocess
import sys
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Any

from bot.kit.log import logger
from bot.kit.tasks import TaskOwner
from bot.speech.worker_messages import HEADER_BYTES, Message, lengths, pack, unpack

log = logger(__name__)

_END_DEADLINE_S = 2.0
#: A worker is one of several on a small machine: numeric libraries keep to one thread.
_ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}


class WorkerLost(Exception):
    """The process died, was killed because it was stuck, or could not start. The sentence says which."""


class JobRefused(Exception):
    """The engine could not do this job; the worker goes on."""


@dataclass(frozen=True, slots=True)
class WorkerPlan:
    """How a worker is made. `engine` is "module:function"; the function gets `config` and returns an `Engine`."""

    name: str
    engine: str
    config: Mapping[str, Any] = field(default_factory=dict)
    start_deadline_ms: int = 15_000
    wait_ms: int = 5_000
    """How long a job waits for a worker that is being started again."""
    recycle_after: int | None = None
    """A worker that has done so many jobs is replaced by a fresh one."""


class Worker:
    """A spawned process (never forked: native engines hang after a fork) behind a socket of its own.

    Its standard output leads nowhere, because engines print there.
    """

    def __init__(self, plan: WorkerPlan) -> None:
        self._plan = plan
        self._process: subprocess.Popen[bytes] | None = None
        self._writer: asyncio.StreamWriter | None = None
        self._tasks = TaskOwner(plan.name)
        self._pending: dict[int, asyncio.Future[Message]] = {}
        self._last_id = 0
        self._lost: str | None = None
        self._ended = asyncio.Event()
        self._worn_out = asyncio.Event()

    @property
    def pid(self) -> int:
        return 0 if self._process is None else self._process.pid

    @property
    def is_alive(self) -> bool:
        return self._writer is not None and self._lost is None

    async def start(self) -> None:
        """Returns when the engine is open. Raises WorkerLost."""
        try:
            self._process, ours = _spawn()
        except OSError as error:
            raise WorkerLost(f"there was no room for its process: {error.strerror}") from error
        reader, self._writer = await asyncio.open_unix_connection(sock=ours)
        self._writer.write(pack(Message({"engine": self._plan.engine, "config": dict(self._plan.config)})))
        try:
            async with asyncio.timeout(self._plan.start_deadline_ms / 1000):
                first = await _read(reader)
        except TimeoutError:
            await self._end("it did not start in time")
        except (asyncio.IncompleteReadError, ConnectionError):
            await self._end("it died while it started")
        except asyncio.CancelledError:
            await self._end("it was not wanted any more")
            raise
        else:
            if "failed" in first.fields:
                await self._end(str(first.fields["failed"]))
        if self._lost is not None:
            raise WorkerLost(self._lost)
        self._tasks.start(self._listen(reader), "listen")

    async def ask(self, request: Message, deadline_ms: int) -> Message:
        """Raises JobRefused, or WorkerLost: a worker that does not answer within the deadline is killed."""
        if self._writer is None or self._lost is not None:
            raise WorkerLost(self._lost or "it was not started")
        self._last_id += 1
        if self._plan.recycle_after is not None and self._last_id >= self._plan.recycle_after:
            self._worn_out.set()
        answer = await self._exchange(self._writer, self._last_id, request, deadline_ms)
        if "error" in answer.fields:
            raise JobRefused(str(answer.fields["error"]))
        return answer

    async def _exchange(self, writer: asyncio.StreamWriter, job: int, request: Message, deadline_ms: int) -> Message:
        answered: asyncio.Future[Message] = asyncio.get_running_loop().create_future()
        self._pending[job] = answered
        try:
            async with asyncio.timeout(deadline_ms / 1000):
                writer.write(pack(Message({**request.fields, "id": job}, request.body)))
                await writer.drain()
                return await answered
        except TimeoutError:
            answered.cancel()
            self._lose("it was stuck")
            raise WorkerLost("it was stuck") from None
        except ConnectionError:
            answered.cancel()
            self._lose("it died")
            raise WorkerLost("it died") from None
        finally:
            del self._pending[job]

    def close_lane(self, lane: str) -> None:
        """The engine forgets this lane; nothing is awaited."""
        if self._writer is not None and self._lost is None:
            self._writer.write(pack(Message({"lane": lane, "close_lane": True})))

    async def end_of_use(self) -> None:
        """Returns when the worker has died or has done as many jobs as it should."""
        waits = [self._tasks.start(self._ended.wait(), "ended"), self._tasks.start(self._worn_out.wait(), "worn out")]
        try:
            await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for wait in waits:
                wait.cancel()

    async def retire(self) -> None:
        """Ends the process once it has answered what it was asked."""
        try:
            await asyncio.gather(*self._pending.values(), return_exceptions=True)
        finally:
            await self.close()

    async def close(self) -> None:
        await self._end("the line is closing")
        await self._tasks.close()

    async def _listen(self, reader: asyncio.StreamReader) -> None:
        try:
            while True:
                answer = await _read(reader)
                waiting = self._pending.get(int(answer.fields["id"]))
                if waiting is not None and not waiting.done():
                    waiting.set_result(answer)
        except (asyncio.IncompleteReadError, ConnectionError):
            await self._end("it died")
        except (ValueError, KeyError):
            await self._end("its answer could not be read")

    def _lose(self, why: str) -> None:
        """From now on it is of no use; whoever waits for it is told."""
        if self._lost is None:
            self._lost = why
        if self._process is not None:
            self._process.kill()
        for waiting in self._pending.values():
            if not waiting.done():
                waiting.set_exception(WorkerLost(self._lost))

    async def _end(self, why: str) -> None:
        self._lose(why)
        if self._writer is not None:
            self._writer.close()
        if self._process is not None:
            await asyncio.to_thread(_wait_for, self._process)
        self._ended.set()


def _spawn() -> tuple[subprocess.Popen[bytes], socket.socket]:
    """A process and our end of its socket. Raises OSError.

    In the loop's own thread: it takes milliseconds, and Linux ties the child's life to the thread that starts it.
    """
    ours, theirs = socket.socketpair()
    with theirs, ExitStack() as unless_spawned:
        unless_spawned.callback(ours.close)
        process = subprocess.Popen(
            [sys.executable, "-P", "-m", "bot.speech.worker_process", str(theirs.fileno()), str(os.getpid())],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            pass_fds=(theirs.fileno(),),
            env={**os.environ, **_ONE_THREAD},
            process_group=0,
        )
        unless_spawned.pop_all()
    return process, ours


def _wait_for(killed: subprocess.Popen[bytes]) -> None:
    try:
        killed.wait(_END_DEADLINE_S)
    except subprocess.TimeoutExpired:
        log.warning("a killed worker is slow to go", pid=killed.pid)


async def _read(reader: asyncio.StreamReader) -> Message:
    fields, body = lengths(await reader.readexactly(HEADER_BYTES))
    return unpack(await reader.readexactly(fields), await reader.readexactly(body))
