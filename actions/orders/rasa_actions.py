"""Orders as Rasa's custom actions: the form's step, placing, the state of an order, a change of one that is placed."""

import re
from dataclasses import replace

from actions.draft import Draft, Form, Question, Source
from actions.form_events import Events, form_events
from actions.line_action import LineAction
from actions.live_work import LiveWork
from actions.orders.next_question import handover_price
from actions.orders.steps import begin_order, order_step
from actions.people import split_name
from actions.wording import order_number
from bot.dialogue.model import HandOff, HandoffReason
from records.contacts import store as contacts
from records.contacts.store import ContactFields
from records.conversations import store as conversations
from records.conversations.model import EventKind
from records.orders import store as orders
from records.orders.model import Handover, NewOrder, Order, OrderLine

_PLACED = "order_placed"


class ValidateOrderForm(LineAction):
    """One step of an order. Called again in the same turn, it takes nothing twice: it only asks what is open."""

    action_name = "validate_order_form"

    async def act(self, work: LiveWork) -> Events:
        if work.was_handled:
            if work.draft.asked is Question.NONE and not work.draft.confirmed:
                work.ask_pending()
            return form_events(work)
        begun = begin_order(work.draft, work.company, work.customer, work.utterance.caller_number)
        work.take(order_step(work.utterance.text, begun, work.reply_context))
        return form_events(work)


class PlaceOrder(LineAction):
    """Writes the confirmed order, once: the same read-back confirmed again is the same order."""

    action_name = "action_place_order"

    async def act(self, work: LiveWork) -> Events:
        if not work.draft.confirmed or not work.draft.cart:
            self._say_again_or_drop(work)
            return []
        placed = await orders.place(work.unit, new_order(work), work.now)
        if placed.is_new:
            detail = {"order": placed.order.id, "number": placed.order.number, "total": str(placed.order.total)}
            conversation = work.utterance.conversation.id
            await conversations.add_event(work.unit, conversation, EventKind.ORDER_PLACED, detail, work.now)
            await remember_customer(work)
        work.draft = work.draft.ended()
        work.say(_PLACED, number=order_number(placed.order.number, work.language))
        return []

    def _say_again_or_drop(self, work: LiveWork) -> None:
        """Rasa may repeat a call whose answer it did not get. Who is on the way to a person is told nothing more."""
        if work.turn.wishes:
            return
        placed = [said for said in work.draft.said if work.was_handled and said.prompt == _PLACED]
        if placed:
            work.draft = replace(work.draft, said=tuple(said for said in work.draft.said if said not in placed))
            work.says.extend(placed)
        else:
            work.draft = work.draft.ended()
            work.say("order_dropped")


class OrderStatus(LineAction):
    """Only of orders of whoever is asking: a number alone opens nobody else's order."""

    action_name = "action_order_status"

    async def act(self, work: LiveWork) -> Events:
        order = await self._order_meant(work)
        said = numbers_of_orders(work.utterance.text)
        if order is None and said:
            work.say("order_status_not_yours", number=order_number(said[0], work.language))
        elif order is None:
            work.say("order_status_none")
        else:
            work.say(f"order_status_{order.state}", number=order_number(order.number, work.language))
        work.ask_pending()
        return []

    async def _order_meant(self, work: LiveWork) -> Order | None:
        said = numbers_of_orders(work.utterance.text)
        for number in said:
            order = await orders.get_by_number(work.unit, work.company.id, number)
            if order is not None and order.contact == work.contact.id:
                return order
        if said:
            return None
        return next(iter(await orders.open_of_contact(work.unit, work.contact.id)), None)


def numbers_of_orders(text: str) -> list[str]:
    return re.findall(r"(?<!\d)\d{4,8}(?!\d)", text)


class ChangeOrder(LineAction):
    """An order that is placed is changed by a person."""

    action_name = "action_change_order"

    async def act(self, work: LiveWork) -> Events:
        work.say("change_by_person")
        work.say("connecting_to_person")
        work.wishes.append(HandOff(HandoffReason.POLICY, "change_order"))
        return []


def new_order(work: LiveWork) -> NewOrder:
    draft, conversation = work.draft, work.utterance.conversation
    is_delivered = draft.handover is not None and draft.handover.value == Handover.DELIVERY
    return NewOrder(
        company=work.company.id,
        conversation=conversation.id,
        contact=work.contact.id,
        lines=tuple(OrderLine(line.sku, line.name, line.quantity, line.price) for line in draft.cart),
        handover=Handover(draft.handover.value) if draft.handover else Handover.PICKUP,
        handover_price=handover_price(draft, work.company),
        address=draft.address.value if draft.address and is_delivered else "",
        when=draft.when.value if draft.when else "",
        phone=draft.phone.value if draft.phone else None,
        idempotency_key=f"{conversation.id}:order:{draft.read_back}",
        is_test=conversation.is_test,
    )


async def remember_customer(work: LiveWork) -> None:
    """What the customer told of themselves, where the base knew nothing."""
    learnt = _learnt(work.draft, work)
    phone = learnt.get("phone")
    if phone is not None:
        owner = await contacts.find_by_phone(work.unit, work.company.id, phone, is_test=work.contact.is_test)
        if owner is not None and owner.id != work.contact.id:
            del learnt["phone"]
    if learnt:
        await contacts.update(work.unit, work.contact.id, **learnt)


def _learnt(draft: Draft, work: LiveWork) -> ContactFields:
    learnt = ContactFields()
    if draft.name and draft.name.source is not Source.CONTACT and not work.contact.name:
        learnt.update(split_name(draft.name.value))
    if draft.phone and work.contact.phone is None:
        learnt["phone"] = draft.phone.value
    if draft.address and draft.address.source is not Source.CONTACT and draft.form is Form.ORDER:
        learnt["address"] = draft.address.value
    return learnt
