"""Makes clean synthesized speech sound like a room or a telephone. Samples are floats on the 16-bit scale."""

import numpy as np

from bot.speech.tiny_model.resampling import Samples, resample

SAMPLE_RATE_HZ = 16_000
TELEPHONE_RATE_HZ = 8_000

_FULL_SCALE = 32_767.0
_TELEPHONE_BAND_HZ = (300.0, 3_400.0)
_MU = 255.0
_COLOUR_SHARE = 0.6
_COLOUR_POINTS_HZ = (0, 400, 800, 1_600, 3_200, 5_000, 8_000)
_COLOUR_DB = 8.0
_NOISE_SHARE = 0.8
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
    gains_db = np.interp(
        np.fft.rfftfreq(len(speech), 1 / SAMPLE_RATE_HZ),
        _COLOUR_POINTS_HZ,
        chance.uniform(-_COLOUR_DB, _COLOUR_DB, len(_COLOUR_POINTS_HZ)),
    )
    filtered: Samples = np.fft.irfft(np.fft.rfft(speech) * 10 ** (gains_db / 20), len(speech)).astype(np.float32)
    return filtered


def noise_for(samples: Samples, ratio_db: float, chance: np.random.Generator) -> Samples:
    """White, falling or low-pass noise, as long as the samples and weaker than they are by `ratio_db`."""
    white = chance.standard_normal(len(samples))
    spectrum = np.fft.rfft(white)
    frequency = np.fft.rfftfreq(len(samples), 1 / SAMPLE_RATE_HZ)
    match int(chance.integers(3)):
        case 0:
            shape = np.ones_like(frequency)
        case 1:
            shape = 1 / np.sqrt(np.maximum(frequency, 50.0))
        case _:
            shape = 1 / (1 + (frequency / 800.0) ** 2)
    noise = np.fft.irfft(spectrum * shape, len(samples))
    wanted = np.sqrt(np.mean(np.square(samples))) * 10 ** (-ratio_db / 20)
    scaled: Samples = (noise * (wanted / max(float(np.sqrt(np.mean(np.square(noise)))), 1e-9))).astype(np.float32)
    return scaled


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


def _telephone_band(samples: Samples) -> Samples:
    spectrum = np.fft.rfft(samples)
    frequency = np.fft.rfftfreq(len(samples), 1 / TELEPHONE_RATE_HZ)
    low, high = _TELEPHONE_BAND_HZ
    passed = (frequency >= low) & (frequency <= high)
    band: Samples = np.fft.irfft(spectrum * passed, len(samples)).astype(np.float32)
    return band
