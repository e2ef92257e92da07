"""Which goods a reply names: those of the catalogue, and those of the cart by any word of their names."""

import re
from typing import Protocol

from actions.orders.cart import Cart
from actions.orders.phrases import PHRASES
from actions.orders.reply_text import ReplyText
from bot.company.catalogue import FoundItem
from bot.company.model import Product
from bot.company.order_words import JOINING_WORDS, PARTING_WORDS
from bot.language.languages import Language
from bot.language.lemmas import lemma, lemmas
from bot.language.words import split_words


class ItemFinder(Protocol):
    def find_items(self, text: str, language: Language) -> list[FoundItem]: ...

    def by_sku(self, sku: str) -> Product | None: ...


def named_items(reply: ReplyText, cart: Cart, finder: ItemFinder, language: Language) -> list[FoundItem]:
    """In the order in which they were said. What is in the cart needs no more than a word: «детское уберите»."""
    found = finder.find_items(reply.text, language)
    parted = _parted_at_steering_words(reply, language)
    if parted != reply.text:
        found += [item for item in finder.find_items(parted, language) if not _overlaps(item, found)]
    if len(found) == 1 and (reply.has(PHRASES[language].instead_of) or reply.has(PHRASES[language].swap)):
        # «Вместо пасты щётку»: the other of the two, which the first one's words do not help to name.
        item = found[0]
        without = parted[: item.start] + ",".ljust(item.end - item.start) + parted[item.end :]
        found += finder.find_items(without, language)
    found += _in_cart_by_word(reply, cart, found, finder, language)
    return sorted(found, key=lambda item: item.start)


def _parted_at_steering_words(reply: ReplyText, language: Language) -> str:
    """With commas in place of «уберите», «вместо», «лучше»: none of them is a part of what goods are called."""
    phrases = PHRASES[language]
    text = reply.text
    for pattern in (phrases.remove, phrases.unwanted, phrases.instead_of, phrases.swap, phrases.correction):
        for mark in pattern.finditer(reply.plain):
            text = text[: mark.start()] + ",".ljust(mark.end() - mark.start()) + text[mark.end() :]
    return text


_SMALL_WORDS = frozenset().union(*JOINING_WORDS.values(), *PARTING_WORDS.values())
"""«Для» is in the names of many goods, and names none of them."""


def _in_cart_by_word(
    reply: ReplyText, cart: Cart, found: list[FoundItem], finder: ItemFinder, language: Language
) -> list[FoundItem]:
    """Words that the name of exactly one line of the cart has."""
    names = {line: set(lemmas(line.name, language)) for line in cart}
    named: dict[str, FoundItem] = {}
    for word in split_words(reply.text):
        lines = [line for line, name in names.items() if lemma(word.text, language) in name]
        if word.text.lower() in _SMALL_WORDS:
            continue
        is_new = not any(item.start < word.end and word.start < item.end for item in found)
        if len(lines) == 1 and is_new and len(word.text) > 2 and not re.fullmatch(r"[\d.,]+", word.text):
            product = finder.by_sku(lines[0].sku)
            if product is not None and not any(lines[0].sku == item.product.sku for item in found):
                size = lines[0].size or None
                named.setdefault(lines[0].key, FoundItem(product, None, size, word.start, word.end, 0.5))
    return list(named.values())


def _overlaps(item: FoundItem, found: list[FoundItem]) -> bool:
    return any(item.start < other.end and other.start < item.end for other in found)
