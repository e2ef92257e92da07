"""Numbers for phones: Kaldi's phone ids with their place in the word, transition ids and network outputs."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum

from bot.speech.tiny_model.espeak_phones import SILENCE

ANY_SPEECH = "SPN"
"""Not a phone but any of them: unknown words are made of it."""


class Place(IntEnum):
    """Where in its word a phone stands, in the order of the ids of one phone."""

    BEGIN = 0
    END = 1
    INTERNAL = 2
    SINGLETON = 3


SILENCE_ID = 1
SILENCE_OUTPUT = 0
ANY_SPEECH_OUTPUT = 1


@dataclass(frozen=True, slots=True)
class PhoneSet:
    """`names[0]` is silence, `names[1]` any speech; the index of a name is its network output (pdf)."""

    names: tuple[str, ...]

    @property
    def id_count(self) -> int:
        return 1 + 4 * (len(self.names) - 1)

    def output_of(self, name: str) -> int:
        return self.names.index(name)

    def id_of(self, name: str, place: Place) -> int:
        return 2 + 4 * (self.output_of(name) - 1) + place

    def outputs_by_id(self) -> list[int]:
        """For the phone ids 1, 2, 3, ... the network output of each."""
        return [0, *(output for output in range(1, len(self.names)) for _ in Place)]

    def word_boundaries(self) -> str:
        """The text of `word_boundary.int`."""
        kinds = ["nonword", *(place.name.lower() for _ in self.names[1:] for place in Place)]
        return "".join(f"{phone_id} {kind}\n" for phone_id, kind in enumerate(kinds, start=1))


def phone_set_of(names: Iterable[str]) -> PhoneSet:
    return PhoneSet((SILENCE, ANY_SPEECH, *sorted({*names} - {SILENCE})))


def forward_id(phone_id: int) -> int:
    """The transition out of a phone's only state."""
    return 2 * phone_id


def self_loop_id(phone_id: int) -> int:
    """The transition that stays in a phone's only state."""
    return 2 * phone_id - 1
