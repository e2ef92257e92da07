"""Turns that are being answered now: how an action called by Rasa finds its turn, and learns that it is too late."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from enum import StrEnum

from bot.company.book import OpenCompany
from bot.dialogue.model import Trace, Utterance, Wish


class TurnState(StrEnum):
    RUNNING = "running"
    ABANDONED = "abandoned"
    ANSWERED = "answered"


class TurnAbandoned(Exception):
    """The customer has already been answered otherwise: nothing may be written for this turn."""


class LiveTurn:
    """One turn while it is answered. Actions add wishes and trace to it, and write only inside `writing()`."""

    def __init__(self, utterance: Utterance, company: OpenCompany) -> None:
        self.utterance = utterance
        self.company = company
        self.wishes: list[Wish] = []
        self.trace = Trace()
        self.state = TurnState.RUNNING
        self._lock = asyncio.Lock()

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[None]:
        """Around a transaction of an action. A turn is never abandoned in the middle of one."""
        async with self._lock:
            if self.state is not TurnState.RUNNING:
                raise TurnAbandoned
            yield

    async def end(self, state: TurnState) -> None:
        async with self._lock:
            self.state = state


class LiveTurns:
    """At most one turn a conversation is live."""

    def __init__(self) -> None:
        self._turns: dict[str, LiveTurn] = {}

    def begin(self, turn: LiveTurn) -> None:
        self._turns[turn.utterance.conversation.id] = turn

    def find(self, conversation: str, number: int) -> LiveTurn | None:
        """The live turn of that number; None when it was answered or abandoned."""
        turn = self._turns.get(conversation)
        return turn if turn is not None and turn.utterance.turn == number else None

    async def end(self, turn: LiveTurn, state: TurnState) -> None:
        await turn.end(state)
        if self._turns.get(turn.utterance.conversation.id) is turn:
            del self._turns[turn.utterance.conversation.id]
