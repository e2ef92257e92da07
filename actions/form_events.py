"""What Rasa must know after a step of a form: that it was one, and the question now open."""

from typing import Any

from rasa_sdk.events import ActiveLoop, SlotSet

from actions.draft import Form, Question
from actions.live_work import LiveWork

Events = list[dict[str, Any]]


def form_events(work: LiveWork) -> Events:
    """Without a question the form is complete, and Rasa goes on to its last action."""
    asked = work.draft.asked
    return [
        SlotSet("turn", work.utterance.turn),
        SlotSet("requested_slot", asked.value if asked is not Question.NONE else None),
    ]


def reopened_form(work: LiveWork) -> Events:
    """A form that Rasa has closed although its draft is still open."""
    draft = work.draft
    if draft.form is Form.NONE or draft.asked is Question.NONE:
        return []
    return [ActiveLoop(draft.form.value), SlotSet("requested_slot", draft.asked.value)]
