"""Is this frame speech? By its loudness against the quietest moment of the last seconds."""

from collections import deque

import numpy as np

from bot.audio.frame import FRAME_MS, AudioFrame

_WINDOW_MS = 3_000
#: The first syllable has no gap before it: for this long the noise is not judged.
_UNJUDGED_MS = 500
#: Speech has gaps within three seconds, noise has none: the quietest moment is the noise.
_ABOVE_NOISE_DB = 9.0
#: What is quieter than this is never speech, however quiet the line.
_QUIETEST_SPEECH_DBFS = -52.0
_QUIETEST_NOISE_DBFS = -65.0


class EnergyVad:
    """Adapts to steady noise within three seconds. Pure: the same frames give the same answers."""

    def __init__(self) -> None:
        self._levels: deque[float] = deque(maxlen=_WINDOW_MS // FRAME_MS)

    def is_speech(self, frame: AudioFrame) -> bool:
        level = loudness_dbfs(frame)
        self._levels.append(level)
        noise = min(self._levels) if len(self._levels) * FRAME_MS > _UNJUDGED_MS else _QUIETEST_NOISE_DBFS
        return level > max(noise + _ABOVE_NOISE_DB, _QUIETEST_SPEECH_DBFS)


def loudness_dbfs(frame: AudioFrame) -> float:
    """0 is the loudest square wave that fits; digital silence is −100."""
    samples = np.frombuffer(frame.pcm, dtype="<i2").astype(np.float32)
    power = float(np.dot(samples, samples)) / len(samples)
    return 10 * float(np.log10(max(power / 32768.0**2, 1e-10)))
