"""Who owns a conversation: taken by exactly one, found again, closed when idle."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from bot.kit.db import Database
from bot.language.languages import Language
from records.conversations import service, store
from records.conversations.model import ChannelKind, Conversation, EventKind, NewTurn, Owner, Who
from records.conversations.service import IDLE_MINUTES, OpenedConversation

MakeConversation = Callable[..., Awaitable[Conversation]]
OpenDatabases = Callable[[int], Awaitable[list[Database]]]


async def test_of_eight_agents_who_take_one_customer_exactly_one_wins(
    open_databases: OpenDatabases, conversation: Conversation, noon: datetime
) -> None:
    databases = await open_databases(8)

    async def take(database: Database, agent: int) -> bool:
        async with database.begin() as unit:
            return await store.change_owner(unit, conversation.id, Owner.BOT, Owner.AGENT, agent=agent, now=noon)

    won = await asyncio.gather(*(take(database, agent) for agent, database in enumerate(databases)))

    assert won.count(True) == 1
    async with databases[0].read() as unit:
        taken = await store.get(unit, conversation.id)
    assert taken is not None
    assert (taken.owner, taken.agent) == (Owner.AGENT, won.index(True))


async def test_a_closed_conversation_knows_when_it_was_closed(
    database: Database, conversation: Conversation, noon: datetime
) -> None:
    async with database.begin() as unit:
        assert await store.change_owner(unit, conversation.id, Owner.BOT, Owner.CLOSED, agent=None, now=noon)
        await store.set_disposition(unit, conversation.id, "order_placed")
        await store.set_language(unit, conversation.id, Language.EN)
        closed = await store.get(unit, conversation.id)

    assert closed is not None
    assert (closed.closed_at, closed.disposition, closed.language) == (noon, "order_placed", Language.EN)


async def open_chat(
    database: Database, contact: int, now: datetime, channel: ChannelKind = ChannelKind.CHAT
) -> OpenedConversation:
    async with database.begin() as unit:
        return await service.open_conversation(
            unit, "shop", contact=contact, channel=channel, language=Language.RU, now=now
        )


async def test_a_customer_who_comes_back_in_time_goes_on_where_she_was(
    database: Database, conversation: Conversation, noon: datetime
) -> None:
    for minutes, is_new in ((IDLE_MINUTES, False), (IDLE_MINUTES + 1, True)):
        opened = await open_chat(database, conversation.contact, noon + timedelta(minutes=minutes))
        assert opened.is_new is is_new
        assert (opened.conversation.id == conversation.id) is not is_new


async def test_a_new_conversation_begins_with_the_bot_and_an_event(
    database: Database, conversation: Conversation, noon: datetime
) -> None:
    opened = await open_chat(database, conversation.contact, noon + timedelta(hours=1))

    assert (opened.conversation.owner, opened.conversation.turns) == (Owner.BOT, 0)
    async with database.read() as unit:
        assert [event.kind for event in await store.events(unit, opened.conversation.id)] == [EventKind.STARTED]
        recent = await store.recent_of_contact(unit, conversation.contact, 5)
    assert [talk.id for talk in recent] == [opened.conversation.id, conversation.id]


async def test_every_call_is_a_conversation_of_its_own(
    database: Database, conversation: Conversation, noon: datetime
) -> None:
    first = await open_chat(database, conversation.contact, noon, ChannelKind.VOICE)
    second = await open_chat(database, conversation.contact, noon, ChannelKind.VOICE)

    assert first.is_new
    assert second.is_new


async def test_who_waits_for_a_person_longer_than_the_idle_time_keeps_the_place(
    database: Database, conversation: Conversation, noon: datetime
) -> None:
    async with database.begin() as unit:
        await store.change_owner(unit, conversation.id, Owner.BOT, Owner.QUEUE, agent=None, now=noon)
    late = noon + timedelta(minutes=IDLE_MINUTES * 2)

    async with database.begin() as unit:
        assert await service.close_idle(unit, late) == []
    assert (await open_chat(database, conversation.contact, late)).conversation.id == conversation.id


async def test_what_the_bot_owns_is_closed_when_nothing_was_said_for_long(
    database: Database, make_conversation: MakeConversation, noon: datetime
) -> None:
    idle, lively = await make_conversation(), await make_conversation()
    late = noon + timedelta(minutes=IDLE_MINUTES + 1)
    async with database.begin() as unit:
        await store.add_turn(unit, lively.id, NewTurn(Who.CUSTOMER, "я ещё тут"), late)
    async with database.begin() as unit:
        assert await service.close_idle(unit, late) == [idle.id]

    async with database.read() as unit:
        talks = [await store.get(unit, talk.id) for talk in (idle, lively)]
        [event] = await store.events(unit, idle.id)
    assert [talk and talk.owner for talk in talks] == [Owner.CLOSED, Owner.BOT]
    assert event.detail == {"from": "bot", "owner": "closed", "reason": "idle"}


async def test_a_closed_conversation_is_not_gone_on_with(
    database: Database, conversation: Conversation, noon: datetime
) -> None:
    async with database.begin() as unit:
        await store.change_owner(unit, conversation.id, Owner.BOT, Owner.CLOSED, agent=None, now=noon)

    assert (await open_chat(database, conversation.contact, noon)).is_new


async def test_conversations_of_test_callers_are_left_out_of_lists(
    database: Database, make_conversation: MakeConversation
) -> None:
    real: Conversation = await make_conversation()
    test: Conversation = await make_conversation(is_test=True)
    await make_conversation("bank")

    async with database.read() as unit:
        assert [talk.id for talk in await store.recent(unit, "shop", 10)] == [real.id]
        everything = await store.recent(unit, "shop", 10, include_tests=True)
    assert {talk.id for talk in everything} == {real.id, test.id}
