"""«Оператор», said aloud: a person takes the call over with the whole story, talks by typing, and gives it back."""

import pytest

from bot.audio.wav import read_wav
from tests.fakes.real_line import RealLine
from tests.line.conftest import Hear, Say
from tests.line.desk import DeskPage, desk_of
from tests.line.phone import Phone, phoned

pytestmark = [pytest.mark.rasa, pytest.mark.voice, pytest.mark.asyncio(loop_scope="session")]

ORDER = "два шампуня, доставка завтра, улица Лесная, дом 5, квартира 12, меня зовут Марина"
ANSWER = "Хорошо, доставка завтра вечером."
NEW_ADDRESS = "улица Садовая, дом 8, квартира 40"


async def test_a_call_goes_to_a_person_and_back_to_the_bot(line: RealLine, say: Say, hear: Hear) -> None:
    async with (
        desk_of(line, "marina") as desk,
        phoned(line.socket, "ru", caller_number="+79261230077", greeted=False) as phone,
    ):
        await phone.send(type="say", id="order", text=ORDER)
        await phone.until_said("Всё верно?")
        await phone.say(await say("соедините с оператором", "ru"))
        await phone.until("owner", owner="queue")
        handoff = await accepted(desk, phone)
        await the_story_is_told(desk, phone, handoff, hear)
        await what_she_types_is_heard(desk, phone, hear)
        await what_the_caller_says_is_read(desk, phone, say)
        await given_back_the_bot_goes_on(desk, phone, say, hear)
    ((address,),) = line.ask("SELECT address FROM orders WHERE conversation = ?", phone.conversation)
    assert "Садовая" in address


async def accepted(desk: DeskPage, phone: Phone) -> str:
    state = await desk.until("state")
    entries = [one for one in state["waiting"] if one["conversation"] == phone.conversation]
    while not entries:
        message = await desk.until("waiting")
        desk.messages.remove(message)
        entries = [message["entry"]] if message["entry"]["conversation"] == phone.conversation else []
    assert (entries[0]["reason"], entries[0]["channel"]) == ("asked_human", "voice")
    handoff: str = entries[0]["handoff"]
    await desk.post(f"handoffs/{handoff}/accept")
    await phone.until("owner", owner="agent")
    return handoff


async def the_story_is_told(desk: DeskPage, phone: Phone, handoff: str, hear: Hear) -> None:
    package = (await desk.get(f"handoffs/{handoff}/package")).json()
    assert package["schema"] == "handoff/1"
    turns = (await desk.get(f"conversations/{phone.conversation}/turns?after=0")).json()
    (asked,) = [turn for turn in turns if turn["has_audio"]]
    assert [word["word"] for word in asked["words"]] == ["соедините", "с", "оператором"]
    assert all(0 < word["confidence"] <= 1 for word in asked["words"])
    wav = await desk.get(f"conversations/{phone.conversation}/turns/{asked['n']}/audio")
    assert wav.headers["content-type"] == "audio/wav"
    assert (await hear(read_wav(wav.content), "ru")).text == "соедините с оператором"


async def what_she_types_is_heard(desk: DeskPage, phone: Phone, hear: Hear) -> None:
    said = await desk.post(f"conversations/{phone.conversation}/say", id="m1", text=ANSWER)
    await phone.until("mark", name=f"turn:{said['n']}")
    heard = (await hear(phone.audio[said["n"]], "ru")).text
    assert heard == "хорошо доставка завтра вечером"


async def what_the_caller_says_is_read(desk: DeskPage, phone: Phone, say: Say) -> None:
    await phone.say(await say("спасибо", "ru"))
    turn = await desk.until("turn", conversation=phone.conversation, who="customer", text="спасибо")
    assert turn["words"][0]["confidence"] > 0


async def given_back_the_bot_goes_on(desk: DeskPage, phone: Phone, say: Say, hear: Hear) -> None:
    had = len(phone.turns())
    await desk.post(f"conversations/{phone.conversation}/return", note="", changes={"address": NEW_ADDRESS})
    await phone.until("owner", owner="bot")
    await phone.until("welcome", after_turns=had + 1)
    listened = len(phone.of("listening"))
    await phone.until("listening", listened + 1)
    said = phone.turns()[had:]
    assert not any("Здравствуйте" in turn["text"] for turn in said)
    assert NEW_ADDRESS in " ".join(turn["text"] for turn in said)
    heard = [(await hear(phone.audio[turn["n"]], "ru")).text for turn in said]
    assert "улица садовая дом восемь квартира сорок" in " ".join(heard)
    *_, placed = await phone.ask(await say("да", "ru"))
    assert "Номер заказа" in placed["text"]
