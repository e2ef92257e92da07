"""Finds the company's goods and services in what was said, with how many of each."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from bot.company.filler_words import ORDERING_WORDS
from bot.company.model import Company, Product
from bot.company.order_text import Kind, Token, read_tokens
from bot.company.product_index import PhraseKind, PhraseNumbers, ProductIndex
from bot.company.quantities import Span, bind_quantities, container_said
from bot.language.languages import Language

_MAX_CHARACTERS = 1000
_WORDS_BEFORE, _WORDS_AFTER = 4, 6
_MAX_CHOICES = 8
_MISSPELT, _UNDECIDED = 0.8, 0.5


@dataclass(frozen=True, slots=True)
class FoundItem:
    """One item of an utterance, at `start`…`end` of its text. `quantity` is None when no number was said for it."""

    product: Product
    quantity: Decimal | None
    size: str | None
    start: int
    end: int
    score: float
    """1 when a whole name was said; less for a part of a name, a misspelling, or a word that fits several products."""
    choices: tuple[Product, ...] = ()
    """The products that the words fit equally, the best first, when they do not decide; else empty."""


@dataclass(frozen=True, slots=True)
class _Match:
    """Products (the best first) that the words at these places name."""

    places: tuple[int, ...]
    products: tuple[int, ...]
    completeness: float
    size: str | None


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
        matches = sorted(_Search(index, tokens, language).matches(), key=lambda match: match.places)
        spans = [Span(match.places[0], match.places[-1], index.containers[match.products[0]]) for match in matches]
        quantities = bind_quantities(tokens, spans, language)
        return [_found(index, tokens, match, quantity) for match, quantity in zip(matches, quantities, strict=True)]

    def by_sku(self, sku: str) -> Product | None:
        return self._by_sku.get(sku)


def _found(index: ProductIndex, tokens: Sequence[Token], match: _Match, quantity: Decimal | None) -> FoundItem:
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


class _Search:
    """One utterance. Each word that is the head of some product's name gathers the words beside it that the name has;
    the fullest name wins its words, and the rest is searched again."""

    def __init__(self, index: ProductIndex, tokens: Sequence[Token], language: Language) -> None:
        self._index = index
        self._tokens = tokens
        self._language = language
        self._taken: set[int] = set()

    def matches(self) -> list[_Match]:
        found = []
        while best := max(self._candidates(), key=_preference, default=None):
            found.append(best)
            self._taken.update(best.places)
        return found

    def _candidates(self) -> list[_Match]:
        matches = []
        for place, token in enumerate(self._tokens):
            if token.kind in (Kind.WORD, Kind.COUNTING) and place not in self._taken:
                phrases = self._index.with_head(token.forms)
                if len(phrases) and (match := self._match(place, phrases)):
                    matches.append(match)
        return matches

    def _match(self, place: int, phrases: PhraseNumbers) -> _Match | None:
        """The best reading of the words around one head."""
        beside = [n for n in self._window(place) if n != place]
        held = {n: np.isin(phrases, self._index.with_word(self._tokens[n].forms)) for n in beside}
        counts = np.ones(len(phrases), dtype=np.int32)
        for has_word in held.values():
            counts += has_word
        best: list[tuple[tuple[int, ...], int]] = []
        for count in range(int(counts.max()), 0, -1):
            if best and len(best[0][0]) >= count:
                break
            for n in np.flatnonzero(counts == count) if count > 1 else range(len(phrases)):
                words = [word for word in beside if held[word][n]]
                places = self._joined(place, words, int(phrases[n])) if count > 1 else (place,)
                best = _better(best, places, int(phrases[n]))
        return self._decided(place, best)

    def _window(self, place: int) -> list[int]:
        """The words beside a head, up to whatever parts one item from another."""
        return [*self._walk(place, -1, _WORDS_BEFORE)[::-1], place, *self._walk(place, 1, _WORDS_AFTER)]

    def _walk(self, place: int, step: int, most: int) -> list[int]:
        found: list[int] = []
        n = place + step
        while 0 <= n < len(self._tokens) and len(found) < most and n not in self._taken:
            token = self._tokens[n]
            if token.kind in (Kind.WORD, Kind.COUNTING, Kind.QUANTITY, Kind.OTHER_NUMBER):
                if not self._index.knows(token.forms):
                    break
                found.append(n)
            elif token.kind is Kind.PARTING:
                break
            n += step
        return found

    def _joined(self, place: int, words: list[int], phrase: int) -> tuple[int, ...]:
        """Those of the words that reach the head without another word between. A number belongs to a name only when
        the whole name is there: «айфон 15», and not «2 шампуня»."""
        window = self._window(place)
        left = right = window.index(place)
        while right + 1 < len(window) and window[right + 1] in words:
            right += 1
        while left and window[left - 1] in words:
            left -= 1
        joined = window[left : right + 1]
        numbers = [n for n in joined if self._tokens[n].kind is Kind.QUANTITY]
        if numbers and (numbers[0] < place or len(joined) < self._index.lengths[phrase]):
            return self._joined(place, [n for n in words if n not in numbers], phrase)
        return tuple(joined)

    def _decided(self, place: int, best: list[tuple[tuple[int, ...], int]]) -> _Match | None:
        best = [(places, phrase) for places, phrase in best if self._may_stand(places, phrase)]
        if not best:
            return None
        places = best[0][0]
        said_sizes = self._sizes_near(places)
        fitting = self._fitting([phrase for _, phrase in best], places, said_sizes)
        if not fitting:
            return None
        lengths = self._index.lengths
        shortest = min(int(lengths[phrase]) for phrase in fitting)
        is_whole = shortest <= len(places)
        kept = [phrase for phrase in fitting if lengths[phrase] <= len(places)] if is_whole else fitting
        ranked = sorted(kept, key=lambda phrase: (not self._product(phrase).in_stock, lengths[phrase]))
        products = tuple(dict.fromkeys(self._index.phrases[phrase].product for phrase in ranked))
        sizes = self._index.products[products[0]].sizes
        return _Match(places, products, len(places) / max(shortest, len(places)), _common(said_sizes, sizes))

    def _may_stand(self, places: tuple[int, ...], number: int) -> bool:
        """What part of a name is enough. The head alone («маску») is, when it is part of the name proper and nothing
        of another matter is said with it; a word for counting («пакет») is not; a synonym in parentheses must be
        whole and said alone."""
        phrase = self._index.phrases[number]
        is_whole = len(places) == len(phrase.words)
        if phrase.kind is PhraseKind.ALONE:
            return is_whole and self._is_said_alone(places, range(len(self._tokens)))
        if is_whole or len(places) > 1 or self._tokens[places[0]].size:
            return True
        if phrase.kind is not PhraseKind.NAME or self._tokens[places[0]].kind is Kind.COUNTING:
            return False
        return self._is_said_alone(places, self._segment(places[0]))

    def _is_said_alone(self, places: tuple[int, ...], among: Iterable[int]) -> bool:
        """Whether nothing but words of ordering stands beside these places."""
        others = (self._tokens[n] for n in among if n not in places)
        return all(
            token.kind is not Kind.OTHER_NUMBER
            and (token.kind is not Kind.WORD or token.forms & ORDERING_WORDS[self._language])
            for token in others
        )

    def _segment(self, place: int) -> range:
        """The places around this one up to what parts one item from another."""
        parted = [n for n, token in enumerate(self._tokens) if token.kind is Kind.PARTING]
        first = max((n + 1 for n in parted if n < place), default=0)
        return range(first, min((n for n in parted if n > place), default=len(self._tokens)))

    def _fitting(self, phrases: list[int], places: tuple[int, ...], said_sizes: set[str]) -> list[int]:
        """Those that come in the size said and in the bottles or boxes said, if any do; a size that is itself the head
        («20 гигабайт») must be one of the product's."""
        if said_sizes:
            must_fit = any(self._tokens[place].size for place in places)
            fitting = [p for p in phrases if said_sizes & set(self._product(p).sizes)]
            phrases = fitting if must_fit else fitting or phrases
        if said := container_said(self._tokens, places[0]):
            containers = self._index.containers
            phrases = [p for p in phrases if containers[self._index.phrases[p].product] == said] or phrases
        return phrases

    def _product(self, phrase: int) -> Product:
        return self._index.products[self._index.phrases[phrase].product]

    def _sizes_near(self, places: tuple[int, ...]) -> set[str]:
        """Sizes said beside or inside the item, up to what parts it from the next."""
        found = {token.size for token in self._tokens[places[0] : places[-1] + 1] if token.size}
        for start, step in ((places[0] - 1, -1), (places[-1] + 1, 1)):
            n = start
            while 0 <= n < len(self._tokens) and self._tokens[n].kind in (Kind.SIZE, Kind.JOINING, Kind.COUNTING):
                found |= {size} if (size := self._tokens[n].size) else set()
                n += step
        return found


def _preference(match: _Match) -> tuple[int, float, int]:
    return len(match.places), match.completeness, -match.places[0]


def _better(
    best: list[tuple[tuple[int, ...], int]], places: tuple[int, ...], phrase: int
) -> list[tuple[tuple[int, ...], int]]:
    """Keeps the readings that hold the most words; of readings as full as each other, all of the first place."""
    if not best or len(places) > len(best[0][0]):
        return [(places, phrase)]
    return [*best, (places, phrase)] if places == best[0][0] else best


def _common(said: set[str], sizes: Sequence[str]) -> str | None:
    return next((size for size in sizes if size in said), None)
