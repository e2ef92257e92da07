"""The table of companies: each is one JSON document."""

from sqlalchemy import Column, String, Table, Text

from bot.kit.db import Instant, metadata

companies = Table(
    "companies",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("content", Text, nullable=False),
    Column("saved_at", Instant, nullable=False),
)
