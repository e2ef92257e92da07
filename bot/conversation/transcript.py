"""What is written of a conversation, each in the transaction it is given: turns, language, wishes, the end."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from bot.company.book import CompanyBook, OpenCompany
from bot.conversation.human_desk import HumanDesk, QueuePlace
from bot.conversation.ownership import move_owner
from bot.dialogue.model import CloseConversation, HandOff, Reply, ReplyPart, SpeakLanguage
from bot.kit.clock import Clock
from bot.kit.db import UnitOfWork
from bot.language.languages import Language
from bot.language.plural import plural
from records.contacts.model import Contact
from records.conversations import service, store
from records.conversations.model import AddedTurn, Conversation, EventKind, NewTurn, Owner, Turn, Who
from records.conversations.outbox import Outbox, conversation_topic

MINUTES = {Language.RU: ("минуту", "минуты", "минут"), Language.EN: ("minute", "minutes", "minutes")}


class Transcript:
    def __init__(self, *, outbox: Outbox, clock: Clock, book: CompanyBook, desk: HumanDesk) -> None:
        self._outbox = outbox
        self._clock = clock
        self._book = book
        self._desk = desk

    async def add(self, unit: UnitOfWork, conversation: Conversation, new: NewTurn) -> AddedTurn:
        """Writes a turn and the message that tells both sides of it; the same `client_id` is written once."""
        now = self._clock.now()
        added = await store.add_turn(unit, conversation.id, replace(new, at_ms=_age_ms(conversation, now)), now)
        if added.is_new:
            await self._outbox.post_turn(unit, added.turn)
        return added

    async def say(
        self, unit: UnitOfWork, conversation: Conversation, part: ReplyPart, client_id: str | None = None
    ) -> Turn:
        new = NewTurn(who=Who.BOT, text=part.text, buttons=part.buttons, client_id=client_id)
        return (await self.add(unit, conversation, new)).turn

    async def greet(self, unit: UnitOfWork, conversation: Conversation, contact: Contact) -> None:
        name = contact.address_form
        prompt = (
            self.prompt(conversation, "greeting_known", name=name) if name else self.prompt(conversation, "greeting")
        )
        await self.say(unit, conversation, prompt)

    async def set_language(self, unit: UnitOfWork, conversation: Conversation, language: Language) -> Conversation:
        await store.set_language(unit, conversation.id, language)
        detail = {"language": language.value}
        await store.add_event(unit, conversation.id, EventKind.LANGUAGE_CHANGED, detail, self._clock.now())
        message = {"type": "language", "conversation": conversation.id, **detail}
        await self._outbox.post(unit, conversation_topic(conversation.id), message)
        return replace(conversation, language=language)

    async def close(self, unit: UnitOfWork, conversation: Conversation, by: Who) -> bool:
        """True for the one who closed it."""
        if conversation.owner is Owner.CLOSED:
            return False
        if conversation.owner in (Owner.QUEUE, Owner.AGENT):
            await self._desk.customer_left(unit, conversation)
        return await move_owner(
            unit,
            self._outbox,
            conversation.id,
            conversation.owner,
            Owner.CLOSED,
            detail={"by": by.value},
            now=self._clock.now(),
        )

    async def close_idle(self, unit: UnitOfWork) -> None:
        """Ends what has been silent for long with the bot, and tells who may still be looking."""
        for id in await service.close_idle(unit, self._clock.now()):
            told = {"from": Owner.BOT.value, "owner": Owner.CLOSED.value, "agent": "", "by": Who.SYSTEM.value}
            await self._outbox.post(unit, conversation_topic(id), {"type": "owner", "conversation": id, **told})

    async def write_reply(
        self, unit: UnitOfWork, conversation: Conversation, reply: Reply, event_id: str | None = None
    ) -> Reply:
        """Texts and wishes; with the parts that the wishes added. Written again for the same `event_id`, it is once."""
        last_words: list[CloseConversation] = []
        parts = list(reply.parts)
        for wish in reply.wishes:
            match wish:
                case HandOff() if conversation.owner is Owner.QUEUE:
                    parts = [self.prompt(conversation, "still_waiting")]
                case HandOff():
                    place = await self._hand_off(unit, conversation, wish)
                    parts.append(self._waiting(conversation, place))
                case SpeakLanguage(language=language):
                    conversation = await self.set_language(unit, conversation, language)
                case CloseConversation():
                    last_words.append(wish)
        for number, part in enumerate(parts):
            await self.say(unit, conversation, part, None if event_id is None else f"{event_id}:{number}")
        if last_words:
            await self.close(unit, conversation, Who.BOT)
        return replace(reply, parts=tuple(parts))

    async def _hand_off(self, unit: UnitOfWork, conversation: Conversation, wish: HandOff) -> QueuePlace:
        now = self._clock.now()
        detail = {"reason": wish.reason.value, "detail": wish.detail}
        await store.add_event(unit, conversation.id, EventKind.HANDOFF_REQUESTED, detail, now)
        place = await self._desk.request(unit, conversation, wish)
        told = {**detail, "handoff": place.handoff, "position": place.position, "wait_s": place.wait_s}
        await move_owner(unit, self._outbox, conversation.id, Owner.BOT, Owner.QUEUE, detail=told, now=now)
        return place

    def _waiting(self, conversation: Conversation, place: QueuePlace) -> ReplyPart:
        if not place.is_staffed:
            return self.prompt(conversation, "nobody_at_desk")
        if place.wait_s is None:
            return self.prompt(conversation, "waiting_place_unknown", position=place.position)
        wait = say_minutes(max(1, round(place.wait_s / 60)), conversation.language)
        return self.prompt(conversation, "waiting_place", position=place.position, wait=wait)

    def prompt(self, conversation: Conversation, prompt: str, /, **values: object) -> ReplyPart:
        return render(self._book.get(conversation.company), conversation, prompt, values)


def render(company: OpenCompany, conversation: Conversation, name: str, values: Mapping[str, object]) -> ReplyPart:
    rendered = company.prompts.render(
        name,
        conversation.language,
        spoken=conversation.channel.is_spoken,
        values={"company": company.company.name[conversation.language], **values},
        variant=conversation.turns,
    )
    return ReplyPart(rendered.text, rendered.buttons, name)


def say_minutes(minutes: int, language: Language) -> str:
    """As after "about": «2 минуты», «21 минуту»."""
    return f"{minutes} {plural(minutes, *MINUTES[language], language=language)}"


def _age_ms(conversation: Conversation, now: datetime) -> int:
    return int((now - conversation.started_at).total_seconds() * 1000)
