"""Paces what the caller hears: frames leave a little before they are due, and we know what was really heard."""

from collections import deque
from dataclasses import dataclass, field

from bot.audio.frame import FRAME_MS, AudioFrame


@dataclass(frozen=True, slots=True)
class Mark:
    """Follows the audio it names."""

    name: str


@dataclass(frozen=True, slots=True)
class SentenceHeard:
    """How much of a sentence has been heard. `chars` counts the characters of its text."""

    sentence: str
    heard_ms: int
    queued_ms: int
    chars: int

    @property
    def is_whole(self) -> bool:
        return self.heard_ms >= self.queued_ms


@dataclass(slots=True)
class _Sentence:
    queued_ms: int = 0
    #: (the millisecond at which a let-out frame begins to play, the characters covered once it has played)
    plays: list[tuple[int, int]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _QueuedFrame:
    frame: AudioFrame
    sentence: str
    covers_chars: int


class Playout:
    """A pure machine: no clock of its own, all times are milliseconds of one monotonic clock.

    Frames are let out up to `lead_ms` before they play, so that a late tick makes no gap; the rest stays here, so that
    an interruption finds little to call back.
    """

    def __init__(self, lead_ms: int = 120) -> None:
        self._lead_ms = lead_ms
        self._queue: deque[_QueuedFrame | Mark] = deque()
        self._sentences: dict[str, _Sentence] = {}
        self._next_plays_at = 0
        self._marks: dict[str, int] = {}
        self._delay_ms = 0

    def queue(self, frame: AudioFrame, sentence: str, covers_chars: int) -> None:
        """`covers_chars`: how much of the sentence's text has been said when this frame ends."""
        self._sentences.setdefault(sentence, _Sentence()).queued_ms += FRAME_MS
        self._queue.append(_QueuedFrame(frame, sentence, covers_chars))

    def queue_mark(self, mark: Mark) -> None:
        self._queue.append(mark)

    @property
    def deadline(self) -> int | None:
        """When `let_out` has something to give; None when nothing is queued."""
        return self._next_plays_at - self._lead_ms if self._queue else None

    def let_out(self, now: int) -> list[AudioFrame | Mark]:
        """What goes to the caller now, in order."""
        out: list[AudioFrame | Mark] = []
        while self._queue:
            head = self._queue[0]
            if isinstance(head, Mark):
                self._marks[head.name] = max(self._next_plays_at, now)
                out.append(head)
            else:
                plays_at = max(self._next_plays_at, now)
                if plays_at - now > self._lead_ms:
                    break
                self._next_plays_at = plays_at + FRAME_MS
                self._sentences[head.sentence].plays.append((plays_at, head.covers_chars))
                out.append(head.frame)
            self._queue.popleft()
        return out

    def confirm(self, mark: str, now: int) -> None:
        """The caller's end has reached this mark: from it we learn how late its loudspeaker is."""
        if (expected := self._marks.pop(mark, None)) is not None:
            self._delay_ms = max(0, now - expected)

    def ends_at(self) -> int | None:
        """When all that is here and on its way will have been heard; None while a frame's turn is not yet known."""
        return None if self._queue else self._next_plays_at + self._delay_ms

    def is_playing(self, now: int) -> bool:
        ends_at = self.ends_at()
        return ends_at is None or now < ends_at

    def heard(self, now: int) -> tuple[SentenceHeard, ...]:
        """Every sentence since the last `clear`, in the order of queueing."""
        return tuple(_heard(name, sentence, now - self._delay_ms) for name, sentence in self._sentences.items())

    def clear(self, now: int) -> tuple[SentenceHeard, ...]:
        """Forgets what has not been heard, and tells what has."""
        heard = self.heard(now)
        self._queue.clear()
        self._sentences.clear()
        self._marks.clear()
        self._next_plays_at = min(self._next_plays_at, now - self._delay_ms)
        return heard


def _heard(name: str, sentence: _Sentence, now: int) -> SentenceHeard:
    heard_ms = sum(min(FRAME_MS, max(0, now - plays_at)) for plays_at, _ in sentence.plays)
    chars = max((covers for plays_at, covers in sentence.plays if now >= plays_at + FRAME_MS), default=0)
    return SentenceHeard(name, heard_ms, sentence.queued_ms, chars)
