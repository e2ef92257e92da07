"""`frontline train`, `seed`, `user` and `why`: what the owner does with a line beside serving it."""

import argparse
import asyncio
import json
import sys
from collections.abc import Coroutine
from typing import Any

from bot.access.passwords import Passwords
from bot.app.preparation import prepare_base, prepare_bot
from bot.app.settings import Settings
from bot.kit.clock import SystemClock
from bot.kit.db import Database
from bot.kit.errors import FrontlineError
from handoff.agents.service import set_password
from records.conversations import store as conversations
from records.conversations.model import Turn, Who


def add_to(commands: Any) -> None:
    train = commands.add_parser("train", help="train the bot when its data changed")
    train.add_argument("--force", action="store_true", help="train even when nothing changed")
    train.set_defaults(run=lambda arguments, settings: _told(_train(settings, arguments.force)))

    seed = commands.add_parser("seed", help="bring companies and the demo's past into the base")
    seed.set_defaults(run=lambda arguments, settings: _told(_seed(settings)))

    user = commands.add_parser("user", help="people who sign in at the desk")
    of_user = user.add_subparsers(required=True)
    password = of_user.add_parser("password", help="give somebody a new password and print it once")
    password.add_argument("login")
    password.set_defaults(run=lambda arguments, settings: _told(_password(settings, arguments.login)))

    why = commands.add_parser("why", help="per turn: what was heard, how it was understood, and how long it took")
    why.add_argument("conversation")
    why.add_argument("--json", action="store_true")
    why.set_defaults(run=lambda arguments, settings: _told(_why(settings, arguments)))


def _told(work: Coroutine[Any, Any, None]) -> int:
    try:
        asyncio.run(work)
    except FrontlineError as error:
        print(error.sentence, file=sys.stderr)
        return 1
    return 0


async def _train(settings: Settings, force: bool) -> None:
    model = await prepare_bot(settings, print, force=force)
    print(f"The bot is trained: {model.name}")


async def _seed(settings: Settings) -> None:
    database = Database(settings.database_url)
    try:
        await prepare_base(settings, database, SystemClock(), print)
    finally:
        await database.close()
    print("The base is up to date.")


async def _password(settings: Settings, login: str) -> None:
    async with _opened(settings) as database, database.begin() as unit:
        password = await set_password(unit, Passwords(), login)
    print(f"{login}: {password}")


async def _why(settings: Settings, arguments: argparse.Namespace) -> None:
    async with _opened(settings) as database, database.read() as unit:
        turns = await conversations.turns_after(unit, arguments.conversation, 0)
    if not turns:
        raise FrontlineError("unknown_conversation", f"There is no conversation {arguments.conversation}.")
    if arguments.json:
        print(json.dumps([_as_json(turn) for turn in turns], ensure_ascii=False, indent=2))
    else:
        print("\n".join(line for turn in turns for line in explain(turn)))


class _opened:
    """The base of the settings, open for a while."""

    def __init__(self, settings: Settings) -> None:
        self._file = None if settings.database else settings.data / "frontline.db"
        self._database = Database(settings.database_url)

    async def __aenter__(self) -> Database:
        if self._file is not None and not self._file.is_file():
            raise FrontlineError("no_base", f"There is no base in {self._file.parent} yet: start the line once.")
        await self._database.open()
        return self._database

    async def __aexit__(self, *exc: object) -> None:
        await self._database.close()


def _as_json(turn: Turn) -> dict[str, Any]:
    words = [{"word": one.word, "confidence": one.confidence} for one in turn.words]
    return {"n": turn.n, "who": turn.who.value, "text": turn.text, "heard": turn.spoken, "words": words, **turn.trace}


def explain(turn: Turn) -> list[str]:
    lines = [f"{turn.n:>3} {turn.who.value:<8} {turn.text}"]
    if turn.who is not Who.CUSTOMER or not turn.trace:
        return lines
    trace = turn.trace
    if turn.words:
        heard = " ".join(
            f"{one.word}({'—' if one.confidence is None else f'{one.confidence:.2f}'})" for one in turn.words
        )
        lines.append(f"      heard      {heard}")
    facts = {
        "intent": _scored(trace.get("intent"), trace.get("intent_score")),
        "knowledge": _scored(trace.get("knowledge"), trace.get("knowledge_score")),
        "rule": trace.get("rule"),
        "actions": ", ".join(trace.get("actions", [])),
        "engine": trace.get("engine"),
        "prompts": ", ".join(trace.get("prompts", [])),
        "wishes": ", ".join(trace.get("wishes", [])),
        "ms": ", ".join(f"{stage} {ms:.0f}" for stage, ms in trace.get("stages_ms", {}).items()),
    }
    return lines + [f"      {name:<10} {value}" for name, value in facts.items() if value]


def _scored(name: str | None, score: float | None) -> str:
    return "" if not name else name if score is None else f"{name} ({score:.2f})"
