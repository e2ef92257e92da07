"""Everything that a package is built from, as it was read from the base at one moment. Data only."""

from dataclasses import dataclass
from datetime import datetime

from actions.draft import Draft, Form, Known, Source, missing_slots
from bot.company.model import Company
from bot.dialogue.model import HandoffReason
from handoff.queues.model import Handoff
from records.complaints.model import Complaint
from records.contacts.model import Contact
from records.conversations.model import Conversation, ConversationEvent, Turn, Who
from records.orders.model import Order
from records.tasks.model import Task


@dataclass(frozen=True, slots=True)
class Story:
    handoff: Handoff
    conversation: Conversation
    company: Company
    contact: Contact
    turns: tuple[Turn, ...]
    events: tuple[ConversationEvent, ...]
    draft: Draft
    at: datetime
    orders: tuple[Order, ...] = ()
    """Open ones, of this customer."""
    complaints: tuple[Complaint, ...] = ()
    """Open ones, of this customer."""
    tasks: tuple[Task, ...] = ()
    """Open ones, of this conversation."""
    earlier: tuple[Conversation, ...] = ()
    """The latest first, without this one."""
    position: int | None = None
    """In the company's queue; None when the handoff waits no more."""
    wait_s: int | None = None

    @property
    def draft_with_contact(self) -> Draft:
        """The draft with what is known of the customer from before: nobody is asked for a name that we have."""
        draft = self.draft
        for slot, value in (
            ("name", self.contact.address_form or self.contact.full_name),
            ("phone", self.contact.phone),
        ):
            if value and draft.form is not Form.NONE and draft.known(slot) is None:
                draft = draft.with_known(slot, Known(value, Source.CONTACT))
        return draft

    @property
    def missing(self) -> list[str]:
        """Slots that are still to be asked, in the order of asking."""
        return missing_slots(self.draft_with_contact)

    @property
    def customer_turns(self) -> tuple[Turn, ...]:
        return tuple(turn for turn in self.turns if turn.who is Who.CUSTOMER)

    @property
    def matter(self) -> Turn | None:
        """The customer's last words that are not the mere wish for a person."""
        said = [turn for turn in self.customer_turns if not self.is_wish_for_person(turn)]
        return said[-1] if said else None

    def is_wish_for_person(self, turn: Turn) -> bool:
        return self.handoff.reason is HandoffReason.ASKED_HUMAN and turn.n == self.handoff.trigger_turn
