"""The shape of a pure machine: events in, effects out, time as an argument."""

from typing import Protocol, TypeVar

Event = TypeVar("Event", contravariant=True)
Effect = TypeVar("Effect")


class Machine(Protocol[Event, Effect]):
    """No clock, no I/O, no tasks. All times are integer milliseconds."""

    @property
    def deadline(self) -> int | None:
        """The millisecond at which the machine wants to be told the time; None when it waits for nothing."""
        ...

    def handle(self, event: Event, now: int) -> list[Effect]: ...
