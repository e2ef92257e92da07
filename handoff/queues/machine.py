"""The life of a handoff as a table: from the wish for a person to its end. Pure."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class HandoffState(StrEnum):
    REQUESTED = "requested"
    """Wished for, and in no queue yet."""
    QUEUED = "queued"
    ACCEPTED = "accepted"
    RETURNED = "returned"
    """Given back to the bot."""
    COMPLETED = "completed"
    """Ended by the agent with a disposition."""
    ABANDONED = "abandoned"
    """The customer left before anybody answered."""

    @property
    def is_over(self) -> bool:
        return not any(state is self for state, _ in NEXT)


class HandoffEvent(StrEnum):
    QUEUED = "queued"
    ACCEPTED = "accepted"
    RETURNED = "returned"
    FINISHED = "finished"
    CUSTOMER_LEFT = "customer_left"


NEXT: Mapping[tuple[HandoffState, HandoffEvent], HandoffState] = MappingProxyType(
    {
        (HandoffState.REQUESTED, HandoffEvent.QUEUED): HandoffState.QUEUED,
        (HandoffState.REQUESTED, HandoffEvent.CUSTOMER_LEFT): HandoffState.ABANDONED,
        (HandoffState.QUEUED, HandoffEvent.ACCEPTED): HandoffState.ACCEPTED,
        (HandoffState.QUEUED, HandoffEvent.CUSTOMER_LEFT): HandoffState.ABANDONED,
        (HandoffState.ACCEPTED, HandoffEvent.RETURNED): HandoffState.RETURNED,
        (HandoffState.ACCEPTED, HandoffEvent.FINISHED): HandoffState.COMPLETED,
        # She still writes down how it ended.
        (HandoffState.ACCEPTED, HandoffEvent.CUSTOMER_LEFT): HandoffState.ACCEPTED,
    }
)
"""An event that is not here does not concern a handoff in that state."""
