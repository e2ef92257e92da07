"""Reads from the base everything that a package is built from."""

from dataclasses import replace

from actions.draft import Draft
from bot.company.book import CompanyBook
from bot.kit.clock import Clock
from bot.kit.db import UnitOfWork
from bot.kit.errors import NotFound
from handoff.queues.machine import HandoffState
from handoff.queues.model import Handoff
from handoff.queues.service import QueueDesk
from handoff.story import Story
from records.complaints import store as complaints
from records.contacts import store as contacts
from records.contacts.model import Contact
from records.conversations import store as conversations
from records.conversations.model import Conversation
from records.orders import store as orders
from records.tasks import store as tasks

EARLIER = 5
"""How many earlier conversations an agent is shown."""


class StoryReader:
    def __init__(self, companies: CompanyBook, queue: QueueDesk, clock: Clock) -> None:
        self._companies = companies
        self._queue = queue
        self._clock = clock

    async def read(self, unit: UnitOfWork, handoff: Handoff) -> Story:
        outline = await self.read_outline(unit, handoff)
        conversation, contact = outline.conversation, outline.contact
        place = await self._queue.place_of(unit, handoff) if handoff.state is HandoffState.QUEUED else None
        promised = await tasks.list_open(unit, handoff.company)
        recent = await conversations.recent_of_contact(unit, contact.id, EARLIER + 1)
        return replace(
            outline,
            orders=tuple(await orders.open_of_contact(unit, contact.id)),
            complaints=tuple(await complaints.open_of_contact(unit, contact.id)),
            tasks=tuple(task for task in promised if task.conversation == conversation.id),
            earlier=tuple(talk for talk in recent if talk.id != conversation.id)[:EARLIER],
            position=place.position if place else None,
            wait_s=place.wait_s if place else None,
        )

    async def read_outline(self, unit: UnitOfWork, handoff: Handoff) -> Story:
        """Enough for the line in the queue: without what is shown only after accepting."""
        conversation, contact = await _talk(unit, handoff)
        return Story(
            handoff=handoff,
            conversation=conversation,
            company=self._companies.get(handoff.company).company,
            contact=contact,
            turns=tuple(await conversations.turns_after(unit, conversation.id, 0)),
            events=tuple(await conversations.events(unit, conversation.id)),
            draft=Draft.from_json(await conversations.get_draft(unit, conversation.id)),
            at=self._clock.now(),
        )


async def _talk(unit: UnitOfWork, handoff: Handoff) -> tuple[Conversation, Contact]:
    conversation = await conversations.get(unit, handoff.conversation)
    contact = await contacts.get(unit, conversation.contact) if conversation else None
    if conversation is None or contact is None:
        raise NotFound("unknown_conversation", "There is no such conversation.")
    return conversation, contact
