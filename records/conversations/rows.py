"""Conversations and turns as rows of their tables, there and back."""

from datetime import datetime
from typing import Any

from sqlalchemy import Row

from bot.language.languages import Language
from records.conversations.model import (
    ChannelKind,
    Conversation,
    ConversationEvent,
    EventKind,
    HeardWord,
    NewTurn,
    Owner,
    Turn,
    Who,
)


def conversation_from_row(row: Row[Any]) -> Conversation:
    enums = {
        "channel": ChannelKind(row.channel),
        "language": Language(row.language),
        "owner": Owner(row.owner),
    }
    return Conversation(**row._asdict() | enums)


def turn_from_row(row: Row[Any]) -> Turn:
    rich = {
        "who": Who(row.who),
        "words": tuple(HeardWord(*word) for word in row.words),
        "alternatives": tuple(row.alternatives),
        "buttons": tuple((title, payload) for title, payload in row.buttons),
    }
    return Turn(**row._asdict() | rich)


def event_from_row(row: Row[Any]) -> ConversationEvent:
    return ConversationEvent(**row._asdict() | {"kind": EventKind(row.kind)})


def turn_as_written(conversation_id: str, n: int, new: NewTurn, at: datetime) -> Turn:
    return Turn(
        n=n,
        conversation=conversation_id,
        who=new.who,
        text=new.text,
        author=new.author,
        spoken=new.spoken,
        words=new.words,
        alternatives=new.alternatives,
        audio=new.audio,
        buttons=new.buttons,
        client_id=new.client_id,
        at_ms=new.at_ms,
        at=at,
    )


def row_of_turn(turn: Turn) -> dict[str, Any]:
    return {
        "conversation": turn.conversation,
        "n": turn.n,
        "who": turn.who,
        "text": turn.text,
        "author": turn.author,
        "spoken": turn.spoken,
        "words": [[word.word, word.confidence, word.from_ms, word.to_ms] for word in turn.words],
        "alternatives": turn.alternatives,
        "audio": turn.audio,
        "buttons": turn.buttons,
        "client_id": turn.client_id,
        "at_ms": turn.at_ms,
        "at": turn.at,
        "trace": turn.trace,
    }
