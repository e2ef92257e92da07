"""Values for the prompts in a language: sums, lists of items, days. Sentences themselves are the company's prompts."""

from collections.abc import Iterable
from decimal import Decimal

from actions.orders.cart import CartLine, in_language
from bot.company.facts import show_money
from bot.company.model import Product, Selling
from bot.company.sizes import say_size
from bot.language.languages import Language
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


def sizes_to_choose(sizes: Iterable[str], language: Language) -> list[str]:
    return [say_size(size, language) for size in sizes]


def order_number(number: str) -> str:
    """«№ 1042» with a no-break space; read aloud in two-digit groups."""
    return f"№\u00a0{number}"


def sum_of(amount: Decimal, currency: str, language: Language) -> str:
    return show_money(amount, currency, language)


def _item(line: CartLine, language: Language, selling: Selling) -> str:
    if selling is Selling.SERVICES and line.quantity == 1:
        return line.name
    return f"{line.name} — {count_of(line.quantity, line.unit, language)}"


def _joined(names: list[str], last: str) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} {last} {names[-1]}" if names else ""
