"""The terms by which sentences are compared: words, their dictionary forms, and pairs of neighbours."""

import re
from itertools import pairwise

from bot.language.languages import Language
from bot.language.lemmas import lemma
from bot.language.words import normalise, split_words

_DIGIT = re.compile(r"\d")
LONGEST_TEXT = 400
"""Characters that are looked at: what a person wants stands at the beginning of even a very long message."""


def comparable(text: str) -> str:
    """The text in the form of all comparisons: normalised, every digit alike (which one means nothing here)."""
    return _DIGIT.sub("0", normalise(text[:LONGEST_TEXT]))


def lemmas_of(text: str) -> list[str]:
    """Dictionary forms of the words in order; each word is taken in the language of its own letters."""
    # With Russian given, `lemma` takes Cyrillic words as Russian and all others as English.
    return [lemma(word.text, Language.RU) for word in split_words(text)]


def terms_of(text: str) -> list[str]:
    """Words, lemmas and pairs of neighbouring lemmas, marked so that they never meet."""
    words = [word.text for word in split_words(text)]
    forms = ["<", *lemmas_of(text), ">"]
    pairs = [f"{first} {second}" for first, second in pairwise(forms)]
    return [*(f"w:{word}" for word in words), *(f"l:{form}" for form in forms[1:-1]), *pairs]
