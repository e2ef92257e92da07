"""A complaint: what happened, who answers for it and by when."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class ComplaintState(StrEnum):
    OPEN = "open"
    ANSWERED = "answered"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class NewComplaint:
    company: str
    conversation: str
    contact: int
    text: str
    department: str
    answer_by: date
    order_number: str | None
    idempotency_key: str
    is_test: bool = False


@dataclass(frozen=True, slots=True)
class Complaint:
    id: int
    number: str
    company: str
    conversation: str | None
    contact: int
    text: str
    department: str
    answer_by: date
    order_number: str | None
    state: ComplaintState
    created_at: datetime
    is_test: bool


@dataclass(frozen=True, slots=True)
class LoggedComplaint:
    complaint: Complaint
    is_new: bool
    """False when the same idempotency key had been logged before."""
