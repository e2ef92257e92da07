"""The line as it runs for people: `frontline serve` in a process of its own, on a port and data of its own."""

import asyncio
import os
import re
import signal
import socket
import sqlite3
import sys
from asyncio.subprocess import DEVNULL, PIPE, STDOUT, Process
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

READY_WITHIN_S = 600
"""A first start trains the bot and builds the tiny models."""
STOPS_WITHIN_S = 30
ACCOUNT = re.compile(r"demo account (\S+): password (\S+)")


class ServedLine:
    def __init__(self, data: Path) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.passwords: dict[str, str] = {}
        self._data = data
        self._told: list[str] = []
        self._process: Process | None = None
        self._reading: asyncio.Task[None] | None = None
        self._is_ready = asyncio.Event()

    async def start(self) -> None:
        settings = {
            "FRONTLINE_DATA": str(self._data),
            "FRONTLINE_PORT": str(self.port),
            "FRONTLINE_HOST": "127.0.0.1",
            "FRONTLINE_SPEECH__MODE": os.environ.get("FRONTLINE_SPEECH__MODE", "tiny"),
            "PYTHONUNBUFFERED": "1",
        }
        self._is_ready.clear()
        self._process = await asyncio.create_subprocess_exec(
            sys.executable, "-c", "from bot.app.cli import main; raise SystemExit(main())", "serve",
            env=os.environ | settings, stdin=DEVNULL, stdout=PIPE, stderr=STDOUT, start_new_session=True,
        )  # fmt: skip
        self._reading = asyncio.create_task(self._read(self._process), name="read what the line prints")
        async with asyncio.timeout(READY_WITHIN_S):
            await self._is_ready.wait()
        assert self._process.returncode is None, "the line did not start:\n" + "\n".join(self._told[-40:])

    async def _read(self, process: Process) -> None:
        assert process.stdout is not None
        while line := (await process.stdout.readline()).decode():
            self._told.append(line.rstrip())
            if found := ACCOUNT.search(line):
                self.passwords[found[1]] = found[2]
            if line.startswith("The line is ready"):
                self._is_ready.set()
        await process.wait()
        self._is_ready.set()

    async def stop(self) -> None:
        if self._process is None or self._reading is None:
            return
        with suppress(ProcessLookupError):
            self._process.send_signal(signal.SIGINT)
        try:
            async with asyncio.timeout(STOPS_WITHIN_S):
                await self._reading
        except TimeoutError:
            os.killpg(self._process.pid, signal.SIGKILL)
            raise
        self._process = None

    def ask(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """What stands in the base now."""
        with closing(sqlite3.connect(f"file:{self._data / 'frontline.db'}?mode=ro", uri=True)) as base:
            return base.execute(query, values).fetchall()


def free_port() -> int:
    """The same port is wanted again after a restart, so it is chosen here."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        port: int = listening.getsockname()[1]
        return port
