"""Orders in Russian, as people really say them: what is in the cart, what is known, what the bot asks."""

from dataclasses import replace

import pytest

from actions.orders.steps import KnownCustomer
from bot.company.book import OpenCompany
from bot.dialogue.model import HandoffReason
from tests.actions.sample import RU, operator, shop
from tests.actions.talk import ANNA, Talk

AT_NAME = ("2 бутылки шампуня", "самовывоз")
AT_ADDRESS = ("2 бутылки шампуня", "доставка")
AT_CONFIRMATION = ("2 бутылки шампуня и мыло", "детское", "самовывоз", "Анна", "8 916 123-45-67")


@pytest.fixture(scope="module")
def store() -> OpenCompany:
    return shop()


@pytest.fixture(scope="module")
def mobile() -> OpenCompany:
    return operator()


CARTS = [
    ("две бутылки шампуня и зубную пасту", {"shampoo": 2, "paste": 1}),
    ("мне бы шампунь, три тюбика зубной пасты и гель для душа", {"shampoo": 1, "paste": 3, "gel": 1}),
    ("зубная паста две штуки", {"paste": 2}),
    ("пару бутылок шампуня", {"shampoo": 2}),
    ("дюжину кусков детского мыла", {"soap-baby": 12}),
    ("две бутылки шампуня, нет, три", {"shampoo": 3}),
    ("двадцать нет двадцать пять бутылок геля для душа", {"gel": 25}),
    ("шампунь не две, а три бутылки", {"shampoo": 3}),
    ("стиральный порошок 3 кг две пачки", {"powder/3 kg": 2}),
    ("бальзам без шампуня", {"balm": 1}),
    ("стиральный порошок, три килограмма", {"powder/3 kg": 1}),
    ("шампунь и ещё две бутылки шампуня", {"shampoo": 3}),
]


@pytest.mark.parametrize(("said", "cart"), CARTS)
def test_one_breath_fills_the_cart(store: OpenCompany, said: str, cart: dict[str, int]) -> None:
    assert Talk(store, RU).say(said).cart == cart


CORRECTIONS = [
    ("нет, три", {"shampoo": 2, "soap-baby": 3}),
    ("шампуня не две, а четыре", {"shampoo": 4, "soap-baby": 1}),
    ("уберите мыло", {"shampoo": 2}),
    ("мыло уберите", {"shampoo": 2}),
    ("мыло не надо", {"shampoo": 2}),
    ("не надо мыла", {"shampoo": 2}),
    ("не надо мыла давайте три шампуня", {"shampoo": 3}),
    ("детское уберите", {"shampoo": 2}),
    ("нет, уберите мыло и добавьте гель для душа", {"shampoo": 2, "gel": 1}),
    ("мыло не надо, а шампуня три бутылки", {"shampoo": 3}),
    ("уберите одну бутылку шампуня", {"shampoo": 1, "soap-baby": 1}),
    ("вместо шампуня бальзам", {"balm": 2, "soap-baby": 1}),
    ("бальзам вместо шампуня", {"balm": 2, "soap-baby": 1}),
    ("вместо мыла три геля для душа", {"shampoo": 2, "gel": 3}),
    ("замените мыло на зубную пасту", {"shampoo": 2, "paste": 1}),
    ("ещё штуку", {"shampoo": 2, "soap-baby": 2}),
    ("ещё одну", {"shampoo": 2, "soap-baby": 2}),
    ("добавьте ещё бутылку шампуня", {"shampoo": 3, "soap-baby": 1}),
    ("и зубную пасту", {"shampoo": 2, "soap-baby": 1, "paste": 1}),
    ("пусть шампуня будет одна бутылка", {"shampoo": 1, "soap-baby": 1}),
    ("да, только шампуня пять", {"shampoo": 5, "soap-baby": 1}),
]


@pytest.mark.parametrize(("said", "cart"), CORRECTIONS)
def test_a_correction_after_the_read_back_changes_the_cart_and_is_read_back_again(
    store: OpenCompany, said: str, cart: dict[str, int]
) -> None:
    talk = Talk(store, RU).say(*AT_CONFIRMATION, said)
    assert talk.cart == cart
    assert talk.prompts == ["order_readback_pickup"]
    assert not talk.draft.confirmed


def test_all_information_in_one_breath_leads_straight_to_the_read_back(store: OpenCompany) -> None:
    talk = Talk(store, RU).say(
        "шампунь и зубную пасту привезите завтра вечером на улицу Лесная дом 5 квартира 12 меня зовут Анна "
        "телефон 8 916 123 45 67"
    )
    assert talk.heard == (
        "Проверим заказ. Шампунь «Ромашка» — 1 бутылка, 320\u00a0₽; Зубная паста «Мята» — 1 тюбик, 150\u00a0₽. "
        "Доставка завтра, 24 ноября, вечером, адрес: Улица Лесная дом 5 квартира 12; стоит 200\u00a0₽. "
        "Получатель Анна, телефон +7 916 123-45-67. Итого 670\u00a0₽. Всё верно?"
    )


def test_what_was_said_about_delivery_is_not_asked_again(store: OpenCompany) -> None:
    talk = Talk(store, RU).say("Две бутылки шампуня и зубную пасту, доставка завтра")
    assert (talk.known("handover"), talk.known("when")) == ("delivery", "2026-11-24")
    assert talk.prompts == ["noted_items", "ask_address"]


ADDRESSES = [
    ("улица Лесная, дом 5, квартира 12", "Улица Лесная, дом 5, квартира 12"),
    ("лесная пять квартира двенадцать", "Лесная 5 квартира 12"),
    ("на Лесную, 5", "Лесная, 5"),
    ("проспект Мира 18 корпус 2", "Проспект Мира 18 корпус 2"),
    ("адрес: ул. 8 Марта, д. 4, кв. 7", "Ул. 8 Марта, д. 4, кв. 7"),
    ("мыльный переулок дом 3", "Мыльный переулок дом 3"),
]


@pytest.mark.parametrize(("said", "address"), ADDRESSES)
def test_an_address_is_kept_as_it_was_said(store: OpenCompany, said: str, address: str) -> None:
    talk = Talk(store, RU).say(*AT_ADDRESS, said)
    assert talk.known("address") == address
    assert talk.cart == {"shampoo": 2}
    assert talk.draft.asked == "when"


def test_the_day_said_with_the_address_is_no_part_of_it(store: OpenCompany) -> None:
    talk = Talk(store, RU).say(*AT_ADDRESS, "Лесная 5, квартира 12, завтра утром")
    assert (talk.known("address"), talk.known("when")) == ("Лесная 5, квартира 12", "2026-11-24 morning")


def test_an_address_may_come_in_pieces(store: OpenCompany) -> None:
    talk = Talk(store, RU).say(*AT_ADDRESS, "улица Лесная")
    assert talk.heard == "Улица Лесная — какой дом и квартира?"
    assert talk.say("дом 5 квартира 12").known("address") == "Улица Лесная, дом 5 квартира 12"


def test_a_correction_of_the_cart_is_no_address(store: OpenCompany) -> None:
    talk = Talk(store, RU).say(*AT_ADDRESS, "нет, три")
    assert talk.cart == {"shampoo": 3}
    assert talk.known("address") == ""
    assert talk.prompts == ["noted_items", "short_address"]


@pytest.mark.parametrize("said", ["какая погода на марсе", "а вы где находитесь?"])
def test_what_is_off_topic_is_no_address(store: OpenCompany, said: str) -> None:
    talk = Talk(store, RU).say(*AT_ADDRESS)
    talk.context = replace(talk.context, is_off_topic=True)
    assert talk.say(said).prompts == ["not_understood", "short_address"]


def test_the_last_day_said_holds(store: OpenCompany) -> None:
    talk = Talk(store, RU).say(*AT_ADDRESS, "Лесная 5", "завтра, нет, послезавтра")
    assert talk.known("when") == "2026-11-25"


def test_a_day_that_is_over_is_asked_again(store: OpenCompany) -> None:
    assert Talk(store, RU).say(*AT_ADDRESS, "Лесная 5", "вчера").prompts == ["not_understood", "short_when"]


NAMES = [
    ("Анна", "Анна"),
    ("меня зовут анна петровна", "Анна Петровна"),
    ("запишите на Иванову Анну", "Иванову Анну"),
    ("это Пётр", "Пётр"),
    ("Мария-Луиза", "Мария-Луиза"),
]


@pytest.mark.parametrize(("said", "name"), NAMES)
def test_a_name_is_written_as_names_are(store: OpenCompany, said: str, name: str) -> None:
    assert Talk(store, RU).say(*AT_NAME, said).known("name") == name


@pytest.mark.parametrize("said", ["ничего не понимаю", "потом скажу", "а зачем вам?"])
def test_what_cannot_be_a_name_is_asked_again(store: OpenCompany, said: str) -> None:
    assert Talk(store, RU).say(*AT_NAME, said).prompts == ["not_understood", "short_name"]


def test_name_and_number_may_come_together(store: OpenCompany) -> None:
    talk = Talk(store, RU).say(
        *AT_NAME, "анна восемь девятьсот шестнадцать сто двадцать три сорок пять шестьдесят семь"
    )
    assert (talk.known("name"), talk.known("phone")) == ("Анна", "+79161234567")


def test_goods_that_nobody_has_are_said_to_be_missing(store: OpenCompany) -> None:
    assert Talk(store, RU).say("мне нужен пылесос").heard == "Такого у нас, похоже, нет. Что вы хотите заказать?"
    assert Talk(store, RU).say("хочу сделать заказ").heard == "Что вы хотите заказать?"


PHONES = [
    "8 916 123 45 67",
    "+7 (916) 123-45-67",
    "9161234567",
    "восемь девятьсот шестнадцать сто двадцать три сорок пять шестьдесят семь",
    "плюс семь девятьсот шестнадцать один два три сорок пять шесть семь",
    "мой телефон 8-916-123-45-67",
]


@pytest.mark.parametrize("said", PHONES)
def test_a_number_is_understood_however_it_is_dictated(store: OpenCompany, said: str) -> None:
    assert Talk(store, RU).say(*AT_NAME, "Анна", said).known("phone") == "+79161234567"


def test_a_number_with_nine_digits_is_asked_for_again(store: OpenCompany) -> None:
    talk = Talk(store, RU).say(*AT_NAME, "Анна", "916 123 45 6")
    assert talk.heard == "В номере не хватает цифр. Назовите его, пожалуйста, целиком."


@pytest.mark.parametrize("said", ["тот, с которого звоню", "на этот же номер", "с которого я сейчас звоню", "этот"])
def test_the_callers_own_number_can_be_meant(store: OpenCompany, said: str) -> None:
    talk = Talk(store, RU, KnownCustomer(phone="+79990001122"), caller_number="+79161234567")
    talk.say(*AT_NAME, "Анна", "телефон другой")
    assert talk.draft.asked == "phone"
    talk.say(said)
    assert talk.draft.phone is not None
    assert (talk.draft.phone.value, talk.draft.phone.source) == ("+79161234567", "caller_number")


def test_who_is_known_is_asked_neither_name_nor_number(store: OpenCompany) -> None:
    talk = Talk(store, RU, ANNA).say("шампунь", "самовывоз")
    assert talk.prompts == ["order_readback_pickup"]
    assert "Получатель Анна Петровна, телефон +7 916 123-45-67." in talk.heard


def test_the_address_of_last_time_is_offered(store: OpenCompany) -> None:
    returning = KnownCustomer("Анна", "+79161234567", "Лесная, 5")
    talk = Talk(store, RU, returning).say("шампунь, доставка завтра")
    assert talk.heard.endswith("Доставить по прежнему адресу: Лесная, 5?")
    assert talk.say("да").known("address") == "Лесная, 5"


def test_the_address_of_last_time_can_be_refused(store: OpenCompany) -> None:
    returning = KnownCustomer("Анна", "+79161234567", "Лесная, 5")
    talk = Talk(store, RU, returning).say("шампунь, доставка завтра", "нет")
    assert talk.heard == "Назовите, пожалуйста, адрес доставки."
    assert talk.say("Садовая, 7").known("address") == "Садовая, 7"


CHOICES = [
    ("детское", "soap-baby"),
    ("первое", "soap-laundry"),
    ("второй", "soap-baby"),
    ("последнее", "soap-baby"),
    ("хозяйственное мыло", "soap-laundry"),
    ("любое", "soap-laundry"),
    ("давайте детское", "soap-baby"),
]


@pytest.mark.parametrize(("said", "sku"), CHOICES)
def test_a_word_that_fits_two_products_is_settled_by_one_question(store: OpenCompany, said: str, sku: str) -> None:
    talk = Talk(store, RU).say("три мыла")
    assert talk.heard == "Уточните, пожалуйста: Мыло хозяйственное или Мыло детское?"
    assert talk.say(said).cart == {sku: 3}


@pytest.mark.parametrize("said", ["3 килограмма", "большую пачку, три кило", "второй", "3"])
def test_a_size_is_asked_for_where_there_are_several(store: OpenCompany, said: str) -> None:
    talk = Talk(store, RU).say("стиральный порошок")
    assert talk.heard == "Стиральный порошок — какой взять: 400 г или 3 кг?"
    assert talk.say(said).cart == {"powder/3 kg": 1}


def test_what_is_out_of_stock_is_said_and_something_else_named(store: OpenCompany) -> None:
    talk = Talk(store, RU).say("крем для рук и шампунь")
    assert talk.heard.startswith("Крем для рук — сейчас нет в наличии. Есть похожее: Крем для лица.")
    assert talk.cart == {"shampoo": 1}


def test_nothing_is_confirmed_before_yes(store: OpenCompany) -> None:
    talk = Talk(store, RU).say(*AT_CONFIRMATION)
    assert not talk.draft.confirmed
    assert talk.say("да").draft.confirmed
    assert talk.prompts == []


@pytest.mark.parametrize("said", ["да, но адрес другой", "наверное", "да нет наверное", "ну не знаю"])
def test_a_doubtful_yes_confirms_nothing(store: OpenCompany, said: str) -> None:
    assert not Talk(store, RU).say(*AT_CONFIRMATION, said).draft.confirmed


def test_no_to_the_read_back_asks_what_to_change(store: OpenCompany) -> None:
    talk = Talk(store, RU).say(*AT_CONFIRMATION, "нет")
    assert talk.heard == "Что исправить?"
    assert talk.say("имя другое").heard == "Как вас зовут?"
    assert talk.say("Ольга").prompts == ["order_readback_pickup"]


def test_delivery_can_still_become_pickup(store: OpenCompany) -> None:
    talk = Talk(store, RU).say(*AT_ADDRESS, "Лесная 5", "завтра", "Анна", "89161234567", "нет, лучше сам заберу")
    assert talk.prompts == ["order_readback_pickup"]


def test_each_read_back_has_its_own_number(store: OpenCompany) -> None:
    talk = Talk(store, RU).say(*AT_CONFIRMATION)
    first = talk.draft.read_back
    assert talk.say("уберите мыло").draft.read_back == first + 1


def test_three_misunderstandings_lead_to_a_person(store: OpenCompany) -> None:
    talk = Talk(store, RU).say("шампунь", "абракадабра")
    assert talk.heard == "Простите, не совсем понимаю. Доставка или самовывоз?"
    assert talk.say("сепулька").prompts == ["help_handover"]
    assert talk.say("бла-бла").step.wish is not None
    assert talk.step.wish is not None
    assert talk.step.wish.reason is HandoffReason.REPEATED_FAILURE
    assert talk.heard == "Зову человека."


def test_an_answer_in_between_forgives_the_failures(store: OpenCompany) -> None:
    talk = Talk(store, RU).say("шампунь", "абракадабра", "доставка", "бла", "Лесная 5")
    assert talk.draft.failures == 0


@pytest.mark.parametrize(
    "said", ["слово " * 800, "1 2 3 " * 800, "😀" * 5000, "завтра " * 700, "нет 3 " * 800, "7" * 5000]
)
def test_a_very_long_message_is_survived(store: OpenCompany, said: str) -> None:
    talk = Talk(store, RU).say(*AT_NAME, said[:5000])
    assert talk.prompts
    assert not talk.draft.confirmed


def test_an_emptied_order_asks_what_to_order(store: OpenCompany) -> None:
    talk = Talk(store, RU).say("шампунь", "уберите всё")
    assert talk.heard == "Теперь в заказе ничего нет. Что вы хотите заказать?"


def test_who_wants_nothing_after_all_is_let_go(store: OpenCompany) -> None:
    talk = Talk(store, RU).say("хочу сделать заказ", "нет")
    assert talk.draft.form == ""


def test_a_service_needs_only_the_number(mobile: OpenCompany) -> None:
    talk = Talk(mobile, RU).say("подключите роуминг")
    assert talk.heard == "Записываю: Роуминг. На какой номер подключить?"
    talk.say("8 916 123 45 67")
    assert talk.heard == "Проверим. Роуминг, 250\u00a0₽. Номер телефона +7 916 123-45-67. Итого 250\u00a0₽. Всё верно?"
    assert talk.say("да").draft.confirmed


def test_delivery_is_free_from_a_certain_sum(store: OpenCompany) -> None:
    talk = Talk(store, RU).say("7 бутылок шампуня")
    assert talk.heard.endswith("Доставить или заберёте сами? Доставка этого заказа бесплатна.")
    talk.say("доставка завтра на улицу Лесная дом 5", "Анна", "89161234567")
    assert talk.prompts == ["order_readback_free_delivery"]
    assert "Итого 2\u00a0240\u00a0₽. Всё верно?" in talk.heard
