"""Finds the company's goods and services in what was said, with how many of each."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from bot.company.model import Company, Product
from bot.company.order_text import Token, read_tokens
from bot.company.product_index import ProductIndex
from bot.company.product_search import Match, ProductSearch
from bot.company.quantities import Span, bind_quantities
from bot.language.languages import Language

_MAX_CHARACTERS = 1000
_MAX_CHOICES = 8
_MISSPELT, _UNDECIDED = 0.8, 0.5


@dataclass(frozen=True, slots=True)
class FoundItem:
    """One item of an utterance, at `start`…`end` of its text. `quantity` is None when no number was said for it."""

    product: Product
    quantity: Decimal | None
    size: str | None
    """One of the product's sizes, in the kept form ("400 ml"); sizes.say_size puts it into words."""
    start: int
    end: int
    score: float
    """1 when a whole name was said; less for a part of a name, a misspelling, or a word that fits several products."""
    choices: tuple[Product, ...] = ()
    """The products that the words fit equally, the best first, when they do not decide; else empty."""


class Catalogue:
    def __init__(self, company: Company) -> None:
        self._indexes = {language: ProductIndex(company.products, language) for language in company.languages}
        self._by_sku = {product.sku: product for product in company.products}

    def find_items(self, text: str, language: Language) -> list[FoundItem]:
        """The items in the order in which they were said. `text` is in written form: numbers are digits."""
        if language not in self._indexes:
            return []
        index = self._indexes[language]
        tokens = read_tokens(text[:_MAX_CHARACTERS], language, index)
        matches = ProductSearch(index, tokens, language).matches()
        spans = [Span(match.places[0], match.places[-1], str(index.containers[match.products[0]])) for match in matches]
        quantities = bind_quantities(tokens, spans, language)
        return [_found(index, tokens, match, quantity) for match, quantity in zip(matches, quantities, strict=True)]

    def by_sku(self, sku: str) -> Product | None:
        return self._by_sku.get(sku)


def _found(index: ProductIndex, tokens: Sequence[Token], match: Match, quantity: Decimal | None) -> FoundItem:
    products = tuple(index.products[number] for number in match.products[:_MAX_CHOICES])
    is_decided = len(products) == 1
    misspelt = _MISSPELT if any(tokens[place].is_misspelt for place in match.places) else 1.0
    return FoundItem(
        product=products[0],
        quantity=quantity,
        size=match.size,
        start=tokens[match.places[0]].start,
        end=tokens[match.places[-1]].end,
        score=round(match.completeness * misspelt * (1.0 if is_decided else _UNDECIDED), 3),
        choices=() if is_decided else products,
    )
