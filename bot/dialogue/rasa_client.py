"""Rasa's HTTP interface, as far as the line uses it: a message in, and the state of a conversation set anew."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

import httpx

from bot.dialogue.model import ReplyPart
from bot.kit.errors import Unavailable

LONGEST_MESSAGE = 1_000
"""Characters: enough to see what is wanted. The actions have the whole utterance."""


class RasaServer(Protocol):
    """Where Rasa is now; each start has another address and another generation."""

    @property
    def address(self) -> str: ...

    @property
    def token(self) -> str: ...

    @property
    def generation(self) -> int: ...

    @property
    def is_ready(self) -> bool: ...

    @property
    def is_first_start(self) -> bool:
        """It has not been ready since the line opened."""
        ...

    async def wait_until_ready(self, patience_ms: int) -> bool: ...


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """What a conversation waits for, as its draft tells it; both empty when nothing is open."""

    form: str = ""
    asked: str = ""


class RasaClient:
    def __init__(self, server: RasaServer, http: httpx.AsyncClient) -> None:
        self._server = server
        self._http = http

    async def send(self, conversation: str, text: str, metadata: Mapping[str, Any]) -> tuple[ReplyPart, ...]:
        """What Rasa says to it; nothing when one of its actions failed."""
        message = {"sender": conversation, "message": plain(text), "metadata": metadata}
        answer = await self._http.post(f"{self._server.address}/webhooks/rest/webhook", json=message)
        _check(answer)
        return tuple(_part(item) for item in answer.json() if item.get("text"))

    async def rebuild(self, conversation: str, question: OpenQuestion) -> None:
        """Puts the conversation back to where its draft is."""
        answer = await self._http.put(
            f"{self._server.address}/conversations/{conversation}/tracker/events",
            params={"token": self._server.token, "include_events": "NONE"},
            json=state_events(question),
        )
        _check(answer)


def plain(text: str) -> str:
    """The text as words only: Rasa takes a message that begins with a slash for a command («/handoff»)."""
    return text.lstrip("/ \t\n")[:LONGEST_MESSAGE]


def state_events(question: OpenQuestion) -> list[dict[str, Any]]:
    """A session in which nothing has happened but that this form is open with this question."""
    return [
        {"event": "action", "name": "action_session_start"},
        {"event": "session_started"},
        {"event": "active_loop", "name": question.form or None},
        {"event": "slot", "name": "requested_slot", "value": question.asked or None},
        {"event": "action", "name": "action_listen"},
    ]


def _check(answer: httpx.Response) -> None:
    if answer.status_code != 200:
        raise Unavailable("rasa_refused", f"The dialogue answered with status {answer.status_code}.")


def _part(item: Mapping[str, Any]) -> ReplyPart:
    buttons = tuple((str(button["title"]), str(button["payload"])) for button in item.get("buttons") or ())
    return ReplyPart(str(item["text"]), buttons)
