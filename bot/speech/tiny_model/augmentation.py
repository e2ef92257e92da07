"""Makes clean synthesized speech sound like a room or a telephone. Samples are floats on the 16-bit scale."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from bot.speech.tiny_model.resampling import Samples, resample

SAMPLE_RATE_HZ = 16_000
TELEPHONE_RATE_HZ = 8_000

Gain = Callable[[NDArray[np.float64]], NDArray[np.float64]]

_FULL_SCALE = 32_767.0
_TELEPHONE_BAND_HZ = (300.0, 3_400.0)
_MU = 255.0
_COLOUR_SHARE = 0.6
_COLOUR_POINTS_HZ = (0, 400, 800, 1_600, 3_200, 5_000, 8_000)
_COLOUR_DB = 8.0
_NOISE_SHARE = 0.8
_NOISE_SHAPES: tuple[Gain, ...] = (
    np.ones_like,
    lambda hz: 1 / np.sqrt(np.maximum(hz, 50.0)),
    lambda hz: 1 / (1 + (hz / 800.0) ** 2),
)
_BAND_SHARE = 0.7
_MU_LAW_SHARE = 0.5


def put_in_a_room(speech: Samples, lead_samples: int, trail_samples: int, chance: np.random.Generator) -> Samples:
    """Silence around the speech, another colour and loudness and, mostly, noise at 8 to 40 dB below it."""
    if chance.random() < _COLOUR_SHARE:
        speech = coloured(speech, chance)
    samples = np.pad(speech, (lead_samples, trail_samples)) * np.float32(10 ** (chance.uniform(-20.0, 0.0) / 20))
    if chance.random() < _NOISE_SHARE:
        samples = samples + noise_for(samples, chance.uniform(8.0, 40.0), chance)
    return to_int16_steps(samples)


def coloured(speech: Samples, chance: np.random.Generator) -> Samples:
    """Some bands louder and some weaker, as between throats, microphones and rooms."""
    gains_db = chance.uniform(-_COLOUR_DB, _COLOUR_DB, len(_COLOUR_POINTS_HZ))
    return filtered(
        speech,
        SAMPLE_RATE_HZ,
        lambda frequencies_hz: 10 ** (np.interp(frequencies_hz, _COLOUR_POINTS_HZ, gains_db) / 20),
    )


def noise_for(samples: Samples, ratio_db: float, chance: np.random.Generator) -> Samples:
    """White, falling or low-pass noise, as long as the samples and weaker than they are by `ratio_db`."""
    white = chance.standard_normal(len(samples), dtype=np.float32)
    noise = filtered(white, SAMPLE_RATE_HZ, _NOISE_SHAPES[int(chance.integers(len(_NOISE_SHAPES)))])
    return noise * np.float32(_loudness(samples) * 10 ** (-ratio_db / 20) / max(_loudness(noise), 1e-9))


def through_a_telephone(samples: Samples, chance: np.random.Generator) -> Samples:
    """Down to 8 kHz with the losses of a line, and up again: the empty upper band is what a caller's call has."""
    return resample(telephone_8khz(samples, chance), TELEPHONE_RATE_HZ, SAMPLE_RATE_HZ)


def telephone_8khz(samples: Samples, chance: np.random.Generator) -> Samples:
    """16 kHz in, 8 kHz out: mostly band-passed, half of the time mu-law coded."""
    narrow = resample(samples, SAMPLE_RATE_HZ, TELEPHONE_RATE_HZ)
    if chance.random() < _BAND_SHARE:
        narrow = _telephone_band(narrow)
    if chance.random() < _MU_LAW_SHARE:
        narrow = mu_law_round_trip(narrow)
    return to_int16_steps(narrow)


def mu_law_round_trip(samples: Samples) -> Samples:
    """What 8-bit mu-law coding leaves of the samples."""
    scaled = np.clip(samples / _FULL_SCALE, -1, 1)
    compressed = np.sign(scaled) * np.log1p(_MU * np.abs(scaled)) / np.log1p(_MU)
    coded = np.round(compressed * 127) / 127
    expanded: Samples = (np.sign(coded) * np.expm1(np.abs(coded) * np.log1p(_MU)) / _MU * _FULL_SCALE).astype(
        np.float32
    )
    return expanded


def to_int16_steps(samples: Samples) -> Samples:
    rounded: Samples = np.clip(np.round(samples), -32_768, 32_767).astype(np.float32)
    return rounded


def filtered(samples: Samples, rate_hz: int, gain: Gain) -> Samples:
    """The samples with each frequency made louder or weaker, as `gain` says for frequencies in Hz."""
    size = 1 << max(1, len(samples) - 1).bit_length()  # a power of two is several times faster than an odd length
    gains = gain(np.fft.rfftfreq(size, 1 / rate_hz).astype(np.float64)).astype(np.float32)
    cut: Samples = np.fft.irfft(np.fft.rfft(samples, size) * gains, size)[: len(samples)].astype(np.float32)
    return cut


def _loudness(samples: Samples) -> float:
    return float(np.sqrt(np.mean(np.square(samples))))


def _telephone_band(samples: Samples) -> Samples:
    low_hz, high_hz = _TELEPHONE_BAND_HZ
    return filtered(samples, TELEPHONE_RATE_HZ, lambda hz: ((hz >= low_hz) & (hz <= high_hz)).astype(np.float64))
