"""A handoff: one wish for a person, and what became of it."""

from dataclasses import dataclass, field
from datetime import datetime

from bot.dialogue.model import HandoffReason
from bot.language.languages import Language
from handoff.queues.machine import HandoffState


@dataclass(frozen=True, slots=True)
class NewHandoff:
    id: str
    conversation: str
    company: str
    language: Language
    reason: HandoffReason
    detail: str
    trigger_turn: int
    """The number of the turn after which the bot asked for a person; 0 when nothing had been said."""
    is_test: bool


@dataclass(frozen=True, slots=True)
class Handoff:
    id: str
    conversation: str
    company: str
    language: Language
    state: HandoffState
    reason: HandoffReason
    detail: str
    trigger_turn: int
    priority: int
    """The greater the sooner."""
    requested_at: datetime
    queued_at: datetime | None
    agent: int | None
    accepted_at: datetime | None
    ended_at: datetime | None
    disposition: str | None
    note: str
    is_test: bool
    changes: dict[str, str] = field(default_factory=dict)
    """What the agent changed before she gave the conversation back."""

    def waited_s(self, now: datetime) -> int:
        """Whole seconds in the queue: until somebody answered, or it ended, or until now."""
        if self.queued_at is None:
            return 0
        until = self.accepted_at or self.ended_at or now
        return max(0, int((until - self.queued_at).total_seconds()))
