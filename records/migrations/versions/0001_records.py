"""The common base: companies, contacts, conversations, orders, complaints, tasks."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def instant(name: str, nullable: bool = False) -> sa.Column:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def money(name: str) -> sa.Column:
    return sa.Column(name, sa.String(24), nullable=False)


def words(name: str) -> sa.Column:
    return sa.Column(name, sa.Text, nullable=False)


def code(name: str, length: int, nullable: bool = False) -> sa.Column:
    return sa.Column(name, sa.String(length), nullable=nullable)


def json(name: str) -> sa.Column:
    return sa.Column(name, sa.JSON, nullable=False)


def is_test() -> sa.Column:
    return sa.Column("is_test", sa.Boolean, nullable=False)


def reference(table: str, column: str, to: str, kind: type = sa.Integer, nullable: bool = False) -> list:
    type_ = sa.String(32) if kind is sa.String else kind()
    return [
        sa.Column(column, type_, nullable=nullable),
        sa.ForeignKeyConstraint([column], [f"{to}.id"], name=f"fk_{table}_{column}_{to}"),
    ]


def index(table: str, *columns: str) -> None:
    op.create_index(f"ix_{table}_{'_'.join(columns)}", table, list(columns))


def unique(table: str, *columns: str) -> sa.UniqueConstraint:
    return sa.UniqueConstraint(*columns, name=f"uq_{table}_{'_'.join(columns)}")


def primary(table: str, *columns: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint(*columns, name=f"pk_{table}")


def upgrade() -> None:
    make_companies_and_contacts()
    make_conversations()
    make_what_conversations_own()
    make_outbox()
    make_orders()
    make_complaints()
    make_tasks()


def make_companies_and_contacts() -> None:
    op.create_table("companies", code("id", 64), words("content"), instant("saved_at"), primary("companies", "id"))
    op.create_table(
        "counters",
        code("company", 64),
        code("kind", 32),
        sa.Column("last", sa.Integer, nullable=False),
        primary("counters", "company", "kind"),
    )
    op.create_table(
        "contacts",
        sa.Column("id", sa.Integer, nullable=False),
        code("company", 64),
        words("surname"),
        words("name"),
        words("patronymic"),
        code("phone", 16, nullable=True),
        code("browser", 128, nullable=True),
        code("language", 8, nullable=True),
        words("address"),
        instant("created_at"),
        is_test(),
        primary("contacts", "id"),
    )
    index("contacts", "company", "phone")
    index("contacts", "company", "browser")


def make_conversations() -> None:
    op.create_table(
        "conversations",
        code("id", 32),
        code("company", 64),
        code("channel", 16),
        code("language", 8),
        *reference("conversations", "contact", "contacts"),
        code("owner", 16),
        sa.Column("agent", sa.Integer, nullable=True),
        sa.Column("turns", sa.Integer, nullable=False),
        instant("started_at"),
        instant("last_at"),
        instant("closed_at", nullable=True),
        code("disposition", 64, nullable=True),
        is_test(),
        primary("conversations", "id"),
    )
    index("conversations", "contact", "started_at")
    index("conversations", "company", "started_at")
    index("conversations", "owner", "last_at")


def make_what_conversations_own() -> None:
    op.create_table(
        "turns",
        *reference("turns", "conversation", "conversations", sa.String),
        sa.Column("n", sa.Integer, nullable=False),
        code("who", 16),
        words("text"),
        words("author"),
        words("spoken"),
        json("words"),
        json("alternatives"),
        sa.Column("audio", sa.Text, nullable=True),
        json("buttons"),
        code("client_id", 64, nullable=True),
        sa.Column("at_ms", sa.Integer, nullable=False),
        instant("at"),
        json("trace"),
        primary("turns", "conversation", "n"),
        unique("turns", "conversation", "client_id"),
    )
    op.create_table(
        "conversation_events",
        sa.Column("n", sa.Integer, nullable=False),
        *reference("conversation_events", "conversation", "conversations", sa.String),
        code("kind", 32),
        json("detail"),
        instant("at"),
        primary("conversation_events", "n"),
    )
    index("conversation_events", "conversation")
    op.create_table(
        "drafts",
        *reference("drafts", "conversation", "conversations", sa.String),
        json("content"),
        instant("saved_at"),
        primary("drafts", "conversation"),
    )


def make_outbox() -> None:
    op.create_table(
        "outbox",
        sa.Column("id", sa.Integer, nullable=False),
        code("topic", 128),
        json("message"),
        instant("posted_at"),
        instant("delivered_at", nullable=True),
        primary("outbox", "id"),
    )
    index("outbox", "delivered_at")


def make_orders() -> None:
    op.create_table(
        "orders",
        sa.Column("id", sa.Integer, nullable=False),
        code("number", 16),
        code("company", 64),
        *reference("orders", "conversation", "conversations", sa.String, nullable=True),
        *reference("orders", "contact", "contacts"),
        code("handover", 16),
        money("handover_price"),
        words("address"),
        words("when"),
        code("phone", 16, nullable=True),
        code("state", 16),
        money("total"),
        code("idempotency_key", 128),
        instant("created_at"),
        is_test(),
        primary("orders", "id"),
        unique("orders", "company", "number"),
        unique("orders", "company", "idempotency_key"),
    )
    index("orders", "contact")
    index("orders", "conversation")
    op.create_table(
        "order_lines",
        *reference("order_lines", "order", "orders"),
        sa.Column("n", sa.Integer, nullable=False),
        code("sku", 64),
        words("name"),
        money("quantity"),
        money("price"),
        primary("order_lines", "order", "n"),
    )


def make_complaints() -> None:
    op.create_table(
        "complaints",
        sa.Column("id", sa.Integer, nullable=False),
        code("number", 16),
        code("company", 64),
        *reference("complaints", "conversation", "conversations", sa.String, nullable=True),
        *reference("complaints", "contact", "contacts"),
        words("text"),
        code("department", 64),
        sa.Column("answer_by", sa.Date, nullable=False),
        code("order_number", 16, nullable=True),
        code("state", 16),
        code("idempotency_key", 128),
        instant("created_at"),
        is_test(),
        primary("complaints", "id"),
        unique("complaints", "company", "number"),
        unique("complaints", "company", "idempotency_key"),
    )
    index("complaints", "contact")
    index("complaints", "conversation")


def make_tasks() -> None:
    op.create_table(
        "tasks",
        sa.Column("id", sa.Integer, nullable=False),
        code("company", 64),
        *reference("tasks", "conversation", "conversations", sa.String, nullable=True),
        *reference("tasks", "contact", "contacts", nullable=True),
        code("kind", 32),
        words("text"),
        instant("due_at"),
        code("state", 16),
        instant("created_at"),
        primary("tasks", "id"),
    )
    index("tasks", "company", "state", "due_at")


def downgrade() -> None:
    for table in (
        "tasks",
        "complaints",
        "order_lines",
        "orders",
        "outbox",
        "drafts",
        "conversation_events",
        "turns",
        "conversations",
        "contacts",
        "counters",
        "companies",
    ):
        op.drop_table(table)
