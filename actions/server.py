"""The action server inside the line: Rasa's calls, run by the SDK's own executor."""

import json
import zlib
from collections.abc import Iterable
from typing import Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import JSONResponse
from rasa_sdk import Action
from rasa_sdk.executor import ActionExecutor
from rasa_sdk.interfaces import ActionExecutionRejection, ActionNotFoundException

from actions.complaints.rasa_actions import LogComplaint, ValidateComplaintForm
from actions.line_action import LineAction
from actions.orders.rasa_actions import ChangeOrder, OrderStatus, PlaceOrder, ValidateOrderForm
from actions.talk.answers import AnswerQuestion
from actions.talk.rasa_actions import (
    BotChallenge,
    Fallback,
    Goodbye,
    Greet,
    HandOffToPerson,
    Repeat,
    Stop,
    Thanks,
    YesNo,
)
from bot.dialogue.live_turns import LiveTurns
from bot.dialogue.rasa_engine import note_action
from bot.dialogue.rasa_files import ACTIONS_PATH
from bot.dialogue.rasa_guard import only_rasa
from bot.kit.clock import Clock
from bot.kit.db import Database
from bot.kit.errors import FrontlineError

ACTIONS: tuple[type[LineAction], ...] = (
    AnswerQuestion,
    BotChallenge,
    ChangeOrder,
    Fallback,
    Goodbye,
    Greet,
    HandOffToPerson,
    LogComplaint,
    OrderStatus,
    PlaceOrder,
    Repeat,
    Stop,
    Thanks,
    ValidateComplaintForm,
    ValidateOrderForm,
    YesNo,
)


def build_actions(database: Database, turns: LiveTurns, clock: Clock) -> list[Action]:
    return [action(database, turns, clock) for action in ACTIONS]


def action_router(actions: Iterable[Action], turns: LiveTurns, secret: str) -> APIRouter:
    """`POST /rasa/actions`: 400 when an action refuses to run, 404 when there is no such action, as Rasa expects."""
    executor = ActionExecutor()
    for action in actions:
        executor.register_action(action)
    router = APIRouter(include_in_schema=False, dependencies=[Depends(only_rasa(secret))])

    @router.post(ACTIONS_PATH)
    async def act(request: Request) -> JSONResponse:
        call = _read_call(await request.body(), request.headers.get("content-encoding", ""))
        _note(turns, call)
        try:
            result = await executor.run(call)
        except ActionExecutionRejection as refusal:
            return JSONResponse({"error": str(refusal), "action_name": refusal.action_name}, status_code=400)
        except ActionNotFoundException as missing:
            return JSONResponse({"error": str(missing), "action_name": missing.action_name}, status_code=404)
        return JSONResponse(result.model_dump() if result else {"events": [], "responses": []})

    return router


def _read_call(body: bytes, encoding: str) -> dict[str, Any]:
    try:
        call = json.loads(zlib.decompress(body) if encoding == "deflate" else body)
    except (zlib.error, ValueError):
        call = None
    if not isinstance(call, dict) or not isinstance(call.get("tracker"), dict):
        raise FrontlineError("bad_action_call", "This is not a call of an action by Rasa.")
    # With a selective domain Rasa leaves it out, and the executor refuses a call without one.
    call.setdefault("domain", {})
    return call


def _note(turns: LiveTurns, call: dict[str, Any]) -> None:
    metadata = (call["tracker"].get("latest_message") or {}).get("metadata") or {}
    turn = turns.find(str(metadata.get("conversation")), metadata.get("turn", 0))
    if turn is not None:
        note_action(turn, call)
