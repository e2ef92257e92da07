import random

import pytest

from bot.understanding.arbiter import INTERRUPTIONS, Circumstances, Ranked, circumstances_of, decide

ORDER_ASKS_WHEN = Circumstances(form="order_form", asked="when")
ORDER_ASKS_NAME = Circumstances(form="order_form", asked="name")
COMPLAINT = Circumstances(form="complaint_form", asked="description")
INTENTS = sorted(INTERRUPTIONS | {"affirm", "deny", "order", "change", "inform", "out_of_scope"})


def understood(text: str, intent: str, confidence: float, now: Circumstances) -> str:
    return decide(text, [Ranked(intent, confidence)], now).intent


@pytest.mark.parametrize("now", [Circumstances(), ORDER_ASKS_WHEN, ORDER_ASKS_NAME, COMPLAINT])
@pytest.mark.parametrize("words", ["оператор", "соедините с человеком", "agent", "let me talk to a person"])
def test_a_person_is_given_whatever_the_classifier_thinks(words: str, now: Circumstances) -> None:
    assert understood(words, "inform", 0.99, now) == "handoff"


def test_a_confident_answer_beats_a_doubtful_intent() -> None:
    known = Circumstances(answer_is_known=True)
    assert understood("а самовывоз у вас есть", "complaint", 0.4, known) == "ask_knowledge"


def test_a_confident_answer_does_not_beat_a_certain_complaint() -> None:
    assert understood("мне не привезли заказ", "complaint", 0.9, Circumstances(answer_is_known=True)) == "complaint"


def test_a_question_with_a_known_answer_interrupts_an_order() -> None:
    known = Circumstances(form="order_form", asked="address", answer_is_known=True)
    assert understood("а до скольки вы работаете", "inform", 0.5, known) == "ask_knowledge"


def test_one_word_that_answers_the_open_question_is_no_question_though_knowledge_has_it() -> None:
    known = Circumstances(form="order_form", asked="handover", answer_is_known=True)
    assert understood("самовывоз", "inform", 0.6, known) == "inform"


def test_yes_and_no_answer_the_open_question() -> None:
    asked = Circumstances(form="order_form", asked="confirmation", yes_or_no="yes")
    assert understood("да спасибо", "thanks", 0.9, asked) == "affirm"
    refused = Circumstances(form="order_form", asked="confirmation", yes_or_no="no")
    assert understood("нет не надо", "stop", 0.7, refused) == "deny"


def test_a_refusal_of_everything_is_more_than_a_no() -> None:
    asked = Circumstances(form="order_form", asked="when", yes_or_no="no")
    assert understood("не хочу ничего заказывать", "stop", 0.9, asked) == "stop"


def test_where_the_own_order_is_is_no_question_to_the_knowledge() -> None:
    for form in ("", "order_form"):
        known = Circumstances(form=form, asked="when" if form else "", answer_is_known=True, answer_score=0.9)
        assert understood("когда приедет мой заказ", "order_status", 0.95, known) == "order_status"


def test_thanks_with_a_yes_in_them_outside_forms_are_thanks() -> None:
    assert understood("хорошо спасибо", "thanks", 0.8, Circumstances(yes_or_no="yes")) == "thanks"


def test_a_name_that_sounds_like_a_greeting_stays_an_answer() -> None:
    assert understood("май привет", "greet", 0.7, ORDER_ASKS_NAME) == "inform"
    assert understood("привет", "greet", 0.95, ORDER_ASKS_WHEN) == "greet"


def test_a_long_answer_that_ends_with_thanks_is_an_answer() -> None:
    assert understood("завтра после шести вечера спасибо", "thanks", 0.9, ORDER_ASKS_WHEN) == "inform"


def test_the_story_of_a_complaint_is_not_a_new_complaint() -> None:
    assert understood("курьер накричал и ушёл", "complaint", 0.95, COMPLAINT) == "inform"


def test_the_end_of_a_list_is_not_the_end_of_the_talk() -> None:
    items = Circumstances(form="order_form", asked="items")
    assert understood("всё", "goodbye", 0.9, items) == "inform"
    assert understood("всё, до свидания", "goodbye", 0.9, items) == "goodbye"


def test_as_soon_as_possible_asks_nothing() -> None:
    assert understood("как можно быстрее", "ask_knowledge", 0.8, ORDER_ASKS_WHEN) == "inform"


def test_the_story_of_a_complaint_may_say_when_without_asking() -> None:
    known = Circumstances(form="complaint_form", asked="description", answer_is_known=True, answer_score=0.8)
    assert understood("когда я пришёл в магазин, мне нагрубили", "complaint", 0.4, known) == "inform"


def test_a_complaint_interrupts_an_order() -> None:
    assert understood("у меня жалоба на курьера", "complaint", 0.9, ORDER_ASKS_WHEN) == "complaint"


def test_a_complaint_that_names_itself_interrupts_an_order_whatever_the_classifier_thinks() -> None:
    words = "у меня ещё жалоба на прошлый заказ, там всё разбито"
    assert understood(words, "order", 0.6, Circumstances(form="order_form", asked="phone")) == "complaint"


def test_a_doubtful_interruption_is_taken_for_the_answer() -> None:
    assert understood("к пяти часам", "order_status", 0.4, ORDER_ASKS_WHEN) == "inform"


def test_naming_goods_begins_an_order_and_asking_about_them_is_a_question() -> None:
    goods = Circumstances(items=1)
    assert understood("шампунь", "inform", 0.5, goods) == "order"
    assert understood("есть шампунь?", "out_of_scope", 0.5, goods) == "ask_knowledge"


def test_what_nobody_can_guess_is_out_of_scope() -> None:
    assert understood("дыр бул щыл", "order", 0.12, Circumstances()) == "out_of_scope"
    assert understood("…!", "order", 0.9, Circumstances()) == "out_of_scope"
    assert decide("", [], Circumstances()).intent == "out_of_scope"


def test_missing_metadata_means_that_nothing_is_known() -> None:
    assert circumstances_of({}) == Circumstances()
    assert circumstances_of({"knowledge": None, "items": None, "answers": None}) == Circumstances()


def test_any_moment_gives_a_known_intent_and_a_share_for_its_confidence() -> None:
    """Whatever is said whenever: a known intent, a confidence of 0…1; in a form only interruptions and answers."""
    chance = random.Random(20261123)
    words = ["да", "нет", "оператор", "шампунь", "сколько стоит", "завтра", "стоп", "?", "улица мира 4", "hello", "👍"]
    for _ in range(3_000):
        text = " ".join(chance.sample(words, chance.randint(0, 4)))
        now = Circumstances(
            form=chance.choice(["", "order_form", "complaint_form"]),
            asked=chance.choice(["", "name", "when", "confirmation"]),
            answer_is_known=chance.random() < 0.3,
            items=chance.randint(0, 2),
            yes_or_no=chance.choice(["", "yes", "no"]),
        )
        decision = decide(text, [Ranked(chance.choice(INTENTS), chance.random())], now)
        assert decision.intent in INTENTS
        assert 0 <= decision.confidence <= 1
        assert decision.why


@pytest.mark.parametrize("form", ["", "order_form"])
@pytest.mark.parametrize("words", ["почём мыло", "а гель для душа есть", "do you have hand cream", "how much is soap"])
def test_goods_asked_about_are_not_put_into_the_cart(words: str, form: str) -> None:
    named = Circumstances(form=form, asked="handover" if form else "", items=1)
    assert understood(words, "order", 0.7, named) == "ask_knowledge"


def test_goods_wished_in_a_question_are_still_wished() -> None:
    assert understood("есть шампунь? мне нужно две бутылки", "order", 0.9, Circumstances(items=1)) == "order"


def test_goods_named_without_a_question_are_ordered_though_knowledge_is_near() -> None:
    near = Circumstances(items=1, answer_is_known=True, answer_score=0.8)
    assert understood("дополнительные 5 гигабайт", "inform", 0.4, near) == "order"
    sure = Circumstances(items=1, answer_is_known=True, answer_score=0.97)
    assert understood("i lost my sim card", "inform", 0.4, sure) == "ask_knowledge"


def test_a_guess_at_a_person_is_not_enough() -> None:
    ranking = [Ranked("handoff", 0.39), Ranked("order", 0.32)]
    assert decide("мне нужен велосипед", ranking, Circumstances()).intent == "order"


def test_who_the_bot_is_is_no_question_to_the_knowledge() -> None:
    known = Circumstances(answer_is_known=True, answer_score=1.0)
    assert understood("what's your name", "bot_challenge", 0.78, known) == "bot_challenge"


@pytest.mark.parametrize("words", ["1003", "номер 1003", "заказ 1003", "order number 1003"])
def test_a_number_alone_is_the_number_of_an_order(words: str) -> None:
    assert understood(words, "inform", 0.6, Circumstances()) == "order_status"


def test_where_the_order_is_may_be_asked_while_a_complaint_waits_for_the_phone() -> None:
    now = Circumstances(form="complaint_form", asked="phone")
    assert understood("где мой заказ", "order_status", 0.95, now) == "order_status"
    assert understood("где мой заказ", "order_status", 0.95, COMPLAINT) == "inform"


def test_goods_and_a_way_to_get_them_are_an_order_though_the_classifier_hears_a_change() -> None:
    assert understood("soap pickup", "change", 0.6, Circumstances(items=1)) == "order"
    assert understood("pickup instead of delivery", "change", 0.6, Circumstances()) == "change"
    assert understood("уберите мыло", "change", 0.9, Circumstances(items=1)) == "change"
