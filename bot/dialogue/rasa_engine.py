"""The dialogue by Rasa, within a deadline: what Rasa does not answer in time is answered by the fallback."""

import asyncio
from collections import OrderedDict
from collections.abc import Callable
from typing import Any, Protocol

import httpx

from bot.company.book import CompanyBook
from bot.company.knowledge import KnowledgeMatch
from bot.dialogue.live_turns import LiveTurn, LiveTurns, TurnState
from bot.dialogue.look_up import LookUp, look_up, message_metadata
from bot.dialogue.model import Reply, ReplyPart, Utterance
from bot.dialogue.rasa_client import OpenQuestion, RasaClient, RasaServer
from bot.kit.clock import Clock
from bot.kit.errors import FrontlineError, Unavailable
from bot.kit.log import logger

log = logger(__name__)

DEADLINE_MS = 3_000
FIRST_START_MS = 20_000
"""What is said while the line is just opening waits for the dialogue, rather than going to a person."""
_REMEMBERED = 10_000
"""Conversations whose state in Rasa is kept in mind; more are simply rebuilt."""
_STALE = -1
"""In place of a generation: whatever Rasa holds of this conversation is not to be trusted."""

Fallback = Callable[[LiveTurn, KnowledgeMatch | None, str], Reply]


class Drafts(Protocol):
    async def open_question(self, conversation: str) -> OpenQuestion:
        """What the conversation's draft waits for."""
        ...


class RasaEngine:
    """A `DialogueEngine`."""

    def __init__(
        self,
        server: RasaServer,
        http: httpx.AsyncClient,
        companies: CompanyBook,
        drafts: Drafts,
        turns: LiveTurns,
        clock: Clock,
        fallback: Fallback,
        deadline_ms: int = DEADLINE_MS,
    ) -> None:
        self._server = server
        self._rasa = RasaClient(server, http)
        self._companies = companies
        self._drafts = drafts
        self._turns = turns
        self._clock = clock
        self._fallback = fallback
        self._deadline_ms = deadline_ms
        self._generations: OrderedDict[str, int] = OrderedDict()

    async def reply_to(self, utterance: Utterance) -> Reply:
        began = self._clock.monotonic_ms()
        turn = LiveTurn(utterance, self._companies.get(utterance.conversation.company))
        found = look_up(utterance, turn.company)
        self._note_look_up(turn, found, began)
        self._turns.begin(turn)
        try:
            return await self._by_rasa_or_without(turn, found)
        finally:
            turn.trace.stages_ms["dialogue"] = self._clock.monotonic_ms() - began
            if turn.state is TurnState.RUNNING:
                await self._abandon(turn)

    async def forget(self, conversation: str) -> None:
        self._remember(conversation, _STALE)

    async def _by_rasa_or_without(self, turn: LiveTurn, found: LookUp) -> Reply:
        why = ""
        parts: tuple[ReplyPart, ...] = ()
        generation = self._server.generation
        try:
            parts = await self._ask_rasa(turn, found)
        except TimeoutError:
            why = "Rasa did not answer in time"
        except (httpx.HTTPError, FrontlineError):
            why = "Rasa could not be reached"
        if parts or (turn.wishes and not why):
            self._remember(turn.utterance.conversation.id, generation)
            await self._turns.end(turn, TurnState.ANSWERED)
            turn.trace.engine = "rasa"
            return Reply(parts, tuple(turn.wishes), turn.trace)
        await self._abandon(turn)
        why = why or "Rasa had nothing to say"
        log.warning("a turn was answered without Rasa", conversation=turn.utterance.conversation.id, why=why)
        return self._fallback(turn, found.knowledge, why)

    async def _ask_rasa(self, turn: LiveTurn, found: LookUp) -> tuple[ReplyPart, ...]:
        utterance = turn.utterance
        if self._server.is_first_start:
            await self._server.wait_until_ready(FIRST_START_MS)
        if not self._server.is_ready:
            raise Unavailable("rasa_not_ready", "The dialogue is just starting.")
        async with asyncio.timeout(self._deadline_ms / 1000):
            began = self._clock.monotonic_ms()
            question = await self._drafts.open_question(utterance.conversation.id)
            await self._bring_up_to_date(utterance.conversation.id, question)
            prepared = self._clock.monotonic_ms()
            parts = await self._rasa.send(
                utterance.conversation.id, utterance.text, message_metadata(utterance, found, question)
            )
        turn.trace.stages_ms["draft"] = prepared - began
        turn.trace.stages_ms["rasa"] = self._clock.monotonic_ms() - prepared
        return parts

    async def _bring_up_to_date(self, conversation: str, question: OpenQuestion) -> None:
        """Rasa holds what the draft says, unless it was restarted or something happened behind its back."""
        known = self._generations.get(conversation)
        is_new = known is None and not question.form
        if not is_new and known != self._server.generation:
            await self._rasa.rebuild(conversation, question)

    async def _abandon(self, turn: LiveTurn) -> None:
        """From here on its actions write nothing. What Rasa made of it is unknown."""
        self._remember(turn.utterance.conversation.id, _STALE)
        await self._turns.end(turn, TurnState.ABANDONED)

    def _remember(self, conversation: str, generation: int) -> None:
        self._generations[conversation] = generation
        self._generations.move_to_end(conversation)
        while len(self._generations) > _REMEMBERED:
            self._generations.popitem(last=False)

    def _note_look_up(self, turn: LiveTurn, found: LookUp, began: int) -> None:
        turn.trace.stages_ms["look_up"] = self._clock.monotonic_ms() - began
        if found.knowledge is not None:
            turn.trace.knowledge = found.knowledge.answer.id
            turn.trace.knowledge_score = round(found.knowledge.score, 3)


def note_action(turn: LiveTurn, call: dict[str, Any]) -> None:
    """Adds one call of an action by Rasa to the turn's trace; `call` is the body of the action server's request."""
    message = call.get("tracker", {}).get("latest_message") or {}
    intent = message.get("intent") or {}
    turn.trace.intent = str(intent.get("name") or "")
    turn.trace.intent_score = intent.get("confidence")
    turn.trace.rule = str(intent.get("why") or "")
    turn.trace.actions.append(str(call.get("next_action") or ""))
