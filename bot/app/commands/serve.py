"""`frontline serve`: prepares what is missing, opens the line, prints the addresses, and serves until it is stopped."""

import argparse
import asyncio
import sys
from pathlib import Path
from socket import socket
from typing import Any

import uvloop

from bot.app.preparation import make_data_folder, prepare_bot
from bot.app.servers import PrivateServer, PublicServer, bind, port_of
from bot.app.settings import Settings
from bot.app.speech import prepare_ears
from bot.app.tls import certificate_and_key
from bot.app.wiring import Line, open_line
from bot.kit.clock import SystemClock
from bot.kit.errors import FrontlineError
from bot.kit.log import set_up_logging

START_PATIENCE_MS = 120_000
LOOPBACK = ("127.0.0.1", "::1", "localhost")


def add_to(commands: Any) -> None:
    parser = commands.add_parser("serve", help="open the line (what `make run` does after the set-up)")
    parser.add_argument("--host", help="the address to listen on (default 127.0.0.1)")
    parser.add_argument("--port", type=int, help="the port (default 8000)")
    parser.add_argument(
        "--tls", action="store_true", help="serve over TLS, with a certificate made on the spot if need be"
    )
    parser.add_argument("--speech", choices=("auto", "tiny"), help="which ears to use")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    settings = with_arguments(arguments, settings)
    set_up_logging(settings.log_level)
    try:
        uvloop.run(serve(settings))
    except FrontlineError as error:
        print(f"\n{error.sentence}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        pass
    return 0


def with_arguments(arguments: argparse.Namespace, settings: Settings) -> Settings:
    given = {name: getattr(arguments, name) for name in ("host", "port") if getattr(arguments, name) is not None}
    if arguments.tls:
        given["tls"] = True
    if arguments.speech:
        given["speech"] = settings.speech.model_copy(update={"mode": arguments.speech})
    return settings.model_copy(update=given)


def report(line: str) -> None:
    print(f"· {line}", flush=True)


async def serve(settings: Settings) -> None:
    public_socket, private_socket = bind(settings.host, settings.port), bind("127.0.0.1", 0)
    make_data_folder(settings)
    tls = certificate_and_key(settings, SystemClock().now()) if settings.tls else None
    model = await prepare_bot(settings, report)
    ears = await asyncio.to_thread(prepare_ears, settings, report)
    private_url = f"http://127.0.0.1:{port_of(private_socket)}"
    async with open_line(settings, model, ears, private_url, report) as line:
        await serve_line(settings, line, tls, public_socket, private_socket)


async def serve_line(
    settings: Settings, line: Line, tls: tuple[Path, Path] | None, public_socket: socket, private_socket: socket
) -> None:
    """Until the public server is stopped; the private one ends with it."""
    private = PrivateServer(line.private)
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(private.serve(sockets=[private_socket]), name="private server")
        telling = tasks.create_task(tell_when_ready(settings, line, port_of(public_socket)), name="tell when ready")
        try:
            await PublicServer(line.public, tls).serve(sockets=[public_socket])
        finally:
            telling.cancel()
            private.should_exit = True


async def tell_when_ready(settings: Settings, line: Line, port: int) -> None:
    report("starting the bot (a few seconds)")
    if not await line.rasa.wait_until_ready(START_PATIENCE_MS):
        report(f"the bot has not started yet; its log is {settings.data / 'rasa' / 'rasa.log'}")
        return
    base = f"{'https' if settings.tls else 'http'}://{settings.host}:{port}"
    print("\nThe line is ready.", flush=True)
    rows = {"customers": "/", "agents": "/desk", "API": "/docs", "health": "/health/ready"}
    for name, path in rows.items():
        print(f"  {name:<10} {base}{path}", flush=True)
    if not settings.tls and settings.host not in LOOPBACK:
        print(
            "  Other computers reach this line without TLS: browsers will not give them the microphone (--tls).",
            flush=True,
        )
    print("Stop it with Ctrl+C.", flush=True)
