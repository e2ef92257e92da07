"""The handoff package `handoff/1`: the whole story as one JSON document, as `package.schema.json` states it. Pure."""

import json
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

from actions.draft import Form, known_slots
from bot.dialogue.model import HandoffReason
from bot.kit.log import logger
from bot.language.languages import Language
from handoff.attempts import FailedAttempt, last_failed_attempt
from handoff.desk.briefing import brief, next_step
from handoff.desk.phrases import CHANNELS, disposition_title, say
from handoff.story import Story
from records.complaints.model import Complaint
from records.conversations.model import Conversation, HeardWord, Turn
from records.orders.model import Order

log = logger(__name__)

SCHEMA = "handoff/1"
Package = dict[str, Any]
INTENTS = {Form.ORDER: "order", Form.COMPLAINT: "complaint"}


class PackageInvalid(Exception):
    """A package that is not what its schema says: a fault of ours."""


def package_of(story: Story, language: Language, *, is_strict: bool = False) -> Package:
    """The checked package, its texts in `language`. A faulty one is an error when strict, and otherwise

    logged and handed over as it is: an agent with an odd package can help, an agent with none cannot.
    """
    package = build_package(story, language)
    problems = problems_of(package)
    if problems and is_strict:
        raise PackageInvalid("; ".join(problems))
    if problems:
        log.error("a handoff package is not what its schema says", handoff=story.handoff.id, problems=problems)
    return package


def problems_of(package: Package) -> list[str]:
    """Where the package breaks its schema and by which rule; values are left out, they are a customer's words."""
    errors = _validator().iter_errors(package)
    return [f"{error.json_path}: {error.validator}" for error in errors]


@cache
def _validator() -> Draft202012Validator:
    schema = json.loads(Path(__file__).with_name("package.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def build_package(story: Story, language: Language) -> Package:
    handoff, conversation, company = story.handoff, story.conversation, story.company
    return {
        "schema": SCHEMA,
        "id": handoff.id,
        "conversation": conversation.id,
        "company": company.id,
        "company_name": company.name.get(conversation.language) or company.name[company.default_language],
        "channel": conversation.channel.value,
        "language": conversation.language.value,
        "state": handoff.state.value,
        "reason": {"code": handoff.reason.value, "detail": handoff.detail, "trigger_turn": handoff.trigger_turn},
        "briefing": brief(story, language),
        "intent": _intent(story),
        "slots": known_slots(story.draft_with_contact),
        "missing": story.missing,
        "last_attempt": _attempt(last_failed_attempt(story)),
        "customer": _customer(story, language),
        "transcript": [_turn(turn) for turn in story.turns],
        "sentiment": _sentiment(story),
        "queue": {
            "id": company.id,
            "position": story.position,
            "wait_s": story.wait_s,
            "waited_s": handoff.waited_s(story.at),
        },
        "suggest": {"next": next_step(story, language), "replies": [], "articles": _articles(story)},
        "promises": _promises(story, language),
        "history": [_earlier(conversation, language) for conversation in story.earlier],
        "created_at": story.at.isoformat(),
    }


def _intent(story: Story) -> str | None:
    """What is being filled in, or what the customer's last words were taken for."""
    if story.draft.form in INTENTS:
        return INTENTS[story.draft.form]
    intents = [turn.trace.get("intent") for turn in story.turns if not story.is_wish_for_person(turn)]
    return next((intent for intent in reversed(intents) if intent), None)


def _attempt(attempt: FailedAttempt | None) -> dict[str, Any] | None:
    if attempt is None:
        return None
    heard = attempt.heard
    return {
        "asked": attempt.asked,
        "heard": heard.text,
        "confidence": attempt.confidence,
        "alternatives": list(heard.alternatives),
        "tries": attempt.tries,
        "turn": heard.n,
        "audio": {"turn": heard.n, **_span(heard)} if heard.audio else None,
    }


def _span(turn: Turn) -> dict[str, int]:
    if not turn.words:
        return {"from_ms": turn.at_ms, "to_ms": turn.at_ms}
    return {"from_ms": turn.words[0].from_ms, "to_ms": turn.words[-1].to_ms}


def _customer(story: Story, language: Language) -> dict[str, Any]:
    contact, told = story.contact, story.draft.phone
    phones = [contact.phone, told.value if told else None]
    return {
        "id": contact.id,
        "name": contact.full_name,
        "phones": list(dict.fromkeys(phone for phone in phones if phone)),
        "address": contact.address,
        "language": contact.language.value if contact.language else None,
        "orders_open": [_order(order, story.company.currency) for order in story.orders],
        "complaints_open": [_complaint(complaint, story, language) for complaint in story.complaints],
    }


def _order(order: Order, currency: str) -> dict[str, Any]:
    return {
        "number": order.number,
        "state": order.state.value,
        "summary": ", ".join(f"{line.name} × {line.quantity.normalize():f}" for line in order.lines),
        "total": str(order.total),
        "currency": currency,
        "handover": order.handover.value,
        "address": order.address,
        "when": order.when,
        "created_at": order.created_at.isoformat(),
    }


def _complaint(complaint: Complaint, story: Story, language: Language) -> dict[str, Any]:
    names = {department.id: department.name for department in story.company.departments}
    return {
        "number": complaint.number,
        "text": complaint.text,
        "department": names.get(complaint.department, {}).get(language, complaint.department),
        "answer_by": complaint.answer_by.isoformat(),
        "created_at": complaint.created_at.isoformat(),
    }


def _turn(turn: Turn) -> dict[str, Any]:
    return {
        "n": turn.n,
        "who": turn.who.value,
        "author": turn.author,
        "text": turn.text,
        "t_ms": turn.at_ms,
        "words": [_word(word) for word in turn.words],
        "alternatives": list(turn.alternatives),
        "has_audio": turn.audio is not None,
    }


def _word(word: HeardWord) -> dict[str, Any]:
    return {"word": word.word, "confidence": word.confidence, "from_ms": word.from_ms, "to_ms": word.to_ms}


def _sentiment(story: Story) -> dict[str, Any] | None:
    if story.handoff.reason is not HandoffReason.ANGRY:
        return None
    trigger = [turn.text for turn in story.turns if turn.n == story.handoff.trigger_turn]
    return {"label": "angry", "why": trigger or [story.handoff.detail]}


def _articles(story: Story) -> list[str]:
    """What the company's knowledge offered for the customer's last words, when the bot noted it."""
    if story.matter is None:
        return []
    traces = [turn.trace for turn in story.turns if turn.n >= story.matter.n]
    return list(dict.fromkeys(str(trace["knowledge"]) for trace in traces if trace.get("knowledge")))


def _promises(story: Story, language: Language) -> list[str]:
    promises = list(story.draft.promises)
    here = [complaint for complaint in story.complaints if complaint.conversation == story.conversation.id]
    for complaint in here:
        if not any(complaint.number in promise for promise in promises):
            day = show_day(complaint.answer_by, language)
            promises.append(say(language, "promise_complaint", number=complaint.number, day=day))
    for task in story.tasks:
        due = task.due_at.astimezone(story.company.time_zone)
        day = f"{show_day(due.date(), language)}, {due:%H:%M}"
        promises.append(say(language, "promise_task", text=task.text.rstrip("."), day=day))
    return promises


def _earlier(conversation: Conversation, language: Language) -> dict[str, Any]:
    channel = CHANNELS[language][conversation.channel.value]
    if conversation.disposition:
        title = disposition_title(language, conversation.disposition)
        what = say(language, "history_closed", channel=channel, disposition=title.lower())
    else:
        what = say(language, "history_open", channel=channel, turns=conversation.turns)
    return {
        "at": conversation.started_at.isoformat(),
        "what": what,
        "channel": conversation.channel.value,
        "conversation": conversation.id,
    }


def show_day(day: date, language: Language) -> str:
    """As agents read dates: 15.08.2026 in Russian, 15 Aug 2026 in English."""
    if language is Language.RU:
        return f"{day:%d.%m.%Y}"
    months = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
    return f"{day.day} {months[day.month - 1]} {day.year}"
