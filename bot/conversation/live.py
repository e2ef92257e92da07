"""A conversation running: what a customer says goes to whoever owns it, and the bot's reply comes back.

What was said is in the base before anybody thinks about it; what is answered is in the base before anybody hears it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from bot.company.book import CompanyBook
from bot.conversation.transcript import Transcript
from bot.dialogue.language_choice import choose_language
from bot.dialogue.model import Reply, Utterance
from bot.dialogue.ports import DialogueEngine, Resuming
from bot.kit.bus import Bus
from bot.kit.clock import Clock
from bot.kit.db import Database
from bot.kit.errors import FrontlineError, NotFound
from bot.kit.locks import KeyedLocks
from bot.language.languages import Language
from bot.language.written_form import written_form
from records.contacts import service as contacts
from records.contacts import store as contact_store
from records.conversations import service, store
from records.conversations.model import AddedTurn, ChannelKind, Conversation, NewTurn, Owner, Turn, Who
from records.conversations.outbox import conversation_topic

UNANSWERED_FOR = timedelta(minutes=30)
"""What a customer said before a crash is still answered after it, if no older than this."""
RECENT = 20
MESSAGE_LIMIT = 4000
"""Letters in one message; more is a paste, not a sentence."""
ID_LIMIT = 64
"""Letters in a message's own id."""


@dataclass(frozen=True, slots=True)
class Opening:
    """Who comes, by which way in, and to whom."""

    company: str
    channel: ChannelKind
    language: Language
    phone: str | None = None
    browser_hash: str | None = None
    is_test: bool = False


class Conversations:
    def __init__(
        self,
        *,
        database: Database,
        transcript: Transcript,
        bus: Bus,
        clock: Clock,
        book: CompanyBook,
        engine: DialogueEngine,
        resuming: Resuming,
    ) -> None:
        self._database = database
        self._transcript = transcript
        self._bus = bus
        self._clock = clock
        self._book = book
        self._engine = engine
        self._resuming = resuming
        self._locks = KeyedLocks()

    async def open(self, opening: Opening) -> Conversation:
        """Goes on with this customer's open conversation on this channel, or begins one with a greeting.

        Raises NotFound for an unknown company.
        """
        company = self._book.get(opening.company).company
        language = opening.language if opening.language in company.languages else company.default_language
        now = self._clock.now()
        async with self._database.begin() as unit:
            contact = await contacts.recognise(
                unit,
                opening.company,
                phone=opening.phone,
                browser_hash=opening.browser_hash,
                language=language,
                now=now,
                is_test=opening.is_test,
            )
            opened = await service.open_conversation(
                unit,
                opening.company,
                channel=opening.channel,
                language=language,
                contact=contact.id,
                now=now,
                is_test=opening.is_test,
            )
            if opened.is_new and opening.channel is not ChannelKind.REST:
                await self._transcript.greet(unit, opened.conversation, contact)
        return await self.get(opened.conversation.id)

    async def get(self, conversation_id: str) -> Conversation:
        async with self._database.read() as unit:
            conversation = await store.get(unit, conversation_id)
        if conversation is None:
            raise NotFound("unknown_conversation", "There is no such conversation: begin a new one.")
        return conversation

    async def turns_after(self, conversation_id: str, after: int) -> list[Turn]:
        async with self._database.read() as unit:
            return await store.turns_after(unit, conversation_id, after)

    async def accept(self, conversation_id: str, said: NewTurn) -> AddedTurn:
        """Writes what the customer said. The same `client_id` is written once."""
        if len(said.text) > MESSAGE_LIMIT:
            sentence = f"A message may have {MESSAGE_LIMIT} letters: send it in parts."
            raise FrontlineError("message_too_long", sentence, status=413)
        if len(said.client_id or "") > ID_LIMIT:
            raise FrontlineError("bad_field", f"A message's id may have {ID_LIMIT} letters.")
        if not said.text.strip():
            raise FrontlineError("message_empty", "There is nothing in this message: write or say something.")
        async with self._database.begin() as unit:
            conversation = await store.get(unit, conversation_id)
            if conversation is None:
                raise NotFound("unknown_conversation", "There is no such conversation: begin a new one.")
            if conversation.owner is Owner.CLOSED:
                raise FrontlineError("conversation_closed", "This conversation has ended: begin a new one.", status=409)
            return await self._transcript.add(unit, conversation, said)

    async def answer(self, turn: Turn, *, caller_number: str | None = None) -> Reply | None:
        """The bot's reply to a customer's turn, already in the base; None while a person owns the conversation.

        Turns of one conversation are answered one after another.
        """
        async with self._locks.hold(turn.conversation):
            conversation = await self.get(turn.conversation)
            if conversation.owner not in (Owner.BOT, Owner.QUEUE):
                return None
            conversation = await self._in_chosen_language(conversation, turn)
            typing = {"type": "typing", "conversation": conversation.id, "who": Who.BOT.value}
            self._bus.publish(conversation_topic(conversation.id), typing)
            reply = await self._engine.reply_to(
                Utterance(
                    conversation=conversation,
                    turn=turn.n,
                    text=written_form(turn.text, conversation.language),
                    language=conversation.language,
                    at=self._clock.now(),
                    words=turn.words,
                    caller_number=caller_number,
                )
            )
            return await self._write_reply(conversation.id, reply, answers=turn.n)

    async def unanswered(self) -> list[Turn]:
        """After a restart: what customers said and a crash left without an answer, in the order of saying."""
        async with self._database.read() as unit:
            return await store.unanswered(unit, self._clock.now() - UNANSWERED_FOR)

    async def last_of(self, company: str, channel: ChannelKind, browser_hash: str) -> Conversation | None:
        """The last conversation of this customer on this channel, open or closed."""
        async with self._database.read() as unit:
            contact = await contact_store.find_by_browser(unit, company, browser_hash)
            recent = [] if contact is None else await store.recent_of_contact(unit, contact.id, RECENT)
        return next((one for one in recent if one.channel is channel), None)

    async def close_idle(self) -> None:
        """Ends what the bot owns and where nobody has said anything for long."""
        async with self._database.begin() as unit:
            await self._transcript.close_idle(unit)

    async def take_back(self, conversation_id: str, changes: Mapping[str, str], event_id: str) -> None:
        """A person gave the conversation back: the bot goes on where it was. The same event is taken once."""
        async with self._locks.hold(conversation_id):
            await self._engine.forget(conversation_id)
            conversation = await self.get(conversation_id)
            if conversation.owner is Owner.BOT:
                reply = await self._resuming.resume(conversation, changes)
                await self._write_reply(conversation_id, reply, event_id=event_id)

    async def _write_reply(
        self, conversation_id: str, reply: Reply, *, answers: int | None = None, event_id: str | None = None
    ) -> Reply | None:
        """None when a person took over, or the customer left, while the bot was thinking: nothing was said then."""
        async with self._database.begin() as unit:
            conversation = await store.get(unit, conversation_id)
            if conversation is None or conversation.owner not in (Owner.BOT, Owner.QUEUE):
                return None
            said = await self._transcript.write_reply(unit, conversation, reply, event_id)
            if answers is not None:
                await store.set_trace(unit, conversation_id, answers, _trace_json(said))
        return said

    async def say(self, conversation_id: str, prompt: str, **values: object) -> Turn | None:
        """The line itself says one of the company's prompts (a reprompt, a goodbye); None once it is closed."""
        return await self.say_once(conversation_id, None, prompt, **values)

    async def say_once(self, conversation_id: str, event: str | None, prompt: str, **values: object) -> Turn | None:
        """As `say`; told again of the same event it says nothing new."""
        async with self._database.begin() as unit:
            conversation = await store.get(unit, conversation_id)
            if conversation is None or conversation.owner is Owner.CLOSED:
                return None
            part = self._transcript.prompt(conversation, prompt, **values)
            return await self._transcript.say(unit, conversation, part, event)

    async def note_heard(self, conversation_id: str, n: int, heard: str) -> None:
        """Of that turn the caller heard only so much before she took the floor."""
        async with self._database.begin() as unit:
            await store.set_spoken(unit, conversation_id, n, heard)

    async def close(self, conversation_id: str, *, by: Who) -> None:
        """The customer leaves, or nothing is left to say. Closing twice is closing once."""
        async with self._database.begin() as unit:
            conversation = await store.get(unit, conversation_id)
            if conversation is not None:
                await self._transcript.close(unit, conversation, by)
        await self._engine.forget(conversation_id)

    async def set_language(self, conversation_id: str, language: Language) -> None:
        async with self._database.begin() as unit:
            conversation = await store.get(unit, conversation_id)
            if conversation is not None and conversation.language is not language:
                await self._transcript.set_language(unit, conversation, language)

    async def _in_chosen_language(self, conversation: Conversation, turn: Turn) -> Conversation:
        spoken = self._book.get(conversation.company).company.languages
        language = choose_language(conversation.language, turn.text, spoken)
        if language is conversation.language:
            return conversation
        async with self._database.begin() as unit:
            return await self._transcript.set_language(unit, conversation, language)


def _trace_json(reply: Reply) -> dict[str, object]:
    trace = reply.trace
    return {name: getattr(trace, name) for name in trace.__slots__} | {
        "prompts": [part.prompt for part in reply.parts if part.prompt],
        "wishes": [type(wish).__name__ for wish in reply.wishes],
    }
