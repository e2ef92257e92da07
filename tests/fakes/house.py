"""A conversation's house on a real base: everything real but the dialogue and the desk."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.company.book import CompanyBook
from bot.company.loader import load_company
from bot.conversation.live import Conversations, Opening
from bot.conversation.transcript import Transcript
from bot.kit.bus import LocalBus
from bot.kit.db import Database
from bot.language.languages import Language
from records.conversations.model import ChannelKind, Conversation, NewTurn, Turn, Who
from records.conversations.outbox import Outbox
from records.schema import upgrade
from tests.fakes.clock import StandingClock
from tests.fakes.dialogue import CountingDesk, ScriptedDialogue

COMPANIES = Path(__file__).resolve().parents[2] / "companies"


@dataclass
class House:
    database: Database
    bus: LocalBus
    clock: StandingClock
    book: CompanyBook
    dialogue: ScriptedDialogue
    desk: CountingDesk
    outbox: Outbox
    conversations: Conversations

    async def open(
        self, channel: ChannelKind = ChannelKind.CHAT, browser: str = "browser", language: Language = Language.RU
    ) -> Conversation:
        return await self.conversations.open(Opening("lavka", channel, language, browser_hash=browser))

    async def say(self, conversation: Conversation, text: str, client_id: str | None = None) -> list[Turn]:
        """The customer says this and is answered; all that has been said since."""
        added = await self.conversations.accept(
            conversation.id, NewTurn(who=Who.CUSTOMER, text=text, client_id=client_id)
        )
        await self.conversations.answer(added.turn)
        return await self.conversations.turns_after(conversation.id, added.turn.n)


@asynccontextmanager
async def house_on(folder: Path) -> AsyncIterator[House]:
    url = f"sqlite+aiosqlite:///{folder / 'line.db'}"
    await asyncio.to_thread(upgrade, url)
    database, bus, clock = Database(url), LocalBus(), StandingClock()
    await database.open()
    outbox = Outbox(database, bus, clock)
    await outbox.open()
    book = CompanyBook([load_company(COMPANIES / "lavka")], "lavka")
    dialogue, desk = ScriptedDialogue(), CountingDesk()
    transcript = Transcript(outbox=outbox, clock=clock, book=book, desk=desk)
    conversations = Conversations(
        database=database,
        transcript=transcript,
        bus=bus,
        clock=clock,
        book=book,
        engine=dialogue,
        resuming=dialogue,
    )
    try:
        yield House(database, bus, clock, book, dialogue, desk, outbox, conversations)
    finally:
        await outbox.close()
        await database.close()
