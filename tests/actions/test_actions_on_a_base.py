"""The actions as Rasa calls them, on a real base: what is written, said and wished."""

from collections.abc import AsyncIterator
from datetime import date
from decimal import Decimal

import pytest

from actions.draft import Form, Question
from bot.dialogue.live_turns import TurnState
from bot.dialogue.model import CloseConversation, HandOff, HandoffReason
from records.complaints import store as complaints
from records.contacts import store as contacts
from records.conversations.model import ChannelKind, EventKind
from records.orders import store as orders
from records.orders.model import Handover, Order, OrderState
from tests.actions.sample import EN, RU, operator, shop
from tests.actions.small_line import ActionLine, action_line

ORDER = "validate_order_form"
COMPLAINT = "validate_complaint_form"
EVERYTHING = (
    "две бутылки шампуня и зубную пасту, доставка завтра на улицу Лесная дом 5, "
    "меня зовут Анна Петрова, телефон 8 916 123 45 67"
)


@pytest.fixture
async def line(base_url: str) -> AsyncIterator[ActionLine]:
    async with action_line(base_url, shop(), RU) as line:
        yield line


async def orders_of(line: ActionLine) -> list[Order]:
    async with line.database.read() as unit:
        return await orders.of_conversation(unit, line.conversation.id)


async def confirm(line: ActionLine) -> None:
    assert (await line.call(ORDER, EVERYTHING)).requested == "confirmation"


async def test_a_confirmed_order_stands_in_the_base_with_its_lines(line: ActionLine) -> None:
    await confirm(line)
    step = await line.call(ORDER, "да", ends=False)
    assert step.requested is None
    placed = await line.call_again("action_place_order", line.turns.find(line.conversation.id, line.turn))  # type: ignore[arg-type]
    assert placed.text == "Заказ принят. Номер заказа №\u00a01001."
    (order,) = await orders_of(line)
    assert [(one.sku, one.quantity, one.price) for one in order.lines] == [
        ("shampoo", Decimal(2), Decimal(320)),
        ("paste", Decimal(1), Decimal(150)),
    ]
    assert (order.handover, order.handover_price, order.total) == (Handover.DELIVERY, Decimal(200), Decimal(990))
    assert (order.address, order.when, order.phone) == ("Улица Лесная дом 5", "2026-11-24", "+79161234567")


async def test_the_order_is_told_as_an_event_of_the_conversation(line: ActionLine) -> None:
    await confirm(line)
    await line.call(ORDER, "да")
    await line.call("action_place_order")
    (event,) = await line.events()
    assert (event.kind, event.detail["number"], event.detail["total"]) == (EventKind.ORDER_PLACED, "1001", "990")


async def test_a_call_that_rasa_repeats_places_no_second_order(line: ActionLine) -> None:
    await confirm(line)
    live = line.begin("да")
    await line.call_again(ORDER, live)
    first = await line.call_again("action_place_order", live)
    again = await line.call_again("action_place_order", live)
    assert first.text == again.text
    assert len(await orders_of(line)) == 1


async def test_a_second_order_in_the_same_talk_is_another_order(line: ActionLine) -> None:
    for _ in range(2):
        await line.call(ORDER, EVERYTHING)
        await line.call(ORDER, "да")
        await line.call("action_place_order")
    assert [order.number for order in await orders_of(line)] == ["1002", "1001"]


async def test_nothing_is_written_before_yes(line: ActionLine) -> None:
    await confirm(line)
    assert (await line.call("action_place_order")).prompts == ["order_dropped"]
    assert await orders_of(line) == []


async def test_an_abandoned_turn_writes_nothing_and_says_nothing(line: ActionLine) -> None:
    await confirm(line)
    await line.call(ORDER, "да")
    live = line.begin("да")
    await line.turns.end(live, TurnState.ABANDONED)
    late = await line.call_again("action_place_order", live)
    assert (late.prompts, late.events, await orders_of(line)) == ([], [], [])


async def test_a_turn_abandoned_while_its_action_began_writes_nothing(line: ActionLine) -> None:
    await confirm(line)
    await line.call(ORDER, "да")
    live = line.begin("да")
    await live.end(TurnState.ABANDONED)
    late = await line.call_again("action_place_order", live)
    assert (late.prompts, await orders_of(line)) == ([], [])


async def test_a_call_without_a_turn_does_nothing(line: ActionLine) -> None:
    live = line.begin(EVERYTHING)
    line.turn, live.utterance.conversation.turns  # noqa: B018
    await line.turns.end(live, TurnState.ANSWERED)
    assert (await line.call_again(ORDER, live)).events == []


async def test_what_a_turn_says_is_taken_once(line: ActionLine) -> None:
    live = line.begin("ещё бутылку шампуня")
    await line.call_again(ORDER, live)
    await line.call_again(ORDER, live)
    assert [int(one.quantity) for one in (await line.draft()).cart] == [1]


async def test_the_customer_is_remembered(line: ActionLine) -> None:
    await confirm(line)
    await line.call(ORDER, "да")
    await line.call("action_place_order")
    async with line.database.read() as unit:
        contact = await contacts.get(unit, line.contact.id)
    assert contact is not None
    assert (contact.name, contact.surname, contact.phone) == ("Анна", "Петрова", "+79161234567")
    assert contact.address == "Улица Лесная дом 5"


async def test_a_question_in_the_middle_is_answered_and_the_order_goes_on(line: ActionLine) -> None:
    await line.call(ORDER, "шампунь, доставка")
    answer = await line.call("action_answer", "до скольки вы работаете")
    assert answer.text == "Мы работаем с 9:00 до 18:00. Назовите, пожалуйста, адрес доставки."
    assert (await line.draft()).asked is Question.ADDRESS


async def test_a_question_at_the_read_back_is_answered_and_the_sum_asked_again(line: ActionLine) -> None:
    await confirm(line)
    answer = await line.call("action_answer", "как оплатить")
    assert answer.text == "Картой или наличными. Оформляем заказ на 990\u00a0₽?"
    assert (await line.call(ORDER, "да")).requested is None


async def test_an_unknown_question_in_the_middle_leaves_one_question_open(line: ActionLine) -> None:
    await confirm(line)
    answer = await line.call("action_answer", "какая погода на Марсе")
    assert answer.prompts == ["no_answer_here", "short_confirmation"]


async def test_an_operator_comes_at_once_and_the_draft_stays(line: ActionLine) -> None:
    await line.call(ORDER, "шампунь, доставка")
    answer = await line.call("action_hand_off", "оператор")
    assert answer.wishes == [HandOff(HandoffReason.ASKED_HUMAN)]
    assert answer.prompts == ["connecting_to_person"]
    assert answer.events[0] == {"event": "active_loop", "timestamp": None, "name": "order_form"}
    assert answer.requested == "address"


async def test_three_failures_wish_for_a_person(line: ActionLine) -> None:
    await line.call(ORDER, "шампунь")
    for said in ("абракадабра", "сепулька"):
        assert (await line.call(ORDER, said)).wishes == []
    third = await line.call(ORDER, "бла-бла")
    assert third.wishes == [HandOff(HandoffReason.REPEATED_FAILURE, "handover")]


async def test_outside_forms_the_ladder_is_the_same(line: ActionLine) -> None:
    prompts = [(await line.call("action_fallback", "бла", intent="out_of_scope")).prompts for _ in range(3)]
    assert prompts == [["out_of_scope"], ["help_start"], ["connecting_to_person"]]


async def test_repeat_says_the_last_words_again(line: ActionLine) -> None:
    first = await line.call(ORDER, "шампунь")
    assert (await line.call("action_repeat", "повторите")).text == first.text
    assert (await line.call("action_repeat", "ещё раз")).text == first.text


async def test_there_may_be_nothing_to_repeat(line: ActionLine) -> None:
    assert (await line.call("action_repeat")).prompts == ["nothing_to_repeat"]


async def test_stopping_drops_the_order(line: ActionLine) -> None:
    await line.call(ORDER, "шампунь")
    assert (await line.call("action_stop", "отмена")).text == "Хорошо, заказ не оформляю."
    assert (await line.draft()).form is Form.NONE


async def test_a_goodbye_closes_the_conversation(line: ActionLine) -> None:
    assert (await line.call("action_goodbye", "до свидания")).wishes == [CloseConversation()]


async def test_yes_to_a_person_that_was_offered_calls_one(line: ActionLine) -> None:
    assert (await line.call("action_answer", "какая погода на Марсе")).prompts == ["no_answer"]
    answer = await line.call("action_yes_no", "да", intent="affirm")
    assert answer.wishes == [HandOff(HandoffReason.NO_ANSWER)]


async def test_a_second_question_without_an_answer_calls_a_person(line: ActionLine) -> None:
    await line.call("action_answer", "какая погода на Марсе")
    assert (await line.call("action_answer", "кто построил пирамиды")).wishes == [HandOff(HandoffReason.NO_ANSWER)]


async def test_a_complaint_is_logged_with_number_department_and_day(line: ActionLine) -> None:
    first = await line.call(COMPLAINT, "хочу пожаловаться")
    assert first.text == "Расскажите, пожалуйста, что случилось."
    second = await line.call(COMPLAINT, "курьер опоздал на три часа с заказом 1042")
    assert second.text == "Мне очень жаль, что так вышло. По какому номеру с вами связаться?"
    assert (await line.call(COMPLAINT, "8 916 123 45 67")).requested is None
    logged = await line.call("action_log_complaint")
    assert logged.text == (
        "Жалоба записана. Номер жалобы №\u00a01001. Ею займётся служба доставки, ответят до четверга, 26 ноября."
    )
    async with line.database.read() as unit:
        (complaint,) = await complaints.of_conversation(unit, line.conversation.id)
    assert (complaint.department, complaint.answer_by) == ("delivery", date(2026, 11, 26))
    assert (complaint.text, complaint.order_number) == ("курьер опоздал на 3 часа с заказом 1042", "1042")
    assert [event.kind for event in await line.events()] == [EventKind.COMPLAINT_LOGGED]


async def test_an_order_that_a_complaint_interrupted_goes_on(line: ActionLine) -> None:
    await line.call(ORDER, "шампунь, доставка, телефон 8 916 123 45 67")
    await line.call(COMPLAINT, "в прошлый раз привезли разбитую бутылку")
    live = line.begin("да")
    logged = await line.call_again("action_log_complaint", live)
    assert logged.events == [{"event": "active_loop", "timestamp": None, "name": "order_form"}]
    goes_on = await line.call_again(ORDER, live)
    assert (goes_on.prompts, goes_on.requested) == (["short_address"], "address")


@pytest.mark.parametrize(
    ("said", "wish"),
    [
        ("у ребёнка аллергия от вашего крема", HandOff(HandoffReason.COMPLAINT, "medical")),
        ("я подам на вас в суд", HandOff(HandoffReason.COMPLAINT, "legal")),
        ("чайник загорелся", HandOff(HandoffReason.COMPLAINT, "safety")),
        ("вы идиоты, сколько можно", HandOff(HandoffReason.ANGRY, "anger")),
    ],
)
async def test_what_is_grave_goes_to_a_person_at_once(line: ActionLine, said: str, wish: HandOff) -> None:
    answer = await line.call(COMPLAINT, said)
    assert answer.wishes == [wish]
    assert answer.text == "Мне очень жаль. Сразу зову человека."


async def test_a_grave_complaint_is_left_to_the_person_even_when_nothing_is_missing(base_url: str) -> None:
    async with action_line(base_url, shop(), RU, phone="+79161234567") as line:
        answer = await line.call(COMPLAINT, "у ребёнка аллергия от вашего шампуня")
    assert answer.requested == "description"


@pytest.mark.parametrize(
    ("action", "said", "detail"),
    [
        ("action_bot_challenge", "вы мошенники, я подам в суд", "legal"),
        ("action_fallback", "у меня сыпь от вашего мыла", "medical"),
        (ORDER, "у меня аллергия от вашего шампуня", "medical"),
        ("action_answer", "вы идиоты", "anger"),
    ],
)
async def test_what_is_grave_goes_to_a_person_whatever_the_dialogue_took_it_for(
    line: ActionLine, action: str, said: str, detail: str
) -> None:
    live = line.begin(said)
    answer = await line.call_again(action, live)
    assert answer.prompts == ["sorry_connecting"]
    assert [wish.detail for wish in answer.wishes if isinstance(wish, HandOff)] == [detail]
    assert (await line.call_again("action_place_order", live)).prompts == []


async def test_a_word_of_illness_alone_is_no_complaint(line: ActionLine) -> None:
    assert (await line.call("action_answer", "есть что-нибудь от аллергии")).wishes == []


async def test_the_state_of_ones_own_order_is_told(line: ActionLine) -> None:
    await confirm(line)
    await line.call(ORDER, "да")
    await line.call("action_place_order")
    assert (await line.call("action_order_status", "где мой заказ")).prompts == ["order_status_new"]
    async with line.database.begin() as unit:
        await orders.set_state(unit, (await orders.of_conversation(unit, line.conversation.id))[0].id, OrderState.DONE)
    assert (await line.call("action_order_status", "где мой заказ")).prompts == ["order_status_none"]
    assert (await line.call("action_order_status", "что с заказом 1001")).prompts == ["order_status_done"]


async def test_a_number_alone_opens_nobody_elses_order(line: ActionLine, base_url: str) -> None:
    await confirm(line)
    await line.call(ORDER, "да")
    await line.call("action_place_order")
    async with action_line(base_url, line.company, RU) as stranger:
        assert (await stranger.call("action_order_status", "что с заказом 1001")).prompts == ["order_status_not_yours"]


async def test_a_caller_is_known_by_the_number(base_url: str) -> None:
    async with action_line(base_url, shop(), EN, ChannelKind.VOICE, phone="+79161234567", name="Kate") as line:
        line.caller_number = "+79161234567"
        answer = await line.call(ORDER, "two bottles of shampoo, I'll pick it up")
        assert answer.requested == "confirmation"
        assert "For Kate, phone +7 916 123-45-67. The total is ₽640. Is that right?" in answer.text
        await line.call(ORDER, "yes")
        placed = await line.call("action_place_order")
        assert placed.text == "Your order is placed. The order number is 1001."


async def test_a_service_is_switched_on_for_a_number(base_url: str) -> None:
    async with action_line(base_url, operator(), RU, phone="+79161234567") as line:
        await line.call(ORDER, "подключите роуминг")
        await line.call(ORDER, "да")
        await line.call("action_place_order")
        (order,) = await orders_of(line)
    assert (order.handover, order.handover_price, order.phone) == (Handover.SWITCH_ON, Decimal(0), "+79161234567")


async def test_a_test_caller_s_order_is_marked(line: ActionLine) -> None:
    from dataclasses import replace

    line.conversation = replace(line.conversation, is_test=True)
    await confirm(line)
    await line.call(ORDER, "да")
    await line.call("action_place_order")
    assert [order.is_test for order in await orders_of(line)] == [True]


async def test_a_price_is_told_in_the_middle_of_an_order_and_the_order_goes_on(line: ActionLine) -> None:
    await line.call(ORDER, "два шампуня")
    answer = await line.call("action_answer", "а сколько стоит бальзам")
    assert answer.prompts == ["goods_told", "short_handover"]
    assert [cart_line.sku for cart_line in (await line.draft()).cart] == ["shampoo"]


@pytest.mark.parametrize(
    ("said", "prompt"),
    [
        ("вы живой человек?", "bot_not_person"),
        ("вы робот?", "bot_challenge"),
        ("вы робот или человек", "bot_itself"),
        ("как вас зовут", "bot_itself"),
    ],
)
async def test_who_answers_is_told_truthfully_and_to_the_point(line: ActionLine, said: str, prompt: str) -> None:
    assert (await line.call("action_bot_challenge", said)).prompts == [prompt]


async def test_one_yes_after_another_gets_help_instead_of_a_loop(line: ActionLine) -> None:
    assert (await line.call("action_yes_no", "да", intent="affirm")).prompts == ["listening"]
    assert (await line.call("action_yes_no", "да", intent="affirm")).prompts == ["help_start"]


async def test_after_a_number_that_is_not_theirs_a_yes_calls_a_person(line: ActionLine) -> None:
    assert (await line.call("action_order_status", "1003")).prompts == ["order_status_not_yours"]
    assert (await line.call("action_yes_no", "да", intent="affirm")).wishes


async def test_a_number_right_after_a_price_begins_an_order(line: ActionLine) -> None:
    await line.call("action_answer", "сколько стоит бальзам")
    answer = await line.call("action_fallback", "два", intent="inform")
    assert answer.prompts == ["noted_items", "ask_handover"]
    draft = await line.draft()
    assert [(one.sku, one.quantity) for one in draft.cart] == [("balm", 2)]


async def test_how_much_it_costs_may_be_asked_of_what_was_spoken_of(line: ActionLine) -> None:
    await line.call(ORDER, "бальзам")
    assert (await line.call("action_answer", "а сколько он стоит")).prompts == ["goods_told", "short_handover"]
