"""Orders in English, as people really say them: what is in the cart, what is known, what the bot asks."""

import pytest

from actions.orders.steps import KnownCustomer
from bot.company.book import OpenCompany
from bot.dialogue.model import HandoffReason
from tests.actions.sample import EN, operator, shop
from tests.actions.talk import ANNA, Talk

AT_NAME = ("two bottles of shampoo", "pickup")
AT_ADDRESS = ("two bottles of shampoo", "delivery")
AT_CONFIRMATION = ("two bottles of shampoo and soap", "baby soap", "pickup", "Kate", "8 916 123-45-67")


@pytest.fixture(scope="module")
def store() -> OpenCompany:
    return shop()


@pytest.fixture(scope="module")
def mobile() -> OpenCompany:
    return operator()


CARTS = [
    ("two bottles of shampoo and a toothpaste", {"shampoo": 2, "paste": 1}),
    ("I'd like shampoo, three tubes of toothpaste and shower gel", {"shampoo": 1, "paste": 3, "gel": 1}),
    ("toothpaste, two of them", {"paste": 2}),
    ("a couple of bottles of shampoo", {"shampoo": 2}),
    ("a dozen bars of baby soap", {"soap-baby": 12}),
    ("two bottles of shampoo, no, three", {"shampoo": 3}),
    ("twenty no twenty-five bottles of shower gel", {"gel": 25}),
    ("not two but three bottles of shampoo", {"shampoo": 3}),
    ("two packs of washing powder 3 kg", {"powder/3 kg": 2}),
    ("conditioner without shampoo", {"balm": 1}),
    ("can I get 2 shampoos and 1 conditioner please", {"shampoo": 2, "balm": 1}),
]


@pytest.mark.parametrize(("said", "cart"), CARTS)
def test_one_breath_fills_the_cart(store: OpenCompany, said: str, cart: dict[str, int]) -> None:
    assert Talk(store, EN).say(said).cart == cart


CORRECTIONS = [
    ("no, three", {"shampoo": 2, "soap-baby": 3}),
    ("make it four", {"shampoo": 2, "soap-baby": 4}),
    ("no, three bottles of shampoo", {"shampoo": 3, "soap-baby": 1}),
    ("remove the soap", {"shampoo": 2}),
    ("take the soap out please", {"shampoo": 2}),
    ("take out the soap", {"shampoo": 2}),
    ("I don't want the soap", {"shampoo": 2}),
    ("without soap", {"shampoo": 2}),
    ("remove the soap and add shower gel", {"shampoo": 2, "gel": 1}),
    ("no soap, but three shampoos", {"shampoo": 3}),
    ("remove one bottle of shampoo", {"shampoo": 1, "soap-baby": 1}),
    ("conditioner instead of shampoo", {"balm": 2, "soap-baby": 1}),
    ("instead of the shampoo, conditioner", {"balm": 2, "soap-baby": 1}),
    ("replace the soap with three toothpastes", {"shampoo": 2, "paste": 3}),
    ("swap soap for shower gel", {"shampoo": 2, "gel": 1}),
    ("one more", {"shampoo": 2, "soap-baby": 2}),
    ("add another bottle of shampoo", {"shampoo": 3, "soap-baby": 1}),
    ("and a toothpaste", {"shampoo": 2, "soap-baby": 1, "paste": 1}),
    ("change the shampoo to one bottle", {"shampoo": 1, "soap-baby": 1}),
    ("yes, but five shampoos", {"shampoo": 5, "soap-baby": 1}),
]


@pytest.mark.parametrize(("said", "cart"), CORRECTIONS)
def test_a_correction_after_the_read_back_changes_the_cart_and_is_read_back_again(
    store: OpenCompany, said: str, cart: dict[str, int]
) -> None:
    talk = Talk(store, EN).say(*AT_CONFIRMATION, said)
    assert talk.cart == cart
    assert talk.prompts == ["order_readback_pickup"]
    assert not talk.draft.confirmed


def test_all_information_in_one_breath_leads_straight_to_the_read_back(store: OpenCompany) -> None:
    talk = Talk(store, EN).say(
        "three bottles of shampoo and shower gel, deliver tomorrow evening to 12 Green Street, flat 5, "
        "my name is John Smith, my phone is +7 916 123 45 67"
    )
    assert talk.heard == (
        "Let me check. Camomile Shampoo — 3 bottles, ₽960; Shower Gel — 1 bottle, ₽260. Delivery tomorrow, "
        "November 24, in the evening, to 12 Green Street, flat 5; it costs ₽200. For John Smith, "
        "phone +7 916 123-45-67. The total is ₽1,420. Is that right?"
    )


ADDRESSES = [
    ("12 Green Street, flat 5", "12 Green Street, flat 5"),
    ("twelve green street flat five", "12 green street flat 5"),
    ("to 7 Soap Lane", "7 Soap Lane"),
    ("my address is 4 Park Avenue, apartment 9", "4 Park Avenue, apartment 9"),
    ("it's 18 Station Road", "18 Station Road"),
    ("Oakfield 3", "Oakfield 3"),
]


@pytest.mark.parametrize(("said", "address"), ADDRESSES)
def test_an_address_is_kept_as_it_was_said(store: OpenCompany, said: str, address: str) -> None:
    talk = Talk(store, EN).say(*AT_ADDRESS, said)
    assert talk.known("address") == address
    assert talk.cart == {"shampoo": 2}
    assert talk.draft.asked == "when"


def test_the_day_said_with_the_address_is_no_part_of_it(store: OpenCompany) -> None:
    talk = Talk(store, EN).say(*AT_ADDRESS, "12 Green Street, flat 5, tomorrow morning")
    assert (talk.known("address"), talk.known("when")) == ("12 Green Street, flat 5", "2026-11-24 morning")


def test_a_correction_of_the_cart_is_no_address(store: OpenCompany) -> None:
    talk = Talk(store, EN).say(*AT_ADDRESS, "no, three")
    assert (talk.cart, talk.known("address")) == ({"shampoo": 3}, "")


DAYS = [
    ("tomorrow", "2026-11-24"),
    ("on Friday at 6 pm", "2026-11-27 18:00"),
    ("November 30th in the morning", "2026-11-30 morning"),
    ("the day after tomorrow", "2026-11-25"),
    ("tomorrow, no, the day after tomorrow", "2026-11-25"),
]


@pytest.mark.parametrize(("said", "when"), DAYS)
def test_a_day_is_understood(store: OpenCompany, said: str, when: str) -> None:
    assert Talk(store, EN).say(*AT_ADDRESS, "12 Green Street", said).known("when") == when


NAMES = [
    ("John Smith", "John Smith"),
    ("my name is john smith", "John Smith"),
    ("it's Kate", "Kate"),
    ("Anne-Marie O'Neil", "Anne-Marie O'Neil"),
]


@pytest.mark.parametrize(("said", "name"), NAMES)
def test_a_name_is_written_as_names_are(store: OpenCompany, said: str, name: str) -> None:
    assert Talk(store, EN).say(*AT_NAME, said).known("name") == name


def test_what_is_wrong_is_no_name(store: OpenCompany) -> None:
    talk = Talk(store, EN).say("shampoo", "deliver tomorrow to 12 Green Street", "the address is wrong")
    assert talk.heard == "Where shall we deliver? Please tell me the street, house and flat."
    assert talk.say("7 Garden Street").known("address") == "7 Garden Street"


def test_goods_that_nobody_has_are_said_to_be_missing(store: OpenCompany) -> None:
    talk = Talk(store, EN).say("I want to buy a vacuum cleaner")
    assert talk.heard == "I don't think we have that. What would you like to order?"
    assert Talk(store, EN).say("I'd like to place an order").heard == "What would you like to order?"


PHONES = [
    "8 916 123 45 67",
    "+7 (916) 123-45-67",
    "plus seven nine one six one two three four five six seven",
    "eight nine one six one two three four five six seven",
    "my number is 8-916-123-45-67",
]


@pytest.mark.parametrize("said", PHONES)
def test_a_number_is_understood_however_it_is_dictated(store: OpenCompany, said: str) -> None:
    assert Talk(store, EN).say(*AT_NAME, "Kate", said).known("phone") == "+79161234567"


def test_a_number_with_nine_digits_is_asked_for_again(store: OpenCompany) -> None:
    talk = Talk(store, EN).say(*AT_NAME, "Kate", "916 123 45 6")
    assert talk.heard == "Some digits of the number are missing. Could you give me the whole number?"


@pytest.mark.parametrize(
    "said", ["the one I'm calling from", "this number", "same number", "the number I am calling from", "this one"]
)
def test_the_callers_own_number_can_be_meant(store: OpenCompany, said: str) -> None:
    talk = Talk(store, EN, KnownCustomer(phone="+79990001122"), caller_number="+79161234567")
    talk.say(*AT_NAME, "Kate", "the phone is wrong")
    assert talk.draft.asked == "phone"
    talk.say(said)
    assert talk.draft.phone is not None
    assert (talk.draft.phone.value, talk.draft.phone.source) == ("+79161234567", "caller_number")


def test_who_is_known_is_asked_neither_name_nor_number(store: OpenCompany) -> None:
    assert Talk(store, EN, ANNA).say("shampoo", "I'll pick it up").prompts == ["order_readback_pickup"]


def test_the_address_of_last_time_is_offered(store: OpenCompany) -> None:
    returning = KnownCustomer("Kate", "+79161234567", "12 Green Street")
    talk = Talk(store, EN, returning).say("shampoo, deliver tomorrow")
    assert talk.heard.endswith("Deliver to the same address as before: 12 Green Street?")
    assert talk.say("yes").known("address") == "12 Green Street"


CHOICES = [
    ("the baby one", "soap-baby"),
    ("the first one", "soap-laundry"),
    ("second", "soap-baby"),
    ("laundry soap please", "soap-laundry"),
    ("the last one", "soap-baby"),
    ("whichever", "soap-laundry"),
]


@pytest.mark.parametrize(("said", "sku"), CHOICES)
def test_a_word_that_fits_two_products_is_settled_by_one_question(store: OpenCompany, said: str, sku: str) -> None:
    talk = Talk(store, EN).say("three bars of soap")
    assert talk.heard == "Which one would you like: Laundry Soap or Baby Soap?"
    assert talk.say(said).cart == {sku: 3}


@pytest.mark.parametrize("said", ["3 kilograms", "the second one", "3", "three kilos"])
def test_a_size_is_asked_for_where_there_are_several(store: OpenCompany, said: str) -> None:
    talk = Talk(store, EN).say("washing powder")
    assert talk.heard == "Washing Powder — which one: 400 g or 3 kg?"
    assert talk.say(said).cart == {"powder/3 kg": 1}


def test_what_is_out_of_stock_is_said_and_something_else_named(store: OpenCompany) -> None:
    talk = Talk(store, EN).say("hand cream and shampoo")
    assert talk.heard.startswith("Hand Cream — out of stock at the moment. Something similar: Face Cream.")
    assert talk.cart == {"shampoo": 1}


@pytest.mark.parametrize("said", ["yes", "that's right", "yes please", "correct", "sure, go ahead"])
def test_a_clear_yes_confirms(store: OpenCompany, said: str) -> None:
    talk = Talk(store, EN).say(*AT_CONFIRMATION)
    assert not talk.draft.confirmed
    assert talk.say(said).draft.confirmed


@pytest.mark.parametrize("said", ["yes, but the name is wrong", "maybe", "I'm not sure", "hmm"])
def test_a_doubtful_yes_confirms_nothing(store: OpenCompany, said: str) -> None:
    assert not Talk(store, EN).say(*AT_CONFIRMATION, said).draft.confirmed


def test_no_to_the_read_back_asks_what_to_change(store: OpenCompany) -> None:
    talk = Talk(store, EN).say(*AT_CONFIRMATION, "no")
    assert talk.heard == "What should I change?"
    assert talk.say("the name is wrong").heard == "What is your name?"
    assert talk.say("Olga").prompts == ["order_readback_pickup"]


def test_three_misunderstandings_lead_to_a_person(store: OpenCompany) -> None:
    talk = Talk(store, EN).say("shampoo", "blah")
    assert talk.heard == "Sorry, I didn't quite get that. Delivery or pickup?"
    assert talk.say("blah blah").prompts == ["help_handover"]
    wish = talk.say("gibberish").step.wish
    assert wish is not None
    assert wish.reason is HandoffReason.REPEATED_FAILURE


def test_an_emptied_order_asks_what_to_order(store: OpenCompany) -> None:
    talk = Talk(store, EN).say("shampoo", "remove everything")
    assert talk.heard == "There is nothing in the order now. What would you like to order?"


def test_a_service_needs_only_the_number(mobile: OpenCompany) -> None:
    talk = Talk(mobile, EN).say("connect roaming please")
    assert talk.heard == "Noted: Roaming. Which number shall I switch it on for?"
    talk.say("8 916 123 45 67")
    assert talk.heard.endswith("Roaming, ₽250. Phone number +7 916 123-45-67. The total is ₽250. Is that right?")
    assert talk.say("yes").draft.confirmed
