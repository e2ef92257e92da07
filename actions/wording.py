"""Values for the prompts in a language: sums, lists of items, days. Sentences themselves are the company's prompts."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from actions.orders.cart import CartLine, in_language, size_of
from actions.orders.when_reading import say_when
from bot.company.facts import show_money
from bot.company.model import Product, Selling
from bot.language.days import say_day
from bot.language.languages import Language
from bot.language.lemmas import russian_parses
from bot.language.phones import show_phone
from bot.language.plural import count_of

_AND = {Language.RU: "и", Language.EN: "and"}
_OR = {Language.RU: "или", Language.EN: "or"}


def item_list(lines: Iterable[CartLine], language: Language, selling: Selling) -> str:
    """«Шампунь «Ромашка», 400 мл — 2 бутылки; зубная паста — 1 штука»: the name stays in the nominative, so no
    product's name has to be declined, and it can be read aloud as it stands. A single service needs no number."""
    return "; ".join(_item(line, language, selling) for line in lines)


def priced_item_list(lines: Iterable[CartLine], language: Language, selling: Selling, currency: str) -> str:
    """The same with the price of each line, for the eye."""
    return "; ".join(
        f"{_item(line, language, selling)}, {show_money(line.total, currency, language)}" for line in lines
    )


def product_names(products: Iterable[Product], language: Language) -> list[str]:
    return [in_language(product.name, language) for product in products]


def either_of(names: Iterable[str], language: Language) -> str:
    """«А, Б или В»."""
    return _joined(list(names), _OR[language])


def both_of(names: Iterable[str], language: Language) -> str:
    """«А, Б и В»."""
    return _joined(list(names), _AND[language])


def sizes_to_choose(product: Product, sizes: Iterable[str], language: Language) -> list[str]:
    return [size_of(product, size, language) for size in sizes]


_LABELS = {
    Language.RU: {"address": "адрес", "when": "доставка", "name": "получатель", "phone": "телефон"},
    Language.EN: {"address": "address", "when": "delivery", "name": "name", "phone": "phone"},
}


def agreed_list(changes: Mapping[str, str], today: date, language: Language) -> str:
    """«адрес — Лесная, 5; доставка — завтра, 24 ноября»: what a person changed, said back."""
    labels = _LABELS[language]
    return "; ".join(
        f"{labels[slot]} — {_shown(slot, value, today, language)}" for slot, value in changes.items() if slot in labels
    )


_BY_WEEKDAY = {
    Language.RU: ("понедельника", "вторника", "среды", "четверга", "пятницы", "субботы", "воскресенья"),
    Language.EN: ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}


def by_day(day: date, language: Language) -> str:
    """As after «до» and "by": «пятницы, 27 ноября», "Friday, November 27"."""
    long_before = day - timedelta(days=10)
    date_alone = say_day(day, long_before, language).removeprefix("on ")
    return f"{_BY_WEEKDAY[language][day.weekday()]}, {date_alone}"


def within_sentence(name: str, language: Language) -> str:
    """«служба доставки»: in Russian a department's name has no capital letter inside a sentence, unless it is «IT»."""
    is_shortened = name[1:2].isupper()
    return name if language is not Language.RU or is_shortened else name[:1].lower() + name[1:]


def order_number(number: str, language: Language) -> str:
    """«№ 1042» with a no-break space, in English the bare number; read aloud in two-digit groups."""
    return f"№\u00a0{number}" if language is Language.RU else number


def unit_of_price(unit: str, language: Language) -> str:
    """What a price is for: «за месяц», "a month"."""
    if language is Language.RU:
        in_accusative = russian_parses(unit)[0].inflect({"accs"})
        return f"за {in_accusative.word if in_accusative else unit}"
    return f"an {unit}" if unit[:1] in "aeiou" else f"a {unit}"


def _shown(slot: str, value: str, today: date, language: Language) -> str:
    if slot == "when":
        return say_when(value, today, language)
    return show_phone(value) if slot == "phone" else value


def _item(line: CartLine, language: Language, selling: Selling) -> str:
    if selling is Selling.SERVICES and line.quantity == 1:
        return line.name
    return f"{line.name} — {count_of(line.quantity, line.unit, language)}"


def _joined(names: list[str], last: str) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} {last} {names[-1]}" if names else ""
