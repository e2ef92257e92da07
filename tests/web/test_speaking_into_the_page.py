"""A caller speaks into the page's microphone: Chromium is given a sound file in place of one."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import numpy as np
import pytest
from playwright.async_api import Page, async_playwright, expect

from bot.audio.frame import SAMPLE_RATE_HZ
from bot.audio.resample import resample
from bot.audio.wav import write_wav
from bot.company.model import Voice
from bot.kit.clock import SystemClock
from bot.speech.phrase_cache import PhraseCache
from bot.speech.pyttsx3_synthesizer import Pyttsx3Synthesizer
from tests.fakes.real_line import RealLine
from tests.web.conftest import CHROMIUM, FLAGS, LOCALES

pytestmark = [pytest.mark.browser, pytest.mark.voice, pytest.mark.asyncio(loop_scope="session")]

MICROPHONE_HZ = 48_000
GREETING_S, REST_S = 9, 60
"""The file begins with silence, while the bot greets, and goes on with silence: Chromium plays it in a loop."""
HEARS_WITHIN_MS = 40_000

Speaking = Callable[[str, str, Voice], AbstractAsyncContextManager[Page]]


@pytest.fixture
def speaking(line: RealLine, tmp_path: Path) -> Speaking:
    @asynccontextmanager
    async def speaking(language: str, words: str, voice: Voice) -> AsyncIterator[Page]:
        file = tmp_path / "microphone.wav"
        file.write_bytes(await microphone(words, voice, tmp_path))
        flags = [*FLAGS, f"--use-file-for-fake-audio-capture={file}", "--use-fake-ui-for-media-stream"]
        async with async_playwright() as playwright:
            browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=flags)
            context = await browser.new_context(locale=LOCALES[language], permissions=["microphone"])
            page = await context.new_page()
            await page.goto(f"{line.url}/c/lavka")
            yield page
            await browser.close()

    return speaking


async def microphone(words: str, voice: Voice, folder: Path) -> bytes:
    async with Pyttsx3Synthesizer(PhraseCache(folder / "phrases"), SystemClock(), workers=1) as synthesizer:
        said = b"".join([frame.pcm async for frame in synthesizer.speak(words, voice)])
    spoken = resample(np.frombuffer(said, dtype="<i2"), SAMPLE_RATE_HZ, MICROPHONE_HZ).astype("<i2").tobytes()
    second = bytes(2 * MICROPHONE_HZ)
    return write_wav(second * GREETING_S + spoken + second * REST_S, MICROPHONE_HZ)


@pytest.mark.parametrize(
    ("language", "words", "voice", "heard", "answer"),
    [
        ("ru", "хочу заказать два шампуня", Voice("zle/ru", 160), "заказать 2 шампуня", "Шампунь — 2"),
        ("en", "how late are you open", Voice("gmw/en-us", 160), "how late are you open", "9 p.m."),
    ],
)
async def test_what_is_said_into_the_microphone_is_heard_answered_and_kept(
    speaking: Speaking, line: RealLine, language: str, words: str, voice: Voice, heard: str, answer: str
) -> None:
    async with speaking(language, words, voice) as page:
        await page.click("#talk")
        customer, bot = page.locator("#turns .spoken.customer"), page.locator("#turns .spoken.bot")
        await expect(customer.filter(has_text=heard)).to_be_visible(timeout=HEARS_WITHIN_MS)
        await expect(bot.filter(has_text=answer)).to_be_visible(timeout=HEARS_WITHIN_MS)
        await page.click("#hang-up")
        await expect(page.locator("#call")).to_be_hidden()
    kept = line.ask("select words, audio from turns where who = 'customer' and text like ?", f"%{heard}%")
    assert kept
    assert all(words != "[]" and audio for words, audio in kept)
