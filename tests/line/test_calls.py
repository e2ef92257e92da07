"""What may happen in a call: an interruption, keys, typing, a goodbye, and engines that die in the middle of it."""

import asyncio
import signal

import pytest

from tests.fakes.real_line import RealLine
from tests.line.conftest import Say
from tests.line.phone import phoned

pytestmark = [pytest.mark.rasa, pytest.mark.voice, pytest.mark.asyncio(loop_scope="session")]

QUESTION = "сколько стоит доставка"
REPEAT = "Повторите, пожалуйста."


async def test_a_caller_who_speaks_over_the_greeting_silences_it_and_is_heard(line: RealLine, say: Say) -> None:
    pcm = await say(QUESTION, "ru")
    async with phoned(line.socket, "ru", greeted=False) as phone:
        await phone.until("turn", who="bot")
        speaking = asyncio.create_task(phone.say(pcm))
        await phone.until("clear")
        frames = phone.frames
        await phone.until("heard")
        assert phone.frames == frames
        await phone.until("listening")
        await speaking
        assert phone.heard() == [QUESTION]
        assert "299" in phone.words()


async def test_typing_and_keys_answer_in_a_call_as_words_do(line: RealLine) -> None:
    async with phoned(line.socket, "ru", greeted=False) as phone:
        await phone.send(type="say", id="typed", text="две зубные пасты, самовывоз, меня зовут Иван")
        await phone.until_said("По какому номеру с вами связаться?")
        for digit in "89161234500#":
            await phone.send(type="key", digit=digit)
        await phone.until_said("+7 916 123-45-00")
        assert [turn["text"] for turn in phone.of("turn") if turn["who"] == "customer"][1:] == ["89161234500"]


async def test_the_key_0_calls_a_person(line: RealLine) -> None:
    async with phoned(line.socket, "ru", greeted=False) as phone:
        await phone.send(type="key", digit="0")
        await phone.until("owner", owner="queue")
        assert line.ask("SELECT owner FROM conversations WHERE id = ?", phone.conversation) == [("queue",)]


async def test_hanging_up_closes_the_conversation(line: RealLine) -> None:
    async with phoned(line.socket, "ru", greeted=False) as phone:
        await phone.send(type="hang_up")
        await phone.until("ended")
        assert line.ask("SELECT owner FROM conversations WHERE id = ?", phone.conversation) == [("closed",)]


async def test_a_killed_recogniser_costs_at_most_one_please_repeat(line: RealLine, say: Say) -> None:
    pcm = await say(QUESTION, "ru")
    async with phoned(line.socket, "ru") as phone:
        speaking = asyncio.create_task(phone.say(pcm))
        await phone.until("partial")
        line.recogniser().send_signal(signal.SIGKILL)
        await speaking
        await phone.until("listening", 2)
        if not phone.heard():
            await phone.ask(pcm)
        assert phone.heard()[-1] == QUESTION
        assert "299" in phone.words()
        assert sum(REPEAT in turn["text"] for turn in phone.turns()) <= 1


async def test_a_synthesizer_that_hangs_is_replaced_and_the_answer_comes(line: RealLine, say: Say) -> None:
    hung = line.synthesizer()
    async with phoned(line.socket, "ru") as phone:
        hung.send_signal(signal.SIGSTOP)
        turns = await phone.ask(await say("семь шампуней", "ru"))
        assert "7 бутылок" in turns[0]["text"]
        assert len(phone.audio[turns[0]["n"]]) > 32_000
    assert line.synthesizer().pid != hung.pid
    assert not hung.is_running()
