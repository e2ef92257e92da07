"""Which of the offered products, or sizes, a reply means."""

from dataclasses import dataclass, replace
from decimal import Decimal

from actions.draft import Draft, PendingChoice
from actions.orders.cart import CartLine, in_language, line_of
from actions.orders.phrases import PHRASES
from actions.orders.reply_text import ReplyText
from bot.company.model import Company, Product
from bot.company.sizes import measured_sizes, named_size
from bot.language.languages import Language
from bot.language.lemmas import lemmas
from bot.language.plural import in_digits
from bot.language.words import split_words
from bot.language.written_form import numbers_in

# A letter size as it is written and heard in Russian: «эм», and Cyrillic «М».
_LETTERS = {"с": "S", "эс": "S", "м": "M", "эм": "M", "л": "L", "эль": "L", "эл": "L", "хл": "XL", "иксэль": "XL"}


@dataclass(frozen=True, slots=True)
class Chosen:
    draft: Draft
    changed: tuple[CartLine, ...] = ()


def read_choice(reply: ReplyText, draft: Draft, company: Company, language: Language) -> Chosen | None:
    """The draft with the first pending choice settled, or narrowed to a question of size; None if the reply does not
    choose."""
    pending, *others = draft.choices
    products = [product for sku in pending.skus for product in company.products if product.sku == sku]
    if not products:
        return Chosen(replace(draft, choices=tuple(others)))
    quantity = pending.quantity
    if pending.sizes:
        product, size = products[0], _chosen_size(reply, pending.sizes, language)
        if size is None:
            return None
    else:
        chosen = _chosen_product(reply, products, language)
        if chosen is None:
            return None
        product, size = chosen, _chosen_size(reply, chosen.sizes, language) or ""
        if len(product.sizes) > 1 and not size:
            narrowed = PendingChoice(
                in_language(product.name, language), (product.sku,), quantity, product.sizes, pending.replaces
            )
            return Chosen(replace(draft, choices=(narrowed, *others)))
    line = line_of(product, quantity, size if len(product.sizes) > 1 else "", language)
    cart = draft.cart.replaced(pending.replaces, line) if pending.replaces else draft.cart.added(line)
    return Chosen(replace(draft, cart=cart, choices=tuple(others), last_item=line.key), (line,))


def _chosen_product(reply: ReplyText, products: list[Product], language: Language) -> Product | None:
    by_words = _by_words(reply, products, language)
    if by_words is not None:
        return by_words
    of_size = [product for product in products if said_size(reply, product.sizes, language)]
    if len(of_size) == 1:
        return of_size[0]
    at = _by_place(reply, len(products), language)
    return products[at] if at is not None else None


def _by_words(reply: ReplyText, products: list[Product], language: Language) -> Product | None:
    """The product whose own words were said most; the words that all of them share decide nothing."""
    said = set(lemmas(reply.text, language))
    names = [_words_of(product, language) for product in products]
    common = set.intersection(*names)
    scores = [len(said & (name - common)) for name in names]
    best = max(scores)
    return products[scores.index(best)] if best and scores.count(best) == 1 else None


def _words_of(product: Product, language: Language) -> set[str]:
    texts = (in_language(product.name, language), *product.synonyms.get(language, ()))
    return {word for text in texts for word in lemmas(text, language)}


def _by_place(reply: ReplyText, count: int, language: Language) -> int | None:
    phrases = PHRASES[language]
    for place, pattern in enumerate(phrases.ordinals[:count]):
        if found := reply.search(pattern):
            reply.take(*found.span())  # «первое» is no day of the month then
            return place
    if reply.has(phrases.last):
        return count - 1
    return 0 if reply.has(phrases.any_of_them) else None


def said_size(reply: ReplyText, sizes: tuple[str, ...], language: Language) -> str | None:
    """The one of the sizes that the reply names, if it names one alone."""
    said = {found.size for found in measured_sizes(reply.plain)}
    said |= {size for word in lemmas(reply.text, language) if (size := named_size(word))}
    said |= {size for word in split_words(reply.plain) if (size := _LETTERS.get(word.text))}
    fitting = [size for size in sizes if size in said]
    return fitting[0] if len(fitting) == 1 else None


def _chosen_size(reply: ReplyText, sizes: tuple[str, ...], language: Language) -> str | None:
    """By the size itself («400 мл», «большой»), by its number alone, by its place in the list."""
    if size := said_size(reply, sizes, language):
        return size
    numbers = {in_digits(Decimal(number.value), Language.EN) for number in numbers_in(reply.text, language)}
    fitting = [size for size in sizes if size.partition(" ")[0] in numbers]
    if fitting:
        return fitting[-1]
    at = _by_place(reply, len(sizes), language) if sizes else None
    return sizes[at] if at is not None else None
