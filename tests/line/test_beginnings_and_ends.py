"""How the line begins and how it ends: nothing is left behind by a crash, and nothing is lost in one."""

import json
import signal
import socket
import sqlite3
from contextlib import closing
from pathlib import Path

import httpx
import psutil
import pytest
from websockets.asyncio.client import connect

from tests.fakes.chat_page import ChatPage
from tests.fakes.real_line import RealLine

pytestmark = [pytest.mark.rasa, pytest.mark.voice, pytest.mark.asyncio(loop_scope="session")]

GONE_WITHIN_S = 5
ORDER = "зубная паста, самовывоз, меня зовут Иван, телефон 8 916 555 44 11"


async def test_a_killed_line_leaves_nothing_behind_and_goes_on_where_it_was(own_line: RealLine) -> None:
    await own_line.begin()
    await own_line.until_answering()
    await is_not_ready_yet(own_line)
    await own_line.until_ready()
    number = await placed_order(own_line, "first")
    cookie = {"Cookie": "frontline_browser=a-browser"}
    async with connect(f"{own_line.socket}/ws/chat/lavka", additional_headers=cookie) as chat:
        page = ChatPage(chat)
        await page.send(type="hello", language="ru")
        conversation = (await page.until("welcome"))["conversation"]
        own_line.rasa().send_signal(signal.SIGSTOP)
        await page.send(type="say", id="cut-off", text="до скольки вы работаете?")
        n = (await page.until("accepted"))["n"]
        family = own_line.family()
        await own_line.kill()
    _, alive = psutil.wait_procs(family, timeout=GONE_WITHIN_S)
    assert [process.cmdline() for process in alive] == []

    await own_line.start()
    async with connect(f"{own_line.socket}/ws/chat/lavka", additional_headers=cookie) as chat:
        page = ChatPage(chat)
        await page.send(type="hello", language="ru", conversation=conversation, after=n)
        assert (await page.until("welcome"))["conversation"] == conversation
        assert "21:00" in (await page.until("turn", n=n + 1))["text"]
        await page.send(type="say", id="cut-off", text="до скольки вы работаете?")
        assert (await page.until("accepted"))["n"] == n
        await page.send(type="say", id="next", text="спасибо")
        assert (await page.until("accepted", id="next"))["n"] == n + 2
    assert int(await placed_order(own_line, "second")) == int(number) + 1

    family = own_line.family()
    own_line.signal(signal.SIGTERM)
    assert await own_line.ended() == 0
    assert psutil.wait_procs(family, timeout=GONE_WITHIN_S)[1] == []


async def test_ctrl_c_ends_everything(own_line: RealLine) -> None:
    await own_line.start()
    async with connect(f"{own_line.socket}/ws/chat/lavka") as chat:
        await ChatPage(chat).send(type="hello", language="ru")
        family = own_line.family()
        assert await own_line.stop() == 0
    assert psutil.wait_procs(family, timeout=GONE_WITHIN_S)[1] == []
    assert not any("Traceback" in told for told in own_line.told)


async def test_a_port_that_is_taken_is_one_clear_sentence(own_line: RealLine) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", own_line.port))
        other.listen()
        assert await refusal(own_line) == (
            f"Port {own_line.port} is taken: end what uses it, or choose another with FRONTLINE_PORT."
        )


async def test_a_base_that_another_program_holds_is_one_clear_sentence(own_line: RealLine) -> None:
    with closing(sqlite3.connect(own_line.data / "frontline.db", isolation_level=None)) as other:
        other.execute("CREATE TABLE held (n)")
        other.execute("BEGIN EXCLUSIVE")
        sentence = await refusal(own_line)
    assert "frontline.db" in sentence
    assert "locked" in sentence


async def test_a_file_that_is_no_base_is_one_clear_sentence(own_line: RealLine) -> None:
    (own_line.data / "frontline.db").write_text("This is not a database, whatever its name says. " * 50)
    assert "frontline.db" in await refusal(own_line)


async def test_a_file_in_place_of_the_data_folder_is_one_clear_sentence(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("")
    assert (await refusal(RealLine(tmp_path / "data"))).startswith("The data folder")


async def test_a_company_that_is_not_there_is_one_clear_sentence(tmp_path: Path) -> None:
    line = RealLine(tmp_path, FRONTLINE_COMPANY="nobody")
    assert await refusal(line) == "FRONTLINE_COMPANY names “nobody”, which is not among lavka, volna."


async def test_a_folder_without_companies_is_one_clear_sentence(tmp_path: Path) -> None:
    line = RealLine(tmp_path, FRONTLINE_COMPANIES=str(tmp_path))
    assert (await refusal(line)).startswith("There is no company in")


@pytest.mark.parametrize("setting", ["FRONTLINE_PORT", "FRONTLINE_RASA__DEADLINE_MS", "FRONTLINE_SPEECH__MODE"])
async def test_a_setting_that_makes_no_sense_is_named(tmp_path: Path, setting: str) -> None:
    line = RealLine(tmp_path, **{setting: "nonsense"})
    assert (await refusal(line)).startswith(f"{setting}: ")


async def is_not_ready_yet(line: RealLine) -> None:
    async with httpx.AsyncClient(base_url=line.url, trust_env=False) as http:
        answer = await http.get("/health/ready")
        assert (answer.status_code, answer.json()["status"]) == (503, "broken")
        assert "bot" in answer.json()["failures"]
        assert (await http.get("/health/live")).status_code == 200


async def placed_order(line: RealLine, sender: str) -> str:
    """Its number."""
    async with httpx.AsyncClient(base_url=line.url, trust_env=False, timeout=30) as http:
        for message in (ORDER, "да"):
            answer = await http.post("/webhooks/rest/webhook", json={"sender": sender, "message": message})
            assert answer.status_code == 200, answer.text
    ((number,),) = line.ask("SELECT number FROM orders ORDER BY id DESC LIMIT 1")
    assert number in json.dumps(answer.json(), ensure_ascii=False)
    return str(number)


async def refusal(line: RealLine) -> str:
    """The last line it prints before it ends with exit code 1."""
    await line.begin()
    assert await line.ended() == 1
    assert not any("Traceback" in told for told in line.told), "\n".join(line.told)
    return line.told[-1]
