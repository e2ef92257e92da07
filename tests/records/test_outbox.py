"""The outbox: what was committed is told, in order, whatever happens to the process."""

import asyncio
from contextlib import suppress
from datetime import datetime, timedelta

import pytest

from bot.kit.bus import LocalBus, Message, Subscription
from bot.kit.db import Database
from records.conversations import store
from records.conversations.model import Conversation, NewTurn, OutboxMessage, Who
from records.conversations.outbox import Outbox, conversation_topic, desk_topic, turn_message
from tests.fakes.virtual_time import LoopClock, in_virtual_time


class SetClock:
    """Shows what it is set to."""

    def __init__(self, now: datetime) -> None:
        self.time = now

    def now(self) -> datetime:
        return self.time

    def monotonic_ms(self) -> int:
        return int(self.time.timestamp() * 1000)


@pytest.fixture
def clock(noon: datetime) -> SetClock:
    return SetClock(noon)


@pytest.fixture
def bus() -> LocalBus:
    return LocalBus()


@pytest.fixture
def outbox(database: Database, bus: LocalBus, clock: SetClock) -> Outbox:
    return Outbox(database, bus, clock)


async def heard_nothing(bus: LocalBus, heard: Subscription) -> bool:
    """What is published now is the first that is heard."""
    bus.publish(desk_topic("shop"), {"n": "first"})
    return await hear(heard, 1) == [{"n": "first"}]


async def hear(heard: Subscription, count: int) -> list[Message]:
    async with asyncio.timeout(30):
        return [await heard.next() for _ in range(count)]


async def undelivered(database: Database) -> list[OutboxMessage]:
    async with database.read() as unit:
        return await store.undelivered(unit, 1000)


async def post(database: Database, outbox: Outbox, *numbers: int) -> None:
    async with database.begin() as unit:
        for number in numbers:
            await outbox.post(unit, desk_topic("shop"), {"n": number})


async def test_messages_leave_after_the_commit_and_in_order(database: Database, bus: LocalBus, outbox: Outbox) -> None:
    with bus.listen(desk_topic("shop")) as heard:
        async with database.begin() as unit:
            await outbox.post(unit, desk_topic("shop"), {"n": 1})
            await outbox.post(unit, desk_topic("shop"), {"n": 2})
            assert await heard_nothing(bus, heard)
        assert await hear(heard, 2) == [{"n": 1}, {"n": 2}]


async def test_what_is_rolled_back_is_never_told(database: Database, bus: LocalBus, outbox: Outbox) -> None:
    async def post_and_fail() -> None:
        async with database.begin() as unit:
            await outbox.post(unit, desk_topic("shop"), {"n": 1})
            raise RuntimeError("the reply came too late")

    with bus.listen(desk_topic("shop")) as heard:
        with pytest.raises(RuntimeError, match="too late"):
            await post_and_fail()
        await outbox.deliver()
        assert await heard_nothing(bus, heard)
    assert await undelivered(database) == []


async def test_writers_at_once_are_told_of_in_the_order_of_their_turns(
    database: Database, bus: LocalBus, outbox: Outbox, conversation: Conversation, noon: datetime
) -> None:
    async def say(number: int) -> None:
        async with database.begin() as unit:
            added = await store.add_turn(unit, conversation.id, NewTurn(Who.CUSTOMER, str(number)), noon)
            await outbox.post_turn(unit, added.turn)

    with bus.listen(conversation_topic(conversation.id)) as heard:
        await asyncio.gather(*(say(number) for number in range(20)))
        numbers = [message["turn"]["n"] for message in await hear(heard, 20)]
    assert numbers == list(range(1, 21))


async def test_a_turn_is_told_to_the_conversation_whole(
    database: Database, bus: LocalBus, outbox: Outbox, conversation: Conversation, noon: datetime
) -> None:
    with bus.listen(conversation_topic(conversation.id)) as heard:
        async with database.begin() as unit:
            new = NewTurn(Who.BOT, "Самовывоз?", buttons=(("Да", "/affirm"),))
            added = await store.add_turn(unit, conversation.id, new, noon)
            await outbox.post_turn(unit, added.turn)
        [message] = await hear(heard, 1)

    assert message == {"type": "turn", "conversation": conversation.id, "turn": turn_message(added.turn)}
    assert message["turn"]["buttons"] == [{"title": "Да", "payload": "/affirm"}]


async def test_a_message_is_marked_later_and_costs_no_transaction_of_its_own(
    database: Database, outbox: Outbox
) -> None:
    await post(database, outbox, 1, 2)
    assert len(await undelivered(database)) == 2

    await outbox.mark()
    assert await undelivered(database) == []


async def test_an_open_outbox_marks_by_itself(database: Database, bus: LocalBus, clock: SetClock) -> None:
    outbox = Outbox(database, bus, clock, mark_every_s=0)
    await outbox.open()
    await post(database, outbox, 1)
    async with asyncio.timeout(30):
        while left := await undelivered(database):
            pass
    await outbox.close()
    assert left == []


@in_virtual_time
async def test_a_writer_that_holds_the_base_for_a_minute_does_not_end_the_marking(base_url: str) -> None:
    database = Database(base_url)
    await database.open()
    outbox = Outbox(database, LocalBus(), LoopClock())
    await outbox.open()
    await post(database, outbox, 1)
    async with database.begin():
        await let_pass(minutes=1)
    await let_pass(minutes=1)
    assert await undelivered(database) == []
    await outbox.close()
    await database.close()


async def let_pass(*, minutes: int) -> None:
    with suppress(TimeoutError):
        async with asyncio.timeout(60 * minutes):
            await asyncio.Event().wait()


async def test_closing_marks_what_is_left(database: Database, outbox: Outbox) -> None:
    await outbox.open()
    await post(database, outbox, 1)
    await outbox.close()

    assert await undelivered(database) == []


async def test_what_a_crash_left_is_delivered_in_order_at_the_next_start(
    database: Database, bus: LocalBus, outbox: Outbox, clock: SetClock
) -> None:
    await post(database, outbox, *range(1, 1201))

    with bus.listen(desk_topic("shop")) as heard:
        after_restart = Outbox(database, bus, clock)
        heard_messages, _ = await asyncio.gather(hear(heard, 1200), after_restart.open())
    assert [message["n"] for message in heard_messages] == list(range(1, 1201))
    assert await undelivered(database) == []
    await after_restart.close()


async def test_delivered_messages_are_kept_for_a_day(
    database: Database, outbox: Outbox, clock: SetClock, noon: datetime
) -> None:
    await post(database, outbox, 1)
    await outbox.mark()
    clock.time = noon + timedelta(hours=12)
    await post(database, outbox, 2)
    await outbox.mark()
    await post(database, outbox, 3)

    clock.time = noon + timedelta(hours=30)
    async with database.begin() as unit:
        assert await store.sweep_delivered(unit, noon - timedelta(days=1)) == 0
    await outbox.sweep()
    async with database.begin() as unit:
        assert await store.sweep_delivered(unit, clock.time + timedelta(days=1)) == 1
    assert [message.message for message in await undelivered(database)] == [{"n": 3}]
