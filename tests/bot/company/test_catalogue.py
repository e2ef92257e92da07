"""What a customer says in an order, and the goods that the shop understands."""

import random
from dataclasses import replace
from decimal import Decimal

import pytest

from bot.company.catalogue import Catalogue, FoundItem
from bot.company.model import Company
from bot.language.languages import Language

RU, EN = Language.RU, Language.EN

Said = list[tuple[str, int | None]]

PIECES = """
шампунь мыло 2 3,5 400 мл л S XL для и , . по each x2 2x × +7 8-916 18:00 № # ( ) « » детский большой пакет пару дюжину
soap shampoo bottle of the гигабайт 5гб ё Ё ć 😀 щщщщщщ ---- '' тариф (большой) в на
"""


@pytest.fixture(scope="module")
def shop(lavka: Company) -> Catalogue:
    return Catalogue(lavka)


@pytest.fixture(scope="module")
def operator(volna: Company) -> Catalogue:
    return Catalogue(volna)


def said(items: list[FoundItem], language: Language) -> Said:
    """Names and quantities; an item that needs a choice has a question mark."""
    return [
        (
            item.product.name[language] + ("?" if item.choices else ""),
            None if item.quantity is None else int(item.quantity),
        )
        for item in items
    ]


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("2 бутылки шампуня и зубную пасту, доставка завтра", [("Шампунь", 2), ("Зубная паста", None)]),
        ("2 бутылки шампуня и зубную пасту доставка завтра", [("Шампунь", 2), ("Зубная паста", None)]),
        ("3 куска мыла и стиральный порошок", [("Мыло", 3), ("Стиральный порошок", None)]),
        ("гель для душа и крем для рук", [("Гель для душа", None), ("Крем для рук", None)]),
        ("шампунь бальзам мыло 3 штуки", [("Шампунь", None), ("Бальзам для волос", None), ("Мыло", 3)]),
        ("мне нужно 2 шампуня 3 мыла и губки", [("Шампунь", 2), ("Мыло", 3), ("Губки для посуды", None)]),
        ("пасту зубную 2 тюбика", [("Зубная паста", 2)]),
        ("шампунь 2 мыло 3 губки 4", [("Шампунь", 2), ("Мыло", 3), ("Губки для посуды", 4)]),
        ("шампунь, 2 штуки, и мыло", [("Шампунь", 2), ("Мыло", None)]),
        ("шампунь 2 бутылки мыло 3 куска", [("Шампунь", 2), ("Мыло", 3)]),
        ("шампунь и мыло по 2 штуки", [("Шампунь", 2), ("Мыло", 2)]),
        ("по 2 куска мыла и хозяйственного мыла", [("Мыло", 2), ("Хозяйственное мыло", 2)]),
        ("пару губок", [("Губки для посуды", 2)]),
        ("пару перчаток", [("Резиновые перчатки", 1)]),
        ("2 пары перчаток", [("Резиновые перчатки", 2)]),
        ("дюжину салфеток", [("Салфетки", 12)]),
        ("x2 шампунь", [("Шампунь", 2)]),
        ("мыло x 2", [("Мыло", 2)]),
        ("2шт мыла и шампунь (3 шт.)", [("Мыло", 2), ("Шампунь", 3)]),
        ("шампунь - 2\nмыло - 3", [("Шампунь", 2), ("Мыло", 3)]),
        ("не 2, а 3 шампуня", [("Шампунь", 3)]),
        ("вместо шампуня бальзам", [("Шампунь", None), ("Бальзам для волос", None)]),
        ("детский порошок и детское мыло", [("Детский стиральный порошок", None), ("Детское мыло", None)]),
        ("шампунь для окрашенных волос", [("Шампунь для окрашенных волос", None)]),
        ("памперсы", [("Подгузники", None)]),
        ("бутылку мыла", [("Жидкое мыло", None)]),
        ("маску", [("Маска для волос", None)]),
        ("шомпунь и зубную пасту", [("Шампунь", None), ("Зубная паста", None)]),
        ("шампунь c мылом", [("Шампунь", None), ("Мыло", None)]),
        ("крем", [("Крем для рук?", None)]),
        ("кондиционер", [("Бальзам для волос?", None)]),
    ],
)
def test_goods_are_understood_in_russian(shop: Catalogue, text: str, items: Said) -> None:
    assert said(shop.find_items(text, RU), RU) == items


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("2 bottles of shampoo and a toothpaste, delivery tomorrow", [("Shampoo", 2), ("Toothpaste", None)]),
        ("3 bars of soap and laundry powder", [("Soap", 3), ("Laundry powder", None)]),
        ("a shower gel and a hand cream", [("Shower gel", None), ("Hand cream", None)]),
        ("5 rolls of toilet paper and dish soap", [("Toilet paper", 5), ("Dish soap", None)]),
        ("2 pairs of gloves", [("Rubber gloves", 2)]),
        ("soap and sponges, 2 each", [("Soap", 2), ("Sponges", 2)]),
        ("a dozen napkins", [("Napkins", 12)]),
        ("baby shampoo 2 bottles", [("Kids' tear-free shampoo", 2)]),
        ("shampoo for dry hair", [("Shampoo for dry hair", None)]),
        ("balm instead of shampoo", [("Hair balm", None), ("Shampoo", None)]),
        ("remove the soap", [("Soap", None)]),
        ("shampo and tootpaste", [("Shampoo", None), ("Toothpaste", None)]),
        ("cream", [("Hand cream?", None)]),
    ],
)
def test_goods_are_understood_in_english(shop: Catalogue, text: str, items: Said) -> None:
    assert said(shop.find_items(text, EN), EN) == items


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("подключите тариф безлимит", ["Тариф «Безлимит»"]),
        ("смените тариф на семейный", ["Тариф «Семейный»"]),
        ("большой", ["Тариф «Большой»"]),
        ("хочу перейти на большой", ["Тариф «Большой»"]),
        ("тариф на 15 гигабайт", ["Тариф «Домашний»"]),
        ("домашний интернет", ["Домашний интернет"]),
        ("ещё 5 гигабайт", ["Дополнительные гигабайты"]),
        ("20 гигабайт", ["Большой пакет гигабайт"]),
        ("100 минут", ["Дополнительные минуты"]),
        ("есим", ["Виртуальная сим-карта eSIM"]),
        ("большое спасибо", []),
        ("у меня большая проблема", []),
        ("какой у меня тариф", []),
        ("не работает интернет", []),
        ("подождите 5 минут", []),
        ("мой домашний адрес Лесная 5", []),
        ("мой номер 8 916 123 45 67", []),
        ("звонки всё время обрываются", []),
    ],
)
def test_services_are_understood_and_not_heard_where_they_are_not_meant(
    operator: Catalogue, text: str, items: list[str]
) -> None:
    assert [item.product.name[RU] for item in operator.find_items(text, RU)] == items


@pytest.mark.parametrize(
    "text",
    [
        "доставка завтра",
        "улица Лесная 5",
        "да",
        "до скольки вы работаете",
        "меня зовут Марина Петрова",
        "8 916 123 45 67",
        "завтра в 5 часов",
        "где мой заказ",
        "хлеб и молоко",
        "вода из бутылки течёт",
        "у меня посуда разбилась",
        "😀",
        "",
        "   ",
        "5",
    ],
)
def test_nothing_is_ordered_by_what_is_no_order(shop: Catalogue, text: str) -> None:
    assert shop.find_items(text, RU) == []


@pytest.mark.parametrize(
    "text", ["delivery tomorrow", "5 Lesnaya street apartment 12", "yes", "how late are you open", "bread and milk"]
)
def test_nothing_is_ordered_in_english_either(shop: Catalogue, text: str) -> None:
    assert shop.find_items(text, EN) == []


@pytest.mark.parametrize(
    "text",
    [
        "дом 5 квартира 12 мыло",
        "привезите к 6 мыло",
        "в 18:00 мыло",
        "+7 мыло",
        "телефон 8 916 123 45 67 мыло",
        "90 г мыло",
        "мыло 59 рублей",
        "25 ноября мыло",
    ],
)
def test_a_number_of_something_else_is_not_a_quantity(shop: Catalogue, text: str) -> None:
    assert said(shop.find_items(text, RU), RU) == [("Мыло", None)]


@pytest.mark.parametrize(
    ("language", "plain"),
    [
        (RU, ["шампунь", "бальзам для волос", "зубная паста", "мыло", "стиральный порошок", "гель для душа"]),
        (RU, ["крем для рук", "туалетная бумага", "средство для посуды", "губки", "бальзам", "порошок", "гель"]),
        (EN, ["shampoo", "hair balm", "toothpaste", "soap", "laundry powder", "shower gel", "hand cream"]),
        (EN, ["toilet paper", "dish soap", "sponges", "balm", "conditioner", "washing powder"]),
    ],
)
def test_the_plain_word_means_the_plain_product_without_a_question(
    shop: Catalogue, language: Language, plain: list[str]
) -> None:
    for word in plain:
        [item] = shop.find_items(f"2 {word}", language)
        assert (item.choices, item.score, item.quantity) == ((), 1.0, Decimal(2)), word


def test_every_product_is_found_by_its_own_name(lavka: Company, volna: Company) -> None:
    for company in (lavka, volna):
        catalogue = Catalogue(company)
        for product in company.products:
            for language in company.languages:
                [item, *rest] = catalogue.find_items(product.name[language].lower(), language)
                assert (item.product.sku, item.choices, rest) == (product.sku, (), []), product.name


def test_a_size_is_told_and_decides_between_products(shop: Catalogue, lavka: Company) -> None:
    [brush] = shop.find_items("мягкую зубную щётку", RU)
    assert (brush.product.sku, brush.size) == ("OC-111", "soft")
    [shampoo] = shop.find_items("шампунь 400 мл", RU)
    assert (shampoo.product.sku, shampoo.size, shampoo.quantity) == ("HC-101", "400 ml", None)
    [bags] = shop.find_items("bin bags 60 litres 3 rolls", EN)
    assert (bags.size, bags.quantity) == ("60 l", Decimal(3))
    [gloves] = shop.find_items("перчатки L", RU)
    assert gloves.size == "L"
    [small] = shop.find_items("шампунь 250 мл", RU)
    assert small.product.sku == "HC-103"


def test_an_item_knows_its_place_in_the_text(shop: Catalogue) -> None:
    text = "Здравствуйте! Две вещи: 2 бутылки Шампуня и зубную  пасту."
    assert [text[item.start : item.end] for item in shop.find_items(text, RU)] == ["Шампуня", "зубную  пасту"]


def test_what_is_in_stock_is_offered_first(lavka: Company) -> None:
    products = tuple(replace(product, in_stock=product.sku != "SC-101") for product in lavka.products)
    [item] = Catalogue(replace(lavka, products=products)).find_items("крем", RU)
    assert item.product.sku == "SC-102"
    assert item.choices[-1].sku == "SC-101"


def test_a_number_may_belong_to_a_name(lavka: Company) -> None:
    phone = replace(lavka.products[0], sku="P-15", name={RU: "Айфон 15", EN: "iPhone 15"}, synonyms={})
    catalogue = Catalogue(replace(lavka, products=(*lavka.products, phone)))
    assert said(catalogue.find_items("2 айфона 15 и мыло", RU), RU) == [("Айфон 15", 2), ("Мыло", None)]
    assert said(catalogue.find_items("айфон 15", RU), RU) == [("Айфон 15", None)]


def test_any_list_of_goods_with_numbers_is_read_as_it_was_said(shop: Catalogue) -> None:
    """Invariant: goods said with numbers before them come back in the same order with the same numbers."""
    chance = random.Random(7)
    plain = {
        "шампуня": "HC-101",
        "мыла": "BC-101",
        "бальзама": "HC-111",
        "порошка": "LA-101",
        "зубной пасты": "OC-101",
        "крема для рук": "SC-101",
        "губок": "KI-102",
        "геля для душа": "BC-111",
        "туалетной бумаги": "PA-101",
        "средства для посуды": "KI-101",
    }
    for _ in range(300):
        wanted = [(chance.randint(1, 99), word) for word in chance.sample(list(plain), chance.randint(1, 6))]
        between = chance.choice([", ", " и ", " ", ", и "])
        text = between.join(f"{count} {word}" for count, word in wanted)
        items = shop.find_items(text, RU)
        assert [(item.quantity, item.product.sku) for item in items] == [(n, plain[word]) for n, word in wanted], text


def test_a_very_long_message_is_read_to_a_limit(shop: Catalogue) -> None:
    assert len(shop.find_items("мыло, " * 5000, RU)) > 10
    assert shop.find_items("щ" * 5000, RU) == []


def test_no_text_at_all_breaks_the_reading(shop: Catalogue, operator: Catalogue) -> None:
    """Invariant: items stand in order, do not overlap, lie inside the text, and have a product and a score of 0…1."""
    chance = random.Random(11)
    pieces = PIECES.split()
    for _ in range(1500):
        text = chance.choice(["", " "]).join(chance.choices(pieces, k=chance.randint(0, 14)))
        for catalogue in (shop, operator):
            for language in (RU, EN):
                items = catalogue.find_items(text, language)
                ends = [0, *(item.end for item in items)]
                assert all(end <= item.start < item.end <= len(text) for end, item in zip(ends, items, strict=False))
                assert all(0 < item.score <= 1 and (not item.choices or len(item.choices) > 1) for item in items)


def test_what_is_said_of_goods_in_parentheses_belongs_to_them(lavka: Company) -> None:
    found = Catalogue(lavka).find_items("2 зубные пасты (детские) и мыло", Language.RU)
    assert [(item.product.sku, item.quantity) for item in found] == [("OC-103", Decimal(2)), ("BC-101", None)]
