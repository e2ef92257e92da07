"""What an agent does at her desk: sees who waits, takes one, reads the story, speaks, finishes, gives back."""

from datetime import datetime
from pathlib import Path
from typing import Any

from actions.draft import Draft
from bot.access.permissions import Act
from bot.company.book import CompanyBook
from bot.conversation.ownership import move_owner
from bot.kit.bus import Bus
from bot.kit.clock import Clock
from bot.kit.db import Database, UnitOfWork
from handoff.agents.model import Agent
from handoff.agents.presence import Presence
from handoff.desk import screen_pop
from handoff.desk.changes import change_contact, change_draft, read_changes
from handoff.desk.doors import Doors
from handoff.desk.refusals import refusal
from handoff.package import Package, package_of
from handoff.queues import store
from handoff.queues.machine import HandoffState
from handoff.queues.model import Handoff
from handoff.reading import StoryReader
from records.contacts import store as contacts
from records.conversations import store as conversations
from records.conversations.model import Conversation, NewTurn, Owner, Turn, Who
from records.conversations.outbox import Outbox, desk_topic


class Desk:
    def __init__(
        self,
        database: Database,
        outbox: Outbox,
        bus: Bus,
        clock: Clock,
        companies: CompanyBook,
        reader: StoryReader,
        presence: Presence,
        data: Path,
        *,
        is_strict: bool = False,
    ) -> None:
        """`data` is the folder below which turns' audio lies; when strict, a faulty package is an error (tests)."""
        self.presence = presence
        self.bus = bus
        self.clock = clock
        self.companies = companies
        self._database = database
        self._outbox = outbox
        self._reader = reader
        self._data = data
        self._is_strict = is_strict
        self._doors = Doors()

    async def waiting(self, agent: Agent) -> list[screen_pop.Shown]:
        """Entries of who waits for her companies, those in her languages first."""
        served = [company for company in agent.companies if agent.may(Act.SEE_QUEUE, company)]
        async with self._database.read() as unit:
            handoffs = screen_pop.in_her_order(await store.waiting(unit, served), agent.languages)
            stories = [await self._reader.read_outline(unit, handoff) for handoff in handoffs]
        return [screen_pop.entry(story, agent.language) for story in stories]

    async def mine(self, agent: Agent) -> list[screen_pop.Shown]:
        async with self._database.read() as unit:
            stories = [await self._reader.read_outline(unit, one) for one in await store.accepted_by(unit, agent.id)]
        return [screen_pop.work(story, agent.language) for story in stories]

    async def entry(self, agent: Agent, id: str) -> screen_pop.Shown | None:
        """None when it waits no more or is no business of hers."""
        async with self._database.read() as unit:
            handoff = await store.get(unit, id)
            if handoff is None or handoff.state is not HandoffState.QUEUED:
                return None
            if not agent.may(Act.SEE_QUEUE, handoff.company):
                return None
            story = await self._reader.read_outline(unit, handoff)
        return screen_pop.entry(story, agent.language)

    async def accept(self, agent: Agent, id: str) -> Package:
        """Of any number of agents exactly one gets it; she who has it already gets the package again."""
        async with self._database.begin() as unit:
            handoff = await self._doors.handoff(unit, agent, id, Act.TAKE_HANDOFF)
            has_left = await self._waits_no_more(unit, handoff)
            if not has_left:
                await self._take(unit, agent, handoff)
        if has_left:
            raise refusal("customer_left", agent.language)
        return await self.package(agent, id)

    async def _waits_no_more(self, unit: UnitOfWork, handoff: Handoff) -> bool:
        """The customer left, or went on with the bot; an entry that stayed behind is taken off the desks."""
        conversation = await conversations.get(unit, handoff.conversation)
        is_stale = conversation is None or conversation.owner is not Owner.QUEUE
        if is_stale and await store.abandon(unit, handoff.company, handoff.id, self.clock.now()):
            await self._tell_desks(unit, handoff, {"type": "gone"})
            return True
        return handoff.state is HandoffState.ABANDONED

    async def _take(self, unit: UnitOfWork, agent: Agent, handoff: Handoff) -> None:
        now = self.clock.now()
        if not await store.accept(unit, handoff.company, handoff.id, agent.id, now):
            if handoff.state is not HandoffState.ACCEPTED or handoff.agent != agent.id:
                raise refusal("already_taken", agent.language)
            return
        is_moved = await move_owner(
            unit,
            self._outbox,
            handoff.conversation,
            Owner.QUEUE,
            Owner.AGENT,
            agent=agent.id,
            agent_name=agent.name,
            detail={"handoff": handoff.id},
            now=now,
        )
        if not is_moved:
            raise refusal("customer_left", agent.language)
        await self._tell_desks(unit, handoff, {"type": "gone"})
        await self._tell_desks(unit, handoff, {"type": "mine", "agent": agent.id})

    async def package(self, agent: Agent, id: str) -> Package:
        """Built anew from the base each time."""
        async with self._database.read() as unit:
            handoff = await self._doors.handoff(unit, agent, id, Act.READ_STORY)
            self._doors.check_reads(agent, handoff)
            story = await self._reader.read(unit, handoff)
        return package_of(story, agent.language, is_strict=self._is_strict)

    async def say(self, agent: Agent, conversation_id: str, client_id: str, text: str) -> int:
        """The number of her turn; the same `client_id` is written once."""
        if not text.strip():
            raise refusal("empty_text", agent.language)
        async with self._database.begin() as unit:
            conversation, _ = await self._doors.hers(unit, agent, conversation_id, Act.SPEAK)
            now = self.clock.now()
            new = NewTurn(
                who=Who.AGENT,
                text=text.strip(),
                author=agent.name,
                client_id=client_id,
                at_ms=int((now - conversation.started_at).total_seconds() * 1000),
            )
            added = await conversations.add_turn(unit, conversation_id, new, now)
            if added.is_new:
                if added.owner is not Owner.AGENT:
                    code = "customer_left" if added.owner is Owner.CLOSED else "not_yours"
                    raise refusal(code, agent.language)
                await self._outbox.post_turn(unit, added.turn)
        return added.turn.n

    async def turns(self, agent: Agent, conversation_id: str, after: int) -> list[Turn]:
        async with self._database.read() as unit:
            await self._doors.conversation(unit, agent, conversation_id)
            return await conversations.turns_after(unit, conversation_id, after)

    async def audio(self, agent: Agent, conversation_id: str, n: int) -> Path:
        """The WAV of an utterance."""
        async with self._database.read() as unit:
            await self._doors.conversation(unit, agent, conversation_id)
            turn = await conversations.get_turn(unit, conversation_id, n)
        if turn is None:
            raise refusal("unknown_turn", agent.language)
        path = audio_below(self._data, turn.audio)
        if path is None or not path.is_file():
            raise refusal("no_audio", agent.language)
        return path

    async def finish(self, agent: Agent, conversation_id: str, disposition: str, note: str) -> None:
        async with self._database.begin() as unit:
            conversation, handoff = await self._doors.hers(unit, agent, conversation_id, Act.FINISH)
            if handoff.state is HandoffState.COMPLETED:
                return  # The answer to her first click was lost.
            if disposition not in self.companies.get(handoff.company).company.dispositions:
                raise refusal("unknown_disposition", agent.language)
            now = self.clock.now()
            if not await store.finish(unit, handoff.company, handoff.id, disposition, note, now):
                raise refusal("not_yours", agent.language)
            await conversations.set_disposition(unit, conversation_id, disposition)
            await self._move_from_her(unit, conversation, Owner.CLOSED, {"handoff": handoff.id}, now)
            await self._tell_desks(unit, handoff, {"type": "finished", "agent": agent.id})

    async def return_to_bot(self, agent: Agent, conversation_id: str, note: str, written: dict[str, str]) -> None:
        async with self._database.begin() as unit:
            conversation, handoff = await self._doors.hers(unit, agent, conversation_id, Act.RETURN_TO_BOT)
            if handoff.state is HandoffState.RETURNED:
                return
            now = self.clock.now()
            zone = self.companies.get(handoff.company).company.time_zone
            changes = read_changes(written, now.astimezone(zone).date(), agent.language)
            if not await store.give_back(unit, handoff.company, handoff.id, note, changes.told(), now):
                raise refusal("not_yours", agent.language)
            draft = Draft.from_json(await conversations.get_draft(unit, conversation_id))
            await conversations.save_draft(unit, conversation_id, change_draft(draft, changes).to_json(), now)
            if fields := change_contact(changes):
                await contacts.update(unit, conversation.contact, **fields)
            detail = {"handoff": handoff.id, "returned": {"note": note, "changes": changes.told()}}
            if not await self._move_from_her(unit, conversation, Owner.BOT, detail, now):
                raise refusal("customer_left", agent.language)
            await self._tell_desks(unit, handoff, {"type": "finished", "agent": agent.id})

    async def _move_from_her(
        self, unit: UnitOfWork, conversation: Conversation, to: Owner, detail: dict[str, Any], now: datetime
    ) -> bool:
        """False when the customer has closed it already."""
        return await move_owner(unit, self._outbox, conversation.id, Owner.AGENT, to, detail=detail, now=now)

    async def owns(self, agent: Agent, conversation_id: str) -> bool:
        async with self._database.read() as unit:
            conversation = await conversations.get(unit, conversation_id)
        return conversation is not None and conversation.owner is Owner.AGENT and conversation.agent == agent.id

    async def _tell_desks(self, unit: UnitOfWork, handoff: Handoff, message: dict[str, Any]) -> None:
        told = {**message, "handoff": handoff.id, "conversation": handoff.conversation}
        await self._outbox.post(unit, desk_topic(handoff.company), told)


def audio_below(data: Path, audio: str | None) -> Path | None:
    """Where an utterance's WAV lies; None for a path that leads out of the data folder or to anything else."""
    if not audio:
        return None
    root = data.resolve()
    path = (root / audio).resolve()
    return path if path.is_relative_to(root) and path.suffix == ".wav" else None
