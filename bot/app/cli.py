"""The command line: `frontline <command>`; each command is a module of `bot/app/commands`."""

import argparse
import sys
from importlib import import_module

from pydantic import ValidationError

from bot.app.settings import Settings

COMMANDS = {
    "serve": "serve",
    "chat": "chat",
    "call": "call",
    "train": "upkeep",
    "models": "models",
    "seed": "upkeep",
    "user": "upkeep",
    "why": "upkeep",
    "doctor": "doctor",
}
"""Each command's module. Only the one that is asked for is loaded: a whole line takes its time."""


def main() -> None:
    sys.exit(run(sys.argv[1:]))


def run(words: list[str]) -> int:
    wanted = COMMANDS.get(words[0]) if words else None
    arguments = parser([wanted] if wanted else sorted(set(COMMANDS.values()))).parse_args(words)
    try:
        settings = Settings()
    except ValidationError as error:
        for fault in error.errors():
            name = "FRONTLINE_" + "__".join(str(part) for part in fault["loc"]).upper()
            print(f"{name}: {fault['msg']}. See docs/settings.md.", file=sys.stderr)
        return 1
    result: int = arguments.run(arguments, settings)
    return result


def parser(modules: list[str] | None = None) -> argparse.ArgumentParser:
    """Of the named modules of `bot/app/commands`, or of all."""
    made = argparse.ArgumentParser(prog="frontline", description="The front line of a call centre, on this machine.")
    commands = made.add_subparsers(required=True, metavar="COMMAND")
    for module in modules or sorted(set(COMMANDS.values())):
        import_module(f"bot.app.commands.{module}").add_to(commands)
    return made
