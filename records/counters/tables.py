"""The table of counters: the last number given out, for each company and kind of thing."""

from sqlalchemy import Column, Integer, String, Table

from bot.kit.db import metadata

counters = Table(
    "counters",
    metadata,
    Column("company", String(64), primary_key=True),
    Column("kind", String(32), primary_key=True),
    Column("last", Integer, nullable=False),
)
