"""Chunks of any size become whole frames, and not a byte is lost or moved."""

import random

import pytest

from bot.audio.frame import FRAME_BYTES, AudioFrame, duration_ms
from bot.audio.framer import Framer, frames_of


def test_any_chunks_give_the_same_frames() -> None:
    """Invariant: however a stream is cut, its frames joined are the stream, padded with silence at the end."""
    for seed in range(50):
        chance = random.Random(seed)
        pcm = chance.randbytes(2 * chance.randrange(1, 3000))
        framer, frames, rest = Framer(), [], pcm
        while rest:
            size = chance.choice((1, 3, 17, 640, 641, 2000))
            frames += framer.push(rest[:size])
            rest = rest[size:]
        frames += framer.flush()
        joined = b"".join(frame.pcm for frame in frames)
        assert joined[: len(pcm)] == pcm
        assert joined[len(pcm) :] == bytes(len(joined) - len(pcm))
        assert len(joined) - len(pcm) < FRAME_BYTES


def test_an_odd_byte_waits_for_its_other_half() -> None:
    framer = Framer()
    assert framer.push(b"\x01") == []
    assert framer.push(b"\x02" * FRAME_BYTES)[0].pcm == b"\x01" + b"\x02" * (FRAME_BYTES - 1)


def test_half_a_sample_at_the_end_is_dropped() -> None:
    framer = Framer()
    framer.push(b"\x01\x02\x03")
    assert framer.flush() == [AudioFrame(b"\x01\x02".ljust(FRAME_BYTES, b"\0"))]
    assert framer.flush() == []


def test_nothing_in_nothing_out() -> None:
    assert frames_of(b"") == []


def test_a_frame_of_another_size_is_refused() -> None:
    with pytest.raises(ValueError, match="640 bytes"):
        AudioFrame(bytes(639))


def test_a_frame_lasts_twenty_milliseconds() -> None:
    assert duration_ms(bytes(FRAME_BYTES)) == 20
