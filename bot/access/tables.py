"""Tables of access."""

from sqlalchemy import Column, ForeignKey, Integer, String, Table

from bot.kit.db import Instant, metadata

agent_sessions = Table(
    "agent_sessions",
    metadata,
    Column("token_hash", String(64), primary_key=True),
    Column("agent", Integer, ForeignKey("agents.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("csrf", String(64), nullable=False),
    Column("expires_at", Instant, nullable=False),
)
