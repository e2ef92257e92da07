"""Decides which of the readings are numbers here: "один шампунь" is, "один из них" is not.

The rules, most of them conservative (a wrong digit is worse than a word):

* two and more, and every compound: a number;
* "один"/"one" alone: a number beside another, before what is counted, and as the whole utterance; never in set phrases
  ("одну минуту", "ни одного", "один из", "this one"). In an answer to "how many?" anything but a set phrase counts;
* "пара", "десяток", "a couple of", "a dozen": before what is counted; a pair of shoes is one pair;
* ordinals: compounds ("двадцать первого"), those above ten, and those beside a month, "число", "этаж" and the like;
* "oh": among digits.
"""

from collections.abc import Sequence
from enum import StrEnum

from bot.language.languages import Language
from bot.language.lemmas import lemma, russian_parses
from bot.language.number_reading import NumberReader
from bot.language.number_tokens import Kind, Reading
from bot.language.russian_numerals import CASES, forms_of_one
from bot.language.words import listed


class ReadingMode(StrEnum):
    """TEXT changes a text only where it is sure; ANSWER looks for numbers in an answer to "how many?", DIGITS for the
    digits of a number that was asked for."""

    TEXT = "text"
    ANSWER = "answer"
    DIGITS = "digits"


MONTHS: dict[Language, tuple[str, ...]] = {
    Language.RU: tuple(listed("январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь")),
    Language.EN: tuple(listed("january february march april may june july august september october november december")),
}

_RU_BESIDE_ORDINAL = frozenset(MONTHS[Language.RU]) | frozenset(
    listed("число год этаж подъезд квартира дом корпус офис")
)
_RU_UNCOUNTED = frozenset(
    listed(
        "минута минутка минуточка секунда секундочка момент моментик вопрос вопросик дело вещь проблема сторона друг "
        "знакомый человек раз"
    )
)
_RU_VAGUE = frozenset(listed("раз слово минута минутка минуточка секунда вопрос вопросик момент сторона месяц"))
_RU_PAIRED = frozenset(
    listed("носок кроссовка кроссовок кроссовки туфля ботинок сапог перчатка серьга лыжа конек чулок тапка тапок кед")
)
_RU_NOT_ONE_BEFORE = frozenset(listed("ни"))
_RU_NOT_ONE_AFTER = frozenset(listed("из и мой моя мое наш наша с со на и а раз"))
# "Один или два", "one plus one": what stands beyond these is of the same kind.
_LINKS = frozenset(listed("или либо и плюс минус or and plus minus"))
_EN_UNCOUNTED = frozenset(
    listed(
        "of that which who is was will would has had does can at to in on for with from and or but if as by please "
        "thanks thank more moment minute second sec thing day another i you he she we they it the a an my your his her "
        "our their "
        "this these those time question way"
    )
)
_EN_NOT_ONE_BEFORE = frozenset(
    listed(
        "this that the which no any every each another other first second last next same right wrong new old "
        "red blue black white green big small large cheap cheaper good better best only"
    )
)
_EN_VAGUE = frozenset(listed("minutes seconds questions things times words people"))


def numbers_here(reader: NumberReader, language: Language, mode: ReadingMode) -> list[Reading]:
    """The readings that are numbers in this text, in order."""
    found = reader.readings()
    return [
        reading
        for at, reading in enumerate(found)
        if _is_number(reader, language, mode, reading, _beside(reader, found, at) or _linked(reader, found, at))
    ]


def _beside(reader: NumberReader, found: Sequence[Reading], at: int) -> int:
    """How many readings stand directly before (up to one) and after (up to two) this one."""
    before = at > 0 and found[at - 1].last + 1 == found[at].first and reader.joined(found[at].first)
    after = 0
    for one, two in zip(found[at : at + 2], found[at + 1 : at + 3], strict=False):
        if one.last + 1 != two.first or not reader.joined(two.first) or two.kind is Kind.QUANTITY:
            break
        after += 1
    return (2 if before and found[at - 1].kind not in (Kind.QUANTITY, Kind.ORDINAL) else 0) + after


def _linked(reader: NumberReader, found: Sequence[Reading], at: int) -> bool:
    """Whether a word such as "или" joins this reading to another number."""
    pairs = zip(found[max(at - 1, 0) : at + 1], found[max(at - 1, 0) + 1 : at + 2], strict=False)
    return any(
        one.last + 2 == two.first and reader.next_word(one.last + 1) in _LINKS and reader.joined(two.first)
        for one, two in pairs
        if Kind.ORDINAL not in (one.kind, two.kind)
    )


def _is_number(reader: NumberReader, language: Language, mode: ReadingMode, reading: Reading, beside: int) -> bool:
    russian = language is Language.RU
    match reading.kind:
        case Kind.LETTER_ZERO:
            return beside >= (1 if mode is ReadingMode.DIGITS else 2)
        case Kind.LONE_ONE if beside or len(reader.tokens) == 1:
            return True
        case Kind.LONE_ONE:
            return (_russian_one if russian else _english_one)(reader, reading, mode)
        case Kind.QUANTITY:
            return (_russian_quantity if russian else _english_quantity)(reader, reading, mode)
        case Kind.ORDINAL:
            return (_russian_ordinal if russian else _english_ordinal)(reader, reading)
        case _:
            return True


def _russian_one(reader: NumberReader, reading: Reading, mode: ReadingMode) -> bool:
    following = reader.next_word(reading.last + 1)
    if reader.word(reading.first - 1) in _RU_NOT_ONE_BEFORE or following in _RU_NOT_ONE_AFTER:
        return False
    noun_at = _russian_noun_at(reader, reading.last + 1)
    noun = reader.word(noun_at) if noun_at is not None else ""
    if noun and lemma(noun, Language.RU) in _RU_UNCOUNTED:
        return False
    if mode is not ReadingMode.TEXT:
        return True
    return bool(noun) and _agrees(reader.word(reading.first), noun)


def _russian_noun_at(reader: NumberReader, at: int) -> int | None:
    """Where the counted noun stands: next, or after up to two adjectives."""
    for place in range(at, at + 3):
        word = reader.next_word(place)
        if not word or not any(letter.isalpha() for letter in word):
            return None
        tags = [parse.tag for parse in russian_parses(word)]
        if any("NOUN" in tag or "LATN" in tag for tag in tags[:2]):
            return place
        if not any("ADJF" in tag and "Apro" not in tag for tag in tags):
            return None
    return None


def _agrees(one: str, noun: str) -> bool:
    genders = {"m": "masc", "f": "femn", "n": "neut"}
    wanted = {(genders[gender], str(CASES[case])) for gender, case in forms_of_one(one)}
    return any(
        "LATN" in tag or ("NOUN" in tag and "sing" in tag and (tag.gender, tag.case) in wanted)
        for tag in (parse.tag for parse in russian_parses(noun))
    )


def _russian_quantity(reader: NumberReader, reading: Reading, mode: ReadingMode) -> bool:
    word = reader.next_word(reading.last + 1)
    if not word:
        return mode is not ReadingMode.TEXT
    noun_at = _russian_noun_at(reader, reading.last + 1)
    noun = reader.word(noun_at) if noun_at is not None else ""
    tags = [parse.tag for parse in russian_parses(noun)] if noun else []
    bases = {parse.normal_form for parse in russian_parses(noun)} if noun else set()
    one_pair = reading.value == 2 and (bases & _RU_PAIRED or any("Pltm" in tag for tag in tags))
    if one_pair or bases & _RU_VAGUE:
        return False
    return any("LATN" in tag or ("NOUN" in tag and "plur" in tag and "gent" in tag) for tag in tags)


def _russian_ordinal(reader: NumberReader, reading: Reading) -> bool:
    if reading.word_count > 1 or 10 < reading.value < 100:
        return True
    beside = {lemma(word, Language.RU) for word in (reader.next_word(reading.last + 1),) if word}
    if beside & {"год", "дом"} and reading.value < 10:
        return False  # "второй год", "третий дом" say which one, as "первый раз" does
    return bool(beside & _RU_BESIDE_ORDINAL)


def _english_one(reader: NumberReader, reading: Reading, mode: ReadingMode) -> bool:
    following, before = reader.next_word(reading.last + 1), reader.word(reading.first - 1)
    if before in _EN_NOT_ONE_BEFORE or following in {"of", "another", "moment", "minute", "second", "sec", "more"}:
        return False
    return mode is not ReadingMode.TEXT or (bool(following) and following not in _EN_UNCOUNTED)


def _english_quantity(reader: NumberReader, reading: Reading, mode: ReadingMode) -> bool:
    following = reader.next_word(reading.last + 1)
    if not following:
        return mode is not ReadingMode.TEXT or reader.word(reading.last) == "dozen"
    if following in _EN_VAGUE or following in {"them", "those", "these"}:
        return mode is not ReadingMode.TEXT and following not in _EN_VAGUE
    return reader.word(reading.last) in {"of", "dozen"} or mode is not ReadingMode.TEXT


def _english_ordinal(reader: NumberReader, reading: Reading) -> bool:
    if reading.word_count > 1 or 10 < reading.value < 100:
        return True
    after = reader.next_word(reading.last + 1)
    month_at = reading.last + 2 if after == "of" else reading.last + 1
    months = MONTHS[Language.EN]
    before = reader.word(reading.first - 1)
    if reader.next_word(month_at) in months or (before in months and reader.joined(reading.first)):
        return True
    return after in {"floor", "street", "avenue"}
