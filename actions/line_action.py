"""What all actions share: the live turn is found, one transaction is made, and what is to be said is told to Rasa."""

from abc import ABC, abstractmethod
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.complaints.steps import to_a_person
from actions.complaints.words import gravity_anywhere
from actions.form_events import Events, form_events, reopened_form
from actions.live_work import LiveWork, open_work
from bot.dialogue.live_turns import LiveTurn, LiveTurns, TurnAbandoned
from bot.kit.clock import Clock
from bot.kit.db import Database


class LineAction(Action, ABC):  # type: ignore[misc]  # rasa_sdk has no types
    """For a turn that is not live any more nothing is written and nothing said."""

    action_name = ""
    leaves_grave_matters = True
    """Whether what a person must hear goes to a person, whatever the dialogue has taken it for."""

    def __init__(self, database: Database, turns: LiveTurns, clock: Clock) -> None:
        self._database = database
        self._turns = turns
        self._clock = clock

    def name(self) -> str:
        return self.action_name

    @abstractmethod
    async def act(self, work: LiveWork) -> Events:
        """Decides, changes the draft, writes records in `work.unit`; returns events for Rasa."""

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> Events:
        turn = self._live_turn(tracker)
        if turn is None:
            return []
        try:
            async with turn.writing(), self._database.begin() as unit:
                work = await open_work(unit, turn, self._clock.now(), tracker.latest_message)
                events = await self._decide(work)
                await work.save()
        except TurnAbandoned:
            return []
        turn.wishes.extend(work.wishes)
        for said in work.says:
            dispatcher.utter_message(response=f"utter_{said.prompt}", **said.values)
        return events

    async def _decide(self, work: LiveWork) -> Events:
        if self.leaves_grave_matters and not work.was_handled:
            gravity = gravity_anywhere(work.utterance.text, work.language)
            if gravity is not None:
                work.take(to_a_person(work.draft, gravity))
                is_step = self.action_name.startswith("validate_")
                return form_events(work) if is_step else reopened_form(work)
        return await self.act(work)

    def _live_turn(self, tracker: Tracker) -> LiveTurn | None:
        metadata = tracker.latest_message.get("metadata") or {}
        conversation, number = metadata.get("conversation"), metadata.get("turn")
        if not isinstance(conversation, str) or not isinstance(number, int):
            return None
        return self._turns.find(conversation, number)
