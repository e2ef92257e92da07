"""The table of agents."""

from sqlalchemy import JSON, Column, Integer, String, Table

from bot.kit.db import Instant, metadata

agents = Table(
    "agents",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("login", String(64), nullable=False, unique=True),
    Column("name", String(120), nullable=False),
    Column("role", String(16), nullable=False),
    Column("language", String(8), nullable=False),
    Column("languages", JSON, nullable=False),
    Column("companies", JSON, nullable=False),
    Column("password_hash", String(255), nullable=False),
    Column("created_at", Instant, nullable=False),
)
