"""A search index over short texts: TF-IDF over meanings and over the letters inside words, cosine, inverted lists.

Meanings (lemmas, and one lemma for words of the same meaning) find what was said in other words and forms; letters
find what was said with other endings or with a slip. A word that no text knows still counts against the match, so that
a stray question does not look certain.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from bot.company.filler_words import FILLER_WORDS, LINKING_WORDS
from bot.company.same_meaning import SAME_MEANING
from bot.language.languages import Language
from bot.language.lemmas import lemma
from bot.language.words import normalise, split_words

Scores = NDArray[np.float32]
Features = Mapping[str, float]

_FILLER_WEIGHT, _LINKING_WEIGHT, _CONTENT_WEIGHT = 0.15, 0.5, 1.0
_OWN_WORD_WEIGHT = 0.3
_PAIR_WEIGHT = 0.3
_MEANING_SHARE = 0.65
_GRAM_SIZES = (3, 4)
_TINY = 1e-9


@dataclass(frozen=True, slots=True)
class AnalysedText:
    """A text as it is compared."""

    lemmas: tuple[str, ...]
    content: tuple[str, ...]
    """The meanings of the words that carry the matter, in order."""
    meanings: Features
    letters: Features


def analyse(text: str, language: Language, most_words: int | None = None) -> AnalysedText:
    words = [word.text for word in split_words(normalise(text))][:most_words]
    lemmas = [lemma(word, language) for word in words]
    weights = [_weight(base, language) for base in lemmas]
    same = SAME_MEANING[language]
    content = [same.get(base, base) for base, weight in zip(lemmas, weights, strict=True) if weight == _CONTENT_WEIGHT]
    return AnalysedText(
        lemmas=tuple(lemmas),
        content=tuple(content),
        meanings=_meanings(lemmas, weights, content, same),
        letters=_letters(words, weights),
    )


class TextIndex:
    """Likeness of a query to every text, 0…1."""

    def __init__(self, texts: Sequence[AnalysedText], owners: Sequence[int]) -> None:
        """`owners[n]` is whom text n belongs to: a word is rare when few owners use it."""
        self._meanings = _FeatureIndex([text.meanings for text in texts], owners)
        self._letters = _FeatureIndex([text.letters for text in texts], owners)

    def likeness(self, query: AnalysedText) -> Scores:
        meanings, letters = self._meanings.scores(query.meanings), self._letters.scores(query.letters)
        return np.float32(_MEANING_SHARE) * meanings + np.float32(1 - _MEANING_SHARE) * letters

    def rarity(self, feature: str) -> float:
        return self._meanings.rarity(feature)


def merged(texts: Sequence[AnalysedText]) -> AnalysedText:
    """Several texts about one thing as one."""
    return AnalysedText(
        lemmas=tuple(base for text in texts for base in text.lemmas),
        content=tuple(dict.fromkeys(meaning for text in texts for meaning in text.content)),
        meanings=_sum(text.meanings for text in texts),
        letters=_sum(text.letters for text in texts),
    )


class _FeatureIndex:
    """Cosine of a query with every text, over one kind of features. The entries of feature f, sorted by text, stand at
    `_begins[f]` … `_begins[f + 1]`."""

    def __init__(self, texts: Sequence[Features], owners: Sequence[int]) -> None:
        self._count = len(texts)
        self._ids: dict[str, int] = {}
        found = [self._ids.setdefault(feature, len(self._ids)) for text in texts for feature in text]
        features = np.array(found, dtype=np.int64)
        counts = np.array([count for text in texts for count in text.values()], dtype=np.float32)
        numbers = np.repeat(np.arange(len(texts), dtype=np.int32), [len(text) for text in texts])
        self._rarities, self._unknown = _rarities(features, np.asarray(owners, dtype=np.int64)[numbers], len(self._ids))
        weights = np.where(counts <= 1, counts, 1 + np.log(np.maximum(counts, 1))) * self._rarities[features]
        lengths = np.sqrt(np.bincount(numbers, weights * weights, minlength=len(texts)))
        order = np.argsort(features, kind="stable")
        self._numbers = numbers[order]
        self._weights = (weights / np.maximum(lengths[numbers], _TINY))[order].astype(np.float32)
        self._begins = np.searchsorted(features[order], np.arange(len(self._ids) + 1))

    def scores(self, query: Features) -> Scores:
        weighted = {feature: _dampened(count) * self.rarity(feature) for feature, count in query.items()}
        length = math.sqrt(sum(weight * weight for weight in weighted.values())) or 1.0
        found = np.zeros(self._count, dtype=np.float32)
        for feature, weight in weighted.items():
            if (id := self._ids.get(feature)) is not None:
                here = slice(self._begins[id], self._begins[id + 1])
                found[self._numbers[here]] += self._weights[here] * np.float32(weight / length)
        return found

    def rarity(self, feature: str) -> float:
        id = self._ids.get(feature)
        return self._unknown if id is None else float(self._rarities[id])


def _dampened(count: float) -> float:
    """A word said again counts less each time."""
    return count if count <= 1 else 1 + math.log(count)


def _rarities(features: NDArray[np.int64], owners: NDArray[np.int64], count: int) -> tuple[NDArray[np.float64], float]:
    """ln((1+n)/(1+owners that use it)) + 1 of each feature, and the same of one that nobody uses."""
    most = 1 + int(owners.max(initial=0))
    pairs = np.sort(features * most + owners)
    different = pairs[np.diff(pairs, prepend=-1) > 0]
    users = np.bincount(different // most, minlength=count)
    all_ = 1 + np.count_nonzero(np.bincount(owners))
    return np.log(all_ / (1 + users)) + 1, math.log(all_) + 1


def _weight(base: str, language: Language) -> float:
    if base in FILLER_WORDS[language]:
        return _FILLER_WEIGHT
    return _LINKING_WEIGHT if base in LINKING_WORDS[language] else _CONTENT_WEIGHT


def _meanings(
    lemmas: Sequence[str], weights: Sequence[float], content: Sequence[str], same: Mapping[str, str]
) -> Features:
    found: dict[str, float] = defaultdict(float)
    for base, weight in zip(lemmas, weights, strict=True):
        if base in same:
            found[same[base]] += weight
            found[f"={base}"] += weight * _OWN_WORD_WEIGHT
        else:
            found[base] += weight
    for first, second in pairwise(content):
        found[f"{first} {second}"] += _PAIR_WEIGHT
    return dict(found)


def _letters(words: Sequence[str], weights: Sequence[float]) -> Features:
    found: dict[str, float] = defaultdict(float)
    for word, weight in zip(words, weights, strict=True):
        for run in _runs(word):
            found[run] += weight
    return dict(found)


@lru_cache(maxsize=20_000)
def _runs(word: str) -> tuple[str, ...]:
    """Runs of three and four letters of a word, its ends marked."""
    marked = f"<{word}>"
    return tuple(marked[start : start + size] for size in _GRAM_SIZES for start in range(len(marked) - size + 1))


def _sum(parts: Iterable[Features]) -> Features:
    total: dict[str, float] = defaultdict(float)
    for part in parts:
        for feature, weight in part.items():
            total[feature] += weight
    return dict(total)
