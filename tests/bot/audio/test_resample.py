"""A change of rate keeps every tone that fits and lets nothing fold back."""

import numpy as np
import pytest
from numpy.typing import NDArray

from bot.audio.resample import resample

RATES = [(22_050, 16_000), (8_000, 16_000), (16_000, 8_000), (48_000, 16_000), (44_100, 16_000), (11_025, 16_000)]


def tone(hz: float, rate_hz: int, seconds: float = 1.0) -> NDArray[np.int16]:
    wave: NDArray[np.float64] = 16_000 * np.sin(2 * np.pi * hz * np.arange(int(rate_hz * seconds)) / rate_hz)
    return np.rint(wave).astype(np.int16)


def level_db(samples: NDArray[np.int16]) -> float:
    """Of the middle: at its ends a piece of tone is not a tone."""
    middle = samples[len(samples) // 8 : -len(samples) // 8].astype(np.float64)
    return 10 * float(np.log10(max(float(np.mean(middle**2)), 1e-9)))


def spectrum_db(samples: NDArray[np.int16]) -> NDArray[np.float64]:
    middle = samples[len(samples) // 8 : -len(samples) // 8].astype(np.float64)
    power = np.abs(np.fft.rfft(middle * np.blackman(len(middle)))) ** 2
    decibels: NDArray[np.float64] = 10 * np.log10(power / power.max() + 1e-12)
    return decibels


@pytest.mark.parametrize(("from_hz", "to_hz"), RATES)
@pytest.mark.parametrize("hz", [100, 1_000, 3_200])
def test_a_tone_keeps_its_loudness_and_its_pitch(from_hz: int, to_hz: int, hz: int) -> None:
    out = resample(tone(hz, from_hz), from_hz, to_hz)
    assert abs(len(out) - to_hz) <= 1
    assert abs(level_db(out) - level_db(tone(hz, to_hz))) < 0.1
    assert np.max(np.abs(out[800:-800].astype(int) - tone(hz, to_hz)[800 : len(out) - 800])) < 60


@pytest.mark.parametrize(("from_hz", "to_hz"), RATES)
def test_nothing_but_the_tone_comes_out(from_hz: int, to_hz: int) -> None:
    spectrum = spectrum_db(resample(tone(1_000, from_hz), from_hz, to_hz))
    peak = int(np.argmax(spectrum))
    width = len(spectrum) // 40
    others = np.concatenate([spectrum[: max(0, peak - width)], spectrum[peak + width :]])
    assert others.max() < -60


@pytest.mark.parametrize(
    ("from_hz", "to_hz", "hz"),
    [
        (22_050, 16_000, 8_300),
        (22_050, 16_000, 10_000),
        (48_000, 16_000, 8_200),
        (48_000, 16_000, 15_000),
        (48_000, 16_000, 23_000),
        (16_000, 8_000, 4_100),
        (16_000, 8_000, 7_000),
    ],
)
def test_what_does_not_fit_is_gone(from_hz: int, to_hz: int, hz: int) -> None:
    loud = tone(hz, from_hz)
    assert level_db(resample(loud, from_hz, to_hz)) < level_db(loud) - 60


def test_the_loudest_sound_is_clipped_and_does_not_wrap() -> None:
    square = np.where(np.arange(22_050) // 50 % 2, 32_767, -32_768).astype(np.int16)
    out = resample(square, 22_050, 16_000).astype(int)
    wrapped = np.abs(np.diff(out)) > 60_000
    assert not wrapped.any()


def test_silence_and_nothing_stay_what_they_are() -> None:
    assert not resample(np.zeros(2205, np.int16), 22_050, 16_000).any()
    assert not len(resample(np.zeros(0, np.int16), 8_000, 16_000))
    ones = np.ones(9, np.int16)
    assert (resample(ones, 16_000, 16_000) == ones).all()


def test_one_sample_survives() -> None:
    assert len(resample(np.array([1000], np.int16), 8_000, 16_000)) == 2


def test_an_unusual_rate_is_as_good() -> None:
    out = resample(tone(1_000, 44_101), 44_101, 16_000)
    assert abs(level_db(out) - level_db(tone(1_000, 16_000))) < 0.1


def test_a_zero_rate_is_refused() -> None:
    with pytest.raises(ValueError, match="positive"):
        resample(np.zeros(9, np.int16), 0, 16_000)
