"""A step of a complaint: what happened, a number to answer on, and who must not be kept by a bot."""

import re
from dataclasses import dataclass, replace
from datetime import date

from actions.complaints.policy import department_for
from actions.complaints.words import Gravity, gravity_of, says_what_happened
from actions.draft import Draft, Form, Known, Question, Said, Source, open_questions
from actions.orders.reply_text import ReplyText
from actions.people import take_phone
from actions.step import Step, after_failure
from bot.company.model import Company
from bot.dialogue.model import HandOff, HandoffReason
from bot.language.answers import yes_or_no
from bot.language.languages import Language

_ORDER_NUMBER = re.compile(r"(?:заказ\w*|order)\s*(?:номер\w*|number|no\.?|№|#)?\s*(?:№|#)?\s*(\d{4,})")

_NUMBER_ALONE = re.compile(r"\W*(?:номер|number|это|it was|it's)?\W*(\d{4,6})\W*")
_NO_STORY = re.compile(
    r"не знаю|не помню|не скажу|не дам|не хочу|нет (?:у меня )?(?:телефона|номера)|зачем|\?|"
    r"don't know|do not know|don't remember|won't|don't want|no phone|no number|why"
)


@dataclass(frozen=True, slots=True)
class ComplaintContext:
    company: Company
    language: Language
    today: date
    source: Source = Source.TEXT
    confidence: float = 1.0
    caller_number: str | None = None


def begin_complaint(draft: Draft, customer_phone: str | None, caller_number: str | None) -> Draft:
    """An order under way stays in the draft and goes on afterwards."""
    begun = replace(draft, form=Form.COMPLAINT)
    if draft.form is not Form.COMPLAINT:
        begun = replace(begun, asked=Question.NONE, failures=0, confirmed=False)
    if begun.phone is None and customer_phone is not None:
        begun = replace(begun, phone=Known(customer_phone, Source.CONTACT))
    if begun.phone is None and caller_number is not None:
        begun = replace(begun, phone=Known(caller_number, Source.CALLER_NUMBER))
    return begun


def complaint_step(text: str, draft: Draft, context: ComplaintContext) -> Step:
    """With everything known it says nothing: the complaint is logged next."""
    read = _read(text, draft, context)
    if (gravity := gravity_of(text, context.language)) is not None:
        return to_a_person(read, gravity)
    question = next(iter(open_questions(read)), Question.NONE)
    if question is Question.NONE:
        return Step(replace(read.all_confirmed(), asked=Question.NONE, failures=0))
    if question is draft.asked and read == draft:
        return after_failure(read, lambda _: Said(f"short_{question}"), lambda _: Said(f"help_{question}"))
    asked = replace(read, asked=question, failures=0)
    if draft.description is not None and question is draft.asked:
        return Step(asked, (Said("complaint_more"), Said(f"short_{question}")))
    sorry = (Said("complaint_sorry"),) if draft.description is None and read.description is not None else ()
    return Step(asked, (*sorry, Said(f"ask_{question}")))


def to_a_person(draft: Draft, gravity: Gravity) -> Step:
    """What was open stays open: what is to be done with it, the person decides."""
    reason = HandoffReason.ANGRY if gravity is Gravity.ANGER else HandoffReason.COMPLAINT
    asked = draft.asked
    if draft.form is Form.COMPLAINT:
        asked = next(iter(open_questions(draft)), Question.DESCRIPTION)
    return Step(replace(draft, asked=asked, failures=0), (Said("sorry_connecting"),), HandOff(reason, gravity.value))


def ask_complaint_again(draft: Draft) -> Step:
    """After something else was answered in between: the pending question in few words."""
    question = next(iter(open_questions(draft)), Question.NONE)
    says = (Said(f"short_{question}"),) if question is not Question.NONE else ()
    return Step(replace(draft, asked=question), says)


def _read(text: str, draft: Draft, context: ComplaintContext) -> Draft:
    reply = ReplyText(text)
    phone = take_phone(reply, context.language, context.caller_number, is_asked=draft.asked is Question.PHONE)
    if phone.number is not None:
        source = Source.CALLER_NUMBER if phone.is_callers_own else context.source
        draft = draft.with_known("phone", Known(phone.number, source, context.confidence))
    alone = _NUMBER_ALONE.fullmatch(reply.plain) if draft.asked is Question.PHONE else None
    if number := _ORDER_NUMBER.search(reply.plain) or alone:
        draft = draft.with_known("order_number", Known(number.group(1), context.source, context.confidence))
    if draft.description is None and _describes(text, draft, context):
        draft = _described(text, draft, context)
    elif draft.description is not None and phone.number is None and _tells_more(text, draft, context):
        draft = _described(f"{draft.description.value.rstrip(' .')}. {text.strip()}", draft, context)
    return draft


def _tells_more(text: str, draft: Draft, context: ComplaintContext) -> bool:
    """While the phone is asked, more of the story may come; a refusal and a question are none of it."""
    is_told = draft.asked is Question.PHONE and says_what_happened(text, context.language)
    return is_told and not _NO_STORY.search(text.lower()) and yes_or_no(text, context.language) is None


def _describes(text: str, draft: Draft, context: ComplaintContext) -> bool:
    """What answers the question is taken as it is; what only begins a complaint must say something."""
    if draft.asked is Question.DESCRIPTION:
        return len(re.findall(r"\w{2,}", text)) >= 2 or says_what_happened(text, context.language)
    return says_what_happened(text, context.language)


def _described(text: str, draft: Draft, context: ComplaintContext) -> Draft:
    department = department_for(text, context.company, context.language)
    described = draft.with_known("description", Known(text.strip(), context.source, context.confidence))
    return described.with_known("department", Known(department.id, context.source))
