"""Brings the base's tables to the version of the code."""

import asyncio
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, make_url, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import create_async_engine

from bot.kit.errors import FrontlineError

_LOCK = 7_203_041
"""An arbitrary number that means "migrating" to PostgreSQL."""


def upgrade(database_url: str) -> None:
    """All of it happens or nothing; a second line that starts at the same time waits. Blocks: call it in a thread.

    Raises FrontlineError for a base that is locked, damaged or out of reach.
    """
    try:
        asyncio.run(_upgrade(database_url))
    except DBAPIError as error:
        where = make_url(database_url).render_as_string(hide_password=True)
        sentence = f"The base {where} cannot be used: {error.orig}. End what else holds it, or name another one."
        raise FrontlineError("no_base", sentence, status=500) from error


async def _upgrade(database_url: str) -> None:
    engine = create_async_engine(database_url)
    try:
        async with engine.connect() as connection:
            await connection.run_sync(_upgrade_in_one_transaction)
            await connection.commit()
    finally:
        await engine.dispose()


def _upgrade_in_one_transaction(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        # Otherwise the driver would begin a transaction before INSERT only, and tables would be made outside of it.
        connection.connection.dbapi_connection.isolation_level = None  # type: ignore[union-attr]
        connection.exec_driver_sql("PRAGMA busy_timeout=5000")
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    else:
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
    command.upgrade(_config(connection), "head")


def _config(connection: Connection) -> Config:
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    return config
