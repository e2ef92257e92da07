"""The life of a handoff, by its table."""

import random

from handoff.queues.machine import NEXT, HandoffEvent, HandoffState

END = {HandoffState.RETURNED, HandoffState.COMPLETED, HandoffState.ABANDONED}


def test_whatever_comes_in_whatever_order_a_handoff_never_goes_back_and_ends_once() -> None:
    """Invariant: along any events the state only moves forward, only a queued one is accepted, an end stays the end."""
    rank = {HandoffState.REQUESTED: 0, HandoffState.QUEUED: 1, HandoffState.ACCEPTED: 2, **dict.fromkeys(END, 3)}
    chance = random.Random(20261124)
    for _ in range(2000):
        state = HandoffState.REQUESTED
        for event in chance.choices(list(HandoffEvent), k=12):
            following = NEXT.get((state, event))
            if following is None:
                continue
            assert rank[following] >= rank[state]
            assert state not in END
            if following is HandoffState.ACCEPTED:
                assert state in (HandoffState.QUEUED, HandoffState.ACCEPTED)
            if following in (HandoffState.RETURNED, HandoffState.COMPLETED):
                assert state is HandoffState.ACCEPTED
            state = following


def test_every_state_that_is_not_an_end_can_reach_one_so_nothing_dead_ends() -> None:
    for state in HandoffState:
        reached, frontier = {state}, [state]
        while frontier:
            here = frontier.pop()
            for (origin, _), following in NEXT.items():
                if origin is here and following not in reached:
                    reached.add(following)
                    frontier.append(following)
        assert reached & END
        assert state.is_over == (state in END)
