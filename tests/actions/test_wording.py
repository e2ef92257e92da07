"""Values for the prompts: they must read and sound like a native's."""

from datetime import date
from decimal import Decimal

import pytest

from actions.orders.cart import CartLine, size_of
from actions.orders.when_reading import say_when
from actions.people import split_name
from actions.wording import agreed_list, both_of, by_day, either_of, item_list, order_number, priced_item_list
from bot.company.model import Product, Selling
from bot.language.languages import Language
from bot.language.spoken_form import spoken_form
from tests.actions.sample import BOTTLE, EN, MONDAY, RU, _product


def line(name: str, unit: str, quantity: str, price: str = "10") -> CartLine:
    return CartLine("sku", name, unit, Decimal(quantity), Decimal(price))


QUANTITIES = [
    (RU, "бутылка", "1", "Шампунь — 1 бутылка"),
    (RU, "бутылка", "2", "Шампунь — 2 бутылки"),
    (RU, "бутылка", "5", "Шампунь — 5 бутылок"),
    (RU, "кусок", "21", "Шампунь — 21 кусок"),
    (RU, "упаковка", "1.5", "Шампунь — 1,5 упаковки"),
    (EN, "bottle", "1", "Shampoo — 1 bottle"),
    (EN, "bottle", "2", "Shampoo — 2 bottles"),
    (EN, "box", "5", "Shampoo — 5 boxes"),
]


@pytest.mark.parametrize(("language", "unit", "quantity", "text"), QUANTITIES)
def test_quantities_agree_with_their_units(language: Language, unit: str, quantity: str, text: str) -> None:
    name = "Шампунь" if language is RU else "Shampoo"
    assert item_list([line(name, unit, quantity)], language, Selling.GOODS) == text


def test_a_list_of_items_sounds_right() -> None:
    lines = [line("Шампунь «Ромашка»", "бутылка", "2"), line("Зубная паста", "тюбик", "1")]
    spoken = spoken_form(item_list(lines, RU, Selling.GOODS), RU)
    assert "две бутылки" in spoken
    assert "один тюбик" in spoken


def test_a_single_service_needs_no_number() -> None:
    assert item_list([line("Роуминг", "месяц", "1")], RU, Selling.SERVICES) == "Роуминг"


def test_prices_stand_behind_each_line() -> None:
    lines = [line("Шампунь", "бутылка", "2", "620.25")]
    assert priced_item_list(lines, RU, Selling.GOODS, "RUB") == "Шампунь — 2 бутылки, 1\u00a0240,50\u00a0₽"
    assert priced_item_list([line("Shampoo", "bottle", "2", "620.25")], EN, Selling.GOODS, "RUB") == (
        "Shampoo — 2 bottles, ₽1,240.50"
    )


def test_alternatives_are_joined_as_people_join_them() -> None:
    assert either_of(["А", "Б", "В"], RU) == "А, Б или В"
    assert both_of(["A", "B"], EN) == "A and B"
    assert both_of(["A"], EN) == "A"
    assert either_of([], EN) == ""


@pytest.mark.parametrize(
    ("value", "russian", "english"),
    [
        ("2026-11-24 morning", "завтра, 24 ноября, утром", "tomorrow, November 24, in the morning"),
        ("2026-11-27", "в пятницу, 27 ноября", "on Friday, November 27"),
        ("2026-11-24 18:00", "завтра, 24 ноября, в 18:00", "tomorrow, November 24, at 18:00"),
    ],
)
def test_a_time_is_said_as_people_say_it(value: str, russian: str, english: str) -> None:
    assert (say_when(value, MONDAY, RU), say_when(value, MONDAY, EN)) == (russian, english)


def test_a_promised_day_stands_in_its_case() -> None:
    assert by_day(date(2026, 11, 27), RU) == "пятницы, 27 ноября"
    assert by_day(date(2026, 11, 27), EN) == "Friday, November 27"


def test_what_a_person_changed_is_said_back() -> None:
    changes = {"address": "Лесная, 5", "phone": "+79161234567"}
    assert agreed_list(changes, MONDAY, RU) == "адрес — Лесная, 5; телефон — +7 916 123-45-67"
    assert agreed_list(changes, MONDAY, EN) == "address — Лесная, 5; phone — +7 916 123-45-67"


def test_a_number_of_an_order_is_read_in_groups() -> None:
    assert spoken_form(f"Номер заказа {order_number('1042', RU)}.", RU) == "Номер заказа десять, сорок два."
    assert spoken_form(f"Заказ {order_number('1042', RU)} отменён.", RU) == "Заказ номер десять, сорок два отменён."
    assert spoken_form(f"The order number is {order_number('1042', EN)}.", EN) == "The order number is ten, forty-two."
    assert spoken_form(f"Order {order_number('1042', EN)} is complete.", EN) == "Order ten, forty-two is complete."


@pytest.mark.parametrize(("name", "said"), [("Зубная щётка", "мягкая"), ("Порошок", "мягкий"), ("Полотенце", "мягкое")])
def test_a_size_agrees_with_what_has_it(name: str, said: str) -> None:
    product: Product = _product("x", name, "thing", "1", BOTTLE, sizes=("soft", "hard"))
    assert size_of(product, "soft", RU) == said
    assert size_of(product, "soft", EN) == "soft"


def test_a_measured_size_keeps_its_letters() -> None:
    product: Product = _product("x", "Домашний интернет", "Home internet", "1", BOTTLE, sizes=("100 Mbps",))
    assert size_of(product, "100 Mbps", RU) == "100 Мбит/с"


@pytest.mark.parametrize(
    ("written", "surname", "name", "patronymic"),
    [
        ("Анна", "", "Анна", ""),
        ("Анна Петровна", "", "Анна", "Петровна"),
        ("Иван Петров", "Петров", "Иван", ""),
        ("Петров Иван Сергеевич", "Петров", "Иван", "Сергеевич"),
        ("Иванова Анна", "Иванова", "Анна", ""),
        ("John Smith", "Smith", "John", ""),
    ],
)
def test_a_name_is_told_apart(written: str, surname: str, name: str, patronymic: str) -> None:
    assert split_name(written) == {"surname": surname, "name": name, "patronymic": patronymic}
