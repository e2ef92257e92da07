"""The words by which products are known: each name and synonym as a phrase with a head, found by lemma.

The head is what the thing is («шампунь» of «шампунь для сухих волос», "soap" of "liquid soap"); without it no product
is meant. A synonym in parentheses counts only when little else is said: «(большой)» answers "which tariff?", and is
not heard in «большое спасибо».
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from bot.company.model import Product
from bot.company.order_words import JOINING_WORDS, PARTING_WORDS, SAME_CONTAINER
from bot.language.languages import Language
from bot.language.lemmas import lemma, russian_parses
from bot.language.words import normalise, split_words

Numbers = NDArray[np.int32]
_NOBODY: Numbers = np.array([], dtype=np.int32)
_VERBS = frozenset(("VERB", "INFN", "GRND", "PRTS", "ADVB", "PREP", "CONJ", "PRCL", "INTJ"))
_ENGLISH_TURNS = frozenset(("for", "of", "with", "against", "in", "from", "to", "on"))


class PhraseKind(StrEnum):
    NAME = "name"
    SYNONYM = "synonym"
    ALONE = "alone"
    """A synonym in parentheses."""


@dataclass(frozen=True, slots=True)
class Phrase:
    product: int
    words: tuple[frozenset[str], ...]
    """Of each word that counts, its possible dictionary forms."""
    head: int
    kind: PhraseKind


class ProductIndex:
    def __init__(self, products: Sequence[Product], language: Language) -> None:
        self.products = products
        phrases = [
            phrase
            for number, product in enumerate(products)
            for text, kind in _texts(product, language)
            if (phrase := _phrase(number, text, kind, language))
        ]
        self.lengths = np.array([len(phrase.words) for phrase in phrases], dtype=np.int32)
        """How many words each phrase has, by the phrase's number."""
        self.owners = np.array([phrase.product for phrase in phrases], dtype=np.int32)
        self.kinds = np.array([phrase.kind.value for phrase in phrases])
        self.containers = np.array([container_of(product.unit[language], language) for product in products])
        self._with_word = _by_form(
            (number, form) for number, phrase in enumerate(phrases) for form in _all(phrase.words)
        )
        self._by_length: dict[int, list[str]] = defaultdict(list)
        for word in self._with_word:
            self._by_length[len(word)].append(word)
        self._with_head = _by_form((n, form) for n, phrase in enumerate(phrases) for form in phrase.words[phrase.head])
        self._with_size = _by_form((number, size) for number, product in enumerate(products) for size in product.sizes)

    def with_word(self, forms: Iterable[str]) -> Numbers:
        """The phrases that have the word."""
        return _union(self._with_word, forms)

    def with_head(self, forms: Iterable[str]) -> Numbers:
        """The phrases whose head it is."""
        return _union(self._with_head, forms)

    def with_size(self, sizes: Iterable[str]) -> Numbers:
        """The products that come in one of the sizes."""
        return _union(self._with_size, sizes)

    def knows(self, forms: Iterable[str]) -> bool:
        return any(form in self._with_word for form in forms)

    def words_like(self, letters: int) -> list[str]:
        """The catalogue's words of about that many letters."""
        return [word for length in range(letters - 2, letters + 3) for word in self._by_length.get(length, ())]


def forms_of(word: str, language: Language) -> frozenset[str]:
    """Every dictionary form that the word may have: «мыла» is both «мыло» and «мыть»."""
    first = lemma(word, language)
    if language is not Language.RU or not first[:1].isalpha() or first.isascii():
        return frozenset((first,))
    parses = russian_parses(normalise(word))
    return frozenset((first, *(parse.normal_form.replace("ё", "е") for parse in parses)))


def container_of(text: str, language: Language) -> str:
    """What goods are counted in, one name for all like it: «флакон» is «бутылка»."""
    first = next((word.text for word in split_words(normalise(text))), "")
    base = lemma(first, language)
    return SAME_CONTAINER.get(base, base)


def _texts(product: Product, language: Language) -> Iterable[tuple[str, PhraseKind]]:
    yield product.name[language], PhraseKind.NAME
    for text in dict.fromkeys(product.synonyms.get(language, ())):
        yield text, PhraseKind.ALONE if text.startswith("(") and text.endswith(")") else PhraseKind.SYNONYM


def _phrase(product: int, text: str, kind: PhraseKind, language: Language) -> Phrase | None:
    spoken = [word.text for word in split_words(normalise(text))]
    skipped = JOINING_WORDS[language] | PARTING_WORDS[language]
    kept = [(place, word) for place, word in enumerate(spoken) if word not in skipped]
    if not kept:
        return None
    words = tuple(_names_in(word, language) for _, word in kept)
    return Phrase(product, words, _head(spoken, kept, language), kind)


def _names_in(word: str, language: Language) -> frozenset[str]:
    """The dictionary forms of a word of a name, without the verbs that look like it: «мыло» is no form of «мыть»."""
    if language is not Language.RU:
        return forms_of(word, language)
    names = (parse.normal_form.replace("ё", "е") for parse in russian_parses(word) if parse.tag.POS not in _VERBS)
    return frozenset(names) or forms_of(word, language)


def _head(spoken: list[str], kept: list[tuple[int, str]], language: Language) -> int:
    if language is Language.EN:
        turn = next((place for place, word in enumerate(spoken) if place and word in _ENGLISH_TURNS), len(spoken))
        before = [n for n, (place, word) in enumerate(kept) if place < turn and not word[0].isdigit()]
        return before[-1] if before else len(kept) - 1
    nouns = [n for n, (_, word) in enumerate(kept) if russian_parses(word)[0].tag.POS == "NOUN"]
    return nouns[0] if nouns else len(kept) - 1


def _all(words: tuple[frozenset[str], ...]) -> frozenset[str]:
    return frozenset().union(*words)


def _by_form(pairs: Iterable[tuple[int, str]]) -> dict[str, Numbers]:
    found: dict[str, list[int]] = defaultdict(list)
    for number, form in pairs:
        found[form].append(number)
    return {form: np.array(numbers, dtype=np.int32) for form, numbers in found.items()}


def _union(lists: dict[str, Numbers], forms: Iterable[str]) -> Numbers:
    found = [lists[form] for form in forms if form in lists]
    if len(found) < 2:
        return found[0] if found else _NOBODY
    return np.unique(np.concatenate(found))
