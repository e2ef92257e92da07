"""The table of complaints."""

from sqlalchemy import Boolean, Column, Date, ForeignKey, Index, Integer, String, Table, Text, UniqueConstraint

from bot.kit.db import Instant, metadata
from records.contacts.tables import contacts
from records.conversations.tables import conversations

complaints = Table(
    "complaints",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("number", String(16), nullable=False),
    Column("company", String(64), nullable=False),
    Column("conversation", ForeignKey(conversations.c.id)),
    Column("contact", ForeignKey(contacts.c.id), nullable=False),
    Column("text", Text, nullable=False),
    Column("department", String(64), nullable=False),
    Column("answer_by", Date, nullable=False),
    Column("order_number", String(16)),
    Column("state", String(16), nullable=False),
    Column("idempotency_key", String(128), nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("is_test", Boolean, nullable=False),
    UniqueConstraint("company", "number"),
    UniqueConstraint("company", "idempotency_key"),
    Index(None, "contact"),
    Index(None, "conversation"),
)
