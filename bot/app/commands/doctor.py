"""`frontline doctor`: looks at everything, places a real call, and says OK only when an order came of it."""

import argparse
import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any

from bot.app import doctor
from bot.app.commands.address import LineAddress
from bot.app.doctor import Finding
from bot.app.preparation import prepare_base, prepare_bot
from bot.app.servers import PrivateServer, bind, port_of
from bot.app.settings import Settings
from bot.app.speech import prepare_ears
from bot.app.wiring import open_line
from bot.kit.clock import SystemClock
from bot.kit.db import Database
from bot.kit.errors import FrontlineError
from bot.kit.log import set_up_logging
from bot.speech.phrase_cache import PhraseCache
from bot.speech.pyttsx3_synthesizer import Pyttsx3Synthesizer

START_PATIENCE_MS = 120_000


def add_to(commands: Any) -> None:
    parser = commands.add_parser("doctor", help="check everything, and place a real call that must end in an order")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    set_up_logging("ERROR")
    try:
        findings = asyncio.run(examine(settings))
    except FrontlineError as error:
        print(f"✗ {error.sentence}", file=sys.stderr)
        return 1
    is_well = all(finding.is_well for finding in findings)
    print("OK" if is_well else "NOT OK")
    return 0 if is_well else 1


async def examine(settings: Settings) -> list[Finding]:
    findings = [
        told(doctor.versions()),
        told(doctor.disk(settings)),
        told(doctor.port(settings)),
        told(doctor.rasa_model(settings)),
        told(await asyncio.to_thread(doctor.ears, settings, note)),
        told(await doctor.base(settings)),
    ]
    if not all(finding.is_well for finding in findings):
        return findings
    async with line_to_call(settings) as (address, database):
        book = await prepare_base(settings, database, SystemClock(), note)
        company = book.default.company
        voice = Pyttsx3Synthesizer(PhraseCache(settings.data / "phrases"), SystemClock(), workers=1)
        async with voice:
            findings += [
                told(await doctor.place_order(address, database, company, language, voice))
                for language in company.languages
            ]
    return findings


@asynccontextmanager
async def line_to_call(settings: Settings) -> AsyncIterator[tuple[LineAddress, Database]]:
    """The line that runs here; when none does, one of our own on the same base, for as long as the call takes."""
    async with AsyncExitStack() as stack:
        database = Database(settings.database_url)
        stack.push_async_callback(database.close)
        if doctor.is_our_line(settings):
            scheme = "https" if settings.tls else "http"
            yield LineAddress(f"{scheme}://127.0.0.1:{settings.port}"), database
            return
        public_socket, private_socket = bind("127.0.0.1", 0), bind("127.0.0.1", 0)
        model = await prepare_bot(settings, note)
        ears = await asyncio.to_thread(prepare_ears, settings, note)
        private_url = f"http://127.0.0.1:{port_of(private_socket)}"
        line = await stack.enter_async_context(open_line(settings, model, ears, private_url, note))
        servers = [(PrivateServer(line.public), public_socket), (PrivateServer(line.private), private_socket)]
        async with asyncio.TaskGroup() as tasks:
            for server, listening in servers:
                tasks.create_task(server.serve(sockets=[listening]), name="server of the examined line")
            try:
                if not await line.rasa.wait_until_ready(START_PATIENCE_MS):
                    raise FrontlineError(
                        "rasa_not_ready", f"Rasa does not start: see {settings.data / 'rasa' / 'rasa.log'}."
                    )
                yield LineAddress(f"http://127.0.0.1:{port_of(public_socket)}"), database
            finally:
                for server, _ in servers:
                    server.should_exit = True


def told(finding: Finding) -> Finding:
    print(f"{'✓' if finding.is_well else '✗'} {finding.name}: {finding.sentence}", flush=True)
    return finding


def note(line: str) -> None:
    print(f"  · {line}", flush=True)
