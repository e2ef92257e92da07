"""What the line knows about an utterance before Rasa is asked: its knowledge, its goods, a yes or a no.

The result travels to Rasa as the message's metadata, where the arbiter weighs it against the classifier's opinion.
"""

from dataclasses import dataclass
from typing import Any

from bot.company.book import OpenCompany
from bot.company.knowledge import KnowledgeMatch
from bot.dialogue.model import Utterance
from bot.dialogue.rasa_client import OpenQuestion
from bot.language.answers import yes_or_no


@dataclass(frozen=True, slots=True)
class LookUp:
    knowledge: KnowledgeMatch | None
    items: int
    """How many goods of the catalogue are named."""
    yes: bool | None
    """Whether it is a clear yes or a clear no."""


def look_up(utterance: Utterance, company: OpenCompany) -> LookUp:
    return LookUp(
        company.knowledge.find(utterance.text, utterance.language),
        len(company.catalogue.find_items(utterance.text, utterance.language)),
        yes_or_no(utterance.text, utterance.language),
    )


def message_metadata(utterance: Utterance, found: LookUp, question: OpenQuestion) -> dict[str, Any]:
    return {
        "company": utterance.conversation.company,
        "language": utterance.language.value,
        "conversation": utterance.conversation.id,
        "turn": utterance.turn,
        "spoken": utterance.is_spoken,
        "is_test": utterance.conversation.is_test,
        "form": question.form,
        "asked": question.asked,
        "knowledge": _knowledge_metadata(found.knowledge),
        "items": found.items,
        "answers": {True: "yes", False: "no", None: ""}[found.yes],
    }


def _knowledge_metadata(match: KnowledgeMatch | None) -> dict[str, Any] | None:
    if match is None:
        return None
    return {
        "id": match.answer.id,
        "score": round(match.score, 3),
        "runner_up": round(match.runner_up, 3),
        "confident": match.is_confident,
    }
