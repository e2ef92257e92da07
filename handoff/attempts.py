"""The last thing that the bot asked and did not understand: what was asked, heard, how surely, how often. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bot.dialogue.model import HandoffReason
from handoff.story import Story
from records.conversations.model import HeardWord, Turn, Who

LOOK_BACK = 3
"""An attempt that many of the customer's turns ago is settled."""
DOUBTFUL = 0.5
"""Below this mean confidence the recogniser heard noise rather than words."""
NOT_UNDERSTOOD_ACTIONS = frozenset({"action_fallback", "action_default_fallback"})
NOT_UNDERSTOOD_PROMPTS = ("not_understood", "help_", "phone_incomplete")
"""How the names of the prompts begin by which the bot says that it needs to hear it again."""
FAILED_BY_NATURE = frozenset(
    {HandoffReason.NO_ANSWER, HandoffReason.LOW_CONFIDENCE, HandoffReason.REPEATED_FAILURE, HandoffReason.ERROR}
)


@dataclass(frozen=True, slots=True)
class FailedAttempt:
    asked: str
    heard: Turn
    confidence: float | None
    tries: int


@dataclass(frozen=True, slots=True)
class _Exchange:
    asked: str
    heard: Turn
    answers: tuple[Turn, ...]

    @property
    def is_failed(self) -> bool:
        """By what the bot noted about its reply; where it noted nothing, by what can be seen from outside.

        A question asked again is no failure when the customer's own question was answered in between.
        """
        traces = [turn.trace for turn in (self.heard, *self.answers) if turn.trace]
        if traces:
            return any(_is_not_understood(trace) for trace in traces)
        if self.asked and any(self.asked == last_question(turn.text) for turn in self.answers):
            return True
        confidence = mean_confidence(self.heard.words)
        return confidence is not None and confidence < DOUBTFUL


def _is_not_understood(trace: dict[str, Any]) -> bool:
    prompts = [str(prompt) for prompt in trace.get("prompts", ())]
    return bool(NOT_UNDERSTOOD_ACTIONS.intersection(trace.get("actions", ()))) or any(
        prompt.startswith(NOT_UNDERSTOOD_PROMPTS) for prompt in prompts
    )


def last_failed_attempt(story: Story) -> FailedAttempt | None:
    exchanges = [one for one in _exchanges(story.turns) if not story.is_wish_for_person(one.heard)]
    last = _last_failed(exchanges, story)
    if last is None:
        return None
    exchange = exchanges[last]
    tries = max(1 + _failed_in_a_row(exchanges[:last]), story.draft.failures)
    return FailedAttempt(exchange.asked, exchange.heard, mean_confidence(exchange.heard.words), tries)


def _last_failed(exchanges: Sequence[_Exchange], story: Story) -> int | None:
    for index in range(len(exchanges) - 1, max(-1, len(exchanges) - 1 - LOOK_BACK), -1):
        if exchanges[index].is_failed or _made_the_bot_give_up(exchanges[index], story):
            return index
    # The bot counted a failure and left no trace of it: it was the last thing said.
    return len(exchanges) - 1 if exchanges and story.draft.failures else None


def _made_the_bot_give_up(exchange: _Exchange, story: Story) -> bool:
    return story.handoff.reason in FAILED_BY_NATURE and exchange.heard.n == story.handoff.trigger_turn


def _failed_in_a_row(exchanges: Sequence[_Exchange]) -> int:
    count = 0
    for exchange in reversed(exchanges):
        if not exchange.is_failed:
            break
        count += 1
    return count


def _exchanges(turns: Sequence[Turn]) -> list[_Exchange]:
    """Each of the customer's turns with what the bot had asked before it and answered after it."""
    found = []
    for index, turn in enumerate(turns):
        if turn.who is Who.CUSTOMER:
            before = [said for said in turns[:index] if said.who is Who.BOT]
            asked = last_question(before[-1].text) if before else ""
            found.append(_Exchange(asked, turn, _answers(turns[index + 1 :])))
    return found


def _answers(turns: Sequence[Turn]) -> tuple[Turn, ...]:
    answers = []
    for turn in turns:
        if turn.who is Who.CUSTOMER:
            break
        if turn.who is Who.BOT:
            answers.append(turn)
    return tuple(answers)


def mean_confidence(words: Sequence[HeardWord]) -> float | None:
    known = [word.confidence for word in words if word.confidence is not None]
    return round(sum(known) / len(known), 2) if known else None


def last_question(text: str) -> str:
    """The last question of a text, or its last sentence when it asks nothing: what a person would answer to."""
    sentences = _sentences(text)
    questions = [sentence for sentence in sentences if sentence.endswith("?")]
    return (questions or sentences or [""])[-1]


def _sentences(text: str) -> list[str]:
    sentences, start = [], 0
    for index, letter in enumerate(text):
        is_end = letter in ".!?…" and (index + 1 == len(text) or text[index + 1].isspace())
        if is_end or letter == "\n" or index + 1 == len(text):
            sentences.append(text[start : index + 1].strip())
            start = index + 1
    return [sentence for sentence in sentences if sentence]
