"""What nobody should send, sent all the same: each time one clear error, and the line goes on."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any

import httpx
import pytest
import pytest_asyncio
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

from tests.fakes.chat_page import ChatPage
from tests.fakes.real_line import RealLine

pytestmark = [pytest.mark.rasa, pytest.mark.asyncio(loop_scope="session")]

TEN_MB = 10 * 1024 * 1024
WEBHOOK = "/webhooks/rest/webhook"
WORK_QUESTION = "до скольки вы работаете"


@pytest_asyncio.fixture(loop_scope="session")
async def http(line: RealLine) -> AsyncIterator[httpx.AsyncClient]:
    """And in the end the line still answers a customer."""
    async with httpx.AsyncClient(base_url=line.url, trust_env=False, timeout=20) as client:
        yield client
        answer = await client.post(WEBHOOK, json={"sender": "afterwards", "message": WORK_QUESTION})
        assert "21:00" in answer.json()[0]["text"]


@asynccontextmanager
async def chat(line: RealLine, company: str = "lavka") -> AsyncIterator[ChatPage]:
    async with connect(f"{line.socket}/ws/chat/{company}") as socket:
        yield ChatPage(socket)


def the_error(answer: httpx.Response) -> str:
    """Its code; the shape is the documented one."""
    body = answer.json()
    assert body.keys() == {"error"}
    assert body["error"].keys() == {"code", "sentence", "can_retry"}
    assert body["error"]["sentence"]
    return str(body["error"]["code"])


BAD_BODIES: list[tuple[Any, int]] = [
    (b"{", 422),
    (b"\xff\xfe\x00", 400),
    (b"[" * 100_000, 400),
    (b"[]", 422),
    (b'"text"', 422),
    (b"", 422),
    (b'{"sender": 5, "message": []}', 422),
    (b'{"sender": "a"}', 422),
    (b'{"sender": "", "message": "x"}', 422),
    (json.dumps({"sender": "a" * 100_000, "message": "x"}).encode(), 422),
    (json.dumps({"sender": "a", "message": "x" * 5_000}).encode(), 413),
    (json.dumps({"sender": "a", "message": " \n "}).encode(), 400),
    (json.dumps({"sender": "a", "message": "x", "metadata": {"company": "nobody"}}).encode(), 404),
    (json.dumps({"sender": "a", "message": "x", "metadata": {"company": "../lavka"}}).encode(), 404),
    (json.dumps({"sender": "a", "message": "x", "metadata": {"language": "tlh"}}).encode(), 400),
    (json.dumps({"sender": "a", "message": "x", "metadata": {"message_id": "m" * 65}}).encode(), 422),
    (json.dumps({"sender": "a", "message": "x", "metadata": "none"}).encode(), 422),
    (json.dumps({"sender": "a", "message": "\ud800"}).encode(), 422),
    (json.dumps({"sender": "\ud800", "message": "x"}).encode(), 422),
    (json.dumps({"sender": "a", "message": "x" * TEN_MB}).encode(), 413),
]


@pytest.mark.parametrize(("body", "status"), BAD_BODIES, ids=range(len(BAD_BODIES)))
async def test_a_bad_request_is_refused_in_the_documented_shape(
    http: httpx.AsyncClient, body: bytes, status: int
) -> None:
    answer = await http.post(WEBHOOK, content=body, headers={"Content-Type": "application/json"})
    assert (answer.status_code, bool(the_error(answer))) == (status, True)


async def test_ten_megabytes_without_a_declared_length_are_refused_too(http: httpx.AsyncClient) -> None:
    async def pieces() -> AsyncIterator[bytes]:
        for _ in range(160):
            yield b" " * 65_536

    answer = await http.post(WEBHOOK, content=pieces(), headers={"Content-Type": "application/json"})
    assert (answer.status_code, the_error(answer)) == (413, "message_too_large")


CHAT_MESSAGES = [
    ("{", "broken_json"),
    ("[]", "no_type"),
    ('{"type": 5}', "no_type"),
    ('{"type": "dance"}', "unknown_type"),
    ('{"type": "say", "id": 5, "text": "x"}', "bad_field"),
    ('{"type": "say", "id": "a"}', "bad_field"),
    ('{"type": "say", "id": "a", "text": ""}', "message_empty"),
    (json.dumps({"type": "say", "id": "a", "text": "x" * 5_000}), "message_too_long"),
    (json.dumps({"type": "say", "id": "i" * 5_000, "text": "x"}), "bad_field"),
    ('{"type": "language", "language": "tlh"}', "unknown_language"),
    ('{"type": "language", "language": ["ru"]}', "bad_field"),
    ('{"type": "say", "id": "a", "text": "\\ud800"}', "broken_json"),
    ('{"type": "hello", "language": "\\ud800"}', "broken_json"),
    ("[" * 30_000, "broken_json"),
    (json.dumps({"type": "say", "id": "a", "text": "x" * 100_000}), "message_too_large"),
]


@pytest.mark.parametrize(("message", "code"), CHAT_MESSAGES, ids=range(len(CHAT_MESSAGES)))
async def test_a_bad_message_gets_an_error_and_the_chat_goes_on(
    line: RealLine, http: httpx.AsyncClient, message: str, code: str
) -> None:
    async with chat(line) as page:
        await page.send(type="hello", language="ru")
        await page.send_raw(message)
        error = await page.until("error")
        assert (error["code"], bool(error["sentence"])) == (code, True)
        await page.send(type="say", id="well", text=WORK_QUESTION)
        await page.until("accepted", id="well")
        assert "21:00" in (await page.until("turn", n=3))["text"]


async def test_binary_in_the_chat_is_an_error_and_the_chat_goes_on(line: RealLine, http: httpx.AsyncClient) -> None:
    async with chat(line) as page:
        await page.send(type="hello", language="ru")
        await page.send_raw(b"\x00\x01")
        assert (await page.until("error"))["code"] == "broken_json"
        await page.send(type="say", id="well", text=WORK_QUESTION)
        await page.until("accepted", id="well")


@pytest.mark.parametrize("way", ["chat", "voice"])
async def test_a_message_of_ten_megabytes_ends_the_socket_and_nothing_else(
    line: RealLine, http: httpx.AsyncClient, way: str
) -> None:
    async with connect(f"{line.socket}/ws/{way}/lavka", max_size=None) as socket:
        await socket.send(json.dumps({"type": "hello", "language": "ru"}))
        await socket.recv()
        with suppress(ConnectionClosed):
            await socket.send("x" * TEN_MB)
        async with asyncio.timeout(20):
            await socket.wait_closed()
    assert socket.close_code == 1009


@pytest.mark.parametrize("way", ["chat", "voice"])
@pytest.mark.parametrize("company", ["nobody", "%2e%2e", "%00", "l" * 500])
async def test_an_unknown_company_is_one_clear_error(
    line: RealLine, http: httpx.AsyncClient, way: str, company: str
) -> None:
    async with connect(f"{line.socket}/ws/{way}/{company}") as socket:
        error = json.loads(await socket.recv())
        assert (error["type"], error["code"]) == ("error", "unknown_company")


@pytest.mark.parametrize("way", ["chat", "voice"])
async def test_an_unknown_language_is_one_clear_error(line: RealLine, http: httpx.AsyncClient, way: str) -> None:
    async with connect(f"{line.socket}/ws/{way}/lavka") as socket:
        await socket.send(json.dumps({"type": "hello", "language": "tlh"}))
        error = json.loads(await socket.recv())
        assert (error["type"], error["code"]) == ("error", "unknown_language")


async def test_a_chat_that_does_not_say_hello_is_told_so(line: RealLine, http: httpx.AsyncClient) -> None:
    async with chat(line) as page:
        await page.send(type="say", id="a", text="да")
        assert (await page.until("error"))["code"] == "say_hello_first"


async def test_a_conversation_of_somebody_else_is_not_shown(line: RealLine, http: httpx.AsyncClient) -> None:
    """Who names a conversation that is not hers gets one of her own."""
    async with chat(line) as page:
        await page.send(type="hello", language="ru")
        other = (await page.until("welcome"))["conversation"]
    async with chat(line) as page:
        await page.send(type="hello", language="ru", conversation=other, after=0)
        assert (await page.until("welcome"))["conversation"] != other


@pytest.mark.parametrize("after", [-5, 10**30, "many", None, 1.5, [], True])
async def test_a_strange_cursor_does_no_harm(line: RealLine, http: httpx.AsyncClient, after: Any) -> None:
    async with chat(line) as page:
        await page.send(type="hello", language="ru", conversation="conv_0", after=after)
        await page.until("welcome")
        assert (await page.until("turn"))["n"] == 1


async def test_a_cursor_beyond_the_end_tells_what_comes(line: RealLine, http: httpx.AsyncClient) -> None:
    cookie = {"Cookie": "frontline_browser=far-ahead"}
    async with connect(f"{line.socket}/ws/chat/lavka", additional_headers=cookie) as socket:
        page = ChatPage(socket)
        await page.send(type="hello", language="ru")
        conversation = (await page.until("welcome"))["conversation"]
        await page.send(type="hello", language="ru", conversation=conversation, after=10**30)
        await page.until("welcome")
        await page.send(type="say", id="well", text=WORK_QUESTION)
        assert "21:00" in (await page.until("turn", n=3))["text"]


@pytest.mark.parametrize(
    "query",
    [{}, {"sender": ""}, {"sender": "a" * 1000}, {"sender": "a", "after": -1}, {"sender": "a", "after": 10**30}],
)
async def test_a_bad_question_for_messages_is_refused(http: httpx.AsyncClient, query: dict[str, object]) -> None:
    answer = await http.post("/webhooks/rest/messages", json=query)
    assert (answer.status_code, the_error(answer)) == (422, "bad_request")


@pytest.mark.parametrize("frame", [b"", b"\x00", b"\x01" * 641, b"RIFF" * 1000, b"\x00" * 65_536])
async def test_what_is_not_a_frame_of_audio_is_an_error_and_the_call_goes_on(
    line: RealLine, http: httpx.AsyncClient, frame: bytes
) -> None:
    async with connect(f"{line.socket}/ws/voice/lavka") as socket:
        page = VoicePage(socket)
        await page.send(type="hello", language="ru")
        await page.send_raw(frame)
        assert (await page.until("error"))["code"] == "bad_frame"
        await page.send(type="say", id="well", text=WORK_QUESTION)
        await page.until("turn", n=2, text=WORK_QUESTION)


@pytest.mark.parametrize(
    ("message", "code"),
    [
        ("{", "broken_json"),
        ('{"type": "key", "digit": "12"}', "bad_key"),
        ('{"type": "key", "digit": 1}', "bad_field"),
        ('{"type": "played"}', "bad_field"),
        ('{"type": "say", "id": "a", "text": " "}', "message_empty"),
        ('{"type": "language", "language": {}}', "bad_field"),
        ('{"type": "sing"}', "unknown_type"),
    ],
)
async def test_a_bad_message_in_a_call_gets_an_error_and_the_call_goes_on(
    line: RealLine, http: httpx.AsyncClient, message: str, code: str
) -> None:
    async with connect(f"{line.socket}/ws/voice/lavka") as socket:
        page = VoicePage(socket)
        await page.send(type="hello", language="ru")
        await page.send_raw(message)
        assert (await page.until("error"))["code"] == code
        await page.send(type="say", id="well", text=WORK_QUESTION)
        await page.until("turn", n=2, text=WORK_QUESTION)


class VoicePage(ChatPage):
    """Lets the voice pass by."""

    async def _receive(self) -> dict[str, Any]:
        while isinstance(message := await self._socket.recv(), bytes):
            pass
        received: dict[str, Any] = json.loads(message)
        return received


@pytest.mark.parametrize("header", [{}, {"Cookie": "frontline_agent=guess"}, {"Cookie": "frontline_agent="}])
async def test_a_stranger_reads_nothing_at_the_desk(http: httpx.AsyncClient, header: dict[str, str]) -> None:
    for path in ("me", "handoffs/1/package", "conversations/conv_0/turns", "conversations/conv_0/turns/1/audio"):
        answer = await http.get(f"/api/desk/{path}", headers=header)
        assert (answer.status_code, the_error(answer)) == (401, "signed_out")


async def test_a_post_without_its_token_is_refused(line: RealLine, http: httpx.AsyncClient) -> None:
    await http.post("/api/desk/sign-in", json={"login": "marina", "password": line.passwords["marina"]})
    for token in ({}, {"X-CSRF-Token": "guess"}):
        answer = await http.post("/api/desk/handoffs/1/accept", headers=token)
        assert (answer.status_code, the_error(answer)) == (403, "wrong_csrf")


@pytest.mark.parametrize("n", ["..%2F..%2Ffrontline.db", "%2e%2e", "-1", "0", "99999999999999999999", "1.wav"])
async def test_no_other_file_comes_in_place_of_the_sound(line: RealLine, http: httpx.AsyncClient, n: str) -> None:
    await http.post("/api/desk/sign-in", json={"login": "marina", "password": line.passwords["marina"]})
    ((known,),) = line.ask("SELECT id FROM conversations WHERE company = 'lavka' ORDER BY started_at LIMIT 1")
    for conversation in (known, "conv_0", "..%2F..", "%2e%2e%2f%2e%2e"):
        answer = await http.get(f"/api/desk/conversations/{conversation}/turns/{n}/audio")
        assert answer.status_code in (404, 422)
        the_error(answer)


@pytest.mark.parametrize("path", ["..%2fpyproject.toml", "%2e%2e/pyproject.toml", "....//pyproject.toml", "%00"])
@pytest.mark.parametrize("folder", ["web", "docs/assets"])
async def test_no_file_outside_of_the_pages_is_served(http: httpx.AsyncClient, folder: str, path: str) -> None:
    answer = await http.get(f"/{folder}/{path}")
    assert answer.status_code == 404
    the_error(answer)


@pytest.mark.parametrize("company", ["nobody", "%2e%2e", "%00", "<script>"])
async def test_whoever_looks_for_an_unknown_company_is_offered_those_there_are(
    http: httpx.AsyncClient, company: str
) -> None:
    answer = await http.get(f"/c/{company}")
    assert answer.status_code == 404
    assert 'id="companies"' in answer.text
    assert "<script>alert" not in answer.text


@pytest.mark.parametrize("way", ["chat/lavka", "voice/lavka"])
async def test_a_page_of_another_origin_cannot_talk_for_our_customers(
    line: RealLine, http: httpx.AsyncClient, way: str
) -> None:
    async with connect(f"{line.socket}/ws/{way}", origin="https://evil.example") as socket:  # type: ignore[arg-type]
        assert json.loads(await socket.recv())["code"] == "foreign_origin"


async def test_the_desks_socket_does_not_open_for_another_origin(line: RealLine, http: httpx.AsyncClient) -> None:
    with pytest.raises(InvalidStatus) as refused:
        async with connect(f"{line.socket}/ws/desk", origin="https://evil.example"):  # type: ignore[arg-type]
            raise AssertionError("it opened")
    assert refused.value.response.status_code == 403


async def test_the_desks_socket_tells_a_stranger_to_sign_in(line: RealLine, http: httpx.AsyncClient) -> None:
    async with connect(f"{line.socket}/ws/desk", origin=line.url) as socket:  # type: ignore[arg-type]
        assert json.loads(await socket.recv())["code"] == "signed_out"
        with pytest.raises(ConnectionClosed) as closed:
            await socket.recv()
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == 4401


@pytest.mark.parametrize("path", ["/rasa/actions/webhook", "/rasa/nlg", "/rasa/prompts", "/rasa/", "/webhook", "/nlg"])
async def test_what_is_for_rasa_only_is_not_public(http: httpx.AsyncClient, path: str) -> None:
    answer = await http.post(path, json={})
    assert (answer.status_code, the_error(answer)) == (404, "http_404")


async def test_the_documentation_asks_no_other_host(http: httpx.AsyncClient) -> None:
    page = (await http.get("/docs")).text
    assert "http:" not in page
    assert "https:" not in page
    for asset in ("swagger-ui-bundle.js", "swagger-ui.css", "favicon-32x32.png"):
        assert asset in page
        assert (await http.get(f"/docs/assets/{asset}")).status_code == 200
    paths = (await http.get("/openapi.json")).json()["paths"]
    assert WEBHOOK in paths
    assert not any("rasa" in path for path in paths)


async def test_health_names_what_is_only_a_demonstration(http: httpx.AsyncClient) -> None:
    answer = await http.get("/health/ready")
    assert (answer.status_code, answer.json()["status"]) == (200, "degraded")
    assert "tiny" in answer.json()["failures"]["ears"]


async def test_a_wrong_method_is_refused_in_the_same_shape(http: httpx.AsyncClient) -> None:
    answer = await http.get(WEBHOOK)
    assert (answer.status_code, the_error(answer)) == (405, "http_405")
