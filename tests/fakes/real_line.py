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

import httpx
import psutil

READY_WITHIN_S = 600
"""A first start trains the bot and builds the tiny models."""
STOPS_WITHIN_S = 30
ACCOUNT = re.compile(r"demo account (\S+): password (\S+)")
COMMAND = (sys.executable, "-c", "from bot.app.cli import main; raise SystemExit(main())")


class RealLine:
    """`start` may follow a `stop` or a `kill`: the data are kept."""

    def __init__(self, data: Path, **settings: str) -> None:
        self.data = data
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.passwords: dict[str, str] = {}
        self.told: list[str] = []
        """What it prints."""
        self._settings = settings
        self._process: Process | None = None
        self._reading: asyncio.Task[int] | None = None
        self._is_ready = asyncio.Event()

    @property
    def socket(self) -> str:
        return f"ws://127.0.0.1:{self.port}"

    @property
    def process(self) -> psutil.Process:
        assert self._process is not None
        return psutil.Process(self._process.pid)

    def family(self) -> list[psutil.Process]:
        """The line's own process and all that it started."""
        return [self.process, *self.process.children(recursive=True)]

    def rasa(self) -> psutil.Process:
        return self._child("bot.understanding.launcher")

    def recogniser(self) -> psutil.Process:
        """The worker that has Vosk in it."""
        return next(one for one in self._workers() if any("libvosk" in file.path for file in one.memory_maps()))

    def synthesizer(self) -> psutil.Process:
        """The worker that has espeak-ng in it."""
        return next(one for one in self._workers() if any("libespeak" in file.path for file in one.memory_maps()))

    def _workers(self) -> list[psutil.Process]:
        return [one for one in self.process.children() if "bot.speech.worker_process" in one.cmdline()]

    def _child(self, module: str) -> psutil.Process:
        return next(one for one in self.process.children() if module in one.cmdline())

    async def start(self) -> None:
        """Returns when it says that it is ready."""
        await self.begin()
        await self.until_ready()

    async def until_ready(self) -> None:
        async with asyncio.timeout(READY_WITHIN_S):
            await self._is_ready.wait()
        assert self._process is not None
        assert self._process.returncode is None, "the line did not start:\n" + "\n".join(self.told[-40:])

    async def begin(self) -> None:
        self._is_ready.clear()
        settings = {
            "FRONTLINE_DATA": str(self.data),
            "FRONTLINE_PORT": str(self.port),
            "FRONTLINE_HOST": "127.0.0.1",
            "FRONTLINE_SPEECH__MODE": os.environ.get("FRONTLINE_SPEECH__MODE", "tiny"),
            "PYTHONUNBUFFERED": "1",
            **self._settings,
        }
        # A group of its own: a Ctrl+C at the tests is not one at the line.
        self._process = await asyncio.create_subprocess_exec(
            *COMMAND, "serve", env=os.environ | settings, stdin=DEVNULL, stdout=PIPE, stderr=STDOUT,
            start_new_session=True,
        )  # fmt: skip
        self._reading = asyncio.create_task(self._read(self._process), name="read what the line prints")

    async def _read(self, process: Process) -> int:
        assert process.stdout is not None
        while line := (await process.stdout.readline()).decode():
            self.told.append(line.rstrip())
            if found := ACCOUNT.search(line):
                self.passwords[found[1]] = found[2]
            if line.startswith("The line is ready"):
                self._is_ready.set()
        code = await process.wait()
        self._is_ready.set()
        return code

    async def until_answering(self) -> None:
        """Until its port answers, be it ready or not."""
        async with asyncio.timeout(READY_WITHIN_S), httpx.AsyncClient(trust_env=False) as http:
            while True:
                with suppress(httpx.HTTPError):
                    await http.get(f"{self.url}/health/live")
                    return
                await asyncio.sleep(0.1)

    async def until_well(self, part: str) -> None:
        """Until the line's health does not complain of this part."""
        async with asyncio.timeout(READY_WITHIN_S), httpx.AsyncClient(trust_env=False) as http:
            while True:
                if part not in (await http.get(f"{self.url}/health/ready")).json()["failures"]:
                    return
                await asyncio.sleep(0.2)

    async def until_replaced(self, child: psutil.Process) -> None:
        """Until that process of the line is gone."""
        async with asyncio.timeout(READY_WITHIN_S):
            await asyncio.to_thread(child.wait)

    async def ended(self) -> int:
        """Its exit code."""
        assert self._reading is not None
        async with asyncio.timeout(STOPS_WITHIN_S):
            return await self._reading

    def signal(self, number: signal.Signals) -> None:
        assert self._process is not None
        with suppress(ProcessLookupError):
            self._process.send_signal(number)

    async def stop(self) -> int:
        """As Ctrl+C does; its exit code."""
        if self._process is None:
            return 0
        self.signal(signal.SIGINT)
        try:
            return await self.ended()
        except TimeoutError:
            os.killpg(self._process.pid, signal.SIGKILL)
            raise
        finally:
            self._process = None

    async def kill(self) -> None:
        """kill -9, as a crash or a power cut would."""
        self.signal(signal.SIGKILL)
        await self.ended()
        self._process = None

    def ask(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """What stands in the base now."""
        with closing(sqlite3.connect(f"file:{self.data / 'frontline.db'}?mode=ro", uri=True)) as base:
            return base.execute(query, values).fetchall()


def free_port() -> int:
    """The same port is wanted again after a restart, so it is chosen here."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        port: int = listening.getsockname()[1]
        return port
