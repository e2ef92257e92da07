"""The first message on every socket of a customer: who answers, in which language, and how well it hears."""

from dataclasses import dataclass
from typing import Any

from bot.company.book import CompanyBook
from records.conversations.model import Conversation


@dataclass(frozen=True, slots=True)
class SpeechAbility:
    """`ears` is `official`, `tiny` (a demonstration of a few hundred words) or `none`."""

    ears: str
    voice: bool


class Welcome:
    def __init__(self, book: CompanyBook, speech: SpeechAbility) -> None:
        self._book = book
        self._speech = speech

    def message(self, conversation: Conversation) -> dict[str, Any]:
        company = self._book.get(conversation.company).company
        return {
            "type": "welcome",
            "conversation": conversation.id,
            "company": company.id,
            "name": company.name[conversation.language],
            "colour": company.colour,
            "language": conversation.language.value,
            "owner": conversation.owner.value,
            "last": conversation.turns,
            "speech": {"ears": self._speech.ears, "voice": self._speech.voice},
        }
