"""Clocks as arguments: the wall clock for tables, a monotonic one for durations."""

import time
from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    def now(self) -> datetime:
        """The present instant, in UTC with its zone."""
        ...

    def monotonic_ms(self) -> int:
        """Milliseconds from some fixed point; only differences mean anything."""
        ...


class SystemClock:
    def now(self) -> datetime:
        return datetime.now(UTC)

    def monotonic_ms(self) -> int:
        return time.monotonic_ns() // 1_000_000
