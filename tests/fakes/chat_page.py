"""A customer's page as a program: speaks the chat's real protocol over a real socket."""

import asyncio
import json
from typing import Any

from websockets.asyncio.client import ClientConnection

PATIENCE_S = 20
"""After this a test has failed, and says so instead of hanging."""


class ChatPage:
    def __init__(self, socket: ClientConnection) -> None:
        self._socket = socket
        self.messages: list[dict[str, Any]] = []
        self._unseen: list[dict[str, Any]] = []

    async def send(self, **message: Any) -> None:
        await self._socket.send(json.dumps(message))

    async def send_raw(self, data: str | bytes) -> None:
        await self._socket.send(data)

    async def until(self, type: str, **fields: Any) -> dict[str, Any]:
        """The first message of this type with these fields that nobody has waited for yet; order does not matter."""
        wanted = {"type": type, **fields}
        while True:
            for message in self._unseen:
                if all(message.get(name) == value for name, value in wanted.items()):
                    self._unseen.remove(message)
                    return message
            async with asyncio.timeout(PATIENCE_S):
                received = await self._receive()
            self.messages.append(received)
            self._unseen.append(received)

    async def _receive(self) -> dict[str, Any]:
        received: dict[str, Any] = json.loads(await self._socket.recv())
        return received

    def turns(self) -> list[dict[str, Any]]:
        return [message for message in self.messages if message["type"] == "turn"]
