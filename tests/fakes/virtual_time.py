"""An event loop whose clock stands still while there is work and jumps when there is none: minutes pass at once."""

import asyncio
import functools
import selectors
import sys
from collections.abc import Callable, Coroutine
from datetime import UTC, datetime, timedelta
from typing import Any, ParamSpec

_BEGINNING = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
_ANSWERED_BY_A_THREAD = "aiosqlite.core"
"""Futures made in this module are settled by a thread of its own, as those of `run_in_executor` are."""

Parameters = ParamSpec("Parameters")


class VirtualTimeLoop(asyncio.SelectorEventLoop):
    """What runs in threads (the base, files) takes no time: the clock waits until it is done."""

    def __init__(self) -> None:
        self._virtual_s = 0.0
        self._elsewhere: set[asyncio.Future[Any]] = set()
        super().__init__(_Selector(self))

    def time(self) -> float:
        return self._virtual_s

    def jump(self, seconds: float) -> None:
        self._virtual_s += seconds

    @property
    def waits_for_a_thread(self) -> bool:
        return bool(self._elsewhere)

    def create_future(self) -> asyncio.Future[Any]:
        future = super().create_future()
        if sys._getframe(1).f_globals.get("__name__") == _ANSWERED_BY_A_THREAD:
            self._note(future)
        return future

    def run_in_executor(  # type: ignore[override]
        self, executor: Any, func: Any, *args: Any
    ) -> asyncio.Future[Any]:
        future: asyncio.Future[Any] = super().run_in_executor(executor, func, *args)
        self._note(future)
        return future

    def _note(self, future: asyncio.Future[Any]) -> None:
        self._elsewhere.add(future)
        future.add_done_callback(self._elsewhere.discard)


class _Selector(selectors.DefaultSelector):
    def __init__(self, loop: VirtualTimeLoop) -> None:
        super().__init__()
        self._loop = loop

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        if timeout is None or timeout <= 0:
            return super().select(timeout)
        if self._loop.waits_for_a_thread:
            return super().select(None)
        ready = super().select(0)
        if not ready:
            self._loop.jump(timeout)
        return ready


class LoopClock:
    """The running loop's own time."""

    def now(self) -> datetime:
        return _BEGINNING + timedelta(milliseconds=self.monotonic_ms())

    def monotonic_ms(self) -> int:
        return round(asyncio.get_running_loop().time() * 1000)


def in_virtual_time(test: Callable[Parameters, Coroutine[Any, Any, None]]) -> Callable[Parameters, None]:
    """A test that is a coroutine, run to its end in a loop of its own."""

    @functools.wraps(test)
    def run(*args: Parameters.args, **kwargs: Parameters.kwargs) -> None:
        with asyncio.Runner(loop_factory=VirtualTimeLoop) as runner:
            runner.run(test(*args, **kwargs))

    return run
