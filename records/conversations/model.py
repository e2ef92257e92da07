"""A conversation from its first word to its disposition: owner, turns, events, drafts."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from bot.kit.ids import new_id
from bot.language.languages import Language


class Owner(StrEnum):
    """Who answers the customer at this moment. In `queue` the bot speaks on in a waiting mode."""

    BOT = "bot"
    QUEUE = "queue"
    AGENT = "agent"
    CLOSED = "closed"


class Who(StrEnum):
    CUSTOMER = "customer"
    BOT = "bot"
    AGENT = "agent"
    SYSTEM = "system"


class ChannelKind(StrEnum):
    CHAT = "chat"
    REST = "rest"
    VOICE = "voice"

    @property
    def is_spoken(self) -> bool:
        return self is ChannelKind.VOICE


@dataclass(frozen=True, slots=True)
class HeardWord:
    """One recognised word; times in milliseconds from the start of the conversation's audio."""

    word: str
    confidence: float | None
    from_ms: int
    to_ms: int


@dataclass(frozen=True, slots=True)
class NewConversation:
    """A conversation about to begin; the bot owns it."""

    company: str
    channel: ChannelKind
    language: Language
    contact: int
    is_test: bool = False
    id: str = field(default_factory=lambda: new_id("conv"))


@dataclass(frozen=True, slots=True)
class Conversation:
    id: str
    company: str
    channel: ChannelKind
    language: Language
    contact: int
    owner: Owner
    agent: int | None
    """The agent who owns it, when `owner` is `agent`."""
    turns: int
    """How many turns have been written: the number of the last one."""
    started_at: datetime
    last_at: datetime
    closed_at: datetime | None
    disposition: str | None
    is_test: bool


@dataclass(frozen=True, slots=True)
class NewTurn:
    """Something said, about to be written; its number is given by the base."""

    who: Who
    text: str
    """As written: what a reader sees."""
    author: str = ""
    """The agent's display name when a person wrote it."""
    spoken: str = ""
    """What was really said or heard aloud, where it differs."""
    words: tuple[HeardWord, ...] = ()
    alternatives: tuple[str, ...] = ()
    audio: str | None = None
    """Path of the utterance's audio below the data folder."""
    buttons: tuple[tuple[str, str], ...] = ()
    client_id: str | None = None
    """The sender's own id of the message: the same one is written once."""
    at_ms: int = 0
    """Milliseconds since the conversation began."""


@dataclass(frozen=True, slots=True)
class Turn:
    n: int
    """1, 2, 3 … within the conversation: the number by which clients resume."""
    conversation: str
    who: Who
    text: str
    author: str
    spoken: str
    words: tuple[HeardWord, ...]
    alternatives: tuple[str, ...]
    audio: str | None
    buttons: tuple[tuple[str, str], ...]
    client_id: str | None
    at_ms: int
    at: datetime
    trace: dict[str, Any] = field(default_factory=dict)
    """Why the bot answered as it did: see `frontline why`."""


@dataclass(frozen=True, slots=True)
class AddedTurn:
    """What became of a turn that was to be written."""

    turn: Turn
    is_new: bool
    """False when the sender's id of it was there already: `turn` is the one written then."""
    owner: Owner
    """Who owned the conversation at the moment of writing: whose turn it is to answer."""


class EventKind(StrEnum):
    STARTED = "started"
    OWNER_CHANGED = "owner_changed"
    LANGUAGE_CHANGED = "language_changed"
    ORDER_PLACED = "order_placed"
    COMPLAINT_LOGGED = "complaint_logged"
    HANDOFF_REQUESTED = "handoff_requested"


@dataclass(frozen=True, slots=True)
class ConversationEvent:
    n: int
    conversation: str
    kind: EventKind
    detail: dict[str, Any]
    at: datetime


@dataclass(frozen=True, slots=True)
class OutboxMessage:
    """Something to be told after the commit: `topic` as on the bus, `message` as JSON."""

    id: int
    topic: str
    message: dict[str, Any]
