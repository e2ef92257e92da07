"""What goods cost and whether they are there is answered from the catalogue, and puts nothing into the cart."""

from pathlib import Path

import pytest

from actions.orders.next_question import Asking
from actions.talk.goods import goods_asked, say_goods
from bot.company.book import OpenCompany
from bot.company.loader import load_company
from bot.language.goods_questions import GoodsQuestion, goods_question
from bot.language.languages import Language
from tests.actions.sample import EN, MONDAY, RU, operator, shop
from tests.actions.talk import ANNA, Talk

COMPANIES = Path(__file__).parents[2] / "companies"
STORE, LAVKA, MOBILE = shop(), OpenCompany(load_company(COMPANIES / "lavka")), operator()


def heard(text: str, language: Language, company: OpenCompany) -> str:
    asked = goods_asked(text, company, language)
    assert asked is not None
    said = say_goods(asked, Asking(company.company, language, MONDAY))
    return " ".join(
        company.prompts.render(one.prompt, language, spoken=False, values=one.values).text for one in said
    ).replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("сколько стоит шампунь", GoodsQuestion.PRICE),
        ("почём мыло", GoodsQuestion.PRICE),
        ("какая цена на порошок", GoodsQuestion.PRICE),
        ("а крем есть", GoodsQuestion.PRESENCE),
        ("у вас есть мыло?", GoodsQuestion.PRESENCE),
        ("какие у вас шампуни", GoodsQuestion.KINDS),
        ("how much is the soap", GoodsQuestion.PRICE),
        ("what's the price of soap", GoodsQuestion.PRICE),
        ("do you have soap", GoodsQuestion.PRESENCE),
        ("is the soap in stock", GoodsQuestion.PRESENCE),
        ("which soaps do you have", GoodsQuestion.KINDS),
        ("две бутылки шампуня", None),
        ("какой-нибудь шампунь", None),
        ("two bottles of shampoo", None),
    ],
)
def test_a_question_about_goods_is_known_by_its_words(text: str, question: GoodsQuestion | None) -> None:
    assert goods_question(text) is question


@pytest.mark.parametrize(
    ("text", "language", "answer"),
    [
        ("сколько стоит шампунь", RU, "Шампунь «Ромашка» — 320 ₽."),
        ("у вас есть бальзам", RU, "Да, есть: Бальзам для волос — 280,50 ₽."),
        ("почём стиральный порошок", RU, "Стиральный порошок, 400 г или 3 кг — 410 ₽."),
        ("есть ли крем для рук?", RU, "Крем для рук — сейчас нет в наличии. Есть похожее: Крем для лица."),
        ("сколько стоит крем для рук", RU, "Крем для рук — 190 ₽, сейчас нет в наличии."),
        ("how much is shampoo", EN, "Camomile Shampoo — ₽320."),
        ("do you have conditioner?", EN, "Yes, we have it: Hair Conditioner — ₽280.50."),
        (
            "do you have shampoo for dogs",
            EN,
            "The catalogue has: Camomile Shampoo — ₽320. For details I can call a person.",
        ),
    ],
)
def test_price_sizes_and_presence_are_told(text: str, language: Language, answer: str) -> None:
    assert heard(text, language, STORE) == answer


def test_at_most_three_kinds_are_told() -> None:
    told = heard("какие у вас шампуни", RU, LAVKA)
    assert told.count("₽") == 3
    assert "Это не весь выбор" in told
    assert heard("what creams do you have", EN, LAVKA).count("₽") == 3


def test_a_price_of_a_service_says_for_how_long() -> None:
    assert heard("сколько стоит роуминг", RU, MOBILE) == "Роуминг — 250 ₽ за месяц."
    assert heard("how much is roaming", EN, MOBILE) == "Roaming — ₽250 a month."


@pytest.mark.parametrize("text", ["сколько стоит доставка", "есть ли у вас скидки", "два шампуня"])
def test_other_questions_are_not_for_the_catalogue(text: str) -> None:
    assert goods_asked(text, STORE, RU) is None


def test_what_is_asked_besides_is_seen() -> None:
    plain, other = (goods_asked(text, STORE, RU) for text in ("а шампунь у вас есть", "сколько стоит доставка шампуня"))
    assert plain is not None
    assert plain.is_plain
    assert other is not None
    assert not other.is_plain


@pytest.mark.parametrize(
    ("asked", "wished", "cart"),
    [
        ("сколько стоит шампунь", "возьму две бутылки", {"shampoo": 2}),
        ("сколько стоит шампунь", "давайте", {"shampoo": 1}),
        ("сколько стоит шампунь", "отлично, беру три", {"shampoo": 3}),
        ("есть бальзам", "хочу его заказать", {"balm": 1}),
        ("есть бальзам", "мне мыло детское", {"soap-baby": 1}),
        ("есть крем для рук", "давайте", {}),
    ],
)
def test_what_was_just_told_may_be_taken_without_its_name(asked: str, wished: str, cart: dict[str, int]) -> None:
    question = goods_asked(asked, STORE, RU)
    assert question is not None
    said = say_goods(question, Asking(STORE.company, RU, MONDAY))
    assert Talk(STORE, RU).asked(said=said).say(wished).cart == cart


def test_a_closer_name_with_too_adds_instead_of_changing() -> None:
    assert Talk(LAVKA, RU).say("мужской шампунь", "от перхоти тоже").cart == {"HC-107": 1, "HC-102": 1}


def test_in_an_order_under_way_a_yes_takes_nothing_that_was_only_asked_about() -> None:
    talk = Talk(STORE, RU, ANNA).say("мыло детское, самовывоз")
    question = goods_asked("сколько стоит шампунь", STORE, RU)
    assert question is not None
    said = say_goods(question, Asking(STORE.company, RU, MONDAY))
    assert talk.asked(said=said).say("да").draft.confirmed
    assert talk.cart == {"soap-baby": 1}
