"""The table of handoffs."""

from sqlalchemy import JSON, Boolean, Column, ForeignKey, Index, Integer, String, Table, Text

from bot.kit.db import Instant, metadata
from handoff.agents.tables import agents
from records.conversations.tables import conversations

handoffs = Table(
    "handoffs",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("conversation", ForeignKey(conversations.c.id), nullable=False),
    Column("company", String(64), nullable=False),
    Column("language", String(8), nullable=False),
    Column("state", String(16), nullable=False),
    Column("reason", String(32), nullable=False),
    Column("detail", Text, nullable=False),
    Column("trigger_turn", Integer, nullable=False),
    Column("priority", Integer, nullable=False),
    Column("requested_at", Instant, nullable=False),
    Column("queued_at", Instant),
    Column("agent", ForeignKey(agents.c.id)),
    Column("accepted_at", Instant),
    Column("ended_at", Instant),
    Column("disposition", String(64)),
    Column("note", Text, nullable=False),
    Column("changes", JSON, nullable=False),
    Column("is_test", Boolean, nullable=False),
    Index(None, "conversation"),
    Index(None, "company", "state", "queued_at"),
    Index(None, "agent", "state"),
)
