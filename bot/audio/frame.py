"""The unit of audio inside the line: 20 ms of 16-bit mono at 16 kHz. Conversion happens only at the edges."""

from dataclasses import dataclass

SAMPLE_RATE_HZ = 16_000
FRAME_MS = 20
FRAME_SAMPLES = SAMPLE_RATE_HZ * FRAME_MS // 1000
FRAME_BYTES = FRAME_SAMPLES * 2
BYTES_PER_MS = SAMPLE_RATE_HZ * 2 // 1000


@dataclass(frozen=True, slots=True)
class AudioFrame:
    """20 ms of PCM, 16-bit little-endian mono at 16 kHz: exactly 640 bytes."""

    pcm: bytes

    def __post_init__(self) -> None:
        if len(self.pcm) != FRAME_BYTES:
            raise ValueError(f"a frame is {FRAME_BYTES} bytes, not {len(self.pcm)}")


SILENT_FRAME = AudioFrame(bytes(FRAME_BYTES))


def duration_ms(pcm: bytes | bytearray) -> int:
    """Whole milliseconds in 16 kHz PCM."""
    return len(pcm) // BYTES_PER_MS
