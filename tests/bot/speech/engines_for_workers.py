"""Engines that misbehave as native ones do, for the tests of the worker processes. Imported inside the workers."""

import os
import struct
import sys
import threading
import time

from bot.speech.engine import EngineRefused
from bot.speech.worker_messages import Message

_HOURS = 3600


class Obedient:
    """Does what the request says."""

    def __init__(self) -> None:
        self._closed: list[str] = []
        self._both_here = threading.Barrier(2)

    def handle(self, request: Message) -> Message:
        match request.fields["do"]:
            case "echo":
                return Message({"pid": os.getpid(), "said": request.fields.get("say")}, request.body)
            case "hang":
                while True:
                    time.sleep(_HOURS)
            case "abort":
                os.abort()
            case "print":
                print("Audio saved to somewhere" * 1000, flush=True)
                os.write(1, b"\0\0\0\0" * 1000)
                return Message({"said": "printed"})
            case "fail":
                raise ValueError(f"cannot say {request.fields['say']}")
            case "refuse":
                raise EngineRefused("there is no such voice")
            case "meet":
                self._both_here.wait(10)
                return Message({"met": True})
            case "garbage":
                os.write(int(sys.argv[1]), struct.pack("<II", 3, 0) + b"xyz")
        return Message({"closed": self._closed})

    def close_lane(self, lane: str) -> None:
        self._closed.append(lane)


def open_obedient(config: dict[str, object]) -> Obedient:
    print("engines print while they open", flush=True)
    return Obedient()


def open_broken(config: dict[str, object]) -> Obedient:
    raise EngineRefused(f"the model in {config['folder']} is damaged")


def open_crashing(config: dict[str, object]) -> Obedient:
    sys.stdout.flush()
    os.abort()


def open_slow(config: dict[str, object]) -> Obedient:
    time.sleep(_HOURS)
    return Obedient()
