"""Two HTTP servers in one loop: the public one, and a private one on loopback that only Rasa knows."""

import contextlib
import errno
import socket
from collections.abc import Iterator
from pathlib import Path

import uvicorn
from fastapi import FastAPI

from bot.kit.errors import FrontlineError

BACKLOG = 2048
MESSAGE_LIMIT = 1024 * 1024
"""Bytes in one WebSocket message; a larger one closes the socket with 1009."""


def bind(host: str, port: int) -> socket.socket:
    """Takes the port at once, so that a taken one is a clear error before anything else has been started."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
        # From here on nobody else can bind it, although nobody is answered yet.
        listening.listen(BACKLOG)
    except OSError as error:
        listening.close()
        if error.errno == errno.EADDRINUSE:
            sentence = f"Port {port} is taken: end what uses it, or choose another with FRONTLINE_PORT."
            raise FrontlineError("port_taken", sentence) from error
        raise FrontlineError("cannot_listen", f"Cannot listen on {host}:{port}: {error.strerror}.") from error
    return listening


def port_of(listening: socket.socket) -> int:
    port = listening.getsockname()[1]
    assert isinstance(port, int)
    return port


class PublicServer(uvicorn.Server):
    """Ends on Ctrl+C and SIGTERM, and lets the line close behind it."""

    def __init__(self, app: FastAPI, tls: tuple[Path, Path] | None) -> None:
        certificate, key = tls or (None, None)
        super().__init__(
            uvicorn.Config(
                app,
                log_config=None,
                access_log=False,
                lifespan="off",
                ws="websockets-sansio",
                ws_max_size=MESSAGE_LIMIT,
                timeout_graceful_shutdown=2,
                server_header=False,
                ssl_certfile=certificate,
                ssl_keyfile=key,
            )
        )

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """The signal is answered by ending: raised once more, as uvicorn would, it kills what has yet to be closed."""
        with super().capture_signals():
            yield
            self._captured_signals.clear()


class PrivateServer(uvicorn.Server):
    """Lives and ends with the line: signals are the public server's business."""

    def __init__(self, app: FastAPI) -> None:
        super().__init__(uvicorn.Config(app, log_config=None, access_log=False, lifespan="off", server_header=False))

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield
