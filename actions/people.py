"""Names and telephone numbers in a reply."""

import re
from dataclasses import dataclass

from actions.orders.phrases import PHRASES, Phrases
from actions.orders.reply_text import ReplyText
from bot.language.languages import LANGUAGES, Language
from bot.language.lemmas import russian_analyzer, russian_parses
from bot.language.phones import parse_phone
from bot.language.written_form import digits_of
from records.contacts.names import split_name

__all__ = ["MOST_NAMES", "PhoneRead", "split_name", "take_bare_name", "take_introduction", "take_phone"]

_NUMBER = re.compile(r"(?<![\d.,№])\+?\d(?:[\s()\-–.,]*\d){6,}(?!\d)")
_CALLING = re.compile(r"звон|пиш|говорю|call|phon|ring|writ")
_FEWEST_DIGITS = 5
"""With so many digits somebody has begun to dictate a number; it is told that it is not complete."""
MOST_NAMES = 4


@dataclass(frozen=True, slots=True)
class PhoneRead:
    number: str | None = None
    """E.164."""
    is_callers_own: bool = False
    is_incomplete: bool = False


def take_phone(reply: ReplyText, language: Language, caller_number: str | None, *, is_asked: bool) -> PhoneRead:
    """A number in digits, or «тот, с которого звоню» where the caller's number is known; taken out of the reply."""
    region = LANGUAGES[language].default_region
    for found in _NUMBER.finditer(reply.plain):
        if number := parse_phone(found.group().replace(",", " "), region):
            reply.take(*found.span())
            return PhoneRead(number)
    own = reply.search(PHRASES[language].own_number)
    if own is not None and caller_number is not None and (is_asked or _CALLING.search(own.group())):
        reply.take(*own.span())
        return PhoneRead(caller_number, is_callers_own=True)
    if not is_asked:
        return PhoneRead()
    digits = digits_of(reply.text, language)
    if number := parse_phone(digits, region):
        reply.take(0, len(reply.text))
        return PhoneRead(number)
    return PhoneRead(is_incomplete=len(digits) >= _FEWEST_DIGITS)


def take_introduction(reply: ReplyText, phrases: Phrases) -> str | None:
    """«Меня зовут Анна Петровна»: the words after it that can be a name."""
    intro = reply.search(phrases.name_intro)
    if intro is None:
        return None
    found = re.match(rf"[\s:—,-]*((?:[^\W\d_]+(?:[-'][^\W\d_]+)?\s*){{1,{MOST_NAMES}}})", reply.text[intro.end() :])
    if found is None:
        return None
    words = _until_other_words(found.group(1).split(), phrases)
    if not words:
        return None
    end = intro.end() + found.start(1) + _length_of(found.group(1), len(words))
    reply.take(intro.start(), end)
    return _as_name(words)


def take_bare_name(reply: ReplyText, phrases: Phrases, most: int = MOST_NAMES) -> str | None:
    """What answers the question for a name: up to so many words, none of them a number."""
    said = re.findall(r"[^\W\d_]+(?:[-'][^\W\d_]+)?|\d+", reply.text)
    words = [word for word in said if word.lower() not in phrases.name_fillers]
    if not 0 < len(words) <= most or any(word.isdigit() or len(word) < 2 for word in words):
        return None
    if any(word.lower() in phrases.not_names or _is_no_name(word) for word in words):
        return None
    reply.take(0, len(reply.text))
    return _as_name(words)


_NOT_NOUNS = ("VERB", "INFN", "ADVB", "PREP", "PRCL", "CONJ", "NPRO", "PRED", "INTJ", "GRND")


def _is_no_name(word: str) -> bool:
    """A Russian word that the dictionary knows, and knows as nothing like a name."""
    if not re.search(r"[а-яё]", word.lower()) or not russian_analyzer().word_is_known(word.lower()):
        return False
    return all(parse.tag.POS in _NOT_NOUNS for parse in russian_parses(word.lower()))


def _until_other_words(words: list[str], phrases: Phrases) -> list[str]:
    names: list[str] = []
    for word in words:
        if word.lower() in phrases.name_fillers and not names:
            continue
        if word.lower() in phrases.not_names:
            break
        names.append(word)
    return names


def _length_of(text: str, words: int) -> int:
    ends = [match.end() for match in re.finditer(r"\S+", text)]
    return ends[min(words, len(ends)) - 1]


def _as_name(words: list[str]) -> str:
    """As names are written; a recogniser gives small letters."""
    return " ".join("-".join(part[:1].upper() + part[1:] for part in word.split("-")) for word in words)
