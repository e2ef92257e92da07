"""Finds the company's answer to a question, and says how sure it is."""

import math
from dataclasses import dataclass, replace

import numpy as np

from bot.company.facts import facts_of, fill
from bot.company.filler_words import ASKING_FIRST_WORDS, ASKING_WORDS, COMMANDING_WORDS, FILLER_WORDS
from bot.company.model import Answer, Company
from bot.company.text_index import AnalysedText, Scores, TextIndex, analyse, merged
from bot.language.languages import Language

_WHOLE_ANSWER_SHARE = 0.5
"""How much the likeness to all ways of asking together counts, beside that to the likest one."""
_CONFIDENT_SCORE = 0.75
_CONFIDENT_MARGIN = 0.1
_NEAREST = 3
_MAX_WORDS = 60


@dataclass(frozen=True, slots=True)
class _Evidence:
    """What speaks for an answer: shares of 1, but for `lead`, which may be negative."""

    likeness: float
    lead: float
    """Over the next best answer."""
    coverage: float
    """How much of the question's matter the answer's ways of asking hold."""
    is_asked: bool
    is_commanded: bool
    is_bare: bool
    """One word with nothing asked about it, which is not a way of asking by itself: «отмена», "wait"."""

    def chance(self) -> float:
        """The chance that this is the answer. The weights for it are a logistic regression on the questions of
        tests/data/knowledge_heldout.*.yml, among which are things that are no questions at all; those against commands
        and bare words were set by hand, so that a word that works anywhere is never taken for a question."""
        for_it = 4.8 * self.likeness + 4.4 * self.lead + 3.1 * self.coverage + 2.0 * self.is_asked
        against_it = 4.4 + 3.5 * self.is_commanded + 3.5 * self.is_bare
        return 1 / (1 + math.exp(against_it - for_it))


@dataclass(frozen=True, slots=True)
class KnowledgeMatch:
    """The best answer; `score` is 0…1, about the chance that this is what was asked."""

    answer: Answer
    score: float
    runner_up: float
    """The score, scaled down as the next best answer is less like the question."""
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
        ways = [[analyse(question, language) for question in answer.questions[language]] for answer in self._answers]
        owners = [number for number, texts in enumerate(ways) for _ in texts]
        together = [merged(texts) for texts in ways]
        self._begins = np.flatnonzero(np.diff(np.array([-1, *owners])))
        self._content = [frozenset(text.content) for text in together]
        self._whole = [{_without_courtesies(text, language) for text in texts} for texts in ways]
        self._single = TextIndex([text for texts in ways for text in texts], owners)
        self._together = TextIndex(together, range(len(together)))

    def find(self, text: str) -> KnowledgeMatch | None:
        query = analyse(text, self._language, _MAX_WORDS)
        likeness = self._likeness(query)
        count = min(_NEAREST, len(likeness))
        best = sorted(np.argpartition(likeness, -count)[-count:], key=lambda number: -likeness[number])
        if likeness[best[0]] <= 0:
            return None
        first, second = (float(likeness[best[n]]) if n < count else 0.0 for n in (0, 1))
        nearest = tuple(self._answers[number] for number in best)
        score = self._evidence(query, int(best[0]), first, first - second).chance()
        return KnowledgeMatch(nearest[0], score, score * max(second, 0.0) / first, nearest)

    def _likeness(self, query: AnalysedText) -> Scores:
        likest: Scores = np.maximum.reduceat(self._single.likeness(query), self._begins)
        share = np.float32(_WHOLE_ANSWER_SHARE)
        return (1 - share) * likest + share * self._together.likeness(query)

    def _evidence(self, query: AnalysedText, number: int, likeness: float, lead: float) -> _Evidence:
        weights = {meaning: self._together.rarity(meaning) for meaning in query.content}
        held = sum(weight for meaning, weight in weights.items() if meaning in self._content[number])
        is_asked = _is_asked(query, self._language)
        return _Evidence(
            likeness=likeness,
            lead=lead,
            coverage=held / (sum(weights.values()) or 1.0),
            is_asked=is_asked,
            is_commanded=not is_asked and _is_commanded(query, self._language),
            is_bare=not is_asked
            and len(query.content) < 2
            and _without_courtesies(query, self._language) not in self._whole[number],
        )


def _without_courtesies(text: AnalysedText, language: Language) -> tuple[str, ...]:
    return tuple(base for base in text.lemmas if base not in FILLER_WORDS[language])


def _is_asked(query: AnalysedText, language: Language) -> bool:
    first = query.lemmas[:1]
    return any(base in ASKING_WORDS[language] for base in query.lemmas) or any(
        base in ASKING_FIRST_WORDS[language] for base in first
    )


def _is_commanded(query: AnalysedText, language: Language) -> bool:
    said = f" {' '.join(query.lemmas)} "
    return any(f" {words} " in said for words in COMMANDING_WORDS[language])


def _with_facts(answer: Answer, company: Company) -> Answer:
    facts = {language: facts_of(company, language) for language in company.languages}
    return replace(
        answer,
        written={language: fill(text, facts[language]) for language, text in answer.written.items()},
        spoken={language: fill(text, facts[language]) for language, text in answer.spoken.items()},
    )
