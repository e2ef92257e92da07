"""The table of tasks."""

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table, Text

from bot.kit.db import Instant, metadata
from records.contacts.tables import contacts
from records.conversations.tables import conversations

tasks = Table(
    "tasks",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("company", String(64), nullable=False),
    Column("conversation", ForeignKey(conversations.c.id)),
    Column("contact", ForeignKey(contacts.c.id)),
    Column("kind", String(32), nullable=False),
    Column("text", Text, nullable=False),
    Column("due_at", Instant, nullable=False),
    Column("state", String(16), nullable=False),
    Column("created_at", Instant, nullable=False),
    Index(None, "company", "state", "due_at"),
)
