"""Rasa's memory of conversations, kept as small as its rules allow: the open form, the open question, the slots.

Rasa ships the whole tracker with every call of an action and every request for a text, so a tracker that grows makes
each turn dearer than the last. The transcript is kept by the line; the rules look at one message only.
"""

from collections import OrderedDict
from collections.abc import Iterable
from typing import Any

from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.constants import ACTION_LISTEN_NAME, ACTION_SESSION_START_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, ActiveLoop, Event, SessionStarted, SlotSet
from rasa.shared.core.trackers import DialogueStateTracker

State = tuple[str | None, dict[str, Any]]
"""The name of the active form, and the slots that have a value."""


class CompactTrackerStore(TrackerStore):
    """An unknown conversation is one at its beginning, so nothing is lost that the line cannot rebuild."""

    def __init__(
        self, domain: Domain, event_broker: EventBroker | None = None, conversations: int = 10_000, **kwargs: Any
    ) -> None:
        """`conversations` are kept; beyond that the one not heard of for longest is dropped."""
        super().__init__(domain, event_broker, **kwargs)
        self._limit = int(conversations)
        self._states: OrderedDict[str, State] = OrderedDict()

    async def save(self, tracker: DialogueStateTracker) -> None:
        slots = {name: value for name, value in tracker.current_slot_values().items() if value is not None}
        self._states[tracker.sender_id] = (tracker.active_loop_name, slots)
        self._states.move_to_end(tracker.sender_id)
        while len(self._states) > self._limit:
            self._states.popitem(last=False)

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        form, slots = self._states.get(sender_id, (None, {}))
        events = _events_of(form, slots)
        return DialogueStateTracker.from_events(sender_id, events, self.domain.slots, domain=self.domain)

    async def keys(self) -> Iterable[str]:
        return self._states.keys()


def _events_of(form: str | None, slots: dict[str, Any]) -> list[Event]:
    opening = [ActionExecuted(ACTION_SESSION_START_NAME), SessionStarted()]
    state = [SlotSet(name, value) for name, value in slots.items()]
    return [*opening, *([ActiveLoop(form)] if form else []), *state, ActionExecuted(ACTION_LISTEN_NAME)]
