"""The command line: `frontline <command>`; each command is a module of `bot/app/commands`."""

import argparse
import sys

from pydantic import ValidationError

from bot.app.commands import call, chat, doctor, models, serve, upkeep
from bot.app.settings import Settings

COMMANDS = (serve, chat, call, upkeep, models, doctor)


def main() -> None:
    sys.exit(run(sys.argv[1:]))


def run(words: list[str]) -> int:
    arguments = parser().parse_args(words)
    try:
        settings = Settings()
    except ValidationError as error:
        for fault in error.errors():
            name = "FRONTLINE_" + "__".join(str(part) for part in fault["loc"]).upper()
            print(f"{name}: {fault['msg']}. See docs/settings.md.", file=sys.stderr)
        return 1
    result: int = arguments.run(arguments, settings)
    return result


def parser() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(prog="frontline", description="The front line of a call centre, on this machine.")
    commands = made.add_subparsers(required=True, metavar="COMMAND")
    for module in COMMANDS:
        module.add_to(commands)
    return made
