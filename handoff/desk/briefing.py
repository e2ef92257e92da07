"""The briefing: two to four sentences from which an agent knows what is going on, and the next step. Pure."""

from actions.draft import Draft, Form, Question
from bot.company.model import Selling
from bot.dialogue.model import HandoffReason
from bot.language.languages import Language
from handoff.attempts import FailedAttempt, last_failed_attempt
from handoff.desk.phrases import quoted, say, slot_names
from handoff.story import Story
from records.conversations.model import EventKind

FAILURES = frozenset({HandoffReason.REPEATED_FAILURE, HandoffReason.LOW_CONFIDENCE})


def brief(story: Story, language: Language) -> list[str]:
    """What it is about, why a person is needed, what is still to be found out, what else is open."""
    sentences = [
        matter(story, language),
        _why(story, language),
        _missing(story, language),
        _open(story, language),
    ]
    return [sentence for sentence in sentences if sentence]


def matter(story: Story, language: Language) -> str:
    """One sentence: what the customer wants. It is what stands in the queue."""
    match story.draft.form:
        case Form.ORDER:
            return _ordering(story.draft, language)
        case Form.COMPLAINT:
            told = story.draft.description
            if told is None:
                return say(language, "complaining_nothing")
            return say(language, "complaining", words=quoted(language, told.value))
        case _:
            return _done(story, language) or _last_words(story, language)


def _ordering(draft: Draft, language: Language) -> str:
    name = "switching_on" if draft.selling is Selling.SERVICES else "ordering"
    if not draft.cart:
        return say(language, f"{name}_nothing")
    items = ", ".join(f"{line.name} × {line.quantity.normalize():f}" for line in draft.cart)
    return say(language, name, items=items)


def _done(story: Story, language: Language) -> str:
    """What this conversation has led to, when nothing has been said since."""
    names = {EventKind.ORDER_PLACED: "order_placed", EventKind.COMPLAINT_LOGGED: "complaint_logged"}
    last = next((event for event in reversed(story.events) if event.kind in names), None)
    if last is None or (story.matter is not None and story.matter.at > last.at):
        return ""
    return say(language, names[last.kind], number=last.detail.get("number", ""))


def _last_words(story: Story, language: Language) -> str:
    if story.matter is None:
        return say(language, "silent")
    return say(language, "last_words", words=quoted(language, story.matter.text))


def _why(story: Story, language: Language) -> str:
    attempt = last_failed_attempt(story)
    if attempt is not None and attempt.asked and story.handoff.reason in FAILURES:
        return _failed(attempt, language)
    return say(language, story.handoff.reason.value)


def _failed(attempt: FailedAttempt, language: Language) -> str:
    times = str(attempt.tries) if attempt.tries <= 3 else "many"
    return say(language, f"failed_{times}", asked=quoted(language, attempt.asked))


def _missing(story: Story, language: Language) -> str:
    if story.missing == [Question.CONFIRMATION.value]:
        return say(language, "only_confirmation")
    asked = _to_find_out(story)
    return say(language, "missing", slots=slot_names(language, asked)) if asked else ""


def _to_find_out(story: Story) -> list[str]:
    return [slot for slot in story.missing if slot != Question.CONFIRMATION.value]


def _open(story: Story, language: Language) -> str:
    for name, numbers in (
        ("open_complaints", [complaint.number for complaint in story.complaints]),
        ("open_orders", [order.number for order in story.orders]),
    ):
        if numbers:
            form = f"{name}_1" if len(numbers) == 1 else name
            return say(language, form, numbers=", ".join(numbers))
    return ""


def next_step(story: Story, language: Language) -> str:
    """One sentence: what to do first."""
    asked = _to_find_out(story)
    match story.draft.form:
        case Form.ORDER if asked:
            return say(language, "next_missing", slots=slot_names(language, asked))
        case Form.ORDER:
            return say(language, "next_confirm")
        case Form.COMPLAINT if asked:
            return say(language, "next_complaint", slots=slot_names(language, asked))
        case Form.COMPLAINT:
            return say(language, "next_complaint_known")
    if story.matter is None:
        return say(language, "next_ask")
    name = "next_answer" if story.matter.text.rstrip().endswith("?") else "next_go_on"
    return say(language, name, words=quoted(language, story.matter.text))
