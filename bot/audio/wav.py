"""WAV files: any rate, width and number of channels in; PCM16 mono at 16 kHz out."""

import struct
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.audio.frame import SAMPLE_RATE_HZ
from bot.audio.resample import resample
from bot.kit.errors import FrontlineError

_PCM, _FLOAT, _EXTENSIBLE = 1, 3, 0xFFFE
_LOWEST_HZ, _HIGHEST_HZ = 4_000, 192_000
_MOST_CHANNELS = 16


class NotAudio(FrontlineError):
    """The bytes are not a WAV file that we can read."""

    def __init__(self, why: str) -> None:
        super().__init__("not_audio", f"This is not a WAV file that can be played: {why}.")


@dataclass(frozen=True, slots=True)
class _Format:
    code: int
    channels: int
    rate_hz: int
    bits: int


def read_wav(data: bytes) -> bytes:
    """The sound as 16-bit little-endian mono at 16 kHz; several channels are averaged. Raises NotAudio."""
    if len(data) < 12 or data[:4] != b"RIFF" or data[8:12] != b"WAVE":
        raise NotAudio("it does not begin with RIFF and WAVE")
    chunks = _chunks(data)
    if b"fmt " not in chunks:
        raise NotAudio("it has no description of its format")
    if b"data" not in chunks:
        raise NotAudio("it holds no sound")
    form = _parse_format(chunks[b"fmt "])
    samples = _to_mono(_decode(chunks[b"data"], form), form.channels)
    pcm = np.clip(np.rint(samples), -32768, 32767).astype(np.int16)
    return resample(pcm, form.rate_hz, SAMPLE_RATE_HZ).astype("<i2").tobytes()


def write_wav(pcm: bytes, rate_hz: int = SAMPLE_RATE_HZ) -> bytes:
    """A WAV file of 16-bit mono PCM."""
    header = struct.pack(
        "<4sI4s4sIHHIIHH", b"RIFF", 36 + len(pcm), b"WAVE", b"fmt ", 16, 1, 1, rate_hz, rate_hz * 2, 2, 16
    )
    return header + struct.pack("<4sI", b"data", len(pcm)) + pcm


def _chunks(data: bytes) -> dict[bytes, bytes]:
    """The first chunk of each name. A writer to a pipe does not know its length: the sound then goes on to the end."""
    found: dict[bytes, bytes] = {}
    at = 12
    while at + 8 <= len(data):
        name, size = struct.unpack_from("<4sI", data, at)
        found.setdefault(name, data[at + 8 : at + 8 + size])
        at += 8 + size + size % 2
    return found


def _parse_format(chunk: bytes) -> _Format:
    if len(chunk) < 16:
        raise NotAudio("the description of its format is cut short")
    code, channels, rate_hz, _, _, bits = struct.unpack_from("<HHIIHH", chunk)
    if code == _EXTENSIBLE and len(chunk) >= 26:
        (code,) = struct.unpack_from("<H", chunk, 24)
    if (code, bits) not in {(_PCM, 8), (_PCM, 16), (_PCM, 24), (_PCM, 32), (_FLOAT, 32), (_FLOAT, 64)}:
        raise NotAudio(f"its encoding (format {code}, {bits} bits) is not plain PCM")
    if not 1 <= channels <= _MOST_CHANNELS:
        raise NotAudio(f"it has {channels} channels")
    if not _LOWEST_HZ <= rate_hz <= _HIGHEST_HZ:
        raise NotAudio(f"its rate is {rate_hz} Hz")
    return _Format(code, channels, rate_hz, bits)


def _decode(data: bytes, form: _Format) -> NDArray[np.float64]:
    """Samples on the 16-bit scale. An incomplete sample at the end is dropped."""
    width = form.bits // 8
    data = data[: len(data) // width * width]
    if form.code == _FLOAT:
        return np.nan_to_num(np.frombuffer(data, f"<f{width}").astype(np.float64)) * 32767
    if width == 1:
        return (np.frombuffer(data, np.uint8).astype(np.float64) - 128) * 256
    if width == 3:
        # A low zero byte makes 24 bits 32.
        wide = np.zeros((len(data) // 3, 4), np.uint8)
        wide[:, 1:] = np.frombuffer(data, np.uint8).reshape(-1, 3)
        return wide.view("<i4").reshape(-1) / 65536
    return np.frombuffer(data, f"<i{width}") / 256.0 ** (width - 2)


def _to_mono(samples: NDArray[np.float64], channels: int) -> NDArray[np.float64]:
    whole = len(samples) // channels * channels
    mixed: NDArray[np.float64] = samples[:whole].reshape(-1, channels).mean(axis=1)
    return mixed
