"""Numbers in words and nouns after numbers: "2 минуты", "twenty-one bottles".

The numerals are our own tables: pymorphy3 declines single words, not "двумстам сорока одной".
"""

from decimal import Decimal
from typing import Any

from bot.language import english_numerals, russian_numerals
from bot.language.english_nouns import english_plural
from bot.language.languages import Language
from bot.language.lemmas import russian_parses
from bot.language.russian_numerals import Case, ends_in_one

Number = int | Decimal

# After five and more these are counted by another word or by the old genitive.
_COUNTED = {"год": "лет", "человек": "человек", "раз": "раз", "гигабайт": "гигабайт", "мегабайт": "мегабайт"}
_COUNTED |= {"терабайт": "терабайт", "килобайт": "килобайт", "мегабит": "мегабит"}
_PART_NAMES = ("десят", "сот", "тысячн", "десятитысячн", "стотысячн", "миллионн")


def plural(number: Number, one: str, few: str, many: str, language: Language = Language.RU) -> str:
    """The form that stands after the number: 1 "минута", 2 "минуты", 5 "минут", 1.5 "минуты"; English has `one` and
    `many` only."""
    if language is Language.EN:
        return one if abs(number) == 1 else many
    if not is_whole(number):
        return few
    last_two = abs(int(number)) % 100
    if last_two % 10 == 1 and last_two != 11:
        return one
    return few if last_two % 10 in (2, 3, 4) and last_two not in (12, 13, 14) else many


def count_of(number: Number, noun: str, language: Language) -> str:
    """The number in digits with its noun, given in the dictionary form: "2 минуты", "1,5 литра", "2 minutes".

    Adjectives before a Russian noun agree too ("5 открытых заказов"); what follows the noun stays.
    """
    if language is Language.EN:
        return f"{in_digits(number, language)} {noun if abs(number) == 1 else english_plural(noun)}"
    return f"{in_digits(number, language)} {agree_russian(number, noun)}"


def in_digits(number: Number, language: Language) -> str:
    """Digits as the language writes them: "1,5" in Russian, "1.5" in English; no zeros at the end of a fraction."""
    shown = format(Decimal(number), "f")
    shown = shown.rstrip("0").rstrip(".") if "." in shown else shown
    return shown.replace(".", ",") if language is Language.RU else shown


def number_in_words(number: Number, language: Language, gender: str = "m") -> str:
    """ "двести пятьдесят четыре", "одна целая пять десятых", "one point five"; gender ("m", "f", "n") is Russian."""
    if is_whole(number):
        whole = int(number)
        return (
            russian_numerals.cardinal(whole, gender=gender)
            if language is Language.RU
            else english_numerals.cardinal(whole)
        )
    sign = ("минус " if language is Language.RU else "minus ") if number < 0 else ""
    whole_digits, _, part_digits = in_digits(abs(Decimal(number)), Language.EN).partition(".")
    if language is Language.RU and len(part_digits) <= len(_PART_NAMES):
        return sign + _russian_decimal(int(whole_digits), part_digits)
    if language is Language.RU:
        return f"{sign}{russian_numerals.cardinal(int(whole_digits))} запятая {_by_digit(part_digits, language)}"
    return f"{sign}{english_numerals.cardinal(int(whole_digits))} point {_by_digit(part_digits, language)}"


def is_whole(number: Number) -> bool:
    return number == int(number)


def agree_russian(number: Number, phrase: str, case: Case = Case.NOMINATIVE) -> str:
    """A Russian noun, with adjectives before it, in the form that stands after the number."""
    words, done = phrase.split(" "), False
    for at, word in enumerate(words):
        if not done:
            words[at], done = _agreed_word(number, word, case)
    return " ".join(words)


def _agreed_word(number: Number, word: str, case: Case) -> tuple[str, bool]:
    parses = russian_parses(word.lower())
    nouns = [p for p in parses if "NOUN" in p.tag and "sing" in p.tag and "nomn" in p.tag]
    adjectives = [p for p in parses if "ADJF" in p.tag and "nomn" in p.tag]
    chosen: Any = (adjectives if adjectives and "ADJF" in parses[0].tag else nouns or adjectives or [None])[0]
    if chosen is None:
        return word, True
    return _inflected(chosen, number, case) or word, chosen in nouns


def _inflected(parse: Any, number: Number, case: Case) -> str | None:
    """None when pymorphy3 knows no such form."""
    grammemes: set[str] | None = None
    if case not in (Case.NOMINATIVE, Case.ACCUSATIVE):
        grammemes = {str(case), "sing" if ends_in_one(number) else "plur"}
    elif not is_whole(number):
        grammemes = {"gent", "sing"}
    elif case is Case.ACCUSATIVE and ends_in_one(number):
        grammemes = {"accs", "sing"}
    if grammemes == {"gent", "plur"} and parse.word in _COUNTED:
        return _COUNTED[parse.word]
    if grammemes:
        form = parse.inflect(grammemes)
        return form.word if form else None
    if parse.word in _COUNTED and plural(number, "", "", "many") == "many":
        return _COUNTED[parse.word]
    form = parse.make_agree_with_number(abs(int(number)))
    return form.word if form else None


def _russian_decimal(whole: int, part_digits: str) -> str:
    part, name = int(part_digits), _PART_NAMES[len(part_digits) - 1]
    one_part, one_whole = plural(part, "one", "", "") == "one", plural(whole, "one", "", "") == "one"
    return (
        f"{russian_numerals.cardinal(whole, gender='f')} {'целая' if one_whole else 'целых'} "
        f"{russian_numerals.cardinal(part, gender='f')} {name}{'ая' if one_part else 'ых'}"
    )


def _by_digit(digits: str, language: Language) -> str:
    return " ".join(number_in_words(int(digit), language) for digit in digits)
