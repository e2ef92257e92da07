"""One step of a talk, decided: what the draft is now, what is to be said, and whether a person is wished for."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from actions.draft import Draft, Said
from bot.dialogue.model import HandOff, HandoffReason

MOST_FAILURES = 3
"""Asked again, then asked differently, then a person: never a loop."""


@dataclass(frozen=True, slots=True)
class Step:
    draft: Draft
    says: tuple[Said, ...] = ()
    wish: HandOff | None = None


def after_failure(draft: Draft, short: Callable[[Draft], Said], help_: Callable[[Draft], Said]) -> Step:
    """The reply did not answer: `short` asks again, `help_` asks differently, with choices; then a person goes on."""
    failures = draft.failures + 1
    if failures >= MOST_FAILURES:
        wish = HandOff(HandoffReason.REPEATED_FAILURE, draft.asked.value)
        return Step(replace(draft, failures=0), (Said("connecting_to_person"),), wish)
    failed = replace(draft, failures=failures)
    says = (Said("not_understood"), short(failed)) if failures == 1 else (help_(failed),)
    return Step(failed, says)
