"""An agent's desk as a program: its real API and its real socket."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx
from websockets.asyncio.client import ClientConnection, connect

from tests.fakes.real_line import RealLine

PATIENCE_S = 30


class DeskPage:
    def __init__(self, http: httpx.AsyncClient, socket: ClientConnection) -> None:
        self._http = http
        self._socket = socket
        self.messages: list[dict[str, Any]] = []

    async def post(self, path: str, **body: Any) -> Any:
        answer = await self._http.post(f"/api/desk/{path}", json=body)
        assert answer.is_success, answer.text
        return answer.json() if answer.content else None

    async def get(self, path: str) -> httpx.Response:
        answer = await self._http.get(f"/api/desk/{path}")
        assert answer.is_success, answer.text
        return answer

    async def until(self, type: str, **fields: Any) -> dict[str, Any]:
        """The first message of this type with these fields, from now on or before."""
        for message in self.messages:
            if _is(message, type, fields):
                return message
        async with asyncio.timeout(PATIENCE_S):
            while True:
                message = json.loads(await self._socket.recv())
                self.messages.append(message)
                if _is(message, type, fields):
                    return dict(message)


def _is(message: dict[str, Any], type: str, fields: dict[str, Any]) -> bool:
    return message["type"] == type and all(message.get(name) == value for name, value in fields.items())


@asynccontextmanager
async def desk_of(line: RealLine, login: str) -> AsyncIterator[DeskPage]:
    """Signed in, with its socket open."""
    headers = {"Origin": line.url, "Accept-Language": "ru"}
    async with httpx.AsyncClient(base_url=line.url, headers=headers, trust_env=False, timeout=PATIENCE_S) as http:
        answer = await http.post("/api/desk/sign-in", json={"login": login, "password": line.passwords[login]})
        assert answer.is_success, answer.text
        http.headers["X-CSRF-Token"] = answer.json()["csrf"]
        cookie = "; ".join(f"{name}={value}" for name, value in http.cookies.items())
        async with connect(f"{line.socket}/ws/desk", origin=line.url, additional_headers={"Cookie": cookie}) as socket:  # type: ignore[arg-type]
            await socket.send(json.dumps({"type": "hello", "language": "ru"}))
            yield DeskPage(http, socket)
