"""The package: the whole story, in one shape for every channel, in the agent's language."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import product

import pytest

from actions.draft import Draft, Form, Known, Question, Source
from actions.orders.cart import Cart, CartLine
from bot.dialogue.model import HandoffReason
from bot.language.languages import Language
from handoff.desk.screen_pop import who
from handoff.package import PackageInvalid, package_of, problems_of
from handoff.queues import store
from handoff.reading import StoryReader
from handoff.story import Story
from records.complaints import store as complaints
from records.complaints.model import NewComplaint
from records.conversations import store as conversations
from records.conversations.model import ChannelKind, EventKind, HeardWord, Owner
from records.orders import store as orders
from records.orders.model import Handover, NewOrder, OrderLine
from records.tasks import store as tasks
from records.tasks.model import NewTask
from tests.handoff.desk_world import EN, RU, Waiting, World, bot, customer

SHAMPOO = CartLine(
    sku="s1", name="Шампунь «Ромашка», 400 мл", unit="бутылка", quantity=Decimal(2), price=Decimal("199.00")
)
ORDER = Draft(
    form=Form.ORDER,
    asked=Question.ADDRESS,
    cart=Cart((SHAMPOO,)),
    items_confidence=0.934,
    items_source=Source.SPEECH,
    handover=Known("delivery", Source.SPEECH, 0.9),
    phone=Known("+79161234567", Source.CALLER_NUMBER),
    failures=2,
    promises=("Доставка бесплатно",),
)


def heard(text: str, confidence: float, from_ms: int) -> tuple[HeardWord, ...]:
    return tuple(
        HeardWord(word, confidence, from_ms + 400 * n, from_ms + 400 * n + 350) for n, word in enumerate(text.split())
    )


async def order_by_phone(world: World) -> Waiting:
    """A caller orders, and the bot does not make out the street."""
    return await world.waits(
        bot("Назовите, пожалуйста, улицу и дом."),
        customer(
            "лиственная пять", words=heard("лиственная пять", 0.41, 41_200), alternatives=("лесная 5",), audio="a/2.wav"
        ),
        bot("Не расслышал. Назовите, пожалуйста, улицу и дом."),
        customer("лиственная", words=heard("лиственная", 0.38, 52_000), audio="a/4.wav"),
        bot("Соединяю вас с сотрудником."),
        reason=HandoffReason.REPEATED_FAILURE,
        channel=ChannelKind.VOICE,
        draft=ORDER,
        phone="+79161234567",
        name="Марина",
        patronymic="Петровна",
    )


async def story_of(world: World, waiting: Waiting) -> Story:
    reader: StoryReader = world.desk._reader
    async with world.database.read() as unit:
        handoff = await store.get(unit, waiting.handoff)
        assert handoff is not None
        return await reader.read(unit, handoff)


async def test_the_story_of_a_call_is_complete(world: World) -> None:
    waiting = await order_by_phone(world)
    world.clock.go_on(ms=40_000)
    package = await world.desk.package(await world.agent(), waiting.handoff)
    assert problems_of(package) == []
    assert package["schema"] == "handoff/1"
    assert (package["channel"], package["language"], package["company_name"]) == ("voice", "ru", "Лавка")
    assert package["reason"] == {"code": "repeated_failure", "detail": "", "trigger_turn": 4}
    assert package["briefing"] == [
        "Клиент заказывает: Шампунь «Ромашка», 400 мл × 2.",
        "Бот дважды не понял ответ на вопрос «Назовите, пожалуйста, улицу и дом».",
        "Осталось узнать: адрес и время доставки.",
    ]
    assert package["intent"] == "order"
    assert package["slots"]["phone"] == {
        "value": "+79161234567",
        "confidence": 1.0,
        "source": "caller_number",
        "confirmed": False,
    }
    assert package["missing"] == ["address", "when", "confirmation"]
    assert package["slots"]["name"] == {
        "value": "Марина Петровна",
        "confidence": 1.0,
        "source": "contact",
        "confirmed": False,
    }
    assert package["last_attempt"] == {
        "asked": "Назовите, пожалуйста, улицу и дом.",
        "heard": "лиственная",
        "confidence": 0.38,
        "alternatives": [],
        "tries": 2,
        "turn": 4,
        "audio": {"turn": 4, "from_ms": 52_000, "to_ms": 52_350},
    }
    assert package["customer"]["name"] == "Марина Петровна"
    assert package["customer"]["phones"] == ["+79161234567"]
    assert [turn["who"] for turn in package["transcript"]] == ["bot", "customer"] * 2 + ["bot"]
    assert package["transcript"][1]["words"][0] == {
        "word": "лиственная",
        "confidence": 0.41,
        "from_ms": 41_200,
        "to_ms": 41_550,
    }
    assert package["queue"] == {"id": "lavka", "position": 1, "wait_s": None, "waited_s": 40}
    assert package["suggest"]["next"] == "Узнайте: адрес и время доставки — затем оформите заказ."
    assert package["promises"] == ["Доставка бесплатно"]


async def test_the_story_of_a_chat_has_the_same_shape(world: World) -> None:
    waiting = await world.waits(
        bot("Здравствуйте! Чем помочь?"),
        customer("Вы доставляете на Луну?"),
        bot("Этого я не знаю. Соединяю с человеком."),
        reason=HandoffReason.NO_ANSWER,
    )
    package = await world.desk.package(await world.agent(), waiting.handoff)
    assert problems_of(package) == []
    assert package["channel"] == "chat"
    assert package["briefing"] == [
        "Последние слова клиента: «Вы доставляете на Луну?».",
        "Бот не нашёл ответа на вопрос клиента.",
    ]
    assert (package["slots"], package["missing"]) == ({}, [])
    assert package["last_attempt"] == {
        "asked": "Чем помочь?",
        "heard": "Вы доставляете на Луну?",
        "confidence": None,
        "alternatives": [],
        "tries": 1,
        "turn": 2,
        "audio": None,
    }
    assert package["suggest"]["next"] == "Ответьте на вопрос: «Вы доставляете на Луну?»."


async def test_an_english_agent_reads_a_russian_call_in_english(world: World) -> None:
    waiting = await order_by_phone(world)
    james = await world.agent("james", "James", languages=(EN, RU))
    package = await world.desk.package(james, waiting.handoff)
    assert package["briefing"] == [
        "The customer is ordering: Шампунь «Ромашка», 400 мл × 2.",
        "Twice the bot did not understand the answer to “Назовите, пожалуйста, улицу и дом”.",
        "Still to find out: the address and the time of delivery.",
    ]
    assert package["suggest"]["next"] == "Find out the address and the time of delivery, then place the order."


async def test_the_wish_for_a_person_is_no_failed_attempt(world: World) -> None:
    waiting = await world.waits(customer("Соедините с человеком"))
    package = await world.desk.package(await world.agent(), waiting.handoff)
    assert package["last_attempt"] is None
    assert package["briefing"] == ["Клиент ещё ничего не сказал по делу.", "Клиент попросил соединить с человеком."]
    assert package["suggest"]["next"] == "Поздоровайтесь и спросите, чем помочь."


async def test_what_the_bot_marked_as_not_understood_is_the_last_attempt(world: World) -> None:
    talk, _ = await world.talk(bot("Что вам привезти?"), customer("абырвалг"), bot("Не понял."), customer("Оператор!"))
    async with world.database.begin() as unit:
        await conversations.set_trace(unit, talk.id, 2, {"actions": ["action_fallback"], "intent": "out_of_scope"})
    waiting = Waiting(talk, _, await world.asks_for_person(talk))
    attempt = (await world.desk.package(await world.agent(), waiting.handoff))["last_attempt"]
    assert (attempt["asked"], attempt["heard"], attempt["tries"]) == ("Что вам привезти?", "абырвалг", 1)


async def test_a_question_asked_again_after_an_answer_in_between_is_no_failed_attempt(world: World) -> None:
    """«До скольки вы?» in the middle of an order is answered, and the order goes on with the same question."""
    talk, contact = await world.talk(
        bot("Назовите адрес."), customer("А до скольки вы?"), bot("До девяти. Назовите адрес."), customer("Оператор!")
    )
    async with world.database.begin() as unit:
        await conversations.set_trace(unit, talk.id, 2, {"actions": ["action_answer"], "prompts": ["short_address"]})
    waiting = Waiting(talk, contact, await world.asks_for_person(talk))
    assert (await world.desk.package(await world.agent(), waiting.handoff))["last_attempt"] is None


async def test_three_tries_in_a_row_are_counted_as_the_bot_noted_them(world: World) -> None:
    talk, _ = await world.talk(
        bot("По какому адресу доставить?"),
        customer("абвгд"),
        bot("Не расслышал. Адрес?"),
        customer("еёжзи"),
        bot("Назовите улицу, дом и квартиру."),
        customer("клмн"),
        bot("Соединяю с сотрудником."),
    )
    async with world.database.begin() as unit:
        for n, prompts in (
            (2, ["not_understood", "short_address"]),
            (4, ["help_address"]),
            (6, ["connecting_to_person"]),
        ):
            await conversations.set_trace(unit, talk.id, n, {"actions": ["order_form"], "prompts": prompts})
    place = await world.asks_for_person(talk, HandoffReason.REPEATED_FAILURE, "address")
    package = await world.desk.package(await world.agent(), place.handoff)
    attempt = package["last_attempt"]
    assert (attempt["asked"], attempt["heard"], attempt["tries"]) == ("Назовите улицу, дом и квартиру.", "клмн", 3)
    assert package["briefing"][1] == "Бот трижды не понял ответ на вопрос «Назовите улицу, дом и квартиру»."


async def test_an_order_that_was_placed_is_the_matter_until_something_else_is_said(world: World) -> None:
    talk, _ = await world.talk(customer("Да, верно"))
    world.clock.go_on(ms=1000)
    async with world.database.begin() as unit:
        detail = {"order": 1, "number": "1042", "total": "398.00"}
        await conversations.add_event(unit, talk.id, EventKind.ORDER_PLACED, detail, world.clock.now())
    marina = await world.agent()
    world.clock.go_on(ms=1000)
    await world.customer_says(talk.id, "Оператор")
    place = await world.asks_for_person(talk)
    assert (await world.desk.package(marina, place.handoff))["briefing"][0] == "В этом разговоре оформлен заказ № 1042."
    world.clock.go_on(ms=1000)
    await world.customer_says(talk.id, "Хочу изменить адрес")
    told = (await world.desk.package(marina, place.handoff))["briefing"][0]
    assert told == "Последние слова клиента: «Хочу изменить адрес»."


async def test_what_is_open_and_promised_and_was_before_is_in_it(world: World) -> None:
    earlier, contact = await world.talk(customer("Здравствуйте"), name="Анна")
    async with world.database.begin() as unit:
        now = world.clock.now()
        await conversations.change_owner(unit, earlier.id, Owner.BOT, Owner.CLOSED, agent=None, now=now)
        await conversations.set_disposition(unit, earlier.id, "solved")
        line = OrderLine("s1", "Шампунь", Decimal(2), Decimal("199.50"))
        order = NewOrder(
            company="lavka", conversation=earlier.id, contact=contact.id, lines=(line,), handover=Handover.PICKUP,
            handover_price=Decimal(0), address="", when="", phone=None, idempotency_key="k1",
        )  # fmt: skip
        await orders.place(unit, order, now)
    world.clock.go_on(ms=60_000)
    waiting = await world.waits(customer("Шампунь протёк, и курьер нагрубил!"), reason=HandoffReason.COMPLAINT)
    async with world.database.begin() as unit:
        talk = waiting.conversation.id
        await unit.connection.exec_driver_sql("UPDATE conversations SET contact = ? WHERE id = ?", (contact.id, talk))
        complaint = NewComplaint(
            company="lavka", conversation=talk, contact=contact.id, text="Шампунь протёк", department="delivery",
            answer_by=date(2026, 11, 27), order_number="1001", idempotency_key="k2",
        )  # fmt: skip
        await complaints.log(unit, complaint, world.clock.now())
        due = world.clock.now() + timedelta(hours=2)
        task = NewTask(
            company="lavka", conversation=talk, contact=contact.id, kind="callback", text="Перезвонить", due_at=due
        )
        await tasks.create(unit, task, world.clock.now())
    package = await world.desk.package(await world.agent(), waiting.handoff)
    assert problems_of(package) == []
    [order_shown] = package["customer"]["orders_open"]
    assert (order_shown["number"], order_shown["total"], order_shown["summary"]) == ("1001", "399.00", "Шампунь × 2")
    [complaint_shown] = package["customer"]["complaints_open"]
    assert (complaint_shown["department"], complaint_shown["answer_by"]) == ("Отдел доставки", "2026-11-27")
    assert package["promises"] == ["Ответ по жалобе № 1001 до 27.11.2026.", "Перезвонить до 24.11.2026, 17:01."]
    assert [(past["conversation"], past["what"]) for past in package["history"]] == [(earlier.id, "Чат: решено.")]
    assert package["briefing"][-1] == "У клиента открыта жалоба № 1001."


async def test_what_is_said_while_the_customer_waits_is_in_the_package_at_once(world: World) -> None:
    marina = await world.agent()
    waiting = await order_by_phone(world)
    before = await world.desk.package(marina, waiting.handoff)
    async with world.database.begin() as unit:
        told = ORDER.with_known("address", Known("Лесная, 5", Source.SPEECH, 0.95))
        await conversations.save_draft(unit, waiting.conversation.id, told.to_json(), world.clock.now())
    await world.customer_says(waiting.conversation.id, "Лесная пять")
    after = await world.desk.package(marina, waiting.handoff)
    assert "address" in before["missing"]
    assert "address" not in after["missing"]
    assert after["slots"]["address"]["value"] == "Лесная, 5"
    assert after["transcript"][-1]["text"] == "Лесная пять"


async def test_for_every_reason_channel_and_language_the_package_keeps_to_its_schema(world: World) -> None:
    told = await story_of(world, await world.waits(bot("Чем помочь?"), customer("Где заказ?")))
    for reason, channel, language in product(HandoffReason, ChannelKind, Language):
        story = replace(
            told,
            handoff=replace(told.handoff, reason=reason),
            conversation=replace(told.conversation, channel=channel, language=language),
        )
        briefing = package_of(story, language, is_strict=True)["briefing"]
        assert 2 <= len(briefing) <= 4
        assert all(sentence[-1] in ".!?" for sentence in briefing)


async def test_a_faulty_package_is_an_error_here_and_handed_over_in_production(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    told = await story_of(world, await world.waits(customer("Алло")))
    story = replace(told, contact=replace(told.contact, phone="звоните соседке"))
    with pytest.raises(PackageInvalid, match=r"phones\[0\]: pattern"):
        package_of(story, RU, is_strict=True)
    assert package_of(story, RU)["customer"]["phones"] == ["звоните соседке"]
    assert "not what its schema says" in caplog.text
    assert "соседке" not in str([record.__dict__ for record in caplog.records])


async def test_a_name_that_was_just_given_is_in_the_lists_at_once(world: World) -> None:
    named = await world.waits(draft=replace(ORDER, name=Known("Kate", Source.TEXT)))
    unnamed = await world.waits()
    assert who(await story_of(world, named), Language.EN) == "Kate"
    assert who(await story_of(world, unnamed), Language.EN) != "Kate"
