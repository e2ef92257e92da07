"""Searches one utterance for products.

Each word that is the head of some name gathers the words beside it that the name has. The fullest name wins its words,
and the rest is searched again.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.company.filler_words import ORDERING_WORDS
from bot.company.order_text import Kind, Token
from bot.company.product_index import Numbers, PhraseKind, ProductIndex
from bot.company.quantities import container_said
from bot.language.languages import Language

_WORDS_BEFORE, _WORDS_AFTER = 4, 6
_LENGTHS = 64

Places = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Match:
    """Products (their numbers, the best first) that the words at these places name."""

    places: Places
    products: tuple[int, ...]
    completeness: float
    """The share of the name's words that were said."""
    size: str | None

    def preference(self) -> tuple[int, float, int]:
        return len(self.places), self.completeness, -self.places[0]


class ProductSearch:
    def __init__(self, index: ProductIndex, tokens: Sequence[Token], language: Language) -> None:
        self._index = index
        self._tokens = tokens
        self._language = language
        self._taken: set[int] = set()

    def matches(self) -> list[Match]:
        """In the order of their places."""
        heads = [n for n, token in enumerate(self._tokens) if token.kind in (Kind.WORD, Kind.COUNTING)]
        found: list[Match] = []
        candidates = {n: self._match(n) for n in heads}
        while best := max(filter(None, candidates.values()), key=Match.preference, default=None):
            found.append(best)
            self._taken.update(best.places)
            touched = [n for n, match in candidates.items() if match and set(match.places) & self._taken]
            candidates.update({n: None if n in self._taken else self._match(n) for n in touched})
        return sorted(found, key=lambda match: match.places)

    def _match(self, head: int) -> Match | None:
        """The best reading of the words around a head."""
        phrases = self._index.with_head(self._tokens[head].forms)
        if not len(phrases):
            return None
        window = self._window(head)
        held = {n: np.isin(phrases, self._index.with_word(self._tokens[n].forms)) for n in window if n != head}
        places, fullest = self._fullest(head, window, phrases, held)
        return self._decided(places, fullest)

    def _window(self, head: int) -> list[int]:
        """The words beside a head, up to whatever parts one item from another."""
        return [*self._walk(head, -1, _WORDS_BEFORE)[::-1], head, *self._walk(head, 1, _WORDS_AFTER)]

    def _walk(self, head: int, step: int, most: int) -> list[int]:
        found: list[int] = []
        n = head + step
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

    def _fullest(
        self, head: int, window: Sequence[int], phrases: Numbers, held: Mapping[int, NDArray[np.bool_]]
    ) -> tuple[Places, Numbers]:
        """The most words that some phrases have, and those phrases. Phrases that have the same words of the window
        and are equally long are read once."""
        keys = self._index.lengths[phrases].astype(np.int64)
        for bit, n in enumerate(held):
            keys += held[n].astype(np.int64) * (_LENGTHS << bit)
        best: Places = ()
        best_keys: list[int] = []
        for key in map(int, np.unique(keys)):
            words = [n for bit, n in enumerate(held) if key & (_LENGTHS << bit)]
            places = self._joined(head, window, words, key % _LENGTHS)
            if len(places) > len(best):
                best, best_keys = places, []
            if places == best:
                best_keys.append(key)
        return best, phrases[np.isin(keys, best_keys)]

    def _joined(self, head: int, window: Sequence[int], words: Sequence[int], length: int) -> Places:
        """Those of the words that reach the head without another word between. A number belongs to a name only when
        the whole name is there: «айфон 15», and not «2 шампуня»."""
        left = right = window.index(head)
        while right + 1 < len(window) and window[right + 1] in words:
            right += 1
        while left and window[left - 1] in words:
            left -= 1
        joined = window[left : right + 1]
        numbers = [n for n in joined if self._tokens[n].kind is Kind.QUANTITY]
        if numbers and (numbers[0] < head or len(joined) < length):
            return self._joined(head, window, [n for n in words if n not in numbers], length)
        return tuple(joined)

    def _decided(self, places: Places, phrases: Numbers) -> Match | None:
        said_sizes = self._sizes_near(places)
        phrases = self._fitting(self._standing(phrases, places), places, said_sizes)
        if not len(phrases):
            return None
        lengths = self._index.lengths[phrases]
        shortest = max(int(lengths.min()), len(places))
        if shortest == len(places):
            phrases = phrases[lengths <= shortest]
        products = list(dict.fromkeys(self._index.owners[phrases].tolist()))
        products.sort(key=lambda number: not self._index.products[number].in_stock)
        size = next((size for size in self._index.products[products[0]].sizes if size in said_sizes), None)
        return Match(places, tuple(products), len(places) / shortest, size)

    def _standing(self, phrases: Numbers, places: Places) -> Numbers:
        """The phrases of which enough was said. The head alone («маску») is enough when it is part of the name proper
        and nothing of another matter is said with it; a word for counting («пакет») is not; a synonym in parentheses
        must be whole and said alone."""
        token = self._tokens[places[0]]
        kinds, is_whole = self._index.kinds[phrases], self._index.lengths[phrases] <= len(places)
        stands = is_whole | (len(places) > 1) | bool(token.size)
        if (
            not stands.all()
            and token.kind is not Kind.COUNTING
            and self._is_said_alone(places, self._segment(places[0]))
        ):
            stands |= kinds == PhraseKind.NAME.value
        is_alone = kinds == PhraseKind.ALONE.value
        if is_alone.any():
            may_alone = self._is_said_alone(places, range(len(self._tokens)))
            stands &= ~is_alone | (is_whole & may_alone)
        return phrases[stands]

    def _is_said_alone(self, places: Places, among: Iterable[int]) -> bool:
        """Whether nothing but words of ordering stands beside these places."""
        others = (self._tokens[n] for n in among if n not in places)
        return all(
            token.kind is not Kind.OTHER_NUMBER
            and (token.kind is not Kind.WORD or bool(token.forms & ORDERING_WORDS[self._language]))
            for token in others
        )

    def _segment(self, place: int) -> range:
        """The places around this one up to what parts one item from another."""
        parted = [n for n, token in enumerate(self._tokens) if token.kind is Kind.PARTING]
        first = max((n + 1 for n in parted if n < place), default=0)
        return range(first, min((n for n in parted if n > place), default=len(self._tokens)))

    def _fitting(self, phrases: Numbers, places: Places, said_sizes: set[str]) -> Numbers:
        """Those that come in the size said and in the bottles or boxes said, if any do; a size that is itself the head
        («20 гигабайт») must be one of the product's."""
        owners = self._index.owners
        if said_sizes:
            fitting = phrases[np.isin(owners[phrases], self._index.with_size(said_sizes))]
            if len(fitting) or any(self._tokens[place].size for place in places):
                phrases = fitting
        if said := container_said(self._tokens, places[0]):
            fitting = phrases[self._index.containers[owners[phrases]] == said]
            phrases = fitting if len(fitting) else phrases
        return phrases

    def _sizes_near(self, places: Places) -> set[str]:
        """Sizes said beside or inside the item, up to what parts it from the next."""
        found = {token.size for token in self._tokens[places[0] : places[-1] + 1] if token.size}
        for start, step in ((places[0] - 1, -1), (places[-1] + 1, 1)):
            n = start
            while 0 <= n < len(self._tokens) and self._tokens[n].kind in (Kind.SIZE, Kind.JOINING, Kind.COUNTING):
                found |= {size} if (size := self._tokens[n].size) else set()
                n += step
        return found
