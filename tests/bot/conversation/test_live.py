"""A conversation running: every word is kept, every owner respected."""

import asyncio
from dataclasses import replace

import pytest

from bot.dialogue.model import CloseConversation, HandOff, HandoffReason, Reply, ReplyPart
from bot.kit.errors import FrontlineError
from bot.language.languages import Language
from records.conversations import store
from records.conversations.model import ChannelKind, Conversation, NewTurn, Owner, Turn, Who
from tests.fakes.dialogue import says
from tests.fakes.house import House

PERSON = Reply((ReplyPart("Соединяю с оператором."),), (HandOff(HandoffReason.ASKED_HUMAN),))


async def owner_of(house: House, conversation: Conversation) -> Owner:
    return (await house.conversations.get(conversation.id)).owner


async def test_a_new_chat_begins_with_a_greeting(house: House) -> None:
    conversation = await house.open()
    turns = await house.conversations.turns_after(conversation.id, 0)
    assert [turn.who for turn in turns] == [Who.BOT]
    assert "Лавка" in turns[0].text


async def test_a_rest_client_is_not_greeted(house: House) -> None:
    conversation = await house.open(ChannelKind.REST)
    assert await house.conversations.turns_after(conversation.id, 0) == []


async def test_the_same_browser_goes_on_with_the_same_conversation(house: House) -> None:
    first = await house.open()
    assert (await house.open()).id == first.id
    house.clock.go_on(31 * 60_000)
    assert (await house.open()).id != first.id


async def test_what_was_said_is_answered_in_order(house: House) -> None:
    conversation = await house.open()
    said = await house.say(conversation, "привет")
    assert [turn.text for turn in said] == ["echo: привет"]


async def test_number_words_reach_the_dialogue_as_digits_and_stay_as_typed_in_the_transcript(house: House) -> None:
    conversation = await house.open()
    await house.say(conversation, "две бутылки шампуня")
    assert house.dialogue.heard[-1].text == "2 бутылки шампуня"
    turns = await house.conversations.turns_after(conversation.id, 1)
    assert turns[0].text == "две бутылки шампуня"


async def test_a_message_sent_twice_is_written_once(house: House) -> None:
    conversation = await house.open()
    new = NewTurn(who=Who.CUSTOMER, text="привет", client_id="m1")
    first = await house.conversations.accept(conversation.id, new)
    again = await house.conversations.accept(conversation.id, new)
    assert first.is_new
    assert not again.is_new
    assert again.turn.n == first.turn.n


async def test_an_empty_and_an_endless_message_are_refused_with_a_sentence(house: House) -> None:
    conversation = await house.open()
    for text, code in (("   ", "message_empty"), ("а" * 4001, "message_too_long")):
        with pytest.raises(FrontlineError) as refused:
            await house.conversations.accept(conversation.id, NewTurn(who=Who.CUSTOMER, text=text))
        assert refused.value.code == code


async def test_the_wish_for_a_person_moves_the_conversation_into_the_queue_and_tells_the_place(house: House) -> None:
    house.dialogue.script["оператор"] = PERSON
    conversation = await house.open()
    said = await house.say(conversation, "оператор")
    assert await owner_of(house, conversation) is Owner.QUEUE
    assert said[0].text == "Соединяю с оператором."
    assert "1" in said[1].text
    assert house.desk.requests[0][1].reason is HandoffReason.ASKED_HUMAN


async def test_the_bot_speaks_on_while_one_waits_and_does_not_queue_twice(house: House) -> None:
    house.dialogue.script["оператор"] = PERSON
    conversation = await house.open()
    await house.say(conversation, "оператор")
    assert (await house.say(conversation, "сколько времени"))[0].text == "echo: сколько времени"
    await house.say(conversation, "оператор")
    assert len(house.desk.requests) == 1


async def test_the_bot_is_silent_while_an_agent_owns_the_conversation(house: House) -> None:
    conversation = await house.open()
    await hand_to_an_agent(house, conversation)
    assert await house.say(conversation, "вы здесь?") == []
    assert house.dialogue.heard == []


async def hand_to_an_agent(house: House, conversation: Conversation) -> None:
    async with house.database.begin() as unit:
        assert await store.change_owner(
            unit, conversation.id, Owner.BOT, Owner.QUEUE, agent=None, now=house.clock.now()
        )
        assert await store.change_owner(unit, conversation.id, Owner.QUEUE, Owner.AGENT, agent=1, now=house.clock.now())


async def test_a_reply_that_comes_after_an_agent_took_over_is_not_said(house: House) -> None:
    conversation = await house.open()
    house.dialogue.hold()
    added = await house.conversations.accept(conversation.id, NewTurn(who=Who.CUSTOMER, text="привет"))
    answering = asyncio.create_task(house.conversations.answer(added.turn))
    await house.dialogue.is_thinking.wait()
    await hand_to_an_agent(house, conversation)
    house.dialogue.go_on()
    assert await answering is None
    assert await house.conversations.turns_after(conversation.id, added.turn.n) == []


async def test_two_messages_at_once_are_answered_one_after_the_other(house: House) -> None:
    conversation = await house.open()
    added = [
        await house.conversations.accept(conversation.id, NewTurn(who=Who.CUSTOMER, text=text))
        for text in ("раз слово", "ещё слово")
    ]
    await asyncio.gather(*(house.conversations.answer(one.turn) for one in added))
    said = await house.conversations.turns_after(conversation.id, added[-1].turn.n)
    assert [turn.text for turn in said] == ["echo: раз слово", "echo: ещё слово"]


async def test_english_words_turn_the_conversation_to_english_and_one_brand_name_does_not(house: House) -> None:
    conversation = await house.open()
    await house.say(conversation, "Pantene")
    assert (await house.conversations.get(conversation.id)).language is Language.RU
    await house.say(conversation, "how late are you open")
    assert (await house.conversations.get(conversation.id)).language is Language.EN
    assert house.dialogue.heard[-1].language is Language.EN


async def test_the_last_words_are_said_before_the_conversation_closes(house: House) -> None:
    house.dialogue.script["пока"] = Reply((ReplyPart("Всего доброго!"),), (CloseConversation(),))
    conversation = await house.open()
    said = await house.say(conversation, "пока")
    assert said[-1].text == "Всего доброго!"
    assert await owner_of(house, conversation) is Owner.CLOSED
    with pytest.raises(FrontlineError, match="has ended"):
        await house.conversations.accept(conversation.id, NewTurn(who=Who.CUSTOMER, text="ещё"))


async def test_a_customer_who_leaves_the_queue_is_told_to_the_desk(house: House) -> None:
    house.dialogue.script["оператор"] = PERSON
    conversation = await house.open()
    await house.say(conversation, "оператор")
    await house.conversations.close(conversation.id, by=Who.CUSTOMER)
    assert house.desk.left == [conversation.id]


async def test_a_conversation_given_back_goes_on_once_however_often_it_is_told(house: House) -> None:
    conversation = await house.open()
    for _ in range(2):
        await house.conversations.take_back(conversation.id, {"address": "Лесная, 7"}, "returned:handoff_1")
    turns = await house.conversations.turns_after(conversation.id, 1)
    assert [turn.text for turn in turns] == ["going on with address=Лесная, 7"]
    assert conversation.id in house.dialogue.forgotten


async def test_what_a_crash_left_without_an_answer_is_answered_after_it(house: House) -> None:
    conversation = await house.open()
    await house.conversations.accept(conversation.id, NewTurn(who=Who.CUSTOMER, text="вы ещё тут"))
    await answer_what_was_left(house)
    turns: list[Turn] = await house.conversations.turns_after(conversation.id, 2)
    assert [turn.text for turn in turns] == ["echo: вы ещё тут"]
    await answer_what_was_left(house)
    assert len(await house.conversations.turns_after(conversation.id, 2)) == 1


async def answer_what_was_left(house: House) -> None:
    for turn in await house.conversations.unanswered():
        await house.conversations.answer(turn)


async def test_the_reply_says_why(house: House) -> None:
    reply = says("девять")
    house.dialogue.script["до скольки вы"] = replace(reply, trace=replace(reply.trace, intent="ask_knowledge"))
    conversation = await house.open()
    await house.say(conversation, "до скольки вы")
    turns = await house.conversations.turns_after(conversation.id, 1)
    assert turns[0].trace["intent"] == "ask_knowledge"
