"""Changes the sample rate exactly as Kaldi does, so that training hears what the recognizer will hear."""

import math
from functools import cache

import numpy as np
from numpy.typing import NDArray

Samples = NDArray[np.float32]

_ZERO_CROSSINGS = 6
_CUTOFF = 0.99 * 0.5  # of the lower sample rate


def resample(samples: Samples, from_hz: int, to_hz: int) -> Samples:
    """Windowed sinc (Hann, 6 zero crossings); the scale of the samples is kept."""
    if from_hz == to_hz:
        return samples
    divisor = math.gcd(from_hz, to_hz)
    step, phases = from_hz // divisor, to_hz // divisor
    first_offsets, weights = _filters(step, phases)
    output = np.arange(len(samples) * phases // step, dtype=np.int64)
    phase = output % phases
    margin = weights.shape[1]
    padded = np.pad(samples, margin)
    first = output * step // phases + first_offsets[phase] + margin
    windows = padded[first[:, None] + np.arange(margin)]
    resampled: Samples = np.einsum("nk,nk->n", windows, weights[phase])
    return resampled


@cache
def _filters(step: int, phases: int) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """For every output phase: the first input sample relative to the output's own, and the weights from there on."""
    cutoff = _CUTOFF * min(1.0, phases / step)  # in cycles an input sample
    half_width = _ZERO_CROSSINGS / (2 * cutoff)
    fraction = (np.arange(phases) * step % phases) / phases
    first = np.ceil(fraction - half_width).astype(np.int64)
    taps = first[:, None] + np.arange(int(2 * half_width) + 1)
    distance = fraction[:, None] - taps
    window = 0.5 * (1 + np.cos(2 * np.pi * cutoff / _ZERO_CROSSINGS * distance))
    weights = np.where(np.abs(distance) < half_width, window * 2 * cutoff * np.sinc(2 * cutoff * distance), 0.0)
    return first, weights.astype(np.float32)
