"""Which case and gender a numeral takes in a written Russian sentence: from the word before and the noun after."""

import re
from decimal import Decimal
from typing import Any

from bot.language.lemmas import russian_parses
from bot.language.russian_numerals import Case, ends_in_one
from bot.language.words import listed

_WORD_BEFORE = re.compile(r"([а-яё]+)[\s\u00a0]*$", re.IGNORECASE)

_FIRST_OF_TWO = re.compile(r"\d+\s+(?:и|или)\s+$")

_GOVERNS: dict[Case, frozenset[str]] = {
    Case.GENITIVE: frozenset(
        listed(
            "до от из без около более менее больше меньше после свыше порядка течение у для ниже выше дольше дешевле "
            "дороже с со раньше позже позднее кроме против среди размере"
        )
    ),
    Case.DATIVE: frozenset(listed("к ко благодаря согласно")),
    Case.ACCUSATIVE: frozenset(
        listed(
            "в во на за через про стоит стоят стоило стоила стоить составит составят составляет составляют составила "
            "заплатить заплатите оплатить оплатите вернем вернём верну спишем начислим начислили списали"
        )
    ),
    Case.INSTRUMENTAL: frozenset(listed("перед между над под")),
    Case.PREPOSITIONAL: frozenset(listed("о об при")),
}
# After these a number names the thing and counts nothing: «дом 1, квартира 2».
_NAMED = frozenset(
    listed("дом доме дома корпус квартира квартире подъезд этаж офис строение номер вариант пункт шаг кабинет")
)
_OBLIQUE = (Case.DATIVE, Case.INSTRUMENTAL, Case.PREPOSITIONAL)
_GENDERS = {"masc": "m", "femn": "f", "neut": "n"}


def word_before(text: str) -> str:
    found = _WORD_BEFORE.search(text)
    return found[1].lower() if found else ""


def case_after(text: str, number: int | Decimal = 0) -> Case:
    """The case that the end of the text asks of the number that follows it; nominative by default.

    «По» takes the dative of one («по одному рублю») and the accusative of more («по два рубля»); in «между 10 и 12»
    the word before the first number governs both.
    """
    word = word_before(_FIRST_OF_TWO.sub("", text))
    if word == "по":
        return Case.DATIVE if ends_in_one(number) else Case.ACCUSATIVE
    return next((case for case, words in _GOVERNS.items() if word in words), Case.NOMINATIVE)


def case_and_gender(before: str, number: int, after: str) -> tuple[Case, str, bool]:
    """Case and gender of a whole number between two pieces of text; the last says that what is counted has no
    singular («двое суток»)."""
    case = case_after(before, number)
    if word_before(before) in _NAMED:
        return Case.NOMINATIVE, "m", False
    noun = _counted_noun(after)
    tags = [parse.tag for parse in russian_parses(noun) if "NOUN" in parse.tag] if noun else []
    if not tags:
        return case, "m", False
    if ends_in_one(number):
        return _beside_singular(case, [tag for tag in tags if "sing" in tag])
    if any("Pltm" in tag for tag in tags[:1]):
        return case, "m", 2 <= number <= 4
    forms = {str(tag.case) for tag in tags if "plur" in tag}
    counted = any("sing" in tag and "gent" in tag for tag in tags) or "gent" in forms or "nomn" in forms
    oblique = next((one for one in _OBLIQUE if str(one) in forms), None)
    if oblique and (not counted or case is oblique):
        case = oblique
    elif case in _OBLIQUE and counted and str(case) not in forms:
        case = Case.NOMINATIVE
    if 2 <= number % 10 <= 4 and not counted and not oblique:
        return case, "m", False
    return case, next((_GENDERS[tag.gender] for tag in tags if tag.gender in _GENDERS), "m"), False


def _beside_singular(case: Case, tags: list[Any]) -> tuple[Case, str, bool]:
    """After a number that ends in one the noun itself shows the case: «21 минуту», «1 человека»."""
    if not tags:
        return case, "m", False
    cases = [str(tag.case) for tag in tags]
    if str(case) not in cases:
        case = Case.NOMINATIVE if "nomn" in cases else Case(cases[0]) if cases[0] in set(Case) else Case.NOMINATIVE
    tag = next((one for one in tags if one.case == str(case)), tags[0])
    # «на одного человека»: the accusative of what lives is its genitive.
    if case is Case.ACCUSATIVE and "anim" in tag and tag.gender == "masc":
        case = Case.GENITIVE
    return case, _GENDERS.get(tag.gender, "m"), False


def _counted_noun(after: str) -> str:
    """The noun that follows, over up to two adjectives; nothing across punctuation."""
    rest = after
    for _ in range(3):
        found = re.match(r"[\s\u00a0]+([а-яё]+(?:-[а-яё]+)*)", rest, re.IGNORECASE)
        if not found:
            return ""
        word = found[1].lower()
        tags = [parse.tag for parse in russian_parses(word)]
        if "NOUN" in tags[0] or not any("ADJF" in tag for tag in tags):
            return word if any("NOUN" in tag for tag in tags) else ""
        rest = rest[found.end() :]
    return ""
