"""Turns of a conversation: numbered without gaps, written once, kept whole."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

import pytest

from bot.kit.db import Database
from bot.kit.errors import NotFound
from records.conversations import store
from records.conversations.model import (
    AddedTurn,
    Conversation,
    EventKind,
    HeardWord,
    NewTurn,
    Owner,
    Who,
)
from records.conversations.outbox import turn_message

MakeConversation = Callable[..., Awaitable[Conversation]]
OpenDatabases = Callable[[int], Awaitable[list[Database]]]


async def add(database: Database, conversation: Conversation, new: NewTurn, now: datetime) -> AddedTurn:
    async with database.begin() as unit:
        return await store.add_turn(unit, conversation.id, new, now)


async def test_turns_are_numbered_from_one(database: Database, conversation: Conversation, noon: datetime) -> None:
    added = [await add(database, conversation, NewTurn(Who.CUSTOMER, text), noon) for text in ("алло", "вы тут?")]

    assert [turn.turn.n for turn in added] == [1, 2]
    async with database.read() as unit:
        assert [turn.text for turn in await store.turns_after(unit, conversation.id, 0)] == ["алло", "вы тут?"]
        assert [turn.text for turn in await store.turns_after(unit, conversation.id, 1)] == ["вы тут?"]
        talk = await store.get(unit, conversation.id)
    assert talk is not None
    assert talk.turns == 2


async def test_a_turn_comes_back_as_it_was_written(
    database: Database, conversation: Conversation, noon: datetime
) -> None:
    new = NewTurn(
        Who.CUSTOMER,
        "Ещё 2 «Ёлочки», пожалуйста",
        spoken="ещё две ёлочки пожалуйста",
        words=(HeardWord("ещё", 0.98, 0, 300), HeardWord("две", None, 300, 520)),
        alternatives=("ещё две иголочки",),
        audio="audio/conv/1.wav",
        client_id="b7f0",
        at_ms=1500,
    )
    written = await add(database, conversation, new, noon)

    async with database.read() as unit:
        assert await store.turns_after(unit, conversation.id, 0) == [written.turn]
        assert await store.get_turn(unit, conversation.id, 1) == written.turn
    assert turn_message(written.turn) == {
        "n": 1,
        "who": "customer",
        "author": "",
        "text": "Ещё 2 «Ёлочки», пожалуйста",
        "buttons": [],
        "at": "2026-11-23T12:00:00+00:00",
        "words": [
            {"word": "ещё", "confidence": 0.98, "from_ms": 0, "to_ms": 300},
            {"word": "две", "confidence": None, "from_ms": 300, "to_ms": 520},
        ],
        "alternatives": ["ещё две иголочки"],
        "has_audio": True,
    }


async def test_a_message_sent_again_after_a_cut_is_written_once(
    database: Database, conversation: Conversation, noon: datetime
) -> None:
    new = NewTurn(Who.CUSTOMER, "хочу шампунь", client_id="b7f0")
    first = await add(database, conversation, new, noon)
    again = await add(database, conversation, new, noon)
    after = await add(database, conversation, NewTurn(Who.BOT, "Какой?"), noon)

    assert (first.is_new, again.is_new) == (True, False)
    assert again.turn == first.turn
    assert after.turn.n == 2


async def test_the_same_message_from_five_tabs_at_once_is_one_turn(
    open_databases: OpenDatabases, conversation: Conversation, noon: datetime
) -> None:
    databases = await open_databases(5)
    new = NewTurn(Who.CUSTOMER, "хочу шампунь", client_id="b7f0")
    added = await asyncio.gather(*(add(database, conversation, new, noon) for database in databases))

    assert sorted(turn.is_new for turn in added) == [False] * 4 + [True]
    assert {turn.turn.n for turn in added} == {1}


async def test_writers_at_once_leave_no_gap_and_no_double_number(
    open_databases: OpenDatabases, conversation: Conversation, noon: datetime
) -> None:
    databases = await open_databases(4)
    turns = [
        add(databases[number % 4], conversation, NewTurn(Who.CUSTOMER, f"реплика {number}"), noon)
        for number in range(40)
    ]
    added = await asyncio.gather(*turns)

    assert sorted(turn.turn.n for turn in added) == list(range(1, 41))


async def test_a_turn_knows_who_owned_the_conversation_when_it_was_written(
    database: Database, conversation: Conversation, noon: datetime
) -> None:
    before = await add(database, conversation, NewTurn(Who.CUSTOMER, "позовите человека"), noon)
    async with database.begin() as unit:
        await store.change_owner(unit, conversation.id, Owner.BOT, Owner.QUEUE, agent=None, now=noon)
    after = await add(database, conversation, NewTurn(Who.CUSTOMER, "ну что там?"), noon)

    assert (before.owner, after.owner) == (Owner.BOT, Owner.QUEUE)


async def test_a_turn_of_no_conversation_is_refused(database: Database, noon: datetime) -> None:
    with pytest.raises(NotFound, match="begin a new one"):
        async with database.begin() as unit:
            await store.add_turn(unit, "conv_0000", NewTurn(Who.CUSTOMER, "алло"), noon)


async def test_trace_and_what_was_really_heard_are_added_later(
    database: Database, conversation: Conversation, noon: datetime
) -> None:
    await add(database, conversation, NewTurn(Who.BOT, "Доставим завтра с девяти до двенадцати"), noon)
    async with database.begin() as unit:
        await store.set_trace(unit, conversation.id, 1, {"intent": "order", "score": 0.9})
        await store.set_spoken(unit, conversation.id, 1, "Доставим завтра")

    async with database.read() as unit:
        turn = await store.get_turn(unit, conversation.id, 1)
    assert turn is not None
    assert (turn.trace, turn.spoken) == ({"intent": "order", "score": 0.9}, "Доставим завтра")


async def test_what_a_crash_left_unanswered_is_found(
    database: Database, make_conversation: MakeConversation, noon: datetime
) -> None:
    answered, unanswered, with_agent, returned, old = [await make_conversation() for _ in range(5)]
    long_ago = noon - timedelta(hours=2)
    for talk in (answered, unanswered, with_agent, returned):
        await add(database, talk, NewTurn(Who.CUSTOMER, "есть кто?"), noon)
    await add(database, answered, NewTurn(Who.CUSTOMER, "и сколько стоит?"), noon)
    await add(database, answered, NewTurn(Who.BOT, "Здравствуйте!"), noon)
    await add(database, unanswered, NewTurn(Who.CUSTOMER, "алло"), noon)
    await add(database, old, NewTurn(Who.CUSTOMER, "есть кто?"), long_ago)
    async with database.begin() as unit:
        await store.set_trace(unit, answered.id, 1, {"engine": "rasa"})
        await store.change_owner(unit, with_agent.id, Owner.BOT, Owner.AGENT, agent=7, now=noon)
        await store.add_event(unit, returned.id, EventKind.OWNER_CHANGED, {"owner": "bot"}, noon)

    async with database.read() as unit:
        left = await store.unanswered(unit, noon - timedelta(minutes=10))
    assert {(turn.conversation, turn.text) for turn in left} == {
        (unanswered.id, "есть кто?"),
        (unanswered.id, "алло"),
        (answered.id, "и сколько стоит?"),
    }
    assert [turn.n for turn in left] == [1, 2, 2]


async def test_events_come_back_in_their_order(database: Database, conversation: Conversation, noon: datetime) -> None:
    async with database.begin() as unit:
        await store.add_event(unit, conversation.id, EventKind.STARTED, {"channel": "chat"}, noon)
        await store.add_event(unit, conversation.id, EventKind.ORDER_PLACED, {"number": "1001"}, noon)

    async with database.read() as unit:
        events = await store.events(unit, conversation.id)
    assert [(event.kind, event.detail) for event in events] == [
        (EventKind.STARTED, {"channel": "chat"}),
        (EventKind.ORDER_PLACED, {"number": "1001"}),
    ]
    assert events[0].at == noon


async def test_a_draft_is_replaced(database: Database, conversation: Conversation, noon: datetime) -> None:
    async with database.begin() as unit:
        assert await store.get_draft(unit, conversation.id) is None
        await store.save_draft(unit, conversation.id, {"items": []}, noon)
        await store.save_draft(unit, conversation.id, {"items": ["шампунь"]}, noon)
        assert await store.get_draft(unit, conversation.id) == {"items": ["шампунь"]}
