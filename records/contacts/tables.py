"""The table of contacts."""

from sqlalchemy import Boolean, Column, Index, Integer, String, Table, Text

from bot.kit.db import Instant, metadata

contacts = Table(
    "contacts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("company", String(64), nullable=False),
    Column("surname", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("patronymic", Text, nullable=False),
    Column("phone", String(16)),
    Column("browser", String(128)),
    Column("language", String(8)),
    Column("address", Text, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("is_test", Boolean, nullable=False),
    # Not unique: a family may give one number, and a number that somebody types proves nothing.
    Index(None, "company", "phone"),
    Index(None, "company", "browser"),
)
