"""A clock that stands still until it is told to go on."""

from datetime import UTC, datetime, timedelta


class StandingClock:
    def __init__(self, at: datetime = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)) -> None:
        self._now = at
        self._ms = 0

    def now(self) -> datetime:
        return self._now

    def monotonic_ms(self) -> int:
        return self._ms

    def go_on(self, ms: int) -> None:
        self._now += timedelta(milliseconds=ms)
        self._ms += ms
