"""The inside of a worker process: opens one engine and answers what is asked, until the line goes away.

Run as `python -m bot.speech.worker_process FD PARENT`. Requests of one lane are answered in order in a thread of that
lane; requests without a lane in the main thread.
"""

import ctypes
import importlib
import os
import queue
import signal
import socket
import sys
import threading
import traceback
from typing import Any, BinaryIO

from bot.speech.engine import Engine, EngineRefused
from bot.speech.worker_messages import HEADER_BYTES, Message, lengths, pack, unpack

_PR_SET_PDEATHSIG = 1


def main(arguments: list[str]) -> None:
    die_with(parent=int(arguments[1]))
    # Ctrl+C in the terminal is the line's business; the line closes us.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with socket.socket(fileno=int(arguments[0])) as line, line.makefile("rb") as requests:
        answers = _Answers(line)
        plan = _read(requests)
        engine = None if plan is None else _open_engine(plan, answers)
        if engine is not None:
            _serve(engine, requests, answers)
    # Threads inside native code are not waited for.
    os._exit(0)


def die_with(parent: int) -> None:
    """Linux kills us when the line dies, however it dies; if it died before we asked, we leave by ourselves."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(0)


class _Answers:
    """The way back, shared by the lanes' threads."""

    def __init__(self, line: socket.socket) -> None:
        self._line = line
        self._lock = threading.Lock()

    def send(self, message: Message) -> None:
        with self._lock:
            try:
                self._line.sendall(pack(message))
            except OSError:
                os._exit(0)


def _open_engine(plan: Message, answers: _Answers) -> Engine | None:
    module, _, factory = str(plan.fields["engine"]).partition(":")
    try:
        engine: Engine = getattr(importlib.import_module(module), factory)(plan.fields["config"])
    except Exception as error:  # noqa: BLE001 -- the edge of the process: whatever it is, the line is told
        answers.send(Message({"failed": _describe(error)}))
        return None
    answers.send(Message({"ready": True}))
    return engine


def _serve(engine: Engine, requests: BinaryIO, answers: _Answers) -> None:
    lanes: dict[str, _Lane] = {}
    while (request := _read(requests)) is not None:
        lane = request.fields.get("lane")
        if lane is None:
            _answer(engine, request, answers)
        elif request.fields.get("close_lane"):
            if lane in lanes:
                lanes.pop(lane).end()
        else:
            if lane not in lanes:
                lanes[lane] = _Lane(lane, engine, answers)
            lanes[lane].put(request)


class _Lane:
    """One thread that answers one lane's requests in order."""

    def __init__(self, name: str, engine: Engine, answers: _Answers) -> None:
        self._name = name
        self._engine = engine
        self._answers = answers
        self._requests: queue.SimpleQueue[Message | None] = queue.SimpleQueue()
        threading.Thread(target=self._run, name=f"lane {name}", daemon=True).start()

    def put(self, request: Message) -> None:
        self._requests.put(request)

    def end(self) -> None:
        self._requests.put(None)

    def _run(self) -> None:
        while (request := self._requests.get()) is not None:
            _answer(self._engine, request, self._answers)
        self._engine.close_lane(self._name)


def _answer(engine: Engine, request: Message, answers: _Answers) -> None:
    try:
        answer = engine.handle(request)
    except Exception as error:  # noqa: BLE001 -- the edge of a job: the line is told, the worker goes on
        answer = Message({"error": _describe(error)})
    answers.send(Message({**answer.fields, "id": request.fields["id"]}, answer.body))


def _describe(error: Exception) -> str:
    """The sentence that the engine meant for us, else only where it happened: other messages may quote a customer."""
    if isinstance(error, EngineRefused):
        return str(error)
    last = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__} in {last.name}, line {last.lineno} of {os.path.basename(last.filename)}"


def _read(requests: BinaryIO) -> Message | None:
    """None when the line has gone."""
    header = requests.read(HEADER_BYTES)
    if len(header) < HEADER_BYTES:
        return None
    fields, body = lengths(header)
    data: Any = requests.read(fields + body)
    return unpack(data[:fields], data[fields:]) if len(data) == fields + body else None


if __name__ == "__main__":
    main(sys.argv[1:])
