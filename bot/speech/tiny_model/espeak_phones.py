"""Speaks a text with the bundled espeak-ng and tells when every word and phone begins.

espeak-ng is one engine per process, so this module belongs in worker processes of its own.
"""

import ctypes
from dataclasses import dataclass
from typing import Any

import espeakng_loader
import numpy as np
from numpy.typing import NDArray

SILENCE = "SIL"
"""The name of the phone for all that is not speech."""
SAMPLE_RATE_HZ = 22_050

_SYNCHRONOUS_OUTPUT = 2
_PHONE_EVENTS_AND_NO_EXIT = 0x0001 | 0x8000
_UTF8_WITH_END_PAUSE = 0x1001
_BUFFER_MS = 200
_RANDOM_SEED = 1
_LIST_END, _WORD, _PHONE = 0, 1, 7
_RATE, _PITCH, _RANGE, _WORD_GAP = 1, 3, 4, 7
_MARKS_OF_STRESS_AND_JOINS = str.maketrans("", "", "',%=|!`")


class EspeakError(RuntimeError):
    """espeak-ng refused: the message names the call and its code."""


@dataclass(frozen=True, slots=True)
class Manner:
    """How a sentence is spoken; the defaults are espeak-ng's own. `word_gap` counts 10 ms units."""

    voice: str
    words_a_minute: int = 175
    pitch: int = 50
    pitch_range: int = 50
    word_gap: int = 0


@dataclass(frozen=True, slots=True)
class Phone:
    """A phone and the sample (at 22 050 Hz) where it begins; `text_offset` is where its word begins in the text."""

    name: str
    start: int
    text_offset: int


@dataclass(frozen=True, slots=True)
class Spoken:
    """Speech as 16-bit samples at 22 050 Hz, with its phones in order."""

    samples: NDArray[np.int16]
    phones: tuple[Phone, ...]


@dataclass(frozen=True, slots=True)
class Event:
    """One espeak-ng event that matters here: the beginning of a word (no `mnemonic`) or of a phone."""

    text_offset: int
    sample: int
    mnemonic: str | None


def phones_of(events: list[Event]) -> tuple[Phone, ...]:
    """Phones cleaned of stress marks; a palatal sign `;` joins the phone before it, every pause is silence."""
    phones: list[Phone] = []
    word_offset = 0
    for event in events:
        if event.mnemonic is None:
            word_offset = event.text_offset
            continue
        name = event.mnemonic.translate(_MARKS_OF_STRESS_AND_JOINS)
        if name == ";" and phones and phones[-1].name != SILENCE:
            phones[-1] = Phone(phones[-1].name + ";", phones[-1].start, phones[-1].text_offset)
        elif name.startswith("_"):
            phones.append(Phone(SILENCE, event.sample, word_offset))
        elif name and name != ";":
            phones.append(Phone(name, event.sample, word_offset))
    return tuple(phones)


class Espeak:
    """The engine of this process. Use one at a time, from one thread."""

    def __init__(self) -> None:
        self._library: Any = None
        self._callback: Any = None
        self._blocks: list[NDArray[np.int16]] = []
        self._events: list[Event] = []

    def open(self) -> "Espeak":
        """Loads the library with its own data; raises EspeakError where it does not answer at 22 050 Hz."""
        library = ctypes.CDLL(espeakng_loader.get_library_path())
        data = str(espeakng_loader.get_data_path()).encode()
        rate_hz = library.espeak_Initialize(_SYNCHRONOUS_OUTPUT, _BUFFER_MS, data, _PHONE_EVENTS_AND_NO_EXIT)
        if rate_hz != SAMPLE_RATE_HZ:
            raise EspeakError(f"espeak_Initialize answered {rate_hz}")
        self._callback = _SynthCallback(self._receive)  # espeak keeps only the address: this keeps the object
        library.espeak_SetSynthCallback(self._callback)
        self._library = library
        return self

    def speak(self, text: str, manner: Manner) -> Spoken:
        """The whole sentence, in a few milliseconds."""
        self._blocks, self._events = [], []
        # Breath and croak are made of random numbers, which espeak-ng seeds with the time of day.
        self._library.espeak_ng_SetRandSeed(ctypes.c_long(_RANDOM_SEED))
        self._check("espeak_SetVoiceByName", manner.voice.encode())
        settings = {
            _RATE: manner.words_a_minute,
            _PITCH: manner.pitch,
            _RANGE: manner.pitch_range,
            _WORD_GAP: manner.word_gap,
        }
        for parameter, value in settings.items():
            self._check("espeak_SetParameter", parameter, value, 0)
        encoded = text.encode()
        self._check("espeak_Synth", encoded, len(encoded) + 1, 0, 1, 0, _UTF8_WITH_END_PAUSE, None, None)
        samples = np.concatenate(self._blocks) if self._blocks else np.zeros(0, np.int16)
        return Spoken(samples, phones_of(self._events))

    def _check(self, function: str, *arguments: object) -> None:
        code = getattr(self._library, function)(*arguments)
        if code != 0:
            raise EspeakError(f"{function}{arguments[:1]} answered {code}")

    def _receive(self, samples: Any, count: int, events: Any) -> int:
        if count > 0:
            self._blocks.append(np.ctypeslib.as_array(samples, (count,)).copy())
        index = 0
        while events[index].type != _LIST_END:
            event = events[index]
            # The last sentence ends with one spurious word of no length.
            if event.type == _WORD and event.length > 0:
                self._events.append(Event(event.text_position - 1, event.sample, None))
            elif event.type == _PHONE:
                self._events.append(Event(event.text_position - 1, event.sample, event.id.name.decode()))
            index += 1
        return 0


class _EventId(ctypes.Union):
    _fields_ = [("number", ctypes.c_int), ("pointer", ctypes.c_void_p), ("name", ctypes.c_char * 8)]


class _Event(ctypes.Structure):
    _fields_ = [
        ("type", ctypes.c_int),
        ("uid", ctypes.c_uint),
        ("text_position", ctypes.c_int),
        ("length", ctypes.c_int),
        ("audio_position", ctypes.c_int),
        ("sample", ctypes.c_int),
        ("user_data", ctypes.c_void_p),
        ("id", _EventId),
    ]


_SynthCallback = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.POINTER(_Event))
