"""The line is killed in the middle of a conversation, and nothing that was acknowledged is lost."""

import asyncio
import subprocess
import sys
from pathlib import Path

import pytest

from bot.kit.bus import LocalBus
from bot.kit.clock import SystemClock
from bot.kit.db import Database
from records.conversations import store
from records.conversations.model import Conversation
from records.conversations.outbox import Outbox, conversation_topic

WRITER = Path(__file__).with_name("writer_to_be_killed.py")


def write_and_be_killed(url: str, conversation_id: str, turns: int) -> list[int]:
    """The numbers that the writer acknowledged, all that it had time for."""
    command = [sys.executable, str(WRITER), url, conversation_id]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        acknowledged = [int(writer.stdout.readline()) for _ in range(turns)]
        writer.kill()
        return acknowledged + [int(line) for line in writer.stdout.read().splitlines()]


@pytest.mark.parametrize("turns", [1, 40, 150])
async def test_a_killed_line_loses_no_acknowledged_turn_and_tells_of_the_rest(
    base_url: str, database: Database, conversation: Conversation, turns: int
) -> None:
    acknowledged = await asyncio.to_thread(write_and_be_killed, base_url, conversation.id, turns)

    async with database.read() as unit:
        written = [turn.n for turn in await store.turns_after(unit, conversation.id, 0)]
        left = [message.message["turn"]["n"] for message in await store.undelivered(unit, 10_000)]
        talk = await store.get(unit, conversation.id)
    assert acknowledged == list(range(1, len(acknowledged) + 1))
    assert written in (acknowledged, [*acknowledged, len(acknowledged) + 1])
    assert talk is not None
    assert talk.turns == len(written)
    assert left == written[len(written) - len(left) :]

    bus = LocalBus()
    with bus.listen(conversation_topic(conversation.id)) as heard:
        outbox = Outbox(database, bus, SystemClock())
        await outbox.open()
        async with asyncio.timeout(30):
            assert [(await heard.next())["turn"]["n"] for _ in left] == left
        await outbox.close()
    async with database.read() as unit:
        assert await store.undelivered(unit, 1) == []
