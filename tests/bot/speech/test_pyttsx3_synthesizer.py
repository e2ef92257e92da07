"""pyttsx3 is warm, bundled, cached, and may be stopped or killed without a sentence being lost."""

import os
import signal
from collections.abc import AsyncIterator
from pathlib import Path

import numpy as np
import pytest

from bot.company.model import Voice
from bot.kit.clock import SystemClock
from bot.speech.phrase_cache import CacheLimits, PhraseCache
from bot.speech.ports import SpeechFailed
from bot.speech.pyttsx3_engine import trim
from bot.speech.pyttsx3_synthesizer import Pyttsx3Synthesizer

pytestmark = pytest.mark.voice

RUSSIAN = Voice("zle/ru", 150)


@pytest.fixture
async def synthesizer(tmp_path: Path) -> AsyncIterator[Pyttsx3Synthesizer]:
    async with Pyttsx3Synthesizer(PhraseCache(tmp_path), SystemClock(), workers=1) as made:
        yield made


async def pcm_of(synthesizer: Pyttsx3Synthesizer, text: str) -> bytes:
    return b"".join([frame.pcm async for frame in synthesizer.speak(text, RUSSIAN)])


async def test_it_needs_no_system_package(synthesizer: Pyttsx3Synthesizer) -> None:
    await pcm_of(synthesizer, "Да.")
    libraries = {path for path in _files_mapped_by(synthesizer.worker_pids[0]) if "espeak" in path}
    assert libraries
    assert all("espeakng_loader" in library for library in libraries)


async def test_a_stopped_engine_costs_time_and_no_sentence(synthesizer: Pyttsx3Synthesizer) -> None:
    stopped = synthesizer.worker_pids[0]
    os.kill(stopped, signal.SIGSTOP)
    assert len(await pcm_of(synthesizer, "Ваш заказ принят.")) > 16_000
    assert synthesizer.worker_pids[0] != stopped


async def test_a_killed_engine_costs_no_sentence(synthesizer: Pyttsx3Synthesizer) -> None:
    os.kill(synthesizer.worker_pids[0], signal.SIGKILL)
    assert len(await pcm_of(synthesizer, "Ваш заказ принят.")) > 16_000


async def test_the_first_sentence_of_a_new_engine_is_whole(tmp_path: Path) -> None:
    lengths = set()
    for n in range(3):
        cache = PhraseCache(tmp_path / str(n))
        async with Pyttsx3Synthesizer(cache, SystemClock(), workers=1) as fresh:
            lengths.add(len(await pcm_of(fresh, "Здравствуйте, я слушаю вас.")))
    assert len(lengths) == 1


async def test_fixed_phrases_are_made_once_and_survive_the_line(tmp_path: Path) -> None:
    greeting = ["Здравствуйте! Слушаю вас.", "Слушаю вас."]
    async with Pyttsx3Synthesizer(PhraseCache(tmp_path), SystemClock(), workers=1) as first:
        assert await first.prerender(greeting, RUSSIAN) == 2
        assert await first.prerender(greeting, RUSSIAN) == 0
        said = await pcm_of(first, greeting[0])
    closed = Pyttsx3Synthesizer(PhraseCache(tmp_path), SystemClock(), workers=1)
    assert await pcm_of(closed, greeting[0]) == said


async def test_a_phrase_said_before_becomes_fixed_when_it_is_declared(tmp_path: Path) -> None:
    async with Pyttsx3Synthesizer(PhraseCache(tmp_path), SystemClock(), workers=1) as synthesizer:
        await pcm_of(synthesizer, "Слушаю вас.")
        assert os.listdir(tmp_path) == []
        assert await synthesizer.prerender(["Слушаю вас."], RUSSIAN) == 0
        assert len(os.listdir(tmp_path)) == 1


async def test_the_cached_sentence_comes_even_without_an_engine(tmp_path: Path) -> None:
    async with Pyttsx3Synthesizer(PhraseCache(tmp_path), SystemClock(), workers=1) as synthesizer:
        await synthesizer.prerender(["Ваш заказ принят."], RUSSIAN)
    speaking = synthesizer.speak("Ваш заказ принят. Номер тысяча два.", RUSSIAN)
    frame = await anext(speaking)
    while frame.covers_chars < len("Ваш заказ принят."):
        frame = await anext(speaking)
    with pytest.raises(SpeechFailed) as failed:
        await anext(speaking)
    assert failed.value.can_retry


async def test_each_sentence_has_its_own_pace_and_voice(tmp_path: Path) -> None:
    """espeak's settings travel on another thread than its sentences: none may be late."""
    nothing_kept = PhraseCache(tmp_path, CacheLimits(other_in_memory=0))
    async with Pyttsx3Synthesizer(nothing_kept, SystemClock(), workers=1) as synthesizer:
        lengths = dict[Voice, list[int]]()
        for n in range(60):
            voice = Voice(("zle/ru", "gmw/en-us")[n % 2], (120, 150, 200)[n % 3])
            frames = [frame async for frame in synthesizer.speak("Five bottles.", voice)]
            lengths.setdefault(voice, []).append(len(frames))
    assert all(max(those) - min(those) <= 2 for those in lengths.values())
    assert len({min(those) for those in lengths.values()}) == 6


def test_trimming_keeps_the_words_and_a_pause_after_them() -> None:
    samples = np.concatenate([np.zeros(4000), np.full(1000, 900), np.zeros(8000)]).astype(np.int16)
    trimmed = trim(samples, 10_000)
    assert len(trimmed) == 100 + 1000 + 1600
    assert (trimmed == 900).sum() == 1000
    assert len(trim(np.zeros(500, np.int16), 10_000)) == 0


def _files_mapped_by(pid: int) -> set[str]:
    return {line.split()[-1] for line in Path(f"/proc/{pid}/maps").read_text().splitlines()}
