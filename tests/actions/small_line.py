"""A line with one conversation on a real base, whose actions are called as Rasa calls them."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.draft import Draft
from actions.server import build_actions
from bot.company.book import OpenCompany
from bot.dialogue.live_turns import LiveTurn, LiveTurns, TurnState
from bot.dialogue.model import Utterance, Wish
from bot.kit.db import Database
from bot.language.languages import Language
from bot.language.written_form import written_form
from records.contacts import store as contacts
from records.contacts.model import Contact
from records.conversations import store as conversations
from records.conversations.model import ChannelKind, Conversation, ConversationEvent, NewConversation
from tests.fakes.clock import StandingClock


@dataclass
class Answer:
    """What one action call came to."""

    prompts: list[str]
    text: str
    events: list[dict[str, Any]]
    wishes: list[Wish]

    @property
    def requested(self) -> str | None:
        return next((event["value"] for event in self.events if event.get("name") == "requested_slot"), None)


@dataclass
class ActionLine:
    company: OpenCompany
    language: Language
    database: Database
    conversation: Conversation
    contact: Contact
    clock: StandingClock
    turns: LiveTurns = field(default_factory=LiveTurns)
    turn: int = 0
    caller_number: str | None = None

    async def call(self, action: str, text: str = "", *, intent: str = "", ends: bool = True) -> Answer:
        """The customer says it and Rasa calls the action; without `ends` the turn stays live for another call."""
        live = self.begin(text)
        answer = await self.call_again(action, live, intent=intent)
        if ends:
            await self.turns.end(live, TurnState.ANSWERED)
        return answer

    def begin(self, text: str) -> LiveTurn:
        self.turn += 1
        utterance = Utterance(
            conversation=self.conversation,
            turn=self.turn,
            text=written_form(text, self.language),
            language=self.language,
            at=self.clock.now(),
            caller_number=self.caller_number,
        )
        live = LiveTurn(utterance, self.company)
        self.turns.begin(live)
        return live

    async def call_again(self, action: str, live: LiveTurn, *, intent: str = "") -> Answer:
        dispatcher = CollectingDispatcher()
        events = await self.action(action).run(dispatcher, self.tracker(live, intent), {})
        prompts = [message["response"].removeprefix("utter_") for message in dispatcher.messages]
        texts = [
            self.company.prompts.render(
                prompt, self.language, spoken=self.conversation.channel.is_spoken, values=message
            ).text
            for prompt, message in zip(prompts, dispatcher.messages, strict=True)
        ]
        return Answer(prompts, " ".join(texts), events, live.wishes)

    def action(self, name: str) -> Action:
        return next(one for one in build_actions(self.database, self.turns, self.clock) if one.name() == name)

    def tracker(self, live: LiveTurn, intent: str) -> Tracker:
        metadata = {"conversation": self.conversation.id, "turn": live.utterance.turn}
        message = {"text": live.utterance.text, "intent": {"name": intent}, "metadata": metadata}
        return Tracker(self.conversation.id, {}, message, [], False, None, {}, "action_listen")

    async def draft(self) -> Draft:
        async with self.database.read() as unit:
            return Draft.from_json(await conversations.get_draft(unit, self.conversation.id))

    async def events(self) -> list[ConversationEvent]:
        async with self.database.read() as unit:
            return await conversations.events(unit, self.conversation.id)


@asynccontextmanager
async def action_line(
    url: str, company: OpenCompany, language: Language, channel: ChannelKind = ChannelKind.CHAT, **known: Any
) -> AsyncIterator[ActionLine]:
    database, clock = Database(url), StandingClock()
    await database.open()
    try:
        async with database.begin() as unit:
            contact = await contacts.create(unit, company.company.id, now=clock.now(), **known)
            new = NewConversation(company.company.id, channel, language, contact.id)
            conversation = await conversations.create(unit, new, clock.now() - timedelta(minutes=1))
        yield ActionLine(company, language, database, conversation, contact, clock)
    finally:
        await database.close()
