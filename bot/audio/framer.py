"""Cuts a stream of PCM chunks of any size into whole frames, and carries what is left over."""

from bot.audio.frame import FRAME_BYTES, AudioFrame


class Framer:
    """A lost or doubled byte would shift every 16-bit sample after it, so bytes, also an odd one, are carried over."""

    def __init__(self) -> None:
        self._rest = b""

    def push(self, chunk: bytes) -> list[AudioFrame]:
        """The frames that this chunk completes."""
        pcm = self._rest + chunk
        whole = len(pcm) - len(pcm) % FRAME_BYTES
        self._rest = pcm[whole:]
        return [AudioFrame(pcm[start : start + FRAME_BYTES]) for start in range(0, whole, FRAME_BYTES)]

    def flush(self) -> list[AudioFrame]:
        """What is left, padded with silence to a whole frame; half a sample at the very end is dropped."""
        rest = self._rest[: len(self._rest) // 2 * 2]
        self._rest = b""
        return [AudioFrame(rest.ljust(FRAME_BYTES, b"\0"))] if rest else []


def frames_of(pcm: bytes) -> list[AudioFrame]:
    """A whole piece of PCM as frames, the last one padded with silence."""
    framer = Framer()
    return framer.push(pcm) + framer.flush()
