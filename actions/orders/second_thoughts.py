"""Afterthoughts about what was named before: «нет, лучше бальзам», «детское»."""

from dataclasses import replace
from decimal import Decimal

from actions.draft import Draft
from actions.orders.cart import CartLine, in_language
from actions.orders.counting import MOST_OF_ONE, is_quantity_the_subject
from actions.orders.naming import ItemFinder
from actions.orders.phrases import Phrases
from actions.orders.reply_text import ReplyText
from bot.company.catalogue import FoundItem
from bot.company.filler_words import FILLER_WORDS, ORDERING_WORDS
from bot.company.order_words import COUNTING_NOUNS
from bot.language.languages import Language
from bot.language.lemmas import lemma
from bot.language.words import split_words
from bot.language.written_form import numbers_in

_MOST_WORDS = 4


def given_up_for(
    item: FoundItem, draft: Draft, finder: ItemFinder, reply: ReplyText, phrases: Phrases
) -> CartLine | None:
    """What «нет, лучше большой» gives up: the line of the same kind, the one named last or the only one there is.

    A mere «нет» gives up only what was told a moment ago, and only for something without a number of its own.
    """
    if reply.has(phrases.add) or reply.has(phrases.left_out) or not item.product.category:
        return None
    was_told = item.quantity is None and any(
        said.prompt == "noted_items" or said.prompt.startswith("order_readback") for said in draft.said
    )
    if not reply.has(phrases.rather) and not (was_told and reply.has(phrases.denied)):
        return None
    alike = [line for line in draft.cart if _category(line, finder) == item.product.category]
    last = next((line for line in alike if line.key == draft.last_item), None)
    return last or (alike[0] if len(alike) == 1 else None)


def closer_named(
    reply: ReplyText, draft: Draft, finder: ItemFinder, phrases: Phrases, language: Language
) -> FoundItem | None:
    """«Детское» after «мыло»: words that together with what was named last are the name of goods."""
    line = draft.cart.get(draft.last_item)
    product = finder.by_sku(line.sku) if line is not None else None
    if product is None or not is_quantity_the_subject(draft, is_correction=False):
        return None
    skipped = FILLER_WORDS[language] | ORDERING_WORDS[language] | COUNTING_NOUNS[language]
    steering = {word for mark in phrases.correction.finditer(reply.plain) for word in mark.group().split()}
    words = [
        word.text
        for word in split_words(reply.text)
        if lemma(word.text, language) not in skipped and word.text.lower() not in steering and not word.text.isdigit()
    ]
    if not 0 < len(words) <= _MOST_WORDS:
        return None
    name, said = in_language(product.name, language), " ".join(words)
    for part in (name, *(word.text for word in split_words(name) if len(word.text) > 2)):
        for together in (f"{said} {part}", f"{part} {said}"):
            found = finder.find_items(together, language)
            if len(found) == 1 and (found[0].start, found[0].end) == (0, len(together)) and not found[0].choices:
                return replace(found[0], quantity=_quantity(reply, language))
    return None


def _quantity(reply: ReplyText, language: Language) -> Decimal | None:
    """«Две»; in English "the whitening one" counts nothing."""
    numbers = [Decimal(number.value) for number in numbers_in(reply.text, language)]
    is_number = len(numbers) == 1 and (language is not Language.EN or numbers[0] != 1)
    return numbers[0] if is_number and 0 < numbers[0] <= MOST_OF_ONE else None


def told_sku(draft: Draft) -> str:
    """The one product that was told of last; empty when it was none or several."""
    return next((said.values["sku"] for said in draft.said if said.values.get("sku")), "")


def told_before(reply: ReplyText, draft: Draft, finder: ItemFinder, language: Language) -> FoundItem | None:
    """«Возьму две», right after one thing's price was told; in an order under way a «да» answers what is asked."""
    if draft.cart or draft.choices:
        return None
    product = finder.by_sku(told_sku(draft))
    known = FILLER_WORDS[language] | ORDERING_WORDS[language] | COUNTING_NOUNS[language] | IT_WORDS | _CONTENT
    words = [word for word in split_words(reply.text) if not word.text.isdigit()]
    if product is None or any(lemma(word.text, language) not in known for word in words):
        return None
    quantity = _quantity(reply, language)
    return FoundItem(product, quantity, None, 0, len(reply.text), 1.0) if words or quantity else None


IT_WORDS = frozenset(("он", "она", "оно", "они", "его", "ее", "их", "it", "them", "these", "those"))
_CONTENT = frozenset(("отлично", "здорово", "отличный", "хороший", "great", "good", "fine", "perfect", "lovely"))


def _category(line: CartLine, finder: ItemFinder) -> str:
    product = finder.by_sku(line.sku)
    return product.category if product is not None else ""
