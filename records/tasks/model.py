"""What somebody has promised a customer to do, by a time."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class TaskState(StrEnum):
    OPEN = "open"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class NewTask:
    company: str
    kind: str
    text: str
    due_at: datetime
    conversation: str | None = None
    contact: int | None = None


@dataclass(frozen=True, slots=True)
class Task:
    id: int
    company: str
    conversation: str | None
    contact: int | None
    kind: str
    """`callback`, `follow_up` …"""
    text: str
    due_at: datetime
    state: TaskState
    created_at: datetime
