"""Who waits, who gets them, and what happens to the conversation then."""

import asyncio

import pytest

from bot.conversation.ownership import move_owner
from bot.dialogue.model import HandOff, HandoffReason
from bot.kit.errors import FrontlineError
from handoff.agents.model import Agent
from handoff.queues import store
from handoff.queues.machine import HandoffState
from records.conversations import store as conversations
from records.conversations.model import EventKind, Owner
from tests.handoff.desk_world import EN, RU, World, bot, customer


async def test_of_eight_agents_who_take_one_customer_at_once_exactly_one_gets_them(world: World) -> None:
    agents = [await world.agent(f"agent{n}", f"Сотрудник {n}") for n in range(8)]
    waiting = await world.waits()
    results = await asyncio.gather(
        *(world.desk.accept(agent, waiting.handoff) for agent in agents), return_exceptions=True
    )
    packages = [result for result in results if isinstance(result, dict)]
    refused = [result.code for result in results if isinstance(result, FrontlineError)]
    assert len(packages) == 1
    assert refused == ["already_taken"] * 7
    conversation = await world.conversation(waiting.conversation.id)
    assert conversation.owner is Owner.AGENT
    assert conversation.agent == agents[results.index(packages[0])].id


async def test_who_repeats_a_lost_accept_gets_the_package_again(world: World) -> None:
    marina = await world.agent()
    waiting = await world.waits()
    first = await world.desk.accept(marina, waiting.handoff)
    second = await world.desk.accept(marina, waiting.handoff)
    assert second["id"] == first["id"]
    async with world.database.read() as unit:
        moves = [
            e for e in await conversations.events(unit, waiting.conversation.id) if e.detail.get("owner") == "agent"
        ]
    assert len(moves) == 1


async def test_accepting_tells_the_customer_the_name_and_the_desks_that_nobody_waits(world: World) -> None:
    marina = await world.agent()
    waiting = await world.waits()
    with world.bus.listen(f"conversation:{waiting.conversation.id}", "desk:lavka") as heard:
        await world.desk.accept(marina, waiting.handoff)
        told = [await heard.next() for _ in range(3)]
    owner, gone, mine = told
    assert (owner["type"], owner["owner"], owner["agent"]) == ("owner", "agent", "Марина")
    assert (gone["type"], gone["handoff"]) == ("gone", waiting.handoff)
    assert (mine["type"], mine["agent"]) == ("mine", marina.id)


class Killed(Exception):
    """The process ended right after the commit."""


async def accept_and_die(world: World, agent: Agent, id: str) -> None:
    def die() -> None:
        raise Killed

    async with world.database.begin() as unit:
        unit.after_commit(die)
        handoff = await store.get(unit, id)
        assert handoff is not None
        await world.desk._take(unit, agent, handoff)


async def test_what_a_kill_left_untold_after_an_accept_is_told_at_the_next_start(world: World) -> None:
    marina = await world.agent()
    waiting = await world.waits()

    with pytest.raises(Killed):
        await accept_and_die(world, marina, waiting.handoff)
    await world.close()

    restarted = World(world.data)
    await restarted.open()
    with restarted.bus.listen(f"conversation:{waiting.conversation.id}", "desk:lavka") as heard:
        await restarted.outbox.deliver()
        # The earlier messages were delivered and not marked yet, so they may come again before these.
        told = [await heard.next() for _ in range(heard._queue.qsize())]
    assert [message["type"] for message in told][-3:] == ["owner", "gone", "mine"]
    assert (await restarted.conversation(waiting.conversation.id)).agent == marina.id
    await restarted.close()


async def test_asked_again_while_waiting_the_customer_keeps_the_place(world: World) -> None:
    first = await world.waits()
    world.clock.go_on(ms=1000)
    await world.waits()
    async with world.database.begin() as unit:
        again = await world.queue.request(unit, first.conversation, HandOff(HandoffReason.ANGRY))
    assert again == first.place


async def test_places_are_counted_in_the_company_and_move_up(world: World) -> None:
    marina = await world.agent()
    first = await world.waits()
    world.clock.go_on(ms=10_000)
    second = await world.waits()
    other_company = await world.waits(company="svyaz")
    assert (first.place.position, second.place.position, other_company.place.position) == (1, 2, 1)
    await world.desk.accept(marina, first.handoff)
    assert (await world.desk.package(marina, second.handoff))["queue"]["position"] == 1


async def test_a_wait_is_told_only_when_three_were_answered(world: World) -> None:
    marina = await world.agent()
    for seconds in (30, 60, 90):
        waiting = await world.waits()
        assert waiting.place.wait_s is None
        world.clock.go_on(ms=seconds * 1000)
        await world.desk.accept(marina, waiting.handoff)
    assert (await world.waits()).place.wait_s == 60


async def test_a_test_call_stands_in_nobodys_way(world: World) -> None:
    marina = await world.agent()
    conversation, _ = await world.talk(customer("Оператор"))
    async with world.database.begin() as unit:
        await conversations._set(unit, conversation.id, is_test=True)
    with world.bus.listen("desk:lavka") as heard:
        await world.asks_for_person(await world.conversation(conversation.id))
        real = await world.waits()
        assert (await heard.next())["handoff"] == real.handoff
    assert real.place.position == 1
    assert [entry["handoff"] for entry in await world.desk.waiting(marina)] == [real.handoff]


async def test_who_speaks_her_languages_comes_first_then_who_waits_longest(world: World) -> None:
    james = await world.agent("james", "James", languages=(EN,))
    marina = await world.agent(languages=(RU, EN))
    russian = await world.waits(language=RU)
    world.clock.go_on(ms=5000)
    english = await world.waits(customer("A person, please"), language=EN)
    assert [entry["handoff"] for entry in await world.desk.waiting(james)] == [english.handoff, russian.handoff]
    assert [entry["handoff"] for entry in await world.desk.waiting(marina)] == [russian.handoff, english.handoff]


async def test_an_entry_tells_before_accepting_who_which_company_why_and_since_when(world: World) -> None:
    marina = await world.agent()
    waiting = await world.waits(
        bot("Чем помочь?"),
        customer("Где мой заказ?"),
        bot("Соединяю с человеком."),
        reason=HandoffReason.NO_ANSWER,
        name="Анна",
        patronymic="Сергеевна",
    )
    [entry] = await world.desk.waiting(marina)
    assert entry == {
        "handoff": waiting.handoff,
        "conversation": waiting.conversation.id,
        "company": "lavka",
        "company_name": "Лавка",
        "colour": "#3366cc",
        "channel": "chat",
        "language": "ru",
        "who": "Анна Сергеевна",
        "reason": "no_answer",
        "briefing": "Последние слова клиента: «Где мой заказ?».",
        "queued_at": "2026-11-24T12:00:00+00:00",
        "priority": 0,
    }


async def test_who_leaves_the_queue_is_gone_from_the_desks_and_cannot_be_taken(world: World) -> None:
    marina = await world.agent()
    waiting = await world.waits()
    with world.bus.listen("desk:lavka") as heard:
        await world.leaves(waiting.conversation)
        assert (await heard.next())["type"] == "gone"
    with pytest.raises(FrontlineError) as refused:
        await world.desk.accept(marina, waiting.handoff)
    assert refused.value.code == "customer_left"
    assert await world.desk.waiting(marina) == []


async def test_who_went_on_with_the_bot_while_waiting_is_taken_off_the_desks(world: World) -> None:
    marina = await world.agent()
    waiting = await world.waits()
    async with world.database.begin() as unit:
        talk, now = waiting.conversation.id, world.clock.now()
        assert await move_owner(unit, world.outbox, talk, Owner.QUEUE, Owner.BOT, now=now)
    with pytest.raises(FrontlineError) as refused:
        await world.desk.accept(marina, waiting.handoff)
    assert refused.value.code == "customer_left"
    assert await world.desk.waiting(marina) == []
    assert (await world.conversation(talk)).owner is Owner.BOT


async def test_who_leaves_in_the_middle_stays_her_work_until_she_files_how_it_ended(world: World) -> None:
    marina = await world.agent()
    waiting = await world.waits()
    await world.desk.accept(marina, waiting.handoff)
    await world.leaves(waiting.conversation)
    assert [work["handoff_state"] for work in await world.desk.mine(marina)] == ["accepted"]
    with pytest.raises(FrontlineError) as refused:
        await world.desk.return_to_bot(marina, waiting.conversation.id, "", {})
    assert refused.value.code == "customer_left"
    await world.desk.finish(marina, waiting.conversation.id, "solved", "всё сказано")
    assert await world.desk.mine(marina) == []
    assert (await world.conversation(waiting.conversation.id)).disposition == "solved"


async def test_a_finished_conversation_is_closed_with_its_disposition(world: World) -> None:
    marina = await world.agent()
    waiting = await world.waits()
    await world.desk.accept(marina, waiting.handoff)
    with world.bus.listen(f"conversation:{waiting.conversation.id}") as heard:
        await world.desk.finish(marina, waiting.conversation.id, "solved", "перезвонит сам")
        await world.desk.finish(marina, waiting.conversation.id, "solved", "перезвонит сам")
        assert (await heard.next())["owner"] == "closed"
    conversation = await world.conversation(waiting.conversation.id)
    assert (conversation.owner, conversation.disposition) == (Owner.CLOSED, "solved")
    async with world.database.read() as unit:
        handoff = await store.get(unit, waiting.handoff)
        kinds = [event.kind for event in await conversations.events(unit, conversation.id)]
    assert handoff is not None
    assert (handoff.state, handoff.note) == (HandoffState.COMPLETED, "перезвонит сам")
    assert kinds == [EventKind.OWNER_CHANGED] * 3


async def test_a_disposition_that_the_company_does_not_have_is_refused(world: World) -> None:
    marina = await world.agent()
    waiting = await world.waits()
    await world.desk.accept(marina, waiting.handoff)
    with pytest.raises(FrontlineError) as refused:
        await world.desk.finish(marina, waiting.conversation.id, "vanished", "")
    assert refused.value.code == "unknown_disposition"
    assert (await world.conversation(waiting.conversation.id)).owner is Owner.AGENT


async def test_the_same_message_of_hers_sent_twice_is_written_once(world: World) -> None:
    marina = await world.agent()
    waiting = await world.waits()
    await world.desk.accept(marina, waiting.handoff)
    with world.bus.listen(f"conversation:{waiting.conversation.id}") as heard:
        first = await world.desk.say(marina, waiting.conversation.id, "m1", "Здравствуйте!")
        again = await world.desk.say(marina, waiting.conversation.id, "m1", "Здравствуйте!")
        told = await heard.next()
        assert heard._queue.empty()
    assert first == again == 2
    assert (told["turn"]["who"], told["turn"]["author"], told["turn"]["n"]) == ("agent", "Марина", 2)


async def test_nobody_but_its_agent_speaks_finishes_or_returns(world: World) -> None:
    marina, oleg = await world.agent(), await world.agent("oleg", "Олег")
    waiting = await world.waits()
    await world.desk.accept(marina, waiting.handoff)
    talk = waiting.conversation.id
    for act in (
        world.desk.say(oleg, talk, "m1", "Алло"),
        world.desk.finish(oleg, talk, "solved", ""),
        world.desk.return_to_bot(oleg, talk, "", {}),
    ):
        with pytest.raises(FrontlineError) as refused:
            await act
        assert refused.value.code == "not_yours"
    assert (await world.conversation(talk)).agent == marina.id


async def test_after_giving_it_back_she_speaks_no_more(world: World) -> None:
    marina = await world.agent()
    waiting = await world.waits()
    await world.desk.accept(marina, waiting.handoff)
    await world.desk.return_to_bot(marina, waiting.conversation.id, "", {})
    for act in (
        world.desk.say(marina, waiting.conversation.id, "m1", "И ещё"),
        world.desk.finish(marina, waiting.conversation.id, "solved", ""),
    ):
        with pytest.raises(FrontlineError) as refused:
            await act
        assert refused.value.code == "not_yours"
    assert (await world.conversation(waiting.conversation.id)).disposition is None
