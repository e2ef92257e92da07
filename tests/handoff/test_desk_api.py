"""The desk over HTTP: who may do what, for which company, and how it is refused."""

import wave
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from fastapi.routing import APIRoute, APIWebSocketRoute
from httpx import AsyncClient, Response

from bot.access.permissions import Role
from bot.conversation.ownership import move_owner
from bot.dialogue.model import HandoffReason
from handoff.queues import store
from records.conversations.model import Owner
from tests.handoff.desk_world import PASSWORD, Waiting, World, customer

Call = Callable[[AsyncClient, Waiting], Awaitable[Response]]

CREDENTIALS = {"login": "anna", "password": PASSWORD}


async def sign_in(page: AsyncClient, _: Waiting) -> Response:
    return await page.post("/api/desk/sign-in", json=CREDENTIALS)


async def sign_out(page: AsyncClient, _: Waiting) -> Response:
    return await page.post("/api/desk/sign-out")


async def me(page: AsyncClient, _: Waiting) -> Response:
    return await page.get("/api/desk/me")


async def accept(page: AsyncClient, waiting: Waiting) -> Response:
    return await page.post(f"/api/desk/handoffs/{waiting.handoff}/accept")


async def package(page: AsyncClient, waiting: Waiting) -> Response:
    return await page.get(f"/api/desk/handoffs/{waiting.handoff}/package")


async def say(page: AsyncClient, waiting: Waiting) -> Response:
    body = {"id": "m1", "text": "Здравствуйте!"}
    return await page.post(f"/api/desk/conversations/{waiting.conversation.id}/say", json=body)


async def turns(page: AsyncClient, waiting: Waiting) -> Response:
    return await page.get(f"/api/desk/conversations/{waiting.conversation.id}/turns?after=0")


async def audio(page: AsyncClient, waiting: Waiting) -> Response:
    return await page.get(f"/api/desk/conversations/{waiting.conversation.id}/turns/1/audio")


async def finish(page: AsyncClient, waiting: Waiting) -> Response:
    body = {"disposition": "solved", "note": ""}
    return await page.post(f"/api/desk/conversations/{waiting.conversation.id}/finish", json=body)


async def give_back(page: AsyncClient, waiting: Waiting) -> Response:
    body = {"note": "", "changes": {"address": "Лесная, 5"}}
    return await page.post(f"/api/desk/conversations/{waiting.conversation.id}/return", json=body)


READ_BY_WHO_SERVES = {Role.AGENT: 200, Role.SUPERVISOR: 200, Role.ADMIN: 403}
DONE_BY_WHO_SERVES = {Role.AGENT: 204, Role.SUPERVISOR: 204, Role.ADMIN: 403}
BY_EVERYBODY = dict.fromkeys(Role, 200)
STRANGE = dict.fromkeys(Role, 404)

TABLE: dict[str, tuple[Call, int, dict[Role, int], dict[Role, int]]] = {
    # operation: the call; what a stranger gets; what she gets in her own company; in one that she does not serve
    "POST /api/desk/sign-in": (sign_in, 200, BY_EVERYBODY, BY_EVERYBODY),
    "POST /api/desk/sign-out": (sign_out, 401, dict.fromkeys(Role, 204), dict.fromkeys(Role, 204)),
    "GET /api/desk/me": (me, 401, BY_EVERYBODY, BY_EVERYBODY),
    "POST /api/desk/handoffs/{id}/accept": (accept, 401, READ_BY_WHO_SERVES, STRANGE),
    "GET /api/desk/handoffs/{id}/package": (package, 401, READ_BY_WHO_SERVES, STRANGE),
    "POST /api/desk/conversations/{id}/say": (say, 401, READ_BY_WHO_SERVES, STRANGE),
    "GET /api/desk/conversations/{id}/turns": (turns, 401, READ_BY_WHO_SERVES, STRANGE),
    "GET /api/desk/conversations/{id}/turns/{n}/audio": (audio, 401, READ_BY_WHO_SERVES, STRANGE),
    "POST /api/desk/conversations/{id}/finish": (finish, 401, DONE_BY_WHO_SERVES, STRANGE),
    "POST /api/desk/conversations/{id}/return": (give_back, 401, DONE_BY_WHO_SERVES, STRANGE),
}
SOCKETS = {"/ws/desk"}
NEEDS_HER_OWN = {say, finish, give_back}


def operations(world: World) -> tuple[set[str], set[str]]:
    """Every operation and socket that the desk has."""
    http, sockets = set(), set()
    for router in world.desk_routers:
        for route in router.routes:
            if isinstance(route, APIRoute):
                http |= {f"{method} {route.path}" for method in route.methods or ()}
            elif isinstance(route, APIWebSocketRoute):
                sockets.add(route.path)
    return http, sockets


async def test_every_operation_of_the_desk_has_its_row_in_the_table(world: World) -> None:
    assert operations(world) == (set(TABLE), SOCKETS)


async def somebody_waits(world: World, call: Call, agent: int | None) -> Waiting:
    """Somebody waits at «Лавка», or, for what an agent does in her own conversation, is hers already."""
    (world.data / "audio").mkdir(exist_ok=True)
    write_wav(world.data / "audio" / "1.wav")
    waiting = await world.waits(customer("Алло", audio="audio/1.wav"))
    if call in NEEDS_HER_OWN and agent is not None:
        async with world.database.begin() as unit:
            now = world.clock.now()
            assert await store.accept(unit, "lavka", waiting.handoff, agent, now)
            talk = waiting.conversation.id
            assert await move_owner(unit, world.outbox, talk, Owner.QUEUE, Owner.AGENT, agent=agent, now=now)
    return waiting


def write_wav(path: Path) -> None:
    with wave.open(str(path), "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(16_000)
        out.writeframes(b"\1\0" * 320)


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("operation", list(TABLE))
async def test_every_role_may_do_exactly_what_the_table_says_in_every_company(
    world: World, operation: str, role: Role
) -> None:
    call, _, in_own, in_foreign = TABLE[operation]
    for company, expected in (("lavka", in_own), ("svyaz", in_foreign)):
        anna = await world.agent("anna" if company == "lavka" else "boris", role=role, companies=(company,))
        waiting = await somebody_waits(world, call, anna.id)
        page = await world.page(anna.login)
        assert (await call(page, waiting)).status_code == expected[role], company


@pytest.mark.parametrize("operation", list(TABLE))
async def test_who_has_not_signed_in_gets_nothing(world: World, operation: str) -> None:
    call, expected, _, _ = TABLE[operation]
    await world.agent("anna")
    answer = await call(world.stranger(**{"accept-language": "ru"}), await somebody_waits(world, call, None))
    assert answer.status_code == expected
    if expected == 401:
        sentence = "Войдите, чтобы продолжить."
        assert answer.json() == {"error": {"code": "signed_out", "sentence": sentence, "can_retry": False}}


CHANGING = [operation for operation in TABLE if operation.startswith("POST") and not operation.endswith("sign-in")]


@pytest.mark.parametrize("token", [None, "", "guess"])
@pytest.mark.parametrize("operation", CHANGING)
async def test_no_change_without_the_token_of_the_session(world: World, operation: str, token: str | None) -> None:
    call = TABLE[operation][0]
    anna = await world.agent("anna")
    waiting = await somebody_waits(world, call, anna.id)
    page = await world.page("anna")
    del page.headers["X-CSRF-Token"]
    if token is not None:
        page.headers["X-CSRF-Token"] = token
    before = await world.conversation(waiting.conversation.id)
    answer = await call(page, waiting)
    assert (answer.status_code, answer.json()["error"]["code"]) == (403, "wrong_csrf")
    assert await world.conversation(waiting.conversation.id) == before


@pytest.mark.parametrize("operation", [*CHANGING, "POST /api/desk/sign-in"])
async def test_no_change_from_a_page_of_somebody_else(world: World, operation: str) -> None:
    call = TABLE[operation][0]
    anna = await world.agent("anna")
    waiting = await somebody_waits(world, call, anna.id)
    page = await world.page("anna")
    page.headers["origin"] = "https://evil.example"
    answer = await call(page, waiting)
    assert (answer.status_code, answer.json()["error"]["code"]) == (403, "wrong_origin")
    page.headers["origin"] = "https://desk.example"
    assert (await call(page, waiting)).status_code < 300


async def test_what_another_agent_has_is_read_by_supervisors_alone(world: World) -> None:
    for login, role in (("anna", Role.AGENT), ("boris", Role.AGENT), ("vera", Role.SUPERVISOR)):
        await world.agent(login, role=role)
    waiting = await world.waits()
    anna, boris, vera = await world.page("anna"), await world.page("boris"), await world.page("vera")
    assert (await package(boris, waiting)).status_code == 200
    assert (await accept(anna, waiting)).json()["package"]["state"] == "accepted"
    for call in (package, turns):
        assert [(await call(page, waiting)).status_code for page in (anna, boris, vera)] == [200, 403, 200]
    refused = await accept(boris, waiting)
    assert (refused.status_code, refused.json()["error"]["code"]) == (409, "already_taken")


async def test_a_conversation_in_which_nobody_asked_for_a_person_is_closed_to_the_desk(world: World) -> None:
    await world.agent("anna", role=Role.SUPERVISOR)
    talk, _ = await world.talk(customer("Сколько стоит шампунь?"))
    page = await world.page("anna")
    assert (await page.get(f"/api/desk/conversations/{talk.id}/turns")).status_code == 404


async def test_the_page_chooses_the_language_of_the_briefing(world: World) -> None:
    await world.agent("anna")
    waiting = await world.waits(customer("Где заказ?"), reason=HandoffReason.ANGRY)
    page = await world.page("anna")
    briefings = []
    for language in ("de", "en", "ru"):
        page.headers["accept-language"] = language
        briefings.append((await package(page, waiting)).json()["briefing"][1])
    russian, english = "Клиент раздражён: начните с извинения.", "The customer is upset: begin with an apology."
    assert briefings == [russian, english, russian]


async def test_turns_are_fetched_after_the_last_that_the_page_has(world: World) -> None:
    await world.agent("anna")
    page = await world.page("anna")
    waiting = await world.waits(customer("Раз"), customer("Два"), customer("Три"))
    answer = await page.get(f"/api/desk/conversations/{waiting.conversation.id}/turns?after=1")
    assert [(turn["n"], turn["text"], turn["has_audio"]) for turn in answer.json()] == [
        (2, "Два", False),
        (3, "Три", False),
    ]
    assert {"words", "alternatives"} <= answer.json()[0].keys()


async def test_the_sound_of_an_utterance_is_served_and_nothing_else_on_the_disk(world: World) -> None:
    await world.agent("anna")
    page = await world.page("anna")
    (world.data / "audio").mkdir()
    write_wav(world.data / "audio" / "1.wav")
    write_wav(world.data.parent / "outside.wav")
    (world.data / "secret.txt").write_text("secret")
    (world.data / "audio" / "link.wav").symlink_to(world.data.parent / "outside.wav")
    paths = [
        "audio/1.wav",
        "../outside.wav",
        "secret.txt",
        "audio/link.wav",
        str(world.data.parent / "outside.wav"),
        None,
    ]
    waiting = await world.waits(*(customer("Алло", audio=path) for path in paths))
    answers = [
        await page.get(f"/api/desk/conversations/{waiting.conversation.id}/turns/{n}/audio")
        for n in range(1, len(paths) + 2)
    ]
    assert [answer.status_code for answer in answers] == [200, 404, 404, 404, 404, 404, 404]
    assert answers[0].headers["content-type"] == "audio/wav"
    assert answers[0].content == (world.data / "audio" / "1.wav").read_bytes()
    assert answers[1].json()["error"]["code"] == "no_audio"
    assert answers[-1].json()["error"]["code"] == "unknown_turn"


@pytest.mark.parametrize(
    ("path", "body", "status", "code"),
    [
        ("say", {"id": "m1", "text": "  "}, 422, "empty_text"),
        ("say", {"id": "m1", "text": "а" * 4001}, 422, "bad_request"),
        ("say", {"text": "Алло"}, 422, "bad_request"),
        ("finish", {"disposition": "vanished"}, 422, "unknown_disposition"),
        ("return", {"changes": {"colour": "red"}}, 422, "bad_request"),
        ("return", {"changes": {"phone": "12"}}, 422, "bad_phone"),
    ],
)
async def test_bad_input_gets_a_clear_error_and_changes_nothing(
    world: World, path: str, body: dict[str, Any], status: int, code: str
) -> None:
    await world.agent("anna")
    page = await world.page("anna")
    waiting = await world.waits()
    await accept(page, waiting)
    before = await world.conversation(waiting.conversation.id)
    answer = await page.post(f"/api/desk/conversations/{waiting.conversation.id}/{path}", json=body)
    assert (answer.status_code, answer.json()["error"]["code"]) == (status, code)
    assert await world.conversation(waiting.conversation.id) == before
