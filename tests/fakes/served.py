"""An app behind a real server on a free port of loopback, in the test's own loop."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI

from bot.app.servers import PrivateServer, bind, port_of


@asynccontextmanager
async def served(app: FastAPI) -> AsyncIterator[str]:
    """The address of the server, e.g. `127.0.0.1:40123`."""
    listening = bind("127.0.0.1", 0)
    server = PrivateServer(app)
    running = asyncio.create_task(server.serve(sockets=[listening]))
    try:
        yield f"127.0.0.1:{port_of(listening)}"
    finally:
        server.should_exit = True
        await running
