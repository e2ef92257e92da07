"""pyttsx3 inside a worker process: one warm engine, one sentence at a time, 16 kHz PCM out.

pyttsx3 finds libespeak-ng by its name; the library that a package brought along is loaded before, and answers to it.
"""

import ctypes
import io
import os
import time
import wave
from collections.abc import Callable
from typing import Any

import espeakng_loader
import numpy as np
from numpy.typing import NDArray

from bot.audio.frame import SAMPLE_RATE_HZ
from bot.audio.resample import resample
from bot.speech.engine import EngineRefused
from bot.speech.worker_messages import Message

_LOOK_AGAIN_S = 0.001
_QUIET = 100
_KEPT_BEFORE_MS = 10
_KEPT_AFTER_MS = 160


def open_engine(_config: dict[str, Any]) -> "Pyttsx3Engine":
    os.environ["ESPEAK_DATA_PATH"] = espeakng_loader.get_data_path()
    ctypes.CDLL(espeakng_loader.get_library_path(), mode=ctypes.RTLD_GLOBAL)
    import pyttsx3  # it looks for the library while it is imported
    from pyttsx3.drivers import _espeak

    engine = pyttsx3.init("espeak")
    # The first run of a new engine returns before the sound is there; an empty one takes that upon itself.
    engine.runAndWait()
    return Pyttsx3Engine(engine, _espeak.IsPlaying)


class Pyttsx3Engine:
    def __init__(self, engine: Any, is_busy: Callable[[], bool]) -> None:
        self._engine = engine
        self._is_busy = is_busy
        # pyttsx3 writes files only, and hangs for ever where it may not write. This one is memory: it can always be
        # written, no customer's name reaches a disk, and nothing is left behind by a kill.
        self._file = os.memfd_create("speech")
        self._path = f"/proc/self/fd/{self._file}"

    def handle(self, request: Message) -> Message:
        """`{text, voice, rate_wpm}` → 16 kHz PCM. An unknown voice would be replaced in silence, so it is read back."""
        voice, rate_wpm = str(request.fields["voice"]), int(request.fields["rate_wpm"])
        self._engine.setProperty("voice", voice)
        self._engine.setProperty("rate", rate_wpm)
        if self._engine.getProperty("voice") != voice.lower():
            raise EngineRefused(f"there is no voice {voice}")
        self._wait_until_idle()
        os.ftruncate(self._file, 0)
        self._engine.save_to_file(str(request.fields["text"]), self._path)
        self._engine.runAndWait()
        return Message({}, self._read())

    def close_lane(self, lane: str) -> None:
        raise EngineRefused("this engine has no lanes")

    def _wait_until_idle(self) -> None:
        """espeak takes settings on a thread of its own, and pyttsx3 begins a run by cancelling whatever it finds there:

        without this, a sentence now and then comes out at the pace of the one before it, or empty.
        """
        while self._is_busy():
            time.sleep(_LOOK_AGAIN_S)

    def _read(self) -> bytes:
        written = os.pread(self._file, os.fstat(self._file).st_size, 0)
        try:
            with wave.open(io.BytesIO(written)) as file:
                rate_hz = file.getframerate()
                samples = np.frombuffer(file.readframes(file.getnframes()), dtype="<i2")
        except (wave.Error, EOFError):
            raise EngineRefused("the engine wrote no sound") from None
        return resample(trim(samples, rate_hz), rate_hz, SAMPLE_RATE_HZ).astype("<i2").tobytes()


def trim(samples: NDArray[np.int16], rate_hz: int) -> NDArray[np.int16]:
    """Without most of the silence around: what is left after the words is a pause between two sentences."""
    loud = np.flatnonzero(np.abs(samples.astype(np.int32)) > _QUIET)
    if len(loud) == 0:
        return samples[:0]
    start = max(0, int(loud[0]) - rate_hz * _KEPT_BEFORE_MS // 1000)
    return samples[start : int(loud[-1]) + 1 + rate_hz * _KEPT_AFTER_MS // 1000]
