"""Questions about goods, answered from the catalogue: what they cost, whether they are there, which there are."""

from dataclasses import dataclass

from actions.draft import Said
from actions.orders.cart import in_language
from actions.orders.next_question import Asking
from actions.orders.second_thoughts import IT_WORDS
from actions.orders.steps import say_out_of_stock
from actions.wording import either_of, sizes_to_choose, unit_of_price
from bot.company.book import OpenCompany
from bot.company.catalogue import FoundItem
from bot.company.facts import show_money
from bot.company.filler_words import ASKING_WORDS, FILLER_WORDS, LINKING_WORDS, ORDERING_WORDS
from bot.company.model import Company, Product, Selling
from bot.company.order_words import COUNTING_NOUNS
from bot.language.goods_questions import GoodsQuestion, goods_question, without_question_words
from bot.language.languages import Language
from bot.language.lemmas import lemmas

_MOST_NAMED = 3
"""More prices than this cannot be kept in mind by who listens."""


@dataclass(frozen=True, slots=True)
class GoodsAsked:
    question: GoodsQuestion
    products: tuple[Product, ...]
    """What is meant, the best first."""
    is_plain: bool
    """Nothing is asked besides: no «доставка», no «состав»."""


def goods_asked(text: str, company: OpenCompany, language: Language, spoken_of: str = "") -> GoodsAsked | None:
    """None when the text names no goods of the company or asks nothing of the kind. «Сколько он стоит» means the
    product that was spoken of last."""
    question = goods_question(text)
    if question is None:
        return None
    bare = without_question_words(text)
    found = company.catalogue.find_items(bare, language) or company.catalogue.find_items(text, language)
    if not found:
        product = company.catalogue.by_sku(spoken_of)
        is_it = question is GoodsQuestion.PRICE and not _words_besides(bare, found, language)
        return GoodsAsked(question, (product,), is_plain=True) if product is not None and is_it else None
    products: list[Product] = []
    for item in found:
        products.extend(_all_of_kind(bare, item, company.company, language, question))
    return GoodsAsked(question, _unique(products), not _words_besides(bare, found, language))


def say_goods(asked: GoodsAsked, asking: Asking) -> tuple[Said, ...]:
    company, language = asking.company, asking.language
    if asked.question is not GoodsQuestion.PRICE and not any(product.in_stock for product in asked.products):
        return say_out_of_stock(asked.products[:_MOST_NAMED], asking)
    there = [product for product in asked.products if product.in_stock]
    shown = list(asked.products) if asked.question is GoodsQuestion.PRICE else there
    goods = "; ".join(_told(product, company, language) for product in shown[:_MOST_NAMED])
    # The number is not said; «возьму две» means it.
    one = {"sku": shown[0].sku} if len(shown) == 1 and shown[0].in_stock else {}
    values = {"goods": goods, **one}
    if len(shown) > _MOST_NAMED:
        return (Said("goods_among_others", values),)
    if not asked.is_plain and asked.question is not GoodsQuestion.PRICE:
        return (Said("goods_in_catalogue", values),)
    if asked.question is GoodsQuestion.PRESENCE:
        return (Said("goods_are_there", values),)
    return (Said("goods_told", values),)


def _all_of_kind(
    text: str, item: FoundItem, company: Company, language: Language, question: GoodsQuestion
) -> tuple[Product, ...]:
    """«Какие у вас шампуни» means all whose names have the word; «сколько стоит шампунь» the one called just so."""
    if item.choices:
        return item.choices
    if question is not GoodsQuestion.KINDS:
        return (item.product,)
    said = set(lemmas(text[item.start : item.end], language))
    named = (
        product for product in company.products if said <= set(lemmas(in_language(product.name, language), language))
    )
    return (item.product, *(product for product in named if product is not item.product))


def _unique(products: list[Product]) -> tuple[Product, ...]:
    return tuple({product.sku: product for product in products}.values())


def _told(product: Product, company: Company, language: Language) -> str:
    """«Шампунь, 400 мл — 349 ₽», and whether it is there."""
    name = in_language(product.name, language)
    sizes = either_of(sizes_to_choose(product, product.sizes, language), language)
    price = show_money(product.price, company.currency, language)
    if company.selling is Selling.SERVICES:
        price = f"{price} {unit_of_price(in_language(product.unit, language), language)}"
    told = f"{name}, {sizes} — {price}" if sizes and sizes not in name else f"{name} — {price}"
    return told if product.in_stock else f"{told}, {_OUT[language]}"


_OUT = {Language.RU: "сейчас нет в наличии", Language.EN: "out of stock at the moment"}


_OTHER_MATTERS = frozenset(("доставка", "самовывоз", "delivery", "pickup"))


def _words_besides(text: str, found: list[FoundItem], language: Language) -> list[str]:
    for item in found:
        text = text[: item.start] + " " * (item.end - item.start) + text[item.end :]
    tables = (FILLER_WORDS, LINKING_WORDS, ASKING_WORDS, ORDERING_WORDS, COUNTING_NOUNS)
    known = frozenset().union(*(table[language] for table in tables)) - _OTHER_MATTERS | IT_WORDS
    return [word for word in lemmas(text, language) if word not in known and not word[0].isdigit()]
