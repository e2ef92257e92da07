"""Rasa as a process of the line: started, probed, restarted after a growing pause, stopped with the line."""

import asyncio
import contextlib
import os
import signal
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import httpx

from bot.dialogue.rasa_files import quiet_environment, write_rasa_files
from bot.kit.clock import Clock
from bot.kit.ids import new_secret
from bot.kit.log import logger
from bot.kit.tasks import TaskOwner

log = logger(__name__)

_LOG_LIMIT_BYTES = 5_000_000


class RasaState(StrEnum):
    STOPPED = "stopped"
    STARTING = "starting"
    READY = "ready"
    RESTARTING = "restarting"
    """It died or hung; the next start is waiting for its time or under way."""


@dataclass(frozen=True, slots=True)
class RasaPlace:
    """Where everything of a Rasa process is."""

    python: Path
    """The interpreter of Rasa's own environment."""
    root: Path
    """The folder of our code, which Rasa imports its components from."""
    model: Path
    run_folder: Path
    """For the files that are written at each start, and the log."""
    line_url: str
    """The line's own server, as Rasa reaches it on loopback."""


@dataclass(frozen=True, slots=True)
class Patience:
    """All in milliseconds."""

    probe_every: int = 2_000
    probe_answer: int = 5_000
    start: int = 90_000
    first_pause: int = 500
    longest_pause: int = 30_000
    stop: int = 3_000


class RasaProcess:
    def __init__(self, place: RasaPlace, secret: str, clock: Clock, patience: Patience | None = None) -> None:
        """`secret` opens the line's routes for Rasa."""
        self._place = place
        self._secret = secret
        self._clock = clock
        self._patience = patience or Patience()
        self._token = new_secret()
        self._tasks = TaskOwner("rasa")
        self._port = 0
        self._process: asyncio.subprocess.Process | None = None
        self._changed = asyncio.Condition()
        self._http: httpx.AsyncClient | None = None
        self.state = RasaState.STOPPED
        self.generation = 0
        """Grows at each start: a conversation begun under another one is unknown to this process."""

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    @property
    def token(self) -> str:
        """Opens Rasa's own API."""
        return self._token

    @property
    def is_ready(self) -> bool:
        return self.state is RasaState.READY

    @property
    def is_first_start(self) -> bool:
        return self.state is RasaState.STARTING

    @property
    def log_file(self) -> Path:
        """What Rasa itself reports; no words of customers."""
        return self._place.run_folder / "rasa.log"

    @property
    def pid(self) -> int | None:
        return self._process.pid if self._process else None

    async def open(self) -> None:
        """Begins to start it, and returns at once."""
        self._http = httpx.AsyncClient(trust_env=False)
        self.state = RasaState.STARTING
        self._tasks.start(self._keep_running(), "keep running")

    async def close(self) -> None:
        await self._tasks.close()
        await self._become(RasaState.STOPPED)
        if self._http:
            await self._http.aclose()

    async def wait_until_ready(self, patience_ms: int, generation: int = 0) -> bool:
        """True as soon as a process of that generation or a later one answers; False when it takes longer."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(patience_ms / 1000), self._changed:
                await self._changed.wait_for(lambda: self.is_ready and self.generation >= generation)
                return True
        return False

    async def _keep_running(self) -> None:
        pause_ms = self._patience.first_pause
        while True:
            if await self._run_once():
                pause_ms = self._patience.first_pause
            log.warning("Rasa is not running and will be started again", pause_ms=pause_ms)
            await asyncio.sleep(pause_ms / 1000)
            pause_ms = min(2 * pause_ms, self._patience.longest_pause)

    async def _run_once(self) -> bool:
        """Until it has ended or hangs; says whether it ever answered."""
        began = self._clock.monotonic_ms()
        try:
            async with self._running() as process:
                is_ready = await self._becomes_ready(process)
                if is_ready:
                    log.info("Rasa is ready", pid=process.pid, ms=self._clock.monotonic_ms() - began)
                    await self._become(RasaState.READY)
                    await self._until_it_fails(process)
                await self._become(RasaState.RESTARTING)
                return is_ready
        except OSError as error:
            log.error("Rasa could not be started", exc_info=error)
            await self._become(RasaState.RESTARTING)
            return False

    async def _become(self, state: RasaState) -> None:
        async with self._changed:
            self.state = state
            self._changed.notify_all()

    @asynccontextmanager
    async def _running(self) -> AsyncIterator[asyncio.subprocess.Process]:
        self._port = _free_port()
        self.generation += 1
        self._process = process = await self._start()
        try:
            yield process
        finally:
            await _end(process, self._patience.stop, gently=self.state is not RasaState.RESTARTING)
            self._process = None

    async def _start(self) -> asyncio.subprocess.Process:
        place = self._place
        files = write_rasa_files(place.run_folder, place.line_url)
        command = [str(place.python), "-m", "bot.understanding.launcher", "--parent", str(os.getpid()), "serve"]
        command += ["--model", str(place.model), "--port", str(self._port)]
        command += ["--endpoints", str(files.endpoints), "--credentials", str(files.credentials)]
        with _not_too_large(self.log_file).open("ab") as log_file:
            return await asyncio.create_subprocess_exec(
                *command,
                cwd=place.run_folder,
                env=quiet_environment(place.root, self._secret, self._token),
                stdin=asyncio.subprocess.DEVNULL,
                stdout=log_file,
                stderr=asyncio.subprocess.STDOUT,
                # A group of its own: a Ctrl+C in the terminal is for the line, which ends Rasa in its order.
                start_new_session=True,
            )

    async def _becomes_ready(self, process: asyncio.subprocess.Process) -> bool:
        until = self._clock.monotonic_ms() + self._patience.start
        while self._clock.monotonic_ms() < until and not await _has_ended(process, 200):
            if await self._answers():
                return True
        return False

    async def _until_it_fails(self, process: asyncio.subprocess.Process) -> None:
        while not await _has_ended(process, self._patience.probe_every):
            if not await self._answers():
                log.warning("Rasa does not answer its probe", pid=process.pid)
                return

    async def _answers(self) -> bool:
        """A real message: the port is open before the model is loaded, and may stay open when the process hangs."""
        assert self._http is not None
        try:
            answer = await self._http.post(
                f"{self.address}/model/parse",
                params={"token": self._token},
                json={"text": "да"},
                timeout=self._patience.probe_answer / 1000,
            )
            return answer.status_code == 200 and bool(answer.json().get("intent"))
        except (httpx.HTTPError, ValueError):
            return False


async def _has_ended(process: asyncio.subprocess.Process, within_ms: int) -> bool:
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(within_ms / 1000):
            await process.wait()
    return process.returncode is not None


async def _end(process: asyncio.subprocess.Process, patience_ms: int, *, gently: bool) -> None:
    if process.returncode is None and gently:
        _signal(process, signal.SIGTERM)
        await _has_ended(process, patience_ms)
    if process.returncode is None:
        _signal(process, signal.SIGKILL)
        await process.wait()


def _signal(process: asyncio.subprocess.Process, number: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, number)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _not_too_large(file: Path) -> Path:
    """The file to append to; one that has grown large becomes the `.1` of it."""
    if file.exists() and file.stat().st_size > _LOG_LIMIT_BYTES:
        file.replace(file.with_suffix(".log.1"))
    return file
