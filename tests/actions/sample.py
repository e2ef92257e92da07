"""Two small companies for the tests of what the bot does: a shop and a mobile operator."""

from datetime import date, time
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.company.book import OpenCompany
from bot.company.model import (
    Answer,
    Company,
    Delivery,
    Department,
    Hours,
    OpenHours,
    Product,
    Selling,
    Voice,
)
from bot.company.prompt_file import read_prompts
from bot.language.languages import Language

RU, EN = Language.RU, Language.EN
SHARED_PROMPTS = Path(__file__).parents[2] / "companies" / "_shared"
MONDAY = date(2026, 11, 23)


def _product(
    sku: str,
    ru: str,
    en: str,
    price: str,
    unit: tuple[str, str],
    synonyms: tuple[tuple[str, ...], tuple[str, ...]] = ((), ()),
    **more: object,
) -> Product:
    names = {RU: ru, EN: en}
    return Product(sku, names, Decimal(price), {RU: unit[0], EN: unit[1]}, {RU: synonyms[0], EN: synonyms[1]}, **more)  # type: ignore[arg-type]


BOTTLE, PIECE, PACK = ("бутылка", "bottle"), ("штука", "piece"), ("пачка", "pack")

GOODS = (
    _product(
        "shampoo", "Шампунь «Ромашка»", "Camomile Shampoo", "320", BOTTLE, (("шампунь",), ("shampoo",)), category="hair"
    ),
    _product(
        "balm",
        "Бальзам для волос",
        "Hair Conditioner",
        "280.50",
        BOTTLE,
        (("бальзам",), ("conditioner",)),
        category="hair",
    ),
    _product(
        "paste",
        "Зубная паста «Мята»",
        "Mint Toothpaste",
        "150",
        ("тюбик", "tube"),
        (("зубная паста",), ("toothpaste",)),
        category="teeth",
    ),
    _product("soap-laundry", "Мыло хозяйственное", "Laundry Soap", "45", ("кусок", "bar"), category="soap"),
    _product("soap-baby", "Мыло детское", "Baby Soap", "60", ("кусок", "bar"), category="soap"),
    _product("powder", "Стиральный порошок", "Washing Powder", "410", PACK, sizes=("400 g", "3 kg"), category="wash"),
    _product("gel", "Гель для душа", "Shower Gel", "260", BOTTLE, (("гель",), ("gel",)), category="bath"),
    _product("cream", "Крем для рук", "Hand Cream", "190", ("тюбик", "tube"), in_stock=False, category="care"),
    _product("cream-face", "Крем для лица", "Face Cream", "390", ("тюбик", "tube"), category="care"),
)

SERVICES = (
    _product("plan-s", "Тариф «Лёгкий»", "Light Plan", "300", ("месяц", "month"), category="plan"),
    _product("plan-l", "Тариф «Полный»", "Full Plan", "700", ("месяц", "month"), category="plan"),
    _product("roaming", "Роуминг", "Roaming", "250", ("месяц", "month")),
)

WEEKDAYS_9_TO_18 = Hours((*[OpenHours(time(9), time(18))] * 5, None, None))

ANSWERS = (
    Answer(
        "hours",
        {RU: ("до скольки вы работаете", "часы работы"), EN: ("what are your opening hours", "when do you close")},
        {RU: "Мы работаем с 9:00 до 18:00.", EN: "We are open from 9:00 to 18:00."},
        {RU: "С 9:00 до 18:00.", EN: "From 9:00 to 18:00."},
    ),
    Answer(
        "pay",
        {RU: ("как оплатить", "можно ли картой"), EN: ("how can i pay", "do you take cards")},
        {RU: "Картой или наличными.", EN: "By card or in cash."},
        {RU: "Картой или наличными.", EN: "By card or in cash."},
    ),
)


def _company(id: str, selling: Selling, products: tuple[Product, ...], delivery: Delivery | None) -> Company:
    return Company(
        id=id,
        name={RU: "Уют", EN: "Cosy"},
        default_language=RU,
        languages=(RU, EN),
        time_zone=ZoneInfo("Europe/Moscow"),
        currency="RUB",
        selling=selling,
        hours=WEEKDAYS_9_TO_18,
        departments=(
            Department("sales", {RU: "отдел продаж", EN: "the sales department"}, {}, 2),
            Department(
                "delivery",
                {RU: "служба доставки", EN: "the delivery department"},
                {RU: ("доставка", "курьер", "опоздать", "привезти"), EN: ("delivery", "courier", "late", "deliver")},
                3,
            ),
            Department(
                "quality",
                {RU: "отдел качества", EN: "the quality department"},
                {
                    RU: ("брак", "сломаться", "разбить", "разбитый", "испортить", "качество"),
                    EN: ("broken", "faulty", "quality", "leak"),
                },
                5,
            ),
        ),
        default_department="sales",
        delivery=delivery,
        products=products,
        answers=ANSWERS,
        prompts={language: read_prompts(SHARED_PROMPTS / f"prompts.{language}.yml") for language in (RU, EN)},
        voices={RU: Voice("zle/ru", 150), EN: Voice("gmw/en-us", 165)},
        phones=("+74951234567",),
    )


def shop() -> OpenCompany:
    pickup = {RU: "улица Садовая, 3", EN: "3 Garden Street"}
    return OpenCompany(_company("cosy", Selling.GOODS, GOODS, Delivery(Decimal(200), Decimal(2000), pickup)))


def operator() -> OpenCompany:
    return OpenCompany(_company("mobi", Selling.SERVICES, SERVICES, None))
