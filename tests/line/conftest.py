"""One real line for the tests that leave it well, ears for what it says, and mouths of callers."""

import asyncio
import base64
import json
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest
import pytest_asyncio

from bot.app.settings import Settings
from bot.app.speech import prepare_ears
from bot.kit.clock import SystemClock
from bot.language.languages import Language
from bot.speech.ports import Heard
from bot.speech.vosk_recognizer import VoskRecognizer
from tests.fakes.real_line import RealLine

SAY = Path(__file__).with_name("say.py")
CALLERS = {"ru": "ru+f5", "en": "en-us+m7"}
"""Voices that are not the bot's, and that the demonstration models were not made from."""

Say = Callable[[str, str], Awaitable[bytes]]
Hear = Callable[[bytes, str], Awaitable[Heard]]


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def line(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[RealLine]:
    """In the end it must have logged no fault of its own, whatever was done to it."""
    line = RealLine(tmp_path_factory.mktemp("line"))
    try:
        await line.start()
        yield line
    finally:
        await line.stop()
    assert not any("Traceback" in told for told in line.told), "\n".join(line.told[-200:])


@pytest_asyncio.fixture(loop_scope="session")
async def own_line(tmp_path: Path) -> AsyncIterator[RealLine]:
    """A line that the test may end as it likes; not started yet."""
    line = RealLine(tmp_path)
    try:
        yield line
    finally:
        await line.stop()


@pytest.fixture(scope="session")
def say() -> Say:
    """A sentence as a caller says it, PCM 16 kHz."""
    said: dict[tuple[str, str], bytes] = {}

    async def spoken(text: str, language: str) -> bytes:
        if (text, language) not in said:
            asked = [{"text": text, "voice": CALLERS[language], "words_a_minute": 175}]
            process = await asyncio.create_subprocess_exec(
                sys.executable, str(SAY), stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE
            )
            answer, _ = await process.communicate(json.dumps(asked).encode())
            assert process.returncode == 0
            said[text, language] = base64.b64decode(json.loads(answer)[0])
        return said[text, language]

    return spoken


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def hear() -> AsyncIterator[Hear]:
    """What Vosk makes of the line's own voice."""
    ears = {language: choice.path for language, choice in prepare_ears(Settings(), print).items()}
    async with VoskRecognizer(ears, SystemClock()) as recognizer:

        async def heard(pcm: bytes, language: str) -> Heard:
            spoken = Language(language)
            return (await recognizer.decode_by_both(pcm, [spoken]))[spoken]

        yield heard
