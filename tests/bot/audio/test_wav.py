"""Whatever a WAV file holds becomes our PCM, and what is no WAV file is refused in plain words."""

import io
import random
import struct
import wave
from collections import Counter

import numpy as np
import pytest

from bot.audio.wav import NotAudio, read_wav, write_wav

SINE = 0.5 * np.sin(2 * np.pi * 440 * np.arange(16_000) / 16_000)


def wav(body: bytes, *, code: int = 1, channels: int = 1, rate_hz: int = 16_000, bits: int = 16) -> bytes:
    form = struct.pack("<HHIIHH", code, channels, rate_hz, rate_hz * channels * bits // 8, channels * bits // 8, bits)
    return (
        b"RIFF"
        + struct.pack("<I", 36 + len(body))
        + b"WAVE"
        + b"fmt "
        + struct.pack("<I", len(form))
        + form
        + b"LIST"
        + struct.pack("<I", 3)
        + b"abc\0"
        + b"data"
        + struct.pack("<I", len(body))
        + body
    )


def int24(samples: "np.ndarray[tuple[int], np.dtype[np.float64]]") -> bytes:
    return b"".join(int(sample * 8_388_607).to_bytes(3, "little", signed=True) for sample in samples)


@pytest.mark.parametrize(
    ("body", "form"),
    [
        ((SINE * 127 + 128).astype(np.uint8).tobytes(), {"bits": 8}),
        ((SINE * 32_767).astype("<i2").tobytes(), {"bits": 16}),
        (int24(SINE), {"bits": 24}),
        ((SINE * 2_147_483_647).astype("<i4").tobytes(), {"bits": 32}),
        (SINE.astype("<f4").tobytes(), {"bits": 32, "code": 3}),
        (SINE.astype("<f8").tobytes(), {"bits": 64, "code": 3}),
        (np.repeat((SINE * 32_767).astype("<i2"), 2).tobytes(), {"channels": 2}),
    ],
)
def test_every_width_gives_the_same_sound(body: bytes, form: dict[str, int]) -> None:
    out = np.frombuffer(read_wav(wav(body, **form)), "<i2") / 32_767
    assert np.max(np.abs(out - SINE)) < (0.02 if form.get("bits") == 8 else 0.001)


def test_another_rate_becomes_ours() -> None:
    body = (0.5 * np.sin(2 * np.pi * 440 * np.arange(22_050) / 22_050) * 32_767).astype("<i2").tobytes()
    out = np.frombuffer(read_wav(wav(body, rate_hz=22_050)), "<i2") / 32_767
    assert np.max(np.abs(out - SINE)[500:-500]) < 0.002


def test_two_channels_are_averaged() -> None:
    body = np.array([[1000, 3000]] * 50, "<i2").tobytes()
    assert set(np.frombuffer(read_wav(wav(body, channels=2)), "<i2")) == {2000}


def test_a_file_from_a_pipe_does_not_know_its_length() -> None:
    written = bytearray(write_wav(b"\1\0" * 100))
    written[4:8] = written[40:44] = b"\xff\xff\xff\x7f"
    assert read_wav(bytes(written)) == b"\1\0" * 100


def test_what_we_write_others_can_read() -> None:
    with wave.open(io.BytesIO(write_wav(b"\1\0" * 100))) as file:
        assert (file.getframerate(), file.getnchannels(), file.getsampwidth()) == (16_000, 1, 2)
        assert file.readframes(200) == b"\1\0" * 100


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "RIFF"),
        (b"<html>not found</html>", "RIFF"),
        (b"ID3" + bytes(200), "RIFF"),
        (b"RIFF\0\0\0\0WAVE", "no description"),
        (b"RIFF\0\0\0\0WAVEfmt \x04\0\0\0abcd" + b"data\0\0\0\0", "cut short"),
        (wav(b"\0" * 8)[:36], "no sound"),
        (wav(b"\0" * 8, code=85), "format 85"),
        (wav(b"\0" * 8, code=7, bits=8), "format 7"),
        (wav(b"\0" * 8, rate_hz=0), "rate is 0"),
        (wav(b"\0" * 8, channels=0), "0 channels"),
    ],
)
def test_what_is_not_audio_is_refused_with_the_reason(data: bytes, why: str) -> None:
    with pytest.raises(NotAudio, match=why):
        read_wav(data)


def test_damaged_files_are_read_or_refused_but_never_crash_us() -> None:
    """Invariant: bytes changed and cut at random give even-sized PCM or NotAudio, nothing else; some give either."""
    good = wav((SINE[:800] * 32_767).astype("<i2").tobytes())
    fates: Counter[str] = Counter()
    for seed in range(300):
        chance = random.Random(seed)
        damaged = bytearray(good)
        for _ in range(chance.randrange(1, 6)):
            damaged[chance.randrange(len(damaged) if chance.random() < 0.8 else 60)] = chance.randrange(256)
        cut = bytes(damaged[: chance.randrange(len(damaged))])
        try:
            pcm = read_wav(cut)
        except NotAudio:
            fates["refused"] += 1
        else:
            fates["odd" if len(pcm) % 2 else "read"] += 1
    assert set(fates) == {"refused", "read"}
