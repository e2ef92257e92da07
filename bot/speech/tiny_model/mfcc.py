"""Kaldi's MFCC features in numpy, with the settings that the model folder tells the recognizer."""

from functools import cache

import numpy as np
from numpy.typing import NDArray

from bot.speech.tiny_model.resampling import Samples

Features = NDArray[np.float32]

SAMPLE_RATE_HZ = 16_000
FRAME_SAMPLES = 400
SHIFT_SAMPLES = 160
COEFFICIENTS = 40
LOW_HZ = 20.0
HIGH_HZ_BELOW_NYQUIST = 400.0

MFCC_CONF = f"""\
--sample-frequency={SAMPLE_RATE_HZ}
--use-energy=false
--num-mel-bins={COEFFICIENTS}
--num-ceps={COEFFICIENTS}
--low-freq={LOW_HZ:.0f}
--high-freq=-{HIGH_HZ_BELOW_NYQUIST:.0f}
--dither=0.0
--allow-upsample=true
--allow-downsample=true
"""

_FFT_SIZE = 512
_PRE_EMPHASIS = 0.97
_POVEY_POWER = 0.85
_LOG_FLOOR = 1.1920929e-07
_LIFTER = 22.0


def frame_count(sample_count: int) -> int:
    """Frames that lie whole within the samples."""
    return max(0, 1 + (sample_count - FRAME_SAMPLES) // SHIFT_SAMPLES)


def mfcc(samples: Samples) -> Features:
    """16 kHz samples on the 16-bit scale to [frames, 40]."""
    count = frame_count(len(samples))
    if count == 0:
        return np.zeros((0, COEFFICIENTS), np.float32)
    starts = SHIFT_SAMPLES * np.arange(count)
    frames = samples[starts[:, None] + np.arange(FRAME_SAMPLES)].astype(np.float32)
    frames -= frames.mean(axis=1, keepdims=True)
    before = np.concatenate([frames[:, :1], frames[:, :-1]], axis=1)
    windowed = (frames - np.float32(_PRE_EMPHASIS) * before) * _window()
    power = np.square(np.abs(np.fft.rfft(windowed, _FFT_SIZE, axis=1)))[:, : _FFT_SIZE // 2]
    energies = np.log(np.maximum(power.astype(np.float32) @ _mel_bank().T, _LOG_FLOOR))
    features: Features = energies @ _cosines().T
    return features


@cache
def _window() -> NDArray[np.float32]:
    hann = 0.5 - 0.5 * np.cos(2 * np.pi * np.arange(FRAME_SAMPLES) / (FRAME_SAMPLES - 1))
    return (hann**_POVEY_POWER).astype(np.float32)


def _mel(frequency_hz: NDArray[np.float64]) -> NDArray[np.float64]:
    return 1127.0 * np.log1p(frequency_hz / 700.0)


@cache
def _mel_bank() -> NDArray[np.float32]:
    """[40, 256] triangles, linear in mel."""
    high_hz = SAMPLE_RATE_HZ / 2 - HIGH_HZ_BELOW_NYQUIST
    low, high = _mel(np.array([LOW_HZ, high_hz]))
    edges = low + (high - low) / (COEFFICIENTS + 1) * np.arange(COEFFICIENTS + 2)
    bins = _mel(SAMPLE_RATE_HZ / _FFT_SIZE * np.arange(_FFT_SIZE // 2, dtype=np.float64))
    left, centre, right = edges[:-2, None], edges[1:-1, None], edges[2:, None]
    rising, falling = (bins - left) / (centre - left), (right - bins) / (right - centre)
    triangles: NDArray[np.float32] = np.maximum(0.0, np.minimum(rising, falling)).astype(np.float32)
    return triangles


@cache
def _cosines() -> NDArray[np.float32]:
    """Orthonormal DCT-II with the cepstral lifter folded in."""
    row, column = np.arange(COEFFICIENTS)[:, None], np.arange(COEFFICIENTS)[None, :]
    dct = np.sqrt(2 / COEFFICIENTS) * np.cos(np.pi / COEFFICIENTS * (column + 0.5) * row)
    dct[0] = np.sqrt(1 / COEFFICIENTS)
    lifter = 1 + 0.5 * _LIFTER * np.sin(np.pi * np.arange(COEFFICIENTS) / _LIFTER)
    liftered: NDArray[np.float32] = (dct * lifter[:, None]).astype(np.float32)
    return liftered
