"""A real base in a file, and a conversation to write in."""

import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.kit.db import Database
from bot.language.languages import Language
from records import schema
from records.contacts import store as contacts
from records.conversations import store as conversations
from records.conversations.model import ChannelKind, Conversation, NewConversation

MakeConversation = Callable[..., Awaitable[Conversation]]
OpenDatabases = Callable[[int], Awaitable[list[Database]]]


@pytest.fixture
def noon() -> datetime:
    return datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("base") / "frontline.db"
    schema.upgrade(f"sqlite+aiosqlite:///{file}")
    return file


@pytest.fixture
def base_url(migrated_file: Path, tmp_path: Path) -> str:
    shutil.copy(migrated_file, tmp_path / "frontline.db")
    return f"sqlite+aiosqlite:///{tmp_path / 'frontline.db'}"


@pytest.fixture
async def open_databases(base_url: str) -> AsyncIterator[OpenDatabases]:
    """Several lines at one base: each has connections of its own."""
    async with AsyncExitStack() as stack:

        async def open_some(count: int) -> list[Database]:
            databases = [Database(base_url) for _ in range(count)]
            for database in databases:
                await database.open()
                stack.push_async_callback(database.close)
            return databases

        yield open_some


@pytest.fixture
async def database(open_databases: OpenDatabases) -> Database:
    return (await open_databases(1))[0]


@pytest.fixture
def make_conversation(database: Database, noon: datetime) -> MakeConversation:
    async def make(company: str = "shop", *, now: datetime = noon, is_test: bool = False) -> Conversation:
        async with database.begin() as unit:
            contact = await contacts.create(unit, company, now=now, is_test=is_test)
            new = NewConversation(company, ChannelKind.CHAT, Language.RU, contact.id, is_test)
            return await conversations.create(unit, new, now)

    return make


@pytest.fixture
async def conversation(make_conversation: MakeConversation) -> Conversation:
    return await make_conversation()
