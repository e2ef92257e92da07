"""The table role → acts: who may do what. A role that is not in the table may do nothing."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class Role(StrEnum):
    AGENT = "agent"
    SUPERVISOR = "supervisor"
    ADMIN = "admin"


class Act(StrEnum):
    SEE_QUEUE = "see_queue"
    """Who waits, for which company, why and how long."""
    READ_STORY = "read_story"
    """The package, the transcript and its sound."""
    READ_STORIES_OF_OTHERS = "read_stories_of_others"
    """Also of conversations that another agent has taken."""
    TAKE_HANDOFF = "take_handoff"
    SPEAK = "speak"
    FINISH = "finish"
    RETURN_TO_BOT = "return_to_bot"


_SERVING = frozenset({Act.SEE_QUEUE, Act.READ_STORY, Act.TAKE_HANDOFF, Act.SPEAK, Act.FINISH, Act.RETURN_TO_BOT})

ACTS: Mapping[Role, frozenset[Act]] = MappingProxyType(
    {
        Role.AGENT: _SERVING,
        Role.SUPERVISOR: _SERVING | {Act.READ_STORIES_OF_OTHERS},
        # Who runs the installation sees that people wait, and reads nobody's conversation.
        Role.ADMIN: frozenset({Act.SEE_QUEUE}),
    }
)


def may(role: Role, act: Act) -> bool:
    return act in ACTS.get(role, frozenset())
