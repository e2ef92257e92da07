"""A search index over short texts: TF-IDF over lemmas and over the letters inside words, cosine, inverted lists.

Lemmas find what was said in other forms, letters what was said with other endings, in one word or with a slip.
A word that no text knows still counts against the match, so that a stray question does not look certain.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from bot.company.filler_words import FILLER_WORDS
from bot.language.languages import Language
from bot.language.lemmas import lemma
from bot.language.words import normalise, split_words

Scores = NDArray[np.float32]

_FILLER_WEIGHT = 0.15
_PAIR_WEIGHT = 0.5
_GRAM_SIZES = (3, 4)


def lemma_features(words: Sequence[str], language: Language) -> dict[str, float]:
    """Lemmas, and neighbouring pairs of them; courtesies weigh little."""
    filler = FILLER_WORDS[language]
    found: dict[str, float] = defaultdict(float)
    content = []
    for word in words:
        base = lemma(word, language)
        found[base] += _FILLER_WEIGHT if base in filler else 1.0
        if base not in filler:
            content.append(base)
    for first, second in pairwise(content):
        found[f"{first} {second}"] += _PAIR_WEIGHT
    return dict(found)


def letter_features(words: Sequence[str], language: Language) -> dict[str, float]:
    """Runs of three and four letters inside each word, its ends marked."""
    filler = FILLER_WORDS[language]
    found: dict[str, float] = defaultdict(float)
    for word in words:
        weight = _FILLER_WEIGHT if lemma(word, language) in filler else 1.0
        marked = f"<{word}>"
        for size in _GRAM_SIZES:
            for start in range(len(marked) - size + 1):
                found[marked[start : start + size]] += weight
    return dict(found)


class FeatureIndex:
    """Cosine of a query with every text, over one kind of features."""

    def __init__(self, texts: Sequence[Mapping[str, float]], owners: Sequence[int]) -> None:
        """`owners[n]` is whom text n belongs to: a word is rare when few owners use it."""
        self._count = len(texts)
        self._rarity, self._unknown = _rarities(texts, owners)
        lists: dict[str, tuple[list[int], list[float]]] = defaultdict(lambda: ([], []))
        for number, text in enumerate(texts):
            weighted = self._weighted(text)
            length = _length(weighted.values())
            for feature, weight in weighted.items():
                numbers, weights = lists[feature]
                numbers.append(number)
                weights.append(weight / length)
        self._lists = {
            feature: (np.array(numbers, dtype=np.int32), np.array(weights, dtype=np.float32))
            for feature, (numbers, weights) in lists.items()
        }

    def scores(self, query: Mapping[str, float]) -> Scores:
        weighted = self._weighted(query)
        length = _length(weighted.values())
        found = np.zeros(self._count, dtype=np.float32)
        for feature, weight in weighted.items():
            if feature in self._lists:
                numbers, weights = self._lists[feature]
                found[numbers] += weights * np.float32(weight / length)
        return found

    def known_share(self, query: Mapping[str, float]) -> float:
        """How much of the query, by weight, stands in any text at all."""
        weighted = self._weighted(query)
        total = sum(weighted.values())
        return sum(weight for feature, weight in weighted.items() if feature in self._lists) / total if total else 0.0

    def _weighted(self, text: Mapping[str, float]) -> dict[str, float]:
        return {
            feature: (count if count <= 1 else 1 + math.log(count)) * self._rarity.get(feature, self._unknown)
            for feature, count in text.items()
        }


def words_of(text: str) -> list[str]:
    return [word.text for word in split_words(normalise(text))]


def _rarities(texts: Sequence[Mapping[str, float]], owners: Sequence[int]) -> tuple[dict[str, float], float]:
    """ln((1+n)/(1+owners that use it)) + 1 of each feature, and the same of one that nobody uses."""
    users: dict[str, set[int]] = defaultdict(set)
    for text, owner in zip(texts, owners, strict=True):
        for feature in text:
            users[feature].add(owner)
    count = 1 + len(set(owners))
    return {feature: math.log(count / (1 + len(who))) + 1 for feature, who in users.items()}, math.log(count) + 1


def _length(weights: Iterable[float]) -> float:
    return math.sqrt(sum(weight * weight for weight in weights)) or 1.0
