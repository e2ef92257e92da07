"""A bigram language model with absolute discounting over sampled sentences."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.speech.tiny_model.sentences import UNKNOWN_WORD

SENTENCE_START = "<s>"
SENTENCE_END = "</s>"

_DISCOUNT = 0.5


@dataclass(frozen=True, slots=True)
class Bigrams:
    """Costs are negative natural logarithms of probabilities.

    `unigrams` has every word and the end of a sentence; `bigrams[history]` the pairs that were seen;
    `back_off[history]` what it costs to leave the history for the unigrams.
    """

    unigrams: Mapping[str, float]
    bigrams: Mapping[str, Mapping[str, float]]
    back_off: Mapping[str, float]


def estimate(sentences: Iterable[Sequence[str]], vocabulary: Iterable[str]) -> Bigrams:
    """Backing off, a word is as likely as it has different words before it; `[unk]` is as likely as it is frequent."""
    pairs: dict[str, Counter[str]] = {}
    for sentence in sentences:
        for history, word in zip((SENTENCE_START, *sentence), (*sentence, SENTENCE_END), strict=True):
            pairs.setdefault(history, Counter())[word] += 1
    unigrams = _unigrams(pairs, vocabulary)
    back_off = {history: _DISCOUNT * len(counts) / counts.total() for history, counts in pairs.items()}
    bigrams = {
        history: {
            word: _cost((count - _DISCOUNT) / counts.total() + back_off[history] * unigrams[word])
            for word, count in sorted(counts.items())
        }
        for history, counts in sorted(pairs.items())
    }
    return Bigrams(
        {word: _cost(probability) for word, probability in unigrams.items()},
        bigrams,
        {history: _cost(probability) for history, probability in sorted(back_off.items())},
    )


def _unigrams(pairs: Mapping[str, Counter[str]], vocabulary: Iterable[str]) -> dict[str, float]:
    predecessors = Counter(word for counts in pairs.values() for word in counts if word != UNKNOWN_WORD)
    for word in {*vocabulary} - {UNKNOWN_WORD}:
        predecessors[word] = max(predecessors[word], 1)
    unknown = sum(counts[UNKNOWN_WORD] for counts in pairs.values()) + 1
    unknown_share = unknown / (sum(counts.total() for counts in pairs.values()) + 1)
    total = predecessors.total() / (1 - unknown_share)
    shares = {word: count / total for word, count in predecessors.items()}
    return dict(sorted({**shares, UNKNOWN_WORD: unknown_share}.items()))


def _cost(probability: float) -> float:
    return -math.log(probability)
