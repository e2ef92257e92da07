"""A body that is too long is refused before it is read, declared or not."""

from collections.abc import AsyncIterator

import httpx
import pytest
from fastapi import FastAPI, Request

from bot.app.errors import answer_errors
from bot.app.limits import BODY_LIMIT, BodyLimit


def app() -> FastAPI:
    made = FastAPI()
    answer_errors(made)
    made.add_middleware(BodyLimit)

    @made.post("/echo")
    async def echo(request: Request) -> int:
        return len(await request.body())

    return made


async def post(body: bytes | AsyncIterator[bytes]) -> httpx.Response:
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app()), base_url="http://line") as client:
        return await client.post("/echo", content=body)


async def in_pieces(length: int) -> AsyncIterator[bytes]:
    """Sent without a declared length."""
    while length > 0:
        yield b" " * min(length, 65_536)
        length -= 65_536


@pytest.mark.parametrize("length", [0, 1, BODY_LIMIT])
async def test_what_is_short_enough_passes(length: int) -> None:
    assert (await post(b" " * length)).json() == length
    assert (await post(in_pieces(length))).json() == length


@pytest.mark.parametrize("length", [BODY_LIMIT + 1, 10 * BODY_LIMIT])
async def test_what_is_too_long_is_refused_declared_or_not(length: int) -> None:
    for body in (b" " * length, in_pieces(length)):
        answer = await post(body)
        assert (answer.status_code, answer.json()["error"]["code"]) == (413, "message_too_large")
