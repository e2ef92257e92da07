"""What goes into the dialogue and what comes out: an utterance, a reply, and the wishes that outlive it."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from bot.language.languages import Language
from records.conversations.model import Conversation, HeardWord


@dataclass(frozen=True, slots=True)
class Utterance:
    """One thing that the customer said or typed, in written form (number words already digits)."""

    conversation: Conversation
    turn: int
    """The number of the customer's turn in the transcript: what is late is recognised by it."""
    text: str
    language: Language
    at: datetime
    words: tuple[HeardWord, ...] = ()
    caller_number: str | None = None
    """E.164, when the channel knows it."""

    @property
    def is_spoken(self) -> bool:
        return self.conversation.channel.is_spoken


class HandoffReason(StrEnum):
    ASKED_HUMAN = "asked_human"
    NO_ANSWER = "no_answer"
    LOW_CONFIDENCE = "low_confidence"
    REPEATED_FAILURE = "repeated_failure"
    COMPLAINT = "complaint"
    ANGRY = "angry"
    POLICY = "policy"
    PAYMENT = "payment"
    ERROR = "error"
    SUPERVISOR = "supervisor"


@dataclass(frozen=True, slots=True)
class HandOff:
    """The dialogue wishes that a person goes on. The conversation moves the owner after the reply."""

    reason: HandoffReason
    detail: str = ""


@dataclass(frozen=True, slots=True)
class CloseConversation:
    """Nothing is left to say."""


@dataclass(frozen=True, slots=True)
class SpeakLanguage:
    """From now on in this language."""

    language: Language


Wish = HandOff | CloseConversation | SpeakLanguage


@dataclass(frozen=True, slots=True)
class ReplyPart:
    """One message of the reply, as written; buttons are (title, what it sends)."""

    text: str
    buttons: tuple[tuple[str, str], ...] = ()
    prompt: str = ""


@dataclass(slots=True)
class Trace:
    """Why the bot answered as it did, and how long each stage took: what `frontline why` shows."""

    intent: str = ""
    intent_score: float | None = None
    knowledge: str = ""
    knowledge_score: float | None = None
    rule: str = ""
    actions: list[str] = field(default_factory=list)
    stages_ms: dict[str, float] = field(default_factory=dict)
    engine: str = ""
    """`rasa`, or `fallback` when Rasa did not answer in time."""


@dataclass(frozen=True, slots=True)
class Reply:
    parts: tuple[ReplyPart, ...]
    wishes: tuple[Wish, ...] = ()
    trace: Trace = field(default_factory=Trace)
