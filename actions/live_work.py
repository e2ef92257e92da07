"""What an action works with: one live turn, its draft and its customer, in one transaction."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from statistics import fmean
from typing import Any

from actions.complaints.steps import ComplaintContext, ask_complaint_again
from actions.draft import Draft, Form, Said, Source
from actions.orders.next_question import Asking, next_question
from actions.orders.reading import ReplyContext
from actions.orders.steps import KnownCustomer, ask_again
from actions.step import Step
from bot.company.model import Company
from bot.dialogue.live_turns import LiveTurn
from bot.dialogue.model import Utterance, Wish
from bot.kit.db import UnitOfWork
from bot.language.languages import Language
from records.contacts import store as contacts
from records.contacts.model import Contact
from records.conversations import store as conversations


@dataclass(slots=True)
class LiveWork:
    """Everything an action may read and change. It is saved, said and wished only when the transaction is through."""

    unit: UnitOfWork
    turn: LiveTurn
    draft: Draft
    contact: Contact
    now: datetime
    was_handled: bool
    """Whether an action has already taken in what this turn says."""
    says: list[Said] = field(default_factory=list)
    wishes: list[Wish] = field(default_factory=list)
    message: Mapping[str, Any] = field(default_factory=dict)
    """Rasa's latest message: intent, metadata."""

    @property
    def utterance(self) -> Utterance:
        return self.turn.utterance

    @property
    def language(self) -> Language:
        return self.utterance.language

    @property
    def company(self) -> Company:
        return self.turn.company.company

    @property
    def today(self) -> date:
        """The company's local day."""
        return self.utterance.at.astimezone(self.company.time_zone).date()

    @property
    def intent(self) -> str:
        return str((self.message.get("intent") or {}).get("name") or "")

    @property
    def asking(self) -> Asking:
        return Asking(self.company, self.language, self.today, self.contact.address)

    @property
    def reply_context(self) -> ReplyContext:
        return ReplyContext(
            company=self.company,
            catalogue=self.turn.company.catalogue,
            language=self.language,
            today=self.today,
            source=self._source,
            confidence=self._confidence,
            caller_number=self.utterance.caller_number,
            is_off_topic=self.intent == "out_of_scope",
            known_address=self.contact.address,
        )

    @property
    def complaint_context(self) -> ComplaintContext:
        return ComplaintContext(
            company=self.company,
            language=self.language,
            today=self.today,
            source=self._source,
            confidence=self._confidence,
            caller_number=self.utterance.caller_number,
        )

    @property
    def customer(self) -> KnownCustomer:
        return KnownCustomer(
            self.contact.address_form or self.contact.full_name, self.contact.phone, self.contact.address
        )

    def say(self, prompt: str, **values: str) -> None:
        self.says.append(Said(prompt, values))

    def take(self, step: Step) -> None:
        self.draft = step.draft
        self.says.extend(step.says)
        if step.wish is not None:
            self.wishes.append(step.wish)

    def ask_pending(self) -> None:
        """What was open before this turn is asked again, in few words."""
        match self.draft.form:
            case Form.ORDER if next_question(self.draft):
                self.take(ask_again(self.draft, self.asking))
            case Form.COMPLAINT:
                self.take(ask_complaint_again(self.draft))

    async def save(self) -> None:
        """Everything said in one turn is what «повторите» says again."""
        before = self.draft.said if self.was_handled else ()
        draft = replace(self.draft, said=(*before, *self.says), handled_turn=self.utterance.turn)
        await conversations.save_draft(self.unit, self.utterance.conversation.id, draft.to_json(), self.now)

    @property
    def _source(self) -> Source:
        return Source.SPEECH if self.utterance.is_spoken else Source.TEXT

    @property
    def _confidence(self) -> float:
        """How sure the recogniser was of the words, on average; typed words are sure."""
        heard = [word.confidence for word in self.utterance.words if word.confidence is not None]
        return round(fmean(heard), 3) if heard else 1.0


async def open_work(unit: UnitOfWork, turn: LiveTurn, now: datetime, message: Mapping[str, Any]) -> LiveWork:
    conversation = turn.utterance.conversation
    draft = Draft.from_json(await conversations.get_draft(unit, conversation.id))
    contact = await contacts.get(unit, conversation.contact)
    if contact is None:
        contact = Contact(conversation.contact, conversation.company)
    return LiveWork(
        unit=unit,
        turn=turn,
        draft=draft,
        contact=contact,
        now=now,
        was_handled=draft.handled_turn == turn.utterance.turn,
        message=message,
    )
