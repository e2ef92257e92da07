"""Rasa dies, hangs, or is late: the customer is answered within the deadline, and nothing is written too late."""

import asyncio
import os
import signal
import sys
from pathlib import Path

import httpx
import psutil
import pytest

from bot.dialogue.fallback import fallback_reply
from bot.dialogue.model import HandOff, HandoffReason
from bot.dialogue.rasa_engine import RasaEngine
from bot.dialogue.rasa_process import RasaProcess
from bot.dialogue.training import Trained, Training
from bot.kit.clock import SystemClock
from bot.kit.ids import new_id
from tests.bot.dialogue.small_line import Draft, SmallLine, utterance

pytestmark = [pytest.mark.rasa, pytest.mark.asyncio(loop_scope="session")]


def _impatient(rasa: RasaProcess, line: SmallLine, http: httpx.AsyncClient) -> RasaEngine:
    return RasaEngine(rasa, http, line.companies, line, line.turns, SystemClock(), fallback_reply, deadline_ms=400)


async def test_after_a_kill_rasa_comes_back_and_the_order_goes_on_where_it_was(
    engine: RasaEngine, rasa: RasaProcess, line: SmallLine
) -> None:
    conversation, generation = new_id("conv"), rasa.generation
    await engine.reply_to(utterance(conversation, 1, "хочу сделать заказ"))
    await engine.reply_to(utterance(conversation, 2, "2 шампуня"))
    assert rasa.pid is not None
    os.kill(rasa.pid, signal.SIGKILL)
    without = await engine.reply_to(utterance(conversation, 3, "до скольки вы работаете"))
    assert (without.trace.engine, [part.text for part in without.parts]) == ("fallback", ["Мы работаем до 21:00."])
    assert await rasa.wait_until_ready(90_000, generation + 1)
    again = await engine.reply_to(utterance(conversation, 4, "улица Ленина, дом 5"))
    assert (again.trace.engine, [part.text for part in again.parts]) == ("rasa", ["ask_phone ru"])


async def test_a_stopped_rasa_costs_no_more_than_the_deadline_and_writes_nothing_later(
    engine: RasaEngine, rasa: RasaProcess, line: SmallLine
) -> None:
    conversation = new_id("conv")
    async with httpx.AsyncClient(trust_env=False) as http:
        impatient = _impatient(rasa, line, http)
        await impatient.reply_to(utterance(conversation, 1, "хочу сделать заказ"))
        assert rasa.pid is not None
        os.kill(rasa.pid, signal.SIGSTOP)
        reply = await impatient.reply_to(utterance(conversation, 2, "2 шампуня"))
        os.kill(rasa.pid, signal.SIGCONT)
        assert reply.wishes == (HandOff(HandoffReason.ERROR, "Rasa did not answer in time"),)
        assert [part.text for part in reply.parts] == ["Соединяю с человеком."]

    line.drafts[conversation] = Draft("order_form", "items", 1)
    await engine.forget(conversation)
    after = await engine.reply_to(utterance(conversation, 3, "2 шампуня"))
    assert [part.text for part in after.parts] == ["ask_address ru"]
    assert [turn for who, turn, _ in line.written if who == conversation] == [1, 3]


async def test_an_action_that_comes_too_late_finds_its_turn_abandoned(rasa: RasaProcess, line: SmallLine) -> None:
    conversation, refused = new_id("conv"), line.refused
    assert await rasa.wait_until_ready(90_000)
    async with httpx.AsyncClient(trust_env=False) as http:
        line.may_write.clear()
        line.heard_of.clear()
        line.done.clear()
        reply = await _impatient(rasa, line, http).reply_to(utterance(conversation, 1, "хочу сделать заказ"))
        await line.heard_of.wait()
        line.may_write.set()
        await line.done.wait()
    assert reply.trace.engine == "fallback"
    assert line.refused == refused + 1
    assert not [row for row in line.written if row[0] == conversation]


async def test_a_turn_that_nobody_waits_for_any_more_writes_nothing(engine: RasaEngine, line: SmallLine) -> None:
    conversation, refused = new_id("conv"), line.refused
    line.may_write.clear()
    line.heard_of.clear()
    line.done.clear()
    waiting = asyncio.ensure_future(engine.reply_to(utterance(conversation, 1, "хочу сделать заказ")))
    await line.heard_of.wait()
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    line.may_write.set()
    await line.done.wait()
    assert line.refused == refused + 1
    assert not [row for row in line.written if row[0] == conversation]


async def test_actions_that_fail_are_answered_by_the_fallback(engine: RasaEngine, line: SmallLine) -> None:
    line.is_broken = True
    reply = await engine.reply_to(utterance(new_id("conv"), 1, "хочу сделать заказ"))
    line.is_broken = False
    assert reply.wishes == (HandOff(HandoffReason.ERROR, "Rasa had nothing to say"),)


async def test_a_hung_rasa_is_killed_and_started_again(rasa: RasaProcess) -> None:
    assert await rasa.wait_until_ready(90_000)
    generation, pid = rasa.generation, rasa.pid
    assert pid is not None
    os.kill(pid, signal.SIGSTOP)
    assert await rasa.wait_until_ready(90_000, generation + 1)
    assert not psutil.pid_exists(pid)


async def test_rasa_dies_with_the_line_even_when_that_is_killed(
    trained: Trained, training: Training, tmp_path: Path
) -> None:
    program = f"""
import asyncio
from pathlib import Path
from bot.dialogue.rasa_process import RasaPlace, RasaProcess
from bot.kit.clock import SystemClock

async def main():
    place = RasaPlace(Path({str(training.python)!r}), Path.cwd(), Path({str(trained.model)!r}),
                      Path({str(tmp_path)!r}), "http://127.0.0.1:9")
    rasa = RasaProcess(place, "secret", SystemClock())
    await rasa.open()
    assert await rasa.wait_until_ready(90_000)
    print(rasa.pid, flush=True)
    await asyncio.Event().wait()

asyncio.run(main())
"""
    line = await asyncio.create_subprocess_exec(sys.executable, "-c", program, stdout=asyncio.subprocess.PIPE)
    assert line.stdout is not None
    rasa = psutil.Process(int(await line.stdout.readline()))
    line.kill()
    await line.wait()
    gone, alive = await asyncio.to_thread(psutil.wait_procs, [rasa], 10)
    assert (len(gone), alive) == (1, [])
