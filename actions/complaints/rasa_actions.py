"""Complaints as Rasa's custom actions: the form's step, and the log."""

from dataclasses import replace

from rasa_sdk.events import ActiveLoop

from actions.complaints.policy import answer_by
from actions.complaints.steps import begin_complaint, complaint_step
from actions.draft import Form, Question
from actions.form_events import Events, form_events
from actions.line_action import LineAction
from actions.live_work import LiveWork
from actions.orders.cart import in_language
from actions.wording import by_day, order_number, within_sentence
from records.complaints import store as complaints
from records.complaints.model import NewComplaint
from records.conversations import store as conversations
from records.conversations.model import EventKind


class ValidateComplaintForm(LineAction):
    action_name = "validate_complaint_form"
    leaves_grave_matters = False

    async def act(self, work: LiveWork) -> Events:
        if work.was_handled:
            return form_events(work)
        begun = begin_complaint(work.draft, work.contact.phone, work.utterance.caller_number)
        work.take(complaint_step(work.utterance.text, begun, work.complaint_context))
        return form_events(work)


class LogComplaint(LineAction):
    """Writes the complaint, once for the turn that completed it. An order that it interrupted goes on."""

    action_name = "action_log_complaint"
    leaves_grave_matters = False

    async def act(self, work: LiveWork) -> Events:
        draft = work.draft
        if draft.description is None or draft.department is None:
            work.draft = draft.ended()
            work.say("complaint_dropped")
            return []
        department = work.company.department(draft.department.value)
        day = answer_by(work.today, department.answer_days, work.company.hours)
        conversation = work.utterance.conversation
        logged = await complaints.log(
            work.unit,
            NewComplaint(
                company=work.company.id,
                conversation=conversation.id,
                contact=work.contact.id,
                text=draft.description.value,
                department=department.id,
                answer_by=day,
                order_number=draft.order_number.value if draft.order_number else None,
                idempotency_key=f"{conversation.id}:complaint:{work.utterance.turn}",
                is_test=conversation.is_test,
            ),
            work.now,
        )
        if logged.is_new:
            detail = {"complaint": logged.complaint.id, "number": logged.complaint.number, "department": department.id}
            await conversations.add_event(work.unit, conversation.id, EventKind.COMPLAINT_LOGGED, detail, work.now)
        name = within_sentence(in_language(department.name, work.language), work.language)
        work.say(
            "complaint_logged",
            number=order_number(logged.complaint.number, work.language),
            department=name,
            day=by_day(day, work.language),
        )
        work.draft = replace(
            draft, promises=(*draft.promises, f"complaint {logged.complaint.number}: {day.isoformat()}")
        )
        return self._go_on(work)

    def _go_on(self, work: LiveWork) -> Events:
        order_waits = bool(work.draft.cart or work.draft.choices)
        if not order_waits:
            work.draft = work.draft.ended()
            return []
        work.draft = replace(
            work.draft,
            form=Form.ORDER,
            asked=Question.NONE,
            confirmed=False,
            description=None,
            department=None,
            order_number=None,
        )
        return [ActiveLoop(Form.ORDER.value)]
