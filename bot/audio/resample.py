"""Changes the sample rate of a whole piece of audio: a polyphase filter of windowed sincs."""

from fractions import Fraction
from functools import cache

import numpy as np
from numpy.typing import NDArray

#: Zero crossings of the sinc on each side. With the window below, the filter falls from 0 to −80 dB within
#: 16 % of the lower rate's half, which ends at that half: nothing above it can fold back.
_ZERO_CROSSINGS = 32
_KAISER_BETA = 8.0
_CUT_OFF = 0.92
#: The rates' ratio is taken as a fraction with at most this denominator: exact for every rate in use.
_LARGEST_DENOMINATOR = 1000
_SMALLEST_BLOCK = 320


def resample(samples: NDArray[np.int16], from_hz: int, to_hz: int) -> NDArray[np.int16]:
    """The same sound at another rate. Raises ValueError when a rate is not positive."""
    if from_hz <= 0 or to_hz <= 0:
        raise ValueError(f"sample rates must be positive: {from_hz}, {to_hz}")
    if from_hz == to_hz or len(samples) == 0:
        return samples
    ratio = Fraction(to_hz, from_hz).limit_denominator(_LARGEST_DENOMINATOR)
    filtered = _filter(samples, ratio.numerator, ratio.denominator)
    return np.clip(np.rint(filtered), -32768, 32767).astype(np.int16)


def _filter(samples: NDArray[np.int16], up: int, down: int) -> NDArray[np.float32]:
    """Every `down` samples become `up`. Blocks of input times one banded matrix give blocks of output."""
    times = -(-_SMALLEST_BLOCK // up)
    step = down * times
    matrix = _filter_matrix(up, down, times)
    reach = (matrix.shape[0] - step) // 2
    wanted = -(-len(samples) * up // down)
    blocks = -(-wanted // matrix.shape[1])
    padded = np.zeros((blocks + 1) * step + 2 * reach, dtype=np.float32)
    padded[reach : reach + len(samples)] = samples
    windows = np.lib.stride_tricks.sliding_window_view(padded, matrix.shape[0])[::step][:blocks]
    result: NDArray[np.float32] = (np.ascontiguousarray(windows) @ matrix).reshape(-1)[:wanted]
    return result


@cache
def _filter_matrix(up: int, down: int, times: int) -> NDArray[np.float32]:
    """Row: an input sample of the block and its surroundings; column: an output sample of the block."""
    lower = min(1.0, up / down)
    reach = int(np.ceil(_ZERO_CROSSINGS / lower)) + 1
    inputs = np.arange(-reach, down * times + reach)[:, None]
    outputs = np.arange(up * times)[None, :] * (down / up)
    distance = (inputs - outputs) * lower
    inside = np.clip(1 - (distance / _ZERO_CROSSINGS) ** 2, 0, None)
    window = np.i0(_KAISER_BETA * np.sqrt(inside)) / np.i0(_KAISER_BETA) * (np.abs(distance) < _ZERO_CROSSINGS)
    kernel = np.sinc(distance * _CUT_OFF) * _CUT_OFF * lower * window
    # Each output's weights sum to one, so a constant stays that constant.
    matrix: NDArray[np.float32] = (kernel / kernel.sum(axis=0, keepdims=True)).astype(np.float32)
    return matrix
