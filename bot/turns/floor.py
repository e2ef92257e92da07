"""Whose turn it is to speak in a call: a pure machine. It decides; the shell obeys.

The bot never talks over a caller who has taken the floor, and silence always leads somewhere: a gentle reprompt, then
a goodbye. While the caller waits for a person nobody is hurried.
"""

from dataclasses import dataclass
from enum import StrEnum

from bot.kit.machine import Machine


@dataclass(frozen=True, slots=True)
class FloorLimits:
    """All in milliseconds."""

    barge_in: int = 300
    """The caller's speech over the bot that takes the floor; less is a cough."""
    silence: int = 8_000
    """Silence after which the caller is asked again, and after which, once more, we say goodbye."""
    thinking: int = 15_000
    """After so long without an answer, or without the end of the goodbye, none will come: something is broken."""


class FloorState(StrEnum):
    SILENT = "silent"
    """It is the caller's turn, and nobody speaks."""
    BOT = "bot"
    OVERLAP = "overlap"
    """The caller speaks while the bot does: a cough, or an interruption."""
    CALLER = "caller"
    THINKING = "thinking"
    """The caller has finished and waits for the answer."""
    LEAVING = "leaving"
    """The goodbye is being said."""
    OVER = "over"


@dataclass(frozen=True, slots=True)
class BotBegan:
    pass


@dataclass(frozen=True, slots=True)
class BotFinished:
    """All that was to be said has been heard."""


@dataclass(frozen=True, slots=True)
class CallerBegan:
    pass


@dataclass(frozen=True, slots=True)
class CallerEnded:
    said_something: bool
    """Whether words were heard; otherwise it was a noise."""


@dataclass(frozen=True, slots=True)
class AnswerReady:
    """The answer has been decided; `is_silent` when there is nothing to say, as while a person owns the call."""

    is_silent: bool


@dataclass(frozen=True, slots=True)
class WaitingChanged:
    """The caller waits for a person or talks with one: silence is not the bot's business."""

    is_waiting: bool


@dataclass(frozen=True, slots=True)
class Tick:
    pass


FloorEvent = BotBegan | BotFinished | CallerBegan | CallerEnded | AnswerReady | WaitingChanged | Tick


@dataclass(frozen=True, slots=True)
class StopSpeaking:
    pass


@dataclass(frozen=True, slots=True)
class TellListening:
    """The caller's turn: the page may show it."""


@dataclass(frozen=True, slots=True)
class Reprompt:
    pass


@dataclass(frozen=True, slots=True)
class SayGoodbye:
    pass


@dataclass(frozen=True, slots=True)
class HangUp:
    pass


FloorEffect = StopSpeaking | TellListening | Reprompt | SayGoodbye | HangUp


class Floor(Machine[FloorEvent, FloorEffect]):
    deadline: int | None = None

    def __init__(self, limits: FloorLimits | None = None) -> None:
        self._limits = limits or FloorLimits()
        # The greeting is on its way.
        self.state = FloorState.THINKING
        self._is_waiting = False
        self._reprompts = 0

    def handle(self, event: FloorEvent, now: int) -> list[FloorEffect]:
        if self.state is FloorState.OVER:
            return []
        match event:
            case BotBegan():
                return self._bot_began()
            case BotFinished():
                return self._bot_finished(now)
            case CallerBegan():
                return self._caller_began(now)
            case CallerEnded(said_something):
                return self._caller_ended(said_something, now)
            case AnswerReady(is_silent):
                return self._answer_ready(is_silent, now)
            case WaitingChanged(is_waiting):
                self._is_waiting = is_waiting
                if self.state is FloorState.SILENT:
                    self._set_silence_deadline(now)
                return []
            case Tick():
                return self._tick(now)

    def _bot_began(self) -> list[FloorEffect]:
        """What is said while the caller speaks waits for nothing: the caller has the floor, and it is stopped."""
        match self.state:
            case FloorState.CALLER:
                return [StopSpeaking()]
            case FloorState.SILENT | FloorState.THINKING:
                self._become(FloorState.BOT)
        return []

    def _bot_finished(self, now: int) -> list[FloorEffect]:
        match self.state:
            case FloorState.BOT:
                return self._listen(now)
            case FloorState.OVERLAP:
                self._become(FloorState.CALLER)
            case FloorState.LEAVING:
                self._become(FloorState.OVER)
                return [HangUp()]
        return []

    def _caller_began(self, now: int) -> list[FloorEffect]:
        match self.state:
            case FloorState.BOT:
                self._become(FloorState.OVERLAP, now + self._limits.barge_in)
            case FloorState.SILENT | FloorState.THINKING:
                self._become(FloorState.CALLER)
            case FloorState.LEAVING:
                self._become(FloorState.CALLER)
                return [StopSpeaking()]
        return []

    def _caller_ended(self, said_something: bool, now: int) -> list[FloorEffect]:
        match self.state:
            case FloorState.CALLER if said_something:
                self._reprompts = 0
                self._become(FloorState.THINKING, now + self._limits.thinking)
            case FloorState.CALLER:
                return self._listen(now)
            case FloorState.OVERLAP if said_something:
                # Words, however short, over the end of a question answer it.
                self._reprompts = 0
                self._become(FloorState.THINKING, now + self._limits.thinking)
                return [StopSpeaking()]
            case FloorState.OVERLAP:
                self._become(FloorState.BOT)
        return []

    def _answer_ready(self, is_silent: bool, now: int) -> list[FloorEffect]:
        if is_silent and self.state is FloorState.THINKING:
            return self._listen(now)
        return []

    def _tick(self, now: int) -> list[FloorEffect]:
        if self.deadline is None or now < self.deadline:
            return []
        match self.state:
            case FloorState.OVERLAP:
                self._become(FloorState.CALLER)
                return [StopSpeaking()]
            case FloorState.THINKING:
                return self._listen(now)
            case FloorState.SILENT if self._reprompts == 0:
                self._reprompts = 1
                self._become(FloorState.THINKING, now + self._limits.thinking)
                return [Reprompt()]
            case FloorState.SILENT:
                self._become(FloorState.LEAVING, now + self._limits.thinking)
                return [SayGoodbye()]
            case FloorState.LEAVING:
                self._become(FloorState.OVER)
                return [HangUp()]
        return []

    def _listen(self, now: int) -> list[FloorEffect]:
        self._become(FloorState.SILENT)
        self._set_silence_deadline(now)
        return [TellListening()]

    def _set_silence_deadline(self, now: int) -> None:
        self.deadline = None if self._is_waiting else now + self._limits.silence

    def _become(self, state: FloorState, deadline: int | None = None) -> None:
        self.state = state
        self.deadline = deadline
