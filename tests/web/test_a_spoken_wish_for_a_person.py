"""«Оператор», said aloud by a caller: in her browser an agent accepts, reads, answers and gives back."""

from pathlib import Path

import pytest
from playwright.async_api import expect

from bot.company.model import Voice
from bot.kit.clock import SystemClock
from bot.speech.phrase_cache import PhraseCache
from bot.speech.pyttsx3_synthesizer import Pyttsx3Synthesizer
from tests.fakes.real_line import RealLine
from tests.line.phone import phoned
from tests.web.conftest import Agents
from tests.web.people import ANSWERS_WITHIN_MS

pytestmark = [pytest.mark.browser, pytest.mark.voice, pytest.mark.asyncio(loop_scope="session")]

WISH = "соедините с оператором"


async def spoken(words: str, folder: Path) -> bytes:
    async with Pyttsx3Synthesizer(PhraseCache(folder), SystemClock(), workers=1) as synthesizer:
        return b"".join([frame.pcm async for frame in synthesizer.speak(words, Voice("zle/ru", 160))])


async def test_a_caller_who_says_operator_reaches_a_person_at_her_desk_and_comes_back(
    line: RealLine, agents: Agents, tmp_path: Path
) -> None:
    marina, wish = await agents("marina"), await spoken(WISH, tmp_path)
    async with phoned(line.socket, "ru") as phone:
        await phone.say(wish)
        await phone.until("owner", owner="queue")
        ((handoff,),) = line.ask("select id from handoffs where conversation = ?", phone.conversation)
        entry = marina.page.locator(f'#waiting li[data-handoff="{handoff}"]')
        await expect(entry).to_contain_text("звонок", timeout=ANSWERS_WITHIN_MS)
        await entry.get_by_role("button").click()
        await expect(marina.section("briefing")).to_be_visible()
        said = marina.turns("customer").filter(has_text=WISH)
        await expect(said).to_be_visible()
        await expect(said.locator("audio")).to_have_count(1)

        await phone.until("owner", owner="agent")
        await marina.answer("Здравствуйте! Чем помочь?")
        assert (await phone.until("turn", who="agent"))["text"] == "Здравствуйте! Чем помочь?"
        await marina.give_back()
        await phone.until("owner", owner="bot")
    assert line.ask("select state from handoffs where id = ?", handoff) == [("returned",)]
