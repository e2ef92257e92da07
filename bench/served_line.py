"""A line of its own for a measurement: started like the owner's, on a free port, with an empty data folder."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx
import psutil

START_S = 300
IDLE_PATIENCE_S = 120
IDLE_SHARE = 0.1
"""Of one core."""


@dataclass(frozen=True, slots=True)
class ServedLine:
    url: str
    process: psutil.Process

    def cpu_s(self) -> float:
        """Processor time of the line and all its children so far, seconds."""
        family = [self.process, *self.process.children(recursive=True)]
        return sum(sum(member.cpu_times()[:2]) for member in family)

    def rasa_url(self) -> str:
        for child in self.process.children(recursive=True):
            words = child.cmdline()
            if "serve" in words and "--port" in words:
                return f"http://127.0.0.1:{words[words.index('--port') + 1]}"
        raise RuntimeError("the line has no Rasa")


@contextmanager
def served_line() -> Iterator[ServedLine]:
    with TemporaryDirectory() as folder:
        port = free_port()
        environment = {"FRONTLINE_DATA": folder, "FRONTLINE_PORT": str(port), "FRONTLINE_LOG_LEVEL": "WARNING"}
        command = [str(Path(sys.executable).with_name("frontline")), "serve"]
        process = subprocess.Popen(command, env=os.environ | environment, stdout=subprocess.DEVNULL)
        try:
            line = ServedLine(f"http://127.0.0.1:{port}", psutil.Process(process.pid))
            wait_until_ready(line)
            wait_until_idle(line)
            yield line
        finally:
            process.terminate()
            process.wait(30)


def wait_until_ready(line: ServedLine) -> None:
    until = time.monotonic() + START_S
    while time.monotonic() < until:
        try:
            if httpx.get(f"{line.url}/health/ready", timeout=5).status_code == 200:
                return
        except httpx.HTTPError:
            pass
        time.sleep(0.3)
    raise RuntimeError("the line did not become ready")


def wait_until_idle(line: ServedLine) -> None:
    """After its start the line renders its fixed phrases in the background: that is not what a message costs."""
    for _ in range(IDLE_PATIENCE_S):
        before = line.cpu_s()
        time.sleep(1)
        if line.cpu_s() - before < IDLE_SHARE:
            return
    raise RuntimeError("the line does not come to rest")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
