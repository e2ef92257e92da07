"""Reads an utterance as the catalogue sees it: words, numbers of things, sizes, and what parts items."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from rapidfuzz import fuzz, process

from bot.company.order_words import (
    AMOUNT_WORDS,
    COUNTING_NOUNS,
    GLUED_QUANTITY,
    JOINING_WORDS,
    NOT_AFTER,
    NOT_BEFORE,
    PARTING_WORDS,
    QUANTITY,
    TIMES_SIGN,
)
from bot.company.product_index import ProductIndex, forms_of
from bot.company.sizes import MeasuredSize, measured_sizes, named_size
from bot.language.languages import Language
from bot.language.lemmas import russian_analyzer
from bot.language.words import Word, normalise, split_words

_PUNCTUATION = re.compile(r"[,;.!?\n)—–]")
_TIME_OR_CODE = re.compile(r"[:+#№]")
_MISSPELT_SCORE = 84
_MISSPELT_LETTERS = {Language.RU: 5, Language.EN: 6}
_PHONE_GROUPS = 3
_DERIVING_ENDINGS = ("r", "er", "d", "ed", "ing", "ly")


class Kind(StrEnum):
    WORD = "word"
    JOINING = "joining"
    COUNTING = "counting"
    QUANTITY = "quantity"
    OTHER_NUMBER = "other_number"
    SIZE = "size"
    PARTING = "parting"


@dataclass(frozen=True, slots=True)
class Token:
    kind: Kind
    start: int
    end: int
    forms: frozenset[str] = frozenset()
    number: Decimal | None = None
    size: str | None = None
    is_misspelt: bool = False


def read_tokens(text: str, language: Language, index: ProductIndex) -> list[Token]:
    found = [*_with_punctuation(text, _tokens(text, language, index))]
    return _without_counts_of_other_things(found, text, language)


def _tokens(text: str, language: Language, index: ProductIndex) -> Iterator[Token]:
    sizes = list(measured_sizes(text))
    yield from (_size_token(size, text, language, index) for size in sizes)
    for word in split_words(text):
        if not any(size.start < word.end and word.start < size.end for size in sizes):
            yield _token(word, language, index)


def _size_token(size: MeasuredSize, text: str, language: Language, index: ProductIndex) -> Token:
    """A size; where goods are called by its measure («пакет гигабайтов»), «20 гигабайт» is a word of them too."""
    measure = text[size.start : size.end].lstrip("0123456789.,").strip()
    forms = forms_of(measure, language)
    if index.knows(forms):
        return Token(Kind.WORD, size.start, size.end, forms, size=size.size)
    return Token(Kind.SIZE, size.start, size.end, size=size.size)


def _token(word: Word, language: Language, index: ProductIndex) -> Token:
    plain = normalise(word.text)
    place = (word.start, word.end)
    if QUANTITY.fullmatch(plain):
        return Token(Kind.QUANTITY, *place, frozenset((plain,)), Decimal(plain.replace(",", ".")))
    if glued := GLUED_QUANTITY.fullmatch(plain):
        return Token(Kind.QUANTITY, *place, number=Decimal(glued.group(1)))
    if times := TIMES_SIGN.fullmatch(plain):
        return Token(Kind.QUANTITY, *place, number=Decimal(times.group(1) or times.group(2)))
    if plain[0].isdigit():
        return Token(Kind.OTHER_NUMBER, *place, frozenset((plain,)))
    if plain in PARTING_WORDS[language]:
        return Token(Kind.PARTING, *place)
    if plain in JOINING_WORDS[language]:
        return Token(Kind.JOINING, *place, frozenset((plain,)))
    forms = forms_of(word.text, language)
    if amount := next((AMOUNT_WORDS[language][form] for form in forms if form in AMOUNT_WORDS[language]), None):
        return Token(Kind.QUANTITY, *place, forms, Decimal(amount))
    if forms & COUNTING_NOUNS[language]:
        return Token(Kind.COUNTING, *place, forms)
    return _content(Token(Kind.WORD, *place, forms), plain, language, index)


def _content(token: Token, plain: str, language: Language, index: ProductIndex) -> Token:
    if index.knows(token.forms):
        return token
    if size := next((size for form in token.forms if (size := named_size(form))), None):
        return replace(token, kind=Kind.SIZE, size=size)
    if meant := _meant(plain, token.forms, language, index):
        return replace(token, forms=frozenset((meant,)), is_misspelt=True)
    return token


def _meant(plain: str, forms: frozenset[str], language: Language, index: ProductIndex) -> str | None:
    """The catalogue's word that a misspelt one stands for; a word of the dictionary is never misspelt."""
    if len(plain) < _MISSPELT_LETTERS[language]:
        return None
    if language is Language.RU and russian_analyzer().word_is_known(plain):
        return None
    near = index.words_like(len(plain))
    best = [process.extractOne(form, near, scorer=fuzz.ratio, score_cutoff=_MISSPELT_SCORE) for form in (plain, *forms)]
    found = max((str(one[0]) for one in best if one), key=lambda word: fuzz.ratio(word, plain), default=None)
    return found if found and not _is_derived(plain, found) else None


def _is_derived(one: str, other: str) -> bool:
    """Whether these are two words, one made from the other ("remove" and "remover"), rather than a slip."""
    short, long = sorted((one, other), key=len)
    return any(long == short + ending for ending in _DERIVING_ENDINGS)


def _with_punctuation(text: str, tokens: Iterator[Token]) -> Iterator[Token]:
    end = 0
    for token in sorted(tokens, key=lambda token: token.start):
        if _PUNCTUATION.search(text, end, token.start):
            yield Token(Kind.PARTING, end, token.start)
        yield token
        end = token.end


def _without_counts_of_other_things(tokens: list[Token], text: str, language: Language) -> list[Token]:
    """Numbers of houses, times, phones and sums are not numbers of goods."""
    in_phone = _phone_groups(tokens)
    result = []
    for n, token in enumerate(tokens):
        if token.kind is Kind.QUANTITY:
            before, after = tokens[n - 1] if n else None, tokens[n + 1] if n + 1 < len(tokens) else None
            if n in in_phone or _counts_other(token, before, after, text, language):
                token = replace(token, kind=Kind.OTHER_NUMBER)
            elif before and before.kind is Kind.QUANTITY and token.forms & COUNTING_NOUNS[language]:
                token = replace(token, kind=Kind.COUNTING, number=None)
        result.append(token)
    return result


def _counts_other(token: Token, before: Token | None, after: Token | None, text: str, language: Language) -> bool:
    around = text[max(token.start - 1, 0) : token.start] + text[token.end : token.end + 1]
    if _TIME_OR_CODE.search(around):
        return True
    if before and before.forms & (NOT_AFTER[language] | ({"в"} if language is Language.RU else set())):
        return True
    return bool(after and after.forms & NOT_BEFORE[language])


def _phone_groups(tokens: list[Token]) -> set[int]:
    """The places of numbers that follow one another, three or more: a phone or a code."""
    found: set[int] = set()
    run: list[int] = []
    for n, token in enumerate([*tokens, None]):
        if token and token.kind in (Kind.QUANTITY, Kind.OTHER_NUMBER):
            run.append(n)
            continue
        if len(run) >= _PHONE_GROUPS:
            found.update(run)
        run = []
    return found
