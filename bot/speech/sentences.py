"""Cuts a text into what is spoken at one go, so that the first sentence is heard while the next is being made."""

import re
from dataclasses import dataclass

#: An end is followed by a space and by no small letter: "12 руб. за штуку" goes on.
_SENTENCE_END = re.compile(r"(?<=[.!?…])[»”\")]*\s+(?=[^\sа-яёa-z])")
_UNSPEAKABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\u200b-\u200f\u2028-\u202e\ufeff]")
_LONGEST_CHARS = 240


@dataclass(frozen=True, slots=True)
class Sentence:
    """`end` is the number of characters of the whole text up to the end of this sentence."""

    text: str
    end: int


def split_sentences(text: str) -> tuple[Sentence, ...]:
    """The sentences of a text, long ones cut at a comma or a space; what holds nothing to say is left out."""
    # One character for one: positions in the text stay what they are.
    clean = _UNSPEAKABLE.sub(" ", text)
    cuts = [match.end() for match in _SENTENCE_END.finditer(clean)]
    pieces: list[Sentence] = []
    for start, end in zip([0, *cuts], [*cuts, len(clean)], strict=True):
        pieces += _cut(clean, start, end)
    return tuple(piece for piece in pieces if any(char.isalnum() for char in piece.text))


def _cut(text: str, start: int, end: int) -> list[Sentence]:
    pieces = []
    while end - start > _LONGEST_CHARS:
        limit = start + _LONGEST_CHARS
        comma = max(text.rfind(mark, start + _LONGEST_CHARS // 2, limit) for mark in ",;:—")
        cut = (comma if comma >= 0 else text.rfind(" ", start + 1, limit)) + 1
        cut = cut if cut > start else limit
        pieces.append(_sentence(text, start, cut))
        start = cut
    return [*pieces, _sentence(text, start, end)]


def _sentence(text: str, start: int, end: int) -> Sentence:
    spoken = text[start:end].rstrip()
    return Sentence(" ".join(spoken.split()), start + len(spoken))
