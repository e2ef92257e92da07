"""Speech is told from noise by its loudness."""

import random

import numpy as np

from bot.audio.frame import FRAME_SAMPLES, SILENT_FRAME, AudioFrame
from bot.audio.vad import EnergyVad, loudness_dbfs


def noise(dbfs: float, chance: random.Random) -> AudioFrame:
    generator = np.random.default_rng(chance.randrange(2**32))
    samples = generator.normal(0, 32_768 * 10 ** (dbfs / 20), FRAME_SAMPLES)
    return AudioFrame(np.clip(samples, -32_768, 32_767).astype("<i2").tobytes())


def test_loudness_is_measured_against_full_scale() -> None:
    assert loudness_dbfs(SILENT_FRAME) == -100
    assert abs(loudness_dbfs(AudioFrame(np.full(FRAME_SAMPLES, 16_384, "<i2").tobytes())) + 6.02) < 0.01


def test_silence_is_not_speech() -> None:
    vad = EnergyVad()
    assert not any(vad.is_speech(SILENT_FRAME) for _ in range(300))


def test_the_first_word_is_heard_at_once() -> None:
    assert EnergyVad().is_speech(noise(-25, random.Random(1)))


def test_steady_noise_stops_counting_as_speech() -> None:
    vad, chance = EnergyVad(), random.Random(2)
    answers = [vad.is_speech(noise(-40, chance)) for _ in range(400)]
    assert answers[0]
    assert not any(answers[200:])


def test_speech_is_heard_above_steady_noise() -> None:
    vad, chance = EnergyVad(), random.Random(3)
    for _ in range(200):
        vad.is_speech(noise(-40, chance))
    assert vad.is_speech(noise(-20, chance))


def test_long_speech_with_its_gaps_stays_speech() -> None:
    """Invariant: syllables of 200 ms with gaps of 60 ms are speech for as long as they last."""
    vad, chance = EnergyVad(), random.Random(4)
    for n in range(1000):
        in_syllable = n % 13 < 10
        assert vad.is_speech(noise(-25 if in_syllable else -60, chance)) == in_syllable
