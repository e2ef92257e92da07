"""`frontline call FILE.wav …`: a caller who says what is in the files, at real-time pace, to the running line.

Each further file is said when the line has finished its answer. Prints what was heard, what was answered, and the
milliseconds from the end of speech to the first audio of the answer.
"""

import argparse
import asyncio
import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from bot.app.caller import Call, Exchange, SimulatedCaller, in_order
from bot.app.commands.address import add_address_argument, line_address
from bot.app.settings import Settings
from bot.audio.wav import read_wav, write_wav
from bot.kit.errors import FrontlineError


def add_to(commands: Any) -> None:
    parser = commands.add_parser("call", help="play WAV files into the running line as a caller")
    parser.add_argument("files", metavar="FILE.wav", nargs="+", type=Path)
    parser.add_argument("--company", help="whom to call (default: the line's own default)")
    parser.add_argument("--language", choices=("ru", "en"), default="ru")
    parser.add_argument("--from", dest="caller_number", metavar="NUMBER", help="the caller's own number")
    parser.add_argument("--json", action="store_true", help="print one JSON document")
    parser.add_argument("--save", type=Path, metavar="REPLY.wav", help="keep what the line said")
    parser.add_argument("--test", action="store_true", help="mark the call as a test: left out of lists and figures")
    add_address_argument(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    try:
        call = asyncio.run(place(arguments, settings))
    except OSError as error:
        reason = (
            f"{error.filename}: {error.strerror}"
            if error.filename
            else "The line does not answer: start it with `make run`."
        )
        print(reason, file=sys.stderr)
        return 1
    except FrontlineError as error:
        print(error.sentence, file=sys.stderr)
        return 1
    if arguments.save:
        arguments.save.write_bytes(write_wav(call.heard_audio))
    if arguments.json:
        print(json.dumps(as_json(call), ensure_ascii=False, indent=2))
    else:
        print("\n".join(describe(call)))
    return 0 if all(exchange.heard for exchange in call.exchanges) else 2


async def place(arguments: argparse.Namespace, settings: Settings) -> Call:
    caller = SimulatedCaller(
        line_address(arguments, settings),
        company=arguments.company or settings.company,
        language=arguments.language,
        caller_number=arguments.caller_number,
        is_test=arguments.test,
    )
    return await caller.call(in_order([(file.name, read_wav(file.read_bytes())) for file in arguments.files]))


def as_json(call: Call) -> dict[str, Any]:
    return {
        "conversation": call.conversation,
        "greeting": call.greeting,
        "exchanges": [as_fields(exchange) for exchange in call.exchanges],
    }


def as_fields(exchange: Exchange) -> dict[str, Any]:
    return {name: value for name, value in asdict(exchange).items() if name != "answer_audio"}


def describe(call: Call) -> list[str]:
    lines = [f"conversation {call.conversation}", *(f"    line: {text}" for text in call.greeting)]
    for exchange in call.exchanges:
        lines += describe_exchange(exchange)
    return lines


def describe_exchange(exchange: Exchange) -> list[str]:
    heard = exchange.heard or "(nothing was heard)"
    lines = [f"  caller: {exchange.said}", f"   heard: {heard}"]
    lines += [f"    line: {text}" for text in exchange.answered]
    if exchange.answer_ms is not None:
        lines.append(f"          {exchange.answer_ms} ms from the end of speech to the first audio of the answer")
    return lines
