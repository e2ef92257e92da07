"""Finds the company's answer to a question, and says how sure it is."""

import math
from dataclasses import dataclass, replace

import numpy as np

from bot.company.facts import facts_of, fill
from bot.company.model import Answer, Company
from bot.company.text_index import FeatureIndex, Scores, lemma_features, letter_features, words_of
from bot.language.languages import Language

# Chosen on the held-out questions of tests/data/knowledge_heldout.*.yml; tests/bot/company/test_knowledge_quality.py
# measures them.
_LEMMA_SHARE = 0.6
_CONFIDENT_SCORE = 0.5
_CONFIDENT_MARGIN = 0.1
_SLOPE, _MIDDLE = 12.0, 0.45
_NEAREST = 3
_MAX_WORDS = 60


@dataclass(frozen=True, slots=True)
class KnowledgeMatch:
    """The best answer; `score` is 0…1, about the chance that this is what was asked."""

    answer: Answer
    score: float
    runner_up: float
    nearest: tuple[Answer, ...]
    """The best few, the best first: to offer when none is certain."""

    @property
    def is_confident(self) -> bool:
        return self.score >= _CONFIDENT_SCORE and self.score - self.runner_up >= _CONFIDENT_MARGIN


class Knowledge:
    def __init__(self, company: Company) -> None:
        self._shelves = {language: _Shelf(company, language) for language in company.languages if company.answers}

    def find(self, text: str, language: Language) -> KnowledgeMatch | None:
        """None when nothing in the text has anything to do with any answer."""
        return self._shelves[language].find(text) if language in self._shelves else None


class _Shelf:
    """The answers in one language."""

    def __init__(self, company: Company, language: Language) -> None:
        self._language = language
        self._answers = [_with_facts(answer, company) for answer in company.answers]
        variants = [
            (number, words_of(question))
            for number, answer in enumerate(self._answers)
            for question in answer.questions[language]
        ]
        owners = [number for number, _ in variants]
        self._begins = np.flatnonzero(np.diff(np.array([-1, *owners])))
        self._lemmas = FeatureIndex([lemma_features(words, language) for _, words in variants], owners)
        self._letters = FeatureIndex([letter_features(words, language) for _, words in variants], owners)

    def find(self, text: str) -> KnowledgeMatch | None:
        words = words_of(text)[:_MAX_WORDS]
        scores = self._scores(words)
        count = min(_NEAREST, len(scores))
        best = sorted(np.argpartition(scores, -count)[-count:], key=lambda number: -scores[number])
        if not words or scores[best[0]] <= 0:
            return None
        second = float(scores[best[1]]) if count > 1 else 0.0
        nearest = tuple(self._answers[number] for number in best)
        return KnowledgeMatch(nearest[0], _calibrated(float(scores[best[0]])), _calibrated(second), nearest)

    def _scores(self, words: list[str]) -> Scores:
        by_lemmas = self._lemmas.scores(lemma_features(words, self._language))
        by_letters = self._letters.scores(letter_features(words, self._language))
        both = _LEMMA_SHARE * by_lemmas + (1 - _LEMMA_SHARE) * by_letters
        best: Scores = np.maximum.reduceat(both, self._begins)
        return best


def _calibrated(similarity: float) -> float:
    return 1 / (1 + math.exp(-_SLOPE * (similarity - _MIDDLE)))


def _with_facts(answer: Answer, company: Company) -> Answer:
    facts = {language: facts_of(company, language) for language in company.languages}
    return replace(
        answer,
        written={language: fill(text, facts[language]) for language, text in answer.written.items()},
        spoken={language: fill(text, facts[language]) for language, text in answer.spoken.items()},
    )
