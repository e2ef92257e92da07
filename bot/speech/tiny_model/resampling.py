"""Changes the sample rate exactly as Kaldi does, so that training hears what the recognizer will hear."""

import math
from functools import cache

import numpy as np
from numpy.typing import NDArray

Samples = NDArray[np.float32]

_ZERO_CROSSINGS = 6
_CUTOFF = 0.99 * 0.5  # of the lower sample rate
_BLOCK_SAMPLES = 256  # about as many outputs are made by one row of a matrix product


def resample(samples: Samples, from_hz: int, to_hz: int) -> Samples:
    """Windowed sinc (Hann, 6 zero crossings); the scale of the samples is kept."""
    if from_hz == to_hz:
        return samples
    divisor = math.gcd(from_hz, to_hz)
    repeats = -(-_BLOCK_SAMPLES * divisor // to_hz)
    step, phases = repeats * from_hz // divisor, repeats * to_hz // divisor
    before, weights = _block_weights(step, phases)
    count = len(samples) * to_hz // from_hz
    blocks = -(-count // phases)
    padded = np.pad(samples, (before, max(0, blocks * step + len(weights) - before - len(samples))))
    rows = np.lib.stride_tricks.sliding_window_view(padded, len(weights))[: blocks * step : step]
    resampled: Samples = (rows @ weights).reshape(-1)[:count]
    return resampled


@cache
def _block_weights(step: int, phases: int) -> tuple[int, NDArray[np.float32]]:
    """How many samples before a block matter, and [samples of a block and around it, outputs of the block]."""
    cutoff = _CUTOFF * min(1.0, phases / step)  # in cycles an input sample
    half_width = _ZERO_CROSSINGS / (2 * cutoff)
    margin = math.ceil(half_width)
    positions = np.arange(-margin, step + margin)
    distance = np.arange(phases) * step / phases - positions[:, None]
    window = 0.5 * (1 + np.cos(2 * np.pi * cutoff / _ZERO_CROSSINGS * distance))
    weights = np.where(np.abs(distance) < half_width, window * 2 * cutoff * np.sinc(2 * cutoff * distance), 0.0)
    return margin, weights.astype(np.float32)
