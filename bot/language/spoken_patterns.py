"""What the spoken forms of all languages share: reading a written amount, grouping a code, keeping the full stop."""

import re
from decimal import Decimal

from bot.language.languages import Language

#: A code (an order's number) as it is written; all of its digits or none.
CODE_DIGITS = r"\d{1,12}+(?!\d)"
#: More digits than any sum or measure has: a card, or nonsense.
LONG_DIGITS = r"\d{16,}|\d{1,3}(?:[ \u00a0\u202f,]\d{3}){5,}"


def long_groups(digits: str) -> list[str]:
    """Digits that are no amount: as they were grouped, or in the groups of a code."""
    return [group for part in re.findall(r"\d+", digits) for group in code_groups(part)]


def amount(written: str, language: Language) -> Decimal:
    """ "1 240,50" in Russian and "1,240.50" in English are both 1240.50; a lone comma before other than three digits
    is a decimal one everywhere."""
    digits = re.sub(r"[\s\u00a0\u202f]", "", written)
    if language is Language.EN:
        digits = re.sub(r",(?=\d{3}(?:\D|$))", "", digits)
    return Decimal(digits.replace(",", "."))


def code_groups(digits: str) -> list[str]:
    """A code in the groups in which it is said: pairs, with three first when the length is odd."""
    first = len(digits) % 2 + 2 if len(digits) % 2 and len(digits) > 1 else len(digits) % 2
    head = [digits[:first]] if first else []
    return head + [digits[at : at + 2] for at in range(first, len(digits), 2)]


def keep_full_stop(found: re.Match[str], said: str) -> str:
    """Gives back the full stop of an abbreviation that also ended the sentence."""
    rest = found.string[found.end() :]
    ends_sentence = not rest.strip() or re.match(r"\s+[А-ЯЁA-Z]", rest)
    return said + "." if found.group().endswith(".") and ends_sentence and not said.endswith(".") else said
