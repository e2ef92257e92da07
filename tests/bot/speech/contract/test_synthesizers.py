"""What every synthesizer does, whatever engine stands behind it."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.audio.frame import FRAME_BYTES, AudioFrame, duration_ms
from bot.audio.vad import loudness_dbfs
from bot.company.model import Voice
from bot.kit.clock import SystemClock
from bot.language.languages import LANGUAGES, Language
from bot.speech.phrase_cache import PhraseCache
from bot.speech.ports import SpeechFailed, SpokenFrame, Synthesizer
from bot.speech.pyttsx3_synthesizer import Pyttsx3Synthesizer

pytestmark = pytest.mark.voice

SENTENCES = {
    Language.RU: "Здравствуйте! Сколько бутылок шампуня вам нужно?",
    Language.EN: "Hello! How many bottles of shampoo would you like?",
}


@pytest.fixture(params=["pyttsx3"])
async def synthesizer(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Synthesizer]:
    makers = {"pyttsx3": lambda: Pyttsx3Synthesizer(PhraseCache(tmp_path), SystemClock(), workers=1)}
    async with makers[request.param]() as made:
        yield made


def voice(language: Language, rate_wpm: int = 150) -> Voice:
    return Voice(LANGUAGES[language].espeak_voice, rate_wpm)


async def spoken(synthesizer: Synthesizer, text: str, voice: Voice) -> list[SpokenFrame]:
    return [frame async for frame in synthesizer.speak(text, voice)]


@pytest.mark.parametrize("language", Language)
async def test_it_speaks_whole_frames_of_audible_speech(synthesizer: Synthesizer, language: Language) -> None:
    frames = await spoken(synthesizer, SENTENCES[language], voice(language))
    assert all(len(frame.pcm) == FRAME_BYTES for frame in frames)
    assert 1500 < 20 * len(frames) < 8000
    assert max(loudness_dbfs(AudioFrame(frame.pcm)) for frame in frames) > -25


async def test_frames_tell_how_much_of_the_text_was_said(synthesizer: Synthesizer) -> None:
    text = SENTENCES[Language.RU]
    covered = [frame.covers_chars for frame in await spoken(synthesizer, text, voice(Language.RU))]
    assert covered == sorted(covered)
    assert covered[0] < 5
    assert covered[-1] == len(text)


async def test_the_same_text_sounds_the_same(synthesizer: Synthesizer) -> None:
    first = await spoken(synthesizer, SENTENCES[Language.RU], voice(Language.RU))
    await spoken(synthesizer, "Да.", voice(Language.RU))
    assert await spoken(synthesizer, SENTENCES[Language.RU], voice(Language.RU)) == first


async def test_speech_begins_and_ends_without_a_long_silence(synthesizer: Synthesizer) -> None:
    frames = await spoken(synthesizer, "Да.", voice(Language.RU))
    loud = [n for n, frame in enumerate(frames) if loudness_dbfs(AudioFrame(frame.pcm)) > -50]
    assert loud[0] * 20 <= 60
    assert (len(frames) - loud[-1]) * 20 <= 300


async def test_a_faster_voice_is_shorter(synthesizer: Synthesizer) -> None:
    slow = await spoken(synthesizer, SENTENCES[Language.RU], voice(Language.RU, 120))
    fast = await spoken(synthesizer, SENTENCES[Language.RU], voice(Language.RU, 200))
    assert len(fast) < len(slow) * 0.8


@pytest.mark.parametrize("text", ["", " ", "...", "?!", "\n\n", "—", "«»"])
async def test_nothing_to_say_is_no_sound(synthesizer: Synthesizer, text: str) -> None:
    assert await spoken(synthesizer, text, voice(Language.RU)) == []


@pytest.mark.parametrize(
    "text", ["<b>да</b>", "a & b", "[[da]] да", "да\x00нет", "😀 да", "\ud800да", "42", "да" * 400, "1 " * 300]
)
async def test_strange_text_is_said_somehow(synthesizer: Synthesizer, text: str) -> None:
    pcm = b"".join(frame.pcm for frame in await spoken(synthesizer, text, voice(Language.RU)))
    assert duration_ms(pcm) > 200
    assert await spoken(synthesizer, "Да.", voice(Language.RU)) != []


async def test_a_voice_that_is_not_there_is_an_error_and_not_another_voice(synthesizer: Synthesizer) -> None:
    await spoken(synthesizer, "Да.", voice(Language.RU))
    with pytest.raises(SpeechFailed) as failed:
        await spoken(synthesizer, "Да.", Voice("nowhere/none", 150))
    assert not failed.value.can_retry
    assert await spoken(synthesizer, "Да.", voice(Language.RU)) != []


async def test_an_interrupted_sentence_spoils_nothing(synthesizer: Synthesizer) -> None:
    whole = await spoken(synthesizer, SENTENCES[Language.RU], voice(Language.RU))
    speaking = synthesizer.speak(SENTENCES[Language.RU], voice(Language.RU))
    assert await anext(speaking) == whole[0]
    del speaking
    assert await spoken(synthesizer, SENTENCES[Language.RU], voice(Language.RU)) == whole
