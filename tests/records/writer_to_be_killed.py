"""Writes turns as fast as it can and acknowledges each on its output, until it is killed: see test_survives_a_kill."""

import asyncio
import sys

from bot.kit.bus import LocalBus
from bot.kit.clock import SystemClock
from bot.kit.db import Database
from records.conversations import store
from records.conversations.model import NewTurn, Who
from records.conversations.outbox import Outbox


async def write(url: str, conversation_id: str) -> None:
    database, clock = Database(url), SystemClock()
    await database.open()
    outbox = Outbox(database, LocalBus(), clock, mark_every_s=0.02)
    await outbox.open()
    while True:
        async with database.begin() as unit:
            added = await store.add_turn(unit, conversation_id, NewTurn(Who.CUSTOMER, "алло"), clock.now())
            await outbox.post_turn(unit, added.turn)
        print(added.turn.n, flush=True)


asyncio.run(write(*sys.argv[1:]))
