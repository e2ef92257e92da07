"""The conversation and the desk together, on a real base: bot, queue, person, bot again, one story."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from argon2 import PasswordHasher

from bot.access.passwords import Passwords
from bot.access.permissions import Role
from bot.conversation.human_stretch import HumanStretches
from bot.conversation.live import Conversations
from bot.conversation.transcript import Transcript
from bot.dialogue.model import HandOff, HandoffReason, Reply, ReplyPart
from bot.kit.bus import Subscription
from bot.language.languages import Language
from handoff.agents.model import Agent, NewAgent
from handoff.agents.presence import Presence
from handoff.agents.service import create_agent
from handoff.desk.service import Desk
from handoff.package import problems_of
from handoff.queues.service import QueueDesk
from handoff.reading import StoryReader
from records.conversations.model import Owner, Who
from tests.fakes.house import House

WISH = Reply((ReplyPart("Соединяю вас с человеком."),), (HandOff(HandoffReason.ASKED_HUMAN),))


@dataclass
class Joined:
    house: House
    desk: Desk
    marina: Agent


@pytest.fixture
async def joined(house: House, tmp_path: Path) -> AsyncIterator[Joined]:
    """The house with the real desk in place of the counting one, and an agent."""
    presence = Presence()
    queue = QueueDesk(house.outbox, presence, house.clock)
    house.conversations = Conversations(
        database=house.database,
        transcript=Transcript(outbox=house.outbox, clock=house.clock, book=house.book, desk=queue),
        bus=house.bus,
        clock=house.clock,
        book=house.book,
        engine=house.dialogue,
        resuming=house.dialogue,
    )
    house.dialogue.script["оператор"] = WISH
    reader = StoryReader(house.book, queue, house.clock)
    desk = Desk(
        house.database, house.outbox, house.bus, house.clock, house.book, reader, presence, tmp_path, is_strict=True
    )
    passwords = Passwords(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    new = NewAgent("marina", "Марина", Role.AGENT, (Language.RU,), ("lavka",))
    async with house.database.begin() as unit:
        marina, _ = await create_agent(unit, passwords, new, house.clock.now())
    stretches = HumanStretches(house.bus, house.conversations)
    await stretches.open()
    try:
        yield Joined(house, desk, marina)
    finally:
        await stretches.close()


async def next_turn(heard: Subscription) -> dict[str, Any]:
    while True:
        message = await heard.next()
        if message["type"] == "turn":
            turn: dict[str, Any] = message["turn"]
            return turn


async def test_from_the_bot_to_a_person_and_back_with_one_story(joined: Joined) -> None:
    house, desk, marina = joined.house, joined.desk, joined.marina
    talk = await house.open()
    await house.say(talk, "Здравствуйте, где мой заказ?")
    await house.say(talk, "оператор")
    assert (await house.conversations.get(talk.id)).owner is Owner.QUEUE

    [answer] = await house.say(talk, "А пока жду: вы сегодня открыты?")
    assert answer.text == "echo: А пока жду: вы сегодня открыты?"
    [entry] = await desk.waiting(marina)
    assert entry["briefing"] == "Последние слова клиента: «А пока жду: вы сегодня открыты?»."

    with house.bus.listen(f"conversation:{talk.id}") as heard:
        package = await desk.accept(marina, entry["handoff"])
        assert "Марина" in (await next_turn(heard))["text"]
    assert problems_of(package) == []
    assert package["reason"]["code"] == "asked_human"
    assert "А пока жду: вы сегодня открыты?" in [turn["text"] for turn in package["transcript"]]
    assert await house.say(talk, "Алло, вы человек?") == []

    n = await desk.say(marina, talk.id, "m1", "Да, меня зовут Марина")
    with house.bus.listen(f"conversation:{talk.id}") as heard:
        await desk.return_to_bot(marina, talk.id, "адрес исправлен", {"address": "Лесная, 5"})
        said = await next_turn(heard)
    assert (said["who"], said["text"]) == ("bot", "going on with address=Лесная, 5")
    turns = await house.conversations.turns_after(talk.id, 0)
    assert [turn.n for turn in turns] == list(range(1, len(turns) + 1))
    assert [(turn.n, turn.author) for turn in turns if turn.who is Who.AGENT] == [(n, "Марина")]
    assert [turn.text for turn in await house.say(talk, "Спасибо")] == ["echo: Спасибо"]


async def test_who_hangs_up_in_the_queue_leaves_it(joined: Joined) -> None:
    house, desk, marina = joined.house, joined.desk, joined.marina
    talk = await house.open()
    await house.say(talk, "оператор")
    await house.conversations.close(talk.id, by=Who.CUSTOMER)
    assert await desk.waiting(marina) == []
    again = await house.open()
    await house.say(again, "оператор")
    assert [entry["conversation"] for entry in await desk.waiting(marina)] == [again.id]
