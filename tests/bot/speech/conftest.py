"""Real ears and a real voice for the tests: the demonstration models, and sentences that the bot's voice says."""

import os
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest

from bot.company.model import Voice
from bot.kit.clock import SystemClock
from bot.language.languages import LANGUAGES, Language
from bot.speech.phrase_cache import PhraseCache
from bot.speech.pyttsx3_synthesizer import Pyttsx3Synthesizer
from bot.speech.tiny_model.cache import ensure_tiny_model

REPOSITORY = Path(__file__).parents[3]

Say = Callable[[str, Language], Awaitable[bytes]]
Models = dict[Language, Path]


def _models(graph: str) -> Models:
    folder = Path(os.environ.get("FRONTLINE_BUILD_DIR", REPOSITORY / ".build")) / "tiny-models"
    return {language: ensure_tiny_model(language, folder, print, graph=graph) for language in Language}


@pytest.fixture(scope="session")
def models() -> Models:
    """With a graph that can be narrowed."""
    return _models("dynamic")


@pytest.fixture(scope="session")
def static_models() -> Models:
    return _models("static")


@pytest.fixture
async def say(tmp_path: Path) -> AsyncIterator[Say]:
    """A sentence as the bot's own voice says it, with a breath of silence around."""
    async with Pyttsx3Synthesizer(PhraseCache(tmp_path), SystemClock(), workers=1) as synthesizer:

        async def spoken(text: str, language: Language) -> bytes:
            voice = Voice(LANGUAGES[language].espeak_voice, 150)
            frames = [frame.pcm async for frame in synthesizer.speak(text, voice)]
            return bytes(6400) + b"".join(frames) + bytes(9600)

        yield spoken
