"""`frontline chat`: talk to the running line by typing in the terminal."""

import argparse
import asyncio
import contextlib
import json
import sys
from typing import Any

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from bot.app.commands.address import LineAddress, add_address_argument, line_address
from bot.app.settings import Settings
from bot.channels.base import BROWSER_COOKIE
from bot.kit.ids import new_id, new_secret

LAST_ANSWER_S = 10
MORE_OF_THE_ANSWER_S = 0.5
"""An answer may come in several messages."""
LABELS = {"customer": "  you", "bot": "  bot", "agent": "agent", "system": "     "}


def add_to(commands: Any) -> None:
    parser = commands.add_parser("chat", help="talk to the running line by typing")
    parser.add_argument("--company", help="which company to talk to (default: the line's own default)")
    parser.add_argument("--language", choices=("ru", "en"), default="ru")
    parser.add_argument("--person", metavar="NAME", help="be the same customer each time under this name")
    add_address_argument(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    company = arguments.company or settings.company
    customer = f"terminal-{arguments.person}" if arguments.person else new_secret()
    try:
        asyncio.run(talk(line_address(arguments, settings), company, arguments.language, customer))
    except OSError:
        print("The line does not answer: start it with `make run`, or name it with --line.", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        pass
    return 0


async def talk(address: LineAddress, company: str, language: str, customer: str) -> None:
    headers = {"Cookie": f"{BROWSER_COOKIE}={customer}"}
    async with connect(f"{address.socket}/ws/chat/{company}", additional_headers=headers, ssl=address.tls) as socket:
        await socket.send(json.dumps({"type": "hello", "language": language, "after": 0}))
        screen = Screen()
        async with asyncio.TaskGroup() as tasks:
            showing = tasks.create_task(screen.show(socket), name="show")
            await send_lines(socket, screen)
            await screen.until_answered()
            showing.cancel()


async def send_lines(socket: ClientConnection, screen: "Screen") -> None:
    """Each line of standard input is a message; its end is the end of the talk."""
    while line := await asyncio.to_thread(sys.stdin.readline):
        if line.strip():
            screen.unanswered += 1
            await socket.send(json.dumps({"type": "say", "id": new_id("say"), "text": line.strip()}))


class Screen:
    """Prints what the line says, and knows whether an answer is still to come."""

    def __init__(self) -> None:
        self.unanswered = 0
        self._changed = asyncio.Event()

    async def until_answered(self) -> None:
        """When input comes from a pipe it ends before the answers are there."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(LAST_ANSWER_S):
                while self.unanswered > 0:
                    self._changed.clear()
                    await self._changed.wait()
        await asyncio.sleep(MORE_OF_THE_ANSWER_S)

    async def show(self, socket: ClientConnection) -> None:
        try:
            async for text in socket:
                self._show(json.loads(text))
        except ConnectionClosed:
            print("The line has hung up.", file=sys.stderr)
            self.unanswered = 0
            self._changed.set()

    def _show(self, message: dict[str, Any]) -> None:
        shown = describe(message)
        if shown:
            print(shown, flush=True)
        is_answer = message["type"] == "error" or (message["type"] == "turn" and message["who"] != "customer")
        if is_answer and message.get("n") != 1:
            self.unanswered -= 1
            self._changed.set()


def describe(message: dict[str, Any]) -> str:
    match message["type"]:
        case "turn" if message["who"] != "customer":
            buttons = " ".join(f"[{button['title']}]" for button in message["buttons"])
            return f"{message['author'] or LABELS[message['who']]}: {message['text']} {buttons}".rstrip()
        case "owner" if message["owner"] == "agent":
            return f"       {message.get('agent', '')} →"
        case "error":
            return f"     ! {message['sentence']}"
        case _:
            return ""
