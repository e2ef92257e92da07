"""REST in the shape of Rasa's channel, so that clients written for Rasa work unchanged."""

import hashlib
from typing import Annotated, Any

from fastapi import APIRouter, Depends
from pydantic import AfterValidator, BaseModel, Field

from bot.channels.base import Abilities, ChannelParts, language_of
from bot.company.book import OpenCompany
from bot.conversation.feed import CUSTOMER_FIELDS
from bot.conversation.live import Opening
from bot.dialogue.model import ReplyPart
from bot.kit.ids import new_id
from records.conversations.model import ChannelKind, Conversation, NewTurn, Who
from records.conversations.outbox import turn_message


def _whole(text: str) -> str:
    """Half of a surrogate pair is no text: it could be neither kept nor sent on."""
    try:
        text.encode()
    except UnicodeEncodeError:
        raise ValueError("this is not whole Unicode") from None
    return text


Text = Annotated[str, AfterValidator(_whole)]
Sender = Annotated[Text, Field(min_length=1, max_length=200)]
LARGEST_N = 2**31 - 1


class RestMetadata(BaseModel):
    company: Text | None = None
    language: Text | None = None
    message_id: Text | None = Field(None, max_length=64, description="The sender's own id: sent twice, written once.")


class RestMessage(BaseModel):
    sender: Sender
    message: Text
    metadata: RestMetadata = RestMetadata()


class RestPoll(BaseModel):
    sender: Sender
    after: Annotated[int, Field(ge=0, le=LARGEST_N)] = 0
    metadata: RestMetadata = RestMetadata()


class RestChat:
    kind = ChannelKind.REST
    abilities = Abilities(shows_buttons=True)

    def __init__(self, parts: ChannelParts) -> None:
        self._conversations = parts.conversations
        self._book = parts.book
        self._gate = parts.rest_gate

    def routes(self) -> APIRouter:
        router = APIRouter(prefix="/webhooks/rest", tags=["rest"], dependencies=[Depends(self._gate.check)])
        router.add_api_route("/webhook", self._say, methods=["POST"])
        router.add_api_route("/messages", self._messages, methods=["POST"])
        return router

    async def _say(self, said: RestMessage) -> list[dict[str, Any]]:
        """What the bot answers; `[]` while a person owns the conversation."""
        company = self._company(said.metadata.company)
        conversation = await self._open(company, said.sender, said.metadata.language)
        new = NewTurn(who=Who.CUSTOMER, text=said.message, client_id=said.metadata.message_id or new_id("rest"))
        added = await self._conversations.accept(conversation.id, new)
        reply = await self._conversations.answer(added.turn) if added.is_new else None
        return [] if reply is None else [rest_part(said.sender, part) for part in reply.parts]

    async def _messages(self, asked: RestPoll) -> list[dict[str, Any]]:
        """Every turn of the sender's last conversation after the number `after`: so a client reads what an agent wrote.

        A POST, because a sender may be somebody's number, and numbers do not belong into addresses.
        """
        company = self._company(asked.metadata.company).company.id
        known_as = rest_hash(company, asked.sender)
        conversation = await self._conversations.last_of(company, self.kind, known_as)
        if conversation is None:
            return []
        turns = await self._conversations.turns_after(conversation.id, asked.after)
        return [{name: turn_message(turn)[name] for name in CUSTOMER_FIELDS} for turn in turns]

    def _company(self, id: str | None) -> OpenCompany:
        return self._book.default if id is None else self._book.get(id)

    async def _open(self, company: OpenCompany, sender: str, language: str | None) -> Conversation:
        spoken = language_of(language, company.company.default_language)
        known_as = rest_hash(company.company.id, sender)
        return await self._conversations.open(Opening(company.company.id, self.kind, spoken, browser_hash=known_as))


def rest_hash(company: str, sender: str) -> str:
    """A sender is somebody only within a company."""
    return hashlib.sha256(f"rest\n{company}\n{sender}".encode()).hexdigest()


def rest_part(recipient: str, part: ReplyPart) -> dict[str, Any]:
    answer: dict[str, Any] = {"recipient_id": recipient, "text": part.text}
    if part.buttons:
        answer["buttons"] = [{"title": title, "payload": payload} for title, payload in part.buttons]
    return answer
