"""Words of a text with their places, and the normal form in which texts are compared."""

import re
import unicodedata
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Word:
    """A word as it stands in the text: `text == source[start:end]`."""

    text: str
    start: int
    end: int


# A number with its separators ("2,5", "27.11.2026"), unless letters are glued to it ("15-го", "4g"); or letters and
# digits with hyphens and apostrophes inside ("кто-то", "don't").
_WORD = re.compile(r"\d++(?:[.,]\d++)*+(?![-'’‑]?[^\W\d_])|[^\W_]+(?:[-'’‑][^\W_]+)*")

_QUOTES = str.maketrans({"«": '"', "»": '"', "“": '"', "”": '"', "„": '"', "’": "'", "‘": "'", "`": "'", "ʼ": "'"})
_HYPHENS = str.maketrans({"‑": "-", "‐": "-", "−": "-"})
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")

_LATIN_TWINS = "acekopxyABCEHKMOPTXY"
_CYRILLIC_TWINS = "асекорхуАВСЕНКМОРТХУ"
_TO_CYRILLIC = str.maketrans(_LATIN_TWINS, _CYRILLIC_TWINS)
_TO_LATIN = str.maketrans(_CYRILLIC_TWINS, _LATIN_TWINS)
_LATIN = re.compile(r"[A-Za-z]")
_CYRILLIC = re.compile(r"[А-Яа-яЁё]")
_LONE_TWIN = re.compile(r"(?<=[а-яёА-ЯЁ] )[acokyACOKY](?= [а-яёА-ЯЁ])")


def split_words(text: str) -> list[Word]:
    """The words in order; case is kept, since lower-casing is the caller's decision."""
    return [Word(found.group(), found.start(), found.end()) for found in _WORD.finditer(text)]


def listed(text: str) -> tuple[str, ...]:
    """A table of words written as one line."""
    return tuple(text.split())


def normalise(text: str) -> str:
    """One form for all spellings of the same words: NFC, lower case, ё as е, straight quotes, single spaces, and
    letters of the other alphabet that only look right ("cахар" with a Latin c) put back into their own."""
    composed = _INVISIBLE.sub("", unicodedata.normalize("NFC", text)).translate(_QUOTES).translate(_HYPHENS)
    spaced = " ".join(composed.split())
    own_letters = _WORD.sub(lambda found: _repair_alphabet(found.group()), spaced)
    in_one_alphabet = _LONE_TWIN.sub(lambda found: found.group().translate(_TO_CYRILLIC), own_letters)
    return in_one_alphabet.lower().replace("ё", "е")


def _repair_alphabet(word: str) -> str:
    """Moves a word written in two alphabets into one, if every stray letter has a twin there; else leaves it."""
    latin, cyrillic = _LATIN.findall(word), _CYRILLIC.findall(word)
    if not latin or not cyrillic:
        return word
    may_be_cyrillic = all(letter in _LATIN_TWINS for letter in latin)
    may_be_latin = all(letter in _CYRILLIC_TWINS for letter in cyrillic)
    if may_be_cyrillic and (not may_be_latin or len(cyrillic) >= len(latin)):
        return word.translate(_TO_CYRILLIC)
    return word.translate(_TO_LATIN) if may_be_latin else word
