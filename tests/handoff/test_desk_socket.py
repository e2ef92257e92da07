"""The desk's socket over a real server: what waits, what is hers, live; who may open it; slow pages."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx
import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

from bot.access.permissions import Role
from handoff.agents.service import set_password
from handoff.desk.socket import SIGNED_OUT
from tests.handoff.desk_world import EN, PASSWORD, RU, World, customer


class DeskSocket:
    """The desk page's end of the socket."""

    def __init__(self, connection: ClientConnection) -> None:
        self.connection = connection

    async def send(self, type: str, **fields: Any) -> None:
        await self.connection.send(json.dumps({"type": type, **fields}))

    async def next(self) -> dict[str, Any]:
        """Gives up after a while, so that what never comes is a failure and no hang."""
        async with asyncio.timeout(15):
            message: dict[str, Any] = json.loads(await self.connection.recv())
        return message

    async def expect(self, type: str) -> dict[str, Any]:
        message = await self.next()
        assert message["type"] == type, message
        return message

    async def hello(self, **fields: Any) -> dict[str, Any]:
        await self.send("hello", **fields)
        return await self.expect("state")


async def cookie_of(world: World, login: str) -> str:
    page = await world.page(login)
    return f"frontline_agent={page.cookies['frontline_agent']}"


@asynccontextmanager
async def desk_page(
    world: World, host: str, login: str = "marina", origin: str | None = None
) -> AsyncIterator[DeskSocket]:
    headers = {"Cookie": await cookie_of(world, login), "Accept-Language": "ru"}
    async with connect(
        f"ws://{host}/ws/desk", origin=origin or f"http://{host}", additional_headers=headers
    ) as connection:
        yield DeskSocket(connection)


async def test_hello_is_answered_by_who_waits_and_what_is_hers(world: World) -> None:
    marina = await world.agent()
    hers, waiting = await world.waits(name="Анна"), await world.waits(name="Борис")
    await world.desk.accept(marina, hers.handoff)
    async with world.served() as host, desk_page(world, host) as desk:
        state = await desk.hello()
    assert [(entry["handoff"], entry["who"]) for entry in state["waiting"]] == [(waiting.handoff, "Борис")]
    [work] = state["mine"]
    assert (work["handoff"], work["handoff_state"], work["last"]) == (hers.handoff, "accepted", 1)
    assert state["server_time"] == world.clock.now().isoformat()


async def test_who_begins_to_wait_and_is_taken_is_seen_at_once_at_every_desk(world: World) -> None:
    marina = await world.agent()
    await world.agent("james", "James", languages=(EN, RU))
    async with world.served() as host, desk_page(world, host) as hers, desk_page(world, host, "james") as his:
        await hers.hello()
        await his.hello()
        waiting = await world.waits(customer("Где мой заказ?"), name="Анна")
        shown, shown_to_him = await hers.expect("waiting"), await his.expect("waiting")
        assert shown["entry"]["handoff"] == waiting.handoff
        assert (shown["entry"]["company_name"], shown_to_him["entry"]["company_name"]) == ("Лавка", "The Shop")
        await world.desk.accept(marina, waiting.handoff)
        assert (await hers.expect("gone"))["handoff"] == waiting.handoff
        assert (await his.expect("gone"))["handoff"] == waiting.handoff
        assert (await hers.expect("mine"))["work"]["conversation"] == waiting.conversation.id
        await world.desk.finish(marina, waiting.conversation.id, "solved", "")
        assert (await hers.expect("finished"))["conversation"] == waiting.conversation.id


async def test_what_her_customer_says_reaches_her_and_nobody_else(world: World) -> None:
    marina = await world.agent()
    await world.agent("oleg", "Олег")
    waiting = await world.waits()
    await world.desk.accept(marina, waiting.handoff)
    async with world.served() as host, desk_page(world, host) as hers, desk_page(world, host, "oleg") as his:
        await hers.hello()
        await his.hello()
        await world.customer_says(waiting.conversation.id, "Вы ещё здесь?")
        turn = await hers.expect("turn")
        assert (turn["conversation"], turn["n"], turn["text"]) == (waiting.conversation.id, 2, "Вы ещё здесь?")
        topic = f"conversation:{waiting.conversation.id}"
        world.bus.publish(topic, {"type": "partial", "conversation": waiting.conversation.id, "text": "ал"})
        assert await hers.expect("partial") == {
            "type": "partial",
            "conversation": waiting.conversation.id,
            "text": "ал",
        }
        await world.leaves(waiting.conversation)
        assert await hers.expect("customer") == {
            "type": "customer",
            "conversation": waiting.conversation.id,
            "present": False,
        }
        await his.send("ping")
        await his.expect("pong")


async def test_the_line_in_the_queue_follows_what_the_waiting_customer_says(world: World) -> None:
    await world.agent()
    waiting = await world.waits(customer("Оператор"))
    async with world.served() as host, desk_page(world, host) as desk:
        [before] = (await desk.hello())["waiting"]
        assert before["briefing"] == "Клиент ещё ничего не сказал по делу."
        await world.customer_says(waiting.conversation.id, "Курьер не приехал")
        after = (await desk.expect("waiting"))["entry"]
    assert after["briefing"] == "Последние слова клиента: «Курьер не приехал»."


async def test_the_page_chooses_the_language_in_which_it_is_told(world: World) -> None:
    await world.agent()
    await world.waits(customer("Где заказ?"))
    async with world.served() as host, desk_page(world, host) as desk:
        shown = [(await desk.hello(**said))["waiting"][0] for said in ({}, {"language": "en"}, {"language": "ru"})]
    assert [entry["company_name"] for entry in shown] == ["Лавка", "The Shop", "Лавка"]


async def test_nothing_of_another_company_is_told(world: World) -> None:
    await world.agent()
    await world.waits(company="svyaz")
    async with world.served() as host, desk_page(world, host) as desk:
        assert (await desk.hello())["waiting"] == []
        other = await world.waits(company="svyaz")
        await world.customer_says(other.conversation.id, "Ау")
        own = await world.waits()
        assert (await desk.expect("waiting"))["entry"]["handoff"] == own.handoff


async def test_that_she_types_is_told_to_her_customer_only(world: World) -> None:
    marina = await world.agent()
    hers, other = await world.waits(), await world.waits()
    await world.desk.accept(marina, hers.handoff)
    async with world.served() as host, desk_page(world, host) as desk:
        await desk.hello()
        with world.bus.listen("conversation:*") as heard:
            await desk.send("typing", conversation=other.conversation.id)
            await desk.send("typing", conversation=hers.conversation.id)
            told = await heard.next()
    assert told == {"type": "typing", "conversation": hers.conversation.id, "who": "agent"}


async def test_a_page_of_another_site_cannot_open_the_socket(world: World) -> None:
    await world.agent()
    async with world.served() as host:
        with pytest.raises(InvalidStatus) as refused:
            async with desk_page(world, host, origin="https://evil.example"):
                pass
        assert refused.value.response.status_code == 403
        cookie = await cookie_of(world, "marina")
        with pytest.raises(InvalidStatus):
            async with connect(f"ws://{host}/ws/desk", additional_headers={"Cookie": cookie}):
                pass
        async with desk_page(world, host, origin="https://desk.example") as desk:
            assert (await desk.hello())["waiting"] == []


async def test_without_a_session_the_page_is_told_to_sign_in(world: World) -> None:
    async with world.served() as host, connect(f"ws://{host}/ws/desk", origin=f"http://{host}") as connection:
        desk = DeskSocket(connection)
        assert (await desk.expect("error"))["code"] == "signed_out"
        with pytest.raises(ConnectionClosed) as closed:
            await desk.next()
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == SIGNED_OUT


async def test_signing_out_closes_the_open_page(world: World) -> None:
    await world.agent()
    page = await world.page()
    headers = {"Cookie": f"frontline_agent={page.cookies['frontline_agent']}"}
    async with (
        world.served() as host,
        connect(f"ws://{host}/ws/desk", origin=f"http://{host}", additional_headers=headers) as connection,
    ):
        desk = DeskSocket(connection)
        await desk.hello()
        assert world.presence.is_staffed("lavka")
        await page.post("/api/desk/sign-out")
        assert (await desk.expect("error"))["code"] == "signed_out"
        with pytest.raises(ConnectionClosed):
            await desk.next()
    assert not world.presence.is_staffed("lavka")


async def test_a_new_password_and_the_end_of_the_shift_close_the_open_page(world: World) -> None:
    await world.agent()
    await world.agent("oleg", "Олег")
    async with (
        world.served(look_every_s=0.01) as host,
        desk_page(world, host) as hers,
        desk_page(world, host, "oleg") as his,
    ):
        await hers.hello()
        async with world.database.begin() as unit:
            await set_password(unit, world.passwords, "marina")
        assert (await hers.expect("error"))["code"] == "signed_out"
        await his.hello()
        world.clock.go_on(ms=12 * 3_600_000)
        assert (await his.expect("error"))["code"] == "signed_out"


async def test_the_queue_is_staffed_while_somebody_who_may_take_it_is_at_a_desk(world: World) -> None:
    await world.agent()
    await world.agent("admin", role=Role.ADMIN)
    async with world.served() as host, desk_page(world, host, "admin") as admin:
        await admin.hello()
        assert not (await world.waits()).place.is_staffed
        async with desk_page(world, host) as desk:
            await desk.hello()
            assert (await world.waits()).place.is_staffed
            assert not (await world.waits(company="svyaz")).place.is_staffed
    assert not (await world.waits()).place.is_staffed


async def test_bad_messages_get_a_clear_error_and_the_desk_goes_on(world: World) -> None:
    await world.agent()
    async with world.served() as host, desk_page(world, host) as desk:
        await desk.connection.send("{")
        assert (await desk.expect("error"))["code"] == "broken_json"
        await desk.send("dance")
        assert (await desk.expect("error"))["code"] == "unknown_type"
        await desk.send("typing")
        assert (await desk.expect("error"))["code"] == "bad_field"
        await desk.connection.send(b"\0\1")
        assert (await desk.expect("error"))["code"] == "not_text"
        await desk.hello()


async def test_a_page_that_missed_messages_gets_the_whole_state_again(world: World) -> None:
    await world.agent()
    async with world.served() as host, desk_page(world, host) as desk:
        await desk.hello()
        waiting = await world.waits()
        await desk.expect("waiting")
        # More than a listener's queue holds, all in one breath.
        for _ in range(1500):
            world.bus.publish("conversation:conv_of_others", {"type": "typing", "who": "bot"})
        assert [entry["handoff"] for entry in (await desk.expect("state"))["waiting"]] == [waiting.handoff]


async def test_a_page_that_reads_nothing_holds_up_nobody(world: World) -> None:
    marina = await world.agent()
    await world.agent("oleg", "Олег")
    hers = await world.waits()
    await world.desk.accept(marina, hers.handoff)
    async with world.served() as host, desk_page(world, host) as stuck, desk_page(world, host, "oleg") as his:
        await stuck.hello()
        await his.hello()
        told = {"type": "partial", "conversation": hers.conversation.id, "text": "а" * 200_000}
        for _ in range(60):
            world.bus.publish(f"conversation:{hers.conversation.id}", told)
        waiting = await world.waits()
        assert (await his.expect("waiting"))["entry"]["handoff"] == waiting.handoff
        assert (await stuck.expect("partial"))["text"] == told["text"]
        stuck.connection.transport.abort()


async def test_after_a_cut_hello_gives_the_state_of_now(world: World) -> None:
    marina = await world.agent()
    waiting = await world.waits()
    async with world.served() as host:
        async with desk_page(world, host) as desk:
            await desk.hello()
        await world.desk.accept(marina, waiting.handoff)
        await world.customer_says(waiting.conversation.id, "Алло?")
        async with desk_page(world, host) as desk:
            state = await desk.hello()
            assert state["waiting"] == []
            assert [work["last"] for work in state["mine"]] == [2]


async def test_the_whole_way_over_the_wire(world: World) -> None:
    """Signs in, sees who waits, accepts, answers, gives back: as the page does it."""
    await world.agent()
    async with world.served() as host, httpx.AsyncClient(base_url=f"http://{host}") as page:
        page.headers["origin"] = f"http://{host}"
        signed_in = await page.post("/api/desk/sign-in", json={"login": "marina", "password": PASSWORD})
        page.headers["X-CSRF-Token"] = signed_in.json()["csrf"]
        headers = {"Cookie": f"frontline_agent={page.cookies['frontline_agent']}"}
        async with connect(f"ws://{host}/ws/desk", origin=f"http://{host}", additional_headers=headers) as connection:
            desk = DeskSocket(connection)
            await desk.hello()
            waiting = await world.waits(customer("Адрес другой!"))
            handoff = (await desk.expect("waiting"))["entry"]["handoff"]
            package = (await page.post(f"/api/desk/handoffs/{handoff}/accept")).json()["package"]
            assert package["transcript"][0]["text"] == "Адрес другой!"
            await desk.expect("gone")
            await desk.expect("mine")
            talk = waiting.conversation.id
            said = await page.post(f"/api/desk/conversations/{talk}/say", json={"id": "m1", "text": "Слушаю вас"})
            assert said.json() == {"n": 2}
            assert (await desk.expect("turn"))["author"] == "Марина"
            body = {"note": "адрес новый", "changes": {"address": "Лесная, 5"}}
            assert (await page.post(f"/api/desk/conversations/{talk}/return", json=body)).status_code == 204
            assert (await desk.expect("finished"))["conversation"] == talk
    assert (await world.draft(talk)).address is not None
