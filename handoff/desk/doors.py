"""Which handoffs and conversations are open to an agent: her companies, her role, her own work."""

from bot.access.permissions import Act
from bot.kit.db import UnitOfWork
from handoff.agents.model import Agent
from handoff.desk.refusals import refusal
from handoff.queues import store
from handoff.queues.machine import HandoffState
from handoff.queues.model import Handoff
from records.conversations import store as conversations
from records.conversations.model import Conversation

WAITING = frozenset({HandoffState.REQUESTED, HandoffState.QUEUED})


class Doors:
    async def handoff(self, unit: UnitOfWork, agent: Agent, id: str, act: Act) -> Handoff:
        """One of her companies': another company's does not exist for her."""
        handoff = await store.get(unit, id)
        if handoff is None or handoff.company not in agent.companies:
            raise refusal("unknown_handoff", agent.language)
        if not agent.may(act, handoff.company):
            raise refusal("not_allowed", agent.language)
        return handoff

    async def conversation(self, unit: UnitOfWork, agent: Agent, id: str) -> Conversation:
        """For reading: a conversation in which a person was asked for."""
        conversation, handoff = await self._asked_for(unit, agent, id, Act.READ_STORY)
        self.check_reads(agent, handoff)
        return conversation

    async def hers(self, unit: UnitOfWork, agent: Agent, id: str, act: Act) -> tuple[Conversation, Handoff]:
        """For acting: the conversation of which she is, or was last, the agent."""
        conversation, handoff = await self._asked_for(unit, agent, id, act)
        if handoff.agent != agent.id:
            raise refusal("not_yours", agent.language)
        return conversation, handoff

    def check_reads(self, agent: Agent, handoff: Handoff) -> None:
        """Who waits may be read by all who could answer; what another agent has, by supervisors."""
        is_open = handoff.state in WAITING or handoff.agent == agent.id
        if not is_open and not agent.may(Act.READ_STORIES_OF_OTHERS, handoff.company):
            raise refusal("not_yours", agent.language)

    async def _asked_for(self, unit: UnitOfWork, agent: Agent, id: str, act: Act) -> tuple[Conversation, Handoff]:
        conversation = await conversations.get(unit, id)
        if conversation is None or conversation.company not in agent.companies:
            raise refusal("unknown_conversation", agent.language)
        if not agent.may(act, conversation.company):
            raise refusal("not_allowed", agent.language)
        handoff = await store.last_of_conversation(unit, conversation.company, id)
        if handoff is None:
            raise refusal("unknown_conversation", agent.language)
        return conversation, handoff
