"""Dictionary forms of words: Russian by pymorphy3, English by a small rule set of our own.

The English part is deliberately small: it serves the comparison of short questions and product names, where a full
dictionary would earn little. Rare irregular words pass unchanged, on both sides of the comparison alike.
"""

import re
from functools import cache, lru_cache
from typing import Any

from bot.language.english_nouns import IRREGULAR_PLURALS
from bot.language.languages import Language
from bot.language.words import listed, normalise, split_words

_IRREGULAR_ENGLISH = {
    form: base
    for base, forms in {
        "be": "am is are was were been being 's 're",
        "have": "has had having 've",
        "do": "does did done doing",
        "go": "goes went gone going",
        "get": "got gotten getting",
        "buy": "bought",
        "bring": "brought",
        "think": "thought",
        "send": "sent",
        "spend": "spent",
        "pay": "paid",
        "say": "said",
        "make": "made making",
        "take": "took taken taking",
        "give": "gave given giving",
        "come": "came coming",
        "see": "saw seen",
        "know": "knew known",
        "tell": "told",
        "sell": "sold",
        "find": "found",
        "lose": "lost losing",
        "break": "broke broken",
        "choose": "chose chosen choosing",
        "write": "wrote written writing",
        "speak": "spoke spoken",
        "forget": "forgot forgotten forgetting",
        "leave": "left leaving",
        "keep": "kept",
        "hear": "heard",
        "hold": "held",
        "mean": "meant",
        "meet": "met",
        "stand": "stood",
        "understand": "understood",
        "begin": "began begun beginning",
        "drive": "drove driven driving",
        "wear": "wore worn",
        "steal": "stole stolen",
        "catch": "caught",
        "feel": "felt",
        "use": "used using",
        "can": "could",
        "person": "persons",
        "movie": "movies",
        "cookie": "cookies",
        "shoe": "shoes",
        "size": "sizes",
        "prize": "prizes",
        "better": "best",
        "die": "dying",
        "lie": "lying",
    }.items()
    for form in forms.split()
} | {plural: noun for noun, plural in IRREGULAR_PLURALS.items()}
_UNCHANGED_ENGLISH = frozenset(
    listed(
        "this his its yes bus gas plus thus always perhaps news series address express less business process glass "
        "class access status bonus focus virus lens species jeans during morning evening nothing something "
        "anything everything "
        "thing string spring king ring bring sing wing need feed speed seed red bed indeed hundred bread "
        "ceiling wedding clothing does christmas swiss across unless as was has us is ours yours theirs hers"
    )
)
_VOWELS = "aeiouy"


def lemma(word: str, language: Language) -> str:
    """The dictionary form of one word, lower case and with е for ё; a word of another alphabet only normalised."""
    return _lemma(word, language)


def lemmas(text: str, language: Language) -> list[str]:
    """The dictionary forms of all words of the text, in order."""
    return [_lemma(word.text, language) for word in split_words(normalise(text))]


@cache
def russian_analyzer() -> Any:
    """The one pymorphy3 analyzer of this process: it takes about 15 MB and a fifth of a second to load."""
    import pymorphy3

    return pymorphy3.MorphAnalyzer(lang="ru")


@lru_cache(maxsize=50_000)
def russian_parses(word: str) -> tuple[Any, ...]:
    """pymorphy3's readings of a lower-case word, the likeliest first."""
    return tuple(russian_analyzer().parse(word))


@lru_cache(maxsize=50_000)
def _lemma(word: str, language: Language) -> str:
    normal = normalise(word)
    if re.search("[а-я]", normal):
        return _russian_lemma(normal) if language is Language.RU else normal
    return _english_lemma(normal)


def _russian_lemma(word: str) -> str:
    found: str = russian_parses(word)[0].normal_form
    return found.replace("ё", "е")


def _english_lemma(word: str) -> str:
    word = word.removesuffix("'s").removesuffix("'")
    if word in _IRREGULAR_ENGLISH:
        return _IRREGULAR_ENGLISH[word]
    if len(word) <= 3 or word in _UNCHANGED_ENGLISH or not word.isascii():
        return word
    if word.endswith("s"):
        return _without_s(word)
    for ending in ("ing", "ed"):
        stem = word.removesuffix(ending)
        if stem != word and len(stem) >= 2 and re.search(f"[{_VOWELS}]", stem):
            return _restored_stem(stem)
    return word


def _without_s(word: str) -> str:
    if word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "zes", "oes")):
        return word[:-2]
    return word[:-1]


def _restored_stem(stem: str) -> str:
    """What stood before -ing or -ed: "stopp" is stop, "deliver" stays, "chang" is change, "try" from "tri"."""
    if stem.endswith("i"):
        return stem[:-1] + "y"
    if stem in {"cancell", "travell", "labell"}:
        return stem[:-1]
    if len(stem) > 3 and stem[-1] == stem[-2] and stem[-1] not in "lsz":
        return stem[:-1]
    if stem.endswith(("c", "v", "z", "u", "rg", "dg", "ng", "at", "iz", "ir", "ur", "or")) and not _is_whole(stem):
        return stem + "e"
    # A single short syllable that ends in one consonant had a silent e: "hoping", "baked", "closed".
    if re.fullmatch(rf"[^{_VOWELS}]*[aeiou][^{_VOWELS}wx]|clos|us|caus|clas|purchas|manag|receiv|arriv", stem):
        return stem + "e"
    if stem.endswith(("ag", "as", "is", "os", "uc", "id", "pl", "gl", "bl", "dl", "tl")) and not stem.endswith(
        ("aid",)
    ):
        return stem + "e"
    return stem


def _is_whole(stem: str) -> bool:
    """Stems that look as if they had lost an e and have not: "treat", "repair", "monitor", "long", "bring"."""
    return bool(re.search(r"([aeo][aeiou](t|r)|it?or|long|ring|^hang|floor|pour)$", stem)) or stem in {"format", "chat"}
