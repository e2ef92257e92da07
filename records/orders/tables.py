"""The tables of orders and their lines."""

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, String, Table, Text, UniqueConstraint

from bot.kit.db import Instant, Money, metadata
from records.contacts.tables import contacts
from records.conversations.tables import conversations

orders = Table(
    "orders",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("number", String(16), nullable=False),
    Column("company", String(64), nullable=False),
    Column("conversation", ForeignKey(conversations.c.id)),
    Column("contact", ForeignKey(contacts.c.id), nullable=False),
    Column("handover", String(16), nullable=False),
    Column("handover_price", Money, nullable=False),
    Column("address", Text, nullable=False),
    Column("when", Text, nullable=False),
    Column("phone", String(16)),
    Column("state", String(16), nullable=False),
    Column("total", Money, nullable=False),
    Column("idempotency_key", String(128), nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("is_test", Boolean, nullable=False),
    UniqueConstraint("company", "number"),
    UniqueConstraint("company", "idempotency_key"),
    Index(None, "contact"),
    Index(None, "conversation"),
)

order_lines = Table(
    "order_lines",
    metadata,
    Column("order", ForeignKey(orders.c.id), primary_key=True),
    Column("n", Integer, primary_key=True),
    Column("sku", String(64), nullable=False),
    Column("name", Text, nullable=False),
    # Exact, like money: 0.5 kg.
    Column("quantity", Money, nullable=False),
    Column("price", Money, nullable=False),
)
