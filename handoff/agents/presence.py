"""Who is at a desk now: the open desk sockets of this process, in memory."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

from handoff.agents.model import Agent


class DeskConnection:
    """One open desk page."""

    def __init__(self, agent: Agent, session: str) -> None:
        self.agent = agent
        self.session = session
        self._ended = asyncio.Event()

    def end(self) -> None:
        """She signed out, or was signed out: the socket closes itself."""
        self._ended.set()

    async def ended(self) -> None:
        await self._ended.wait()


class Presence:
    def __init__(self) -> None:
        self._connections: set[DeskConnection] = set()

    @contextmanager
    def connected(self, agent: Agent, session: str) -> Iterator[DeskConnection]:
        connection = DeskConnection(agent, session)
        self._connections.add(connection)
        try:
            yield connection
        finally:
            self._connections.discard(connection)

    def is_staffed(self, company: str) -> bool:
        """Whether anybody who may take a conversation of this company is at a desk."""
        return any(connection.agent.takes_from([company]) for connection in self._connections)

    def end_session(self, session: str) -> None:
        for connection in self._connections:
            if connection.session == session:
                connection.end()
