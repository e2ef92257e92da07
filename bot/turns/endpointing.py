"""Where an utterance begins and ends: a pure machine that counts the caller's audio, not the clock.

A late network or a busy machine never cuts a sentence: a pause is so many milliseconds of heard silence.
"""

from dataclasses import dataclass
from enum import StrEnum

from bot.kit.machine import Machine


@dataclass(frozen=True, slots=True)
class EndpointingLimits:
    """All in milliseconds of the caller's audio."""

    begin_after: int = 60
    """So much speech in a row begins an utterance; less is a click."""
    preroll: int = 300
    """What is kept from before the beginning: soft first sounds are not loud enough to be noticed."""
    pause: int = 600
    """So long a pause ends it."""
    longest: int = 20_000
    """Nothing is longer than this."""


@dataclass(frozen=True, slots=True)
class FrameHeard:
    """One frame of the caller's audio; `now` is the millisecond at which it ends."""

    is_speech: bool
    frame_ms: int = 20


@dataclass(frozen=True, slots=True)
class PauseAllowed:
    """From now on a pause of this length ends an utterance: questions differ in how long people think."""

    pause_ms: int


EndpointingEvent = FrameHeard | PauseAllowed


class EndReason(StrEnum):
    PAUSE = "pause"
    TOO_LONG = "too_long"


@dataclass(frozen=True, slots=True)
class UtteranceBegan:
    from_ms: int
    """Where its audio begins, the preroll included."""


@dataclass(frozen=True, slots=True)
class UtteranceEnded:
    reason: EndReason
    speech_until_ms: int
    """Where the last speech ended."""


EndpointingEffect = UtteranceBegan | UtteranceEnded


class Endpointing(Machine[EndpointingEvent, EndpointingEffect]):
    def __init__(self, limits: EndpointingLimits | None = None) -> None:
        self._limits = limits or EndpointingLimits()
        self._pause_ms = self._limits.pause
        self._speech_ms = 0
        self._began: int | None = None
        self._speech_until = 0
        self._free_from = 0

    @property
    def is_in_utterance(self) -> bool:
        return self._began is not None

    @property
    def deadline(self) -> int | None:
        """The millisecond of audio at which the utterance ends if nothing more is said."""
        if self._began is None:
            return None
        return min(self._speech_until + self._pause_ms, self._began + self._limits.longest)

    def handle(self, event: EndpointingEvent, now: int) -> list[EndpointingEffect]:
        match event:
            case PauseAllowed(pause_ms):
                self._pause_ms = pause_ms
                return []
            case FrameHeard(is_speech, frame_ms) if self._began is None:
                return self._before(is_speech, frame_ms, now)
            case FrameHeard(is_speech):
                return self._inside(self._began, is_speech, now)

    def _before(self, is_speech: bool, frame_ms: int, now: int) -> list[EndpointingEffect]:
        self._speech_ms = self._speech_ms + frame_ms if is_speech else 0
        if self._speech_ms < self._limits.begin_after:
            return []
        self._began = max(self._free_from, now - self._speech_ms - self._limits.preroll)
        self._speech_until = now
        return [UtteranceBegan(self._began)]

    def _inside(self, began: int, is_speech: bool, now: int) -> list[EndpointingEffect]:
        if is_speech:
            self._speech_until = now
        if now - began >= self._limits.longest:
            return self._end(EndReason.TOO_LONG, now)
        if now - self._speech_until >= self._pause_ms:
            return self._end(EndReason.PAUSE, now)
        return []

    def _end(self, reason: EndReason, now: int) -> list[EndpointingEffect]:
        self._began = None
        self._speech_ms = 0
        self._free_from = now
        return [UtteranceEnded(reason, self._speech_until)]
