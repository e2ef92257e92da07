"""What an agent sees of a conversation in her lists: who waits, for whom, why, how long; and her own work. Pure."""

from collections.abc import Collection
from typing import Any

from bot.language.languages import Language
from bot.language.phones import show_phone
from handoff.desk.briefing import matter
from handoff.desk.phrases import UNKNOWN_CUSTOMER
from handoff.queues.model import Handoff
from handoff.story import Story

Shown = dict[str, Any]


def entry(story: Story, language: Language) -> Shown:
    handoff, conversation, company = story.handoff, story.conversation, story.company
    return {
        "handoff": handoff.id,
        "conversation": conversation.id,
        "company": company.id,
        "company_name": company.name.get(language) or company.name[company.default_language],
        "colour": company.colour,
        "channel": conversation.channel.value,
        "language": conversation.language.value,
        "who": who(story, language),
        "reason": handoff.reason.value,
        "briefing": matter(story, language),
        "queued_at": handoff.queued_at.isoformat() if handoff.queued_at else None,
        "priority": handoff.priority,
    }


def work(story: Story, language: Language) -> Shown:
    handoff = story.handoff
    return {
        **entry(story, language),
        "handoff_state": handoff.state.value,
        "accepted_at": handoff.accepted_at.isoformat() if handoff.accepted_at else None,
        "last": story.turns[-1].n if story.turns else 0,
    }


def who(story: Story, language: Language) -> str:
    """The name as it is known, from before or from what has just been said; else the number."""
    contact, said = story.contact, story.draft.known("name")
    phone = show_phone(contact.phone) if contact.phone else UNKNOWN_CUSTOMER[language]
    return contact.full_name or (said.value if said else phone)


def in_her_order(handoffs: list[Handoff], languages: Collection[Language]) -> list[Handoff]:
    """Those in her languages first; among them, and among the others, the order of the queue stays."""
    return sorted(handoffs, key=lambda handoff: handoff.language not in languages)
