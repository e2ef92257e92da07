"""Runs Rasa for the line, in Rasa's own environment: `python -m bot.understanding.launcher serve|train …`.

The process dies with the one that started it, also when that one is killed. Secrets come by the environment, so that no
list of processes shows them.
"""

import argparse
import ctypes
import logging
import os
import signal
import sys
from pathlib import Path

_PR_SET_PDEATHSIG = 1


def main() -> None:
    arguments = _arguments()
    die_with_parent(arguments.parent)
    if arguments.command == "serve":
        serve(arguments)
    else:
        from bot.understanding.model_building import build

        sys.exit(build(Path(arguments.root), Path(arguments.model)))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bot.understanding.launcher")
    parser.add_argument("--parent", type=int, required=True, help="the process without which this one must not live")
    commands = parser.add_subparsers(dest="command", required=True)
    server = commands.add_parser("serve")
    server.add_argument("--model", required=True)
    server.add_argument("--port", type=int, required=True)
    server.add_argument("--endpoints", required=True)
    server.add_argument("--credentials", required=True)
    server.add_argument("--profile", help="write a cProfile of the whole run to this file")
    trainer = commands.add_parser("train")
    trainer.add_argument("--root", required=True)
    trainer.add_argument("--model", required=True, help="the file to write")
    return parser.parse_args()


def die_with_parent(parent: int) -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    # The parent may have died before the signal was arranged; then nobody will ever send it.
    if os.getppid() != parent:
        sys.exit("the process that started this one has gone")


def serve(arguments: argparse.Namespace) -> None:
    from bot.understanding import rasa_server

    with profiled(arguments.profile):
        rasa_server.serve(arguments.model, arguments.port, arguments.endpoints, arguments.credentials)


class profiled:
    """Around a whole run; does nothing without a file."""

    def __init__(self, file: str | None) -> None:
        self._file = file

    def __enter__(self) -> None:
        if self._file:
            import cProfile

            self._profile = cProfile.Profile()
            self._profile.enable()

    def __exit__(self, *exc: object) -> None:
        if self._file:
            self._profile.disable()
            self._profile.dump_stats(self._file)


if __name__ == "__main__":
    logging.basicConfig(level="INFO", format="%(asctime)s %(levelname)-7s %(name)s %(message)s", stream=sys.stderr)
    main()
