"""A customer who keeps changing their mind: whatever the order of the corrections, the cart is what they said."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actions.draft import Form
from bot.company.book import OpenCompany
from bot.company.loader import load_company
from bot.language.languages import Language
from tests.actions.sample import EN, RU, operator, shop
from tests.actions.talk import ANNA, Talk

STORE = shop()
LAVKA = OpenCompany(load_company(Path(__file__).parents[2] / "companies" / "lavka"))

RUSSIAN = {
    "shampoo": ("шампунь", "шампуня", "бутылку", "бутылки", "бутылок"),
    "balm": ("бальзам", "бальзама", "бутылку", "бутылки", "бутылок"),
    "paste": ("зубную пасту", "зубной пасты", "тюбик", "тюбика", "тюбиков"),
    "gel": ("гель для душа", "геля для душа", "бутылку", "бутылки", "бутылок"),
}
ENGLISH = {"shampoo": "shampoo", "balm": "conditioner", "paste": "toothpaste", "gel": "shower gel"}
NUMBERS = {
    RU: {2: "две", 3: "три", 5: "пять"},
    EN: {2: "two", 3: "three", 5: "five"},
}

skus = st.sampled_from(sorted(RUSSIAN))
counts = st.sampled_from((2, 3, 5))
steps = st.lists(
    st.tuples(st.sampled_from(("put", "more", "remove", "instead", "only")), skus, skus, counts), min_size=3, max_size=7
)


def russian(act: str, sku: str, other: str, count: int) -> str:
    one, of, _, few, many = RUSSIAN[sku]
    unit = many if count == 5 else few
    number = NUMBERS[RU][count] if sku != "paste" or count != 2 else "два"
    return {
        "put": f"{number} {unit} {of}",
        "more": f"добавьте ещё {number} {unit} {of}",
        "remove": f"{one} уберите" if count == 2 else f"уберите {one}",
        "instead": f"вместо {of} {RUSSIAN[other][0]}",
        "only": f"нет, {of} {number} {unit}",
    }[act]


def english(act: str, sku: str, other: str, count: int) -> str:
    number, name = NUMBERS[EN][count], ENGLISH[sku]
    return {
        "put": f"{number} bottles of {name}",
        "more": f"add {number} more {name}",
        "remove": f"remove the {name}" if count == 2 else f"I don't want the {name}",
        "instead": f"{ENGLISH[other]} instead of the {name}",
        "only": f"no, {number} {name}",
    }[act]


def change_plainly(plain: dict[str, int], act: str, sku: str, other: str, count: int) -> None:
    match act:
        case "put" | "only":
            plain[sku] = count
        case "more":
            plain[sku] = plain.get(sku, 0) + count
        case "remove":
            plain.pop(sku, None)
        case _:
            moved = plain.pop(sku)
            plain[other] = plain.get(other, 0) + moved


def makes_sense(plain: dict[str, int], act: str, sku: str, other: str) -> bool:
    """Something can be given up only when it is there, and for something else; the last thing is not taken away."""
    if act == "instead":
        return sku in plain and other != sku
    return act != "remove" or len(plain.keys() - {sku}) > 0


def check(language: Language, script: list[tuple[str, str, str, int]]) -> None:
    talk, plain = Talk(STORE, language, ANNA), {"gel": 1}
    talk.say("гель для душа, самовывоз" if language is RU else "shower gel, pickup")
    for act, sku, other, count in script:
        if makes_sense(plain, act, sku, other):
            said = (russian if language is RU else english)(act, sku, other, count)
            change_plainly(plain, act, sku, other, count)
            assert talk.say(said).cart == plain, said


@settings(max_examples=60, deadline=None)
@given(steps)
def test_in_russian_the_cart_follows_every_change_of_mind(script: list[tuple[str, str, str, int]]) -> None:
    """The invariant: after each utterance the cart equals a plain count of what was said."""
    check(RU, script)


@settings(max_examples=60, deadline=None)
@given(steps)
def test_in_english_the_cart_follows_every_change_of_mind(script: list[tuple[str, str, str, int]]) -> None:
    """The invariant: after each utterance the cart equals a plain count of what was said."""
    check(EN, script)


@pytest.mark.parametrize(
    ("language", "items", "reply"),
    [
        (RU, "два шампуня и зубная паста, самовывоз", "после шести"),
        (RU, "два шампуня и зубная паста, самовывоз", "часов в шесть"),
        (EN, "two shampoos and a toothpaste, pickup", "after six"),
        (EN, "two shampoos and a toothpaste, pickup", "six o'clock"),
    ],
)
def test_a_time_said_at_another_question_changes_no_quantity(language: Language, items: str, reply: str) -> None:
    talk = Talk(STORE, language).say(items, reply)
    assert talk.cart == {"shampoo": 2, "paste": 1}


def test_a_bare_number_counts_nothing_once_something_else_is_spoken_of() -> None:
    talk = Talk(STORE, RU).say("два шампуня", "самовывоз", "шесть")
    assert talk.cart == {"shampoo": 2}


def test_a_number_alone_counts_what_was_just_named() -> None:
    assert Talk(STORE, RU).say("шампунь", "два").cart == {"shampoo": 2}
    assert Talk(STORE, EN).say("a shampoo", "no, three").cart == {"shampoo": 3}


@pytest.mark.parametrize(
    ("language", "items", "reply", "cart"),
    [
        (EN, "three tubes of toothpaste and a shower gel", "actually two tubes", {"paste": 2, "gel": 1}),
        (EN, "three tubes of toothpaste and a shower gel", "two bottles", {"paste": 3, "gel": 2}),
        (RU, "три тюбика зубной пасты и шампунь", "нет, два тюбика", {"paste": 2, "shampoo": 1}),
        (RU, "три тюбика зубной пасты и шампунь", "нет, два", {"paste": 3, "shampoo": 2}),
        (RU, "три тюбика зубной пасты и шампунь", "ещё тюбик", {"paste": 4, "shampoo": 1}),
    ],
)
def test_a_unit_names_its_item(language: Language, items: str, reply: str, cart: dict[str, int]) -> None:
    assert Talk(STORE, language).say(items, reply).cart == cart


@pytest.mark.parametrize(
    ("language", "items", "reply", "cart"),
    [
        (RU, "две бутылки шампуня и гель", "нет, лучше бальзам", {"balm": 2, "gel": 1}),
        (RU, "шампунь", "нет, бальзам", {"balm": 1}),
        (RU, "шампунь", "нет, ещё бальзам", {"shampoo": 1, "balm": 1}),
        (RU, "шампунь", "нет, вы забыли бальзам", {"shampoo": 1, "balm": 1}),
        (RU, "шампунь", "бальзам", {"shampoo": 1, "balm": 1}),
        (EN, "a shampoo", "no, the conditioner", {"balm": 1}),
        (EN, "two shampoos", "actually make it three conditioners", {"balm": 3}),
        (EN, "a shampoo", "no, I want a conditioner too", {"shampoo": 1, "balm": 1}),
    ],
)
def test_something_rather_than_something_of_its_kind_takes_its_place(
    language: Language, items: str, reply: str, cart: dict[str, int]
) -> None:
    assert Talk(STORE, language).say(items, reply).cart == cart


def test_a_tariff_takes_the_place_of_the_other_at_the_read_back() -> None:
    talk = Talk(operator(), RU, ANNA).say("подключите тариф лёгкий", "нет, лучше тариф полный")
    assert talk.cart == {"plan-l": 1}


def test_goods_are_named_closer_in_a_second_breath() -> None:
    talk = Talk(STORE, RU).say("мыло хозяйственное", "две штуки", "детское")
    assert talk.cart == {"soap-baby": 2}
    again = Talk(STORE, RU).say("мыло детское", "детское")
    assert (again.cart, again.prompts[0]) == ({"soap-baby": 1}, "noted_items")


def test_a_flat_said_later_joins_the_address() -> None:
    talk = Talk(STORE, RU).say("шампунь", "доставка", "Лесная 5", "квартира 12")
    assert talk.known("address") == "Лесная 5, квартира 12"
    assert talk.say("квартира 13").known("address") == "Лесная 5, квартира 13"
    assert talk.say("адрес: улица Мира, дом 8").known("address") == "Улица Мира, дом 8"


def test_what_is_given_up_may_be_called_by_less_than_its_name() -> None:
    """Of two soaps in the shop only one is in the cart."""
    assert Talk(STORE, RU).say("мыло детское и шампунь", "мыло уберите").cart == {"shampoo": 1}
    assert Talk(STORE, RU).say("мыло детское и шампунь", "вместо мыла бальзам").cart == {"shampoo": 1, "balm": 1}


def test_who_gives_up_before_anything_is_in_the_order_is_let_go() -> None:
    talk = Talk(STORE, RU).say("хочу сделать заказ", "тогда не надо")
    assert (talk.draft.form, talk.prompts) == (Form.NONE, [])


def test_a_name_may_come_with_a_request_to_write_it_down() -> None:
    assert Talk(STORE, RU).say("шампунь, самовывоз", "записывайте: иванова мария").known("name") == "Иванова Мария"


def test_the_same_number_said_again_is_told_back() -> None:
    talk = Talk(STORE, RU).say("три тюбика зубной пасты", "три пасты")
    assert (talk.cart, talk.prompts[0]) == ({"paste": 3}, "noted_items")


def test_a_house_corrected_takes_the_place_of_the_old_one() -> None:
    talk = Talk(STORE, RU).say("шампунь", "доставка", "улица Мира 5 квартира 3", "дом 6")
    assert talk.known("address") == "Улица Мира дом 6 квартира 3"


@pytest.mark.parametrize(
    ("language", "items", "reply", "cart"),
    [
        (EN, "toothpaste", "the whitening one", {"OC-102": 1}),
        (EN, "two toothpastes", "whitening", {"OC-102": 2}),
        (RU, "мыло", "детского три куска", {"BC-103": 3}),
        (RU, "порошок для цветного белья", "это для меня", {"LA-103": 1}),
        (EN, "soap and toothpaste", "scratch the soap", {"OC-101": 1}),
    ],
)
def test_in_a_large_shop_second_thoughts_are_followed_too(
    language: Language, items: str, reply: str, cart: dict[str, int]
) -> None:
    assert Talk(LAVKA, language).say(items, reply).cart == cart


def test_a_small_word_of_a_name_names_no_goods() -> None:
    assert Talk(LAVKA, RU).say("порошок для цветного белья", "это для меня").prompts[0] == "not_understood"
