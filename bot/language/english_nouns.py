"""Plurals of English nouns: rules and the irregular nouns of a shop's talk."""

import re

from bot.language.words import listed

IRREGULAR_PLURALS = {
    "child": "children",
    "person": "people",
    "man": "men",
    "woman": "women",
    "foot": "feet",
    "tooth": "teeth",
    "mouse": "mice",
    "knife": "knives",
    "life": "lives",
    "wife": "wives",
    "shelf": "shelves",
    "half": "halves",
    "loaf": "loaves",
    "leaf": "leaves",
}
_SAME = frozenset(listed("series species fish sheep deer jeans trousers news"))
_O_WITH_ES = frozenset(listed("potato tomato hero echo"))


def english_plural(noun: str) -> str:
    """The plural of a noun or of a phrase that ends in one ("open order" is "open orders")."""
    head, last = noun[: noun.rfind(" ") + 1], noun[noun.rfind(" ") + 1 :]
    return head + _plural_word(last)


def _plural_word(word: str) -> str:
    if word in _SAME:
        return word
    if word in IRREGULAR_PLURALS:
        return IRREGULAR_PLURALS[word]
    if re.search(r"(s|x|z|ch|sh)$", word) or word in _O_WITH_ES:
        return word + "es"
    return word[:-1] + "ies" if re.search(r"[^aeiou]y$", word) else word + "s"
