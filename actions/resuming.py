"""What the bot says when a person gives the conversation back: what is agreed now, and the question still open."""

from collections.abc import Mapping
from dataclasses import replace

from actions.complaints.steps import ask_complaint_again
from actions.draft import Draft, Form, Known, Question, Said, Source, open_questions
from actions.orders.next_question import Asking, Manner, next_question, say_question
from actions.step import Step
from actions.wording import agreed_list, item_list


def resume_after_agent(draft: Draft, changes: Mapping[str, str], asking: Asking) -> Step:
    """No greeting. `changes` (address, when, name, phone; in the form in which they are kept) may be in the draft
    already: applying them twice is applying them once."""
    for slot, value in changes.items():
        draft = draft.with_known(slot, Known(value, Source.AGENT, confirmed=True))
    if "address" in changes and draft.handover is None and draft.form is Form.ORDER:
        draft = draft.with_known("handover", Known("delivery", Source.AGENT, confirmed=True))
    opening = _opening(draft, changes, asking)
    match draft.form:
        case Form.ORDER:
            return _order_goes_on(draft, opening, asking)
        case Form.COMPLAINT if open_questions(draft):
            step = ask_complaint_again(replace(draft, failures=0))
            return replace(step, says=(opening, *step.says))
        case _:
            return Step(draft.ended(), (opening, Said("anything_else")))


def _opening(draft: Draft, changes: Mapping[str, str], asking: Asking) -> Said:
    if changes:
        return Said("returned_changed", {"changes": agreed_list(changes, asking.today, asking.language)})
    if draft.form is Form.ORDER and draft.cart and next_question(draft) is not Question.CONFIRMATION:
        items = item_list(draft.cart, asking.language, draft.selling)
        return Said("returned_with_order", {"items": items})
    return Said("returned")


def _order_goes_on(draft: Draft, opening: Said, asking: Asking) -> Step:
    """What was confirmed before is read back again: a person may have agreed on something else."""
    draft = replace(draft, confirmed=False, failures=0)
    question = next_question(draft)
    if question is Question.CONFIRMATION:
        draft = replace(draft, read_back=draft.read_back + 1)
    says = (opening, say_question(draft, question, Manner.ASK, asking))
    return Step(replace(draft, asked=question), says)
