"""The tables of conversations, their turns, events and drafts, and the outbox."""

from sqlalchemy import JSON, Boolean, Column, ForeignKey, Index, Integer, String, Table, Text, UniqueConstraint

from bot.kit.db import Instant, metadata
from records.contacts.tables import contacts

conversations = Table(
    "conversations",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("company", String(64), nullable=False),
    Column("channel", String(16), nullable=False),
    Column("language", String(8), nullable=False),
    Column("contact", ForeignKey(contacts.c.id), nullable=False),
    Column("owner", String(16), nullable=False),
    Column("agent", Integer),
    Column("turns", Integer, nullable=False),
    Column("started_at", Instant, nullable=False),
    Column("last_at", Instant, nullable=False),
    Column("closed_at", Instant),
    Column("disposition", String(64)),
    Column("is_test", Boolean, nullable=False),
    Index(None, "contact", "started_at"),
    Index(None, "company", "started_at"),
    Index(None, "owner", "last_at"),
)

turns = Table(
    "turns",
    metadata,
    Column("conversation", ForeignKey(conversations.c.id), primary_key=True),
    Column("n", Integer, primary_key=True),
    Column("who", String(16), nullable=False),
    Column("text", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("spoken", Text, nullable=False),
    Column("words", JSON, nullable=False),
    Column("alternatives", JSON, nullable=False),
    Column("audio", Text),
    Column("buttons", JSON, nullable=False),
    Column("client_id", String(64)),
    Column("at_ms", Integer, nullable=False),
    Column("at", Instant, nullable=False),
    Column("trace", JSON, nullable=False),
    UniqueConstraint("conversation", "client_id"),
)

conversation_events = Table(
    "conversation_events",
    metadata,
    Column("n", Integer, primary_key=True),
    Column("conversation", ForeignKey(conversations.c.id), nullable=False),
    Column("kind", String(32), nullable=False),
    Column("detail", JSON, nullable=False),
    Column("at", Instant, nullable=False),
    Index(None, "conversation"),
)

drafts = Table(
    "drafts",
    metadata,
    Column("conversation", ForeignKey(conversations.c.id), primary_key=True),
    Column("content", JSON, nullable=False),
    Column("saved_at", Instant, nullable=False),
)

outbox = Table(
    "outbox",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("topic", String(128), nullable=False),
    Column("message", JSON, nullable=False),
    Column("posted_at", Instant, nullable=False),
    Column("delivered_at", Instant),
    Index(None, "delivered_at"),
)
