"""Which line of the cart a number means that stands at no item's name, and whether it may mean one at all."""

import re
from decimal import Decimal

from actions.draft import Draft, Question
from actions.orders.cart import Cart
from bot.company.order_words import ANY_CONTAINER, COUNTING_NOUNS
from bot.company.product_index import container_of, forms_of
from bot.language.languages import Language
from bot.language.written_form import FoundNumber

MOST_OF_ONE = Decimal(999)
"""More than this of one thing is a misheard number, not an order."""
_ALWAYS_COUNTED = (Question.NONE, Question.ITEMS, Question.CHOICE, Question.HANDOVER, Question.CONFIRMATION)
"""Questions to which no number but a quantity can be said."""
_JUST_SAID = frozenset({"noted_items", "removed_items", "what_to_change"})
_TIME_BEFORE = re.compile(
    r"(?<!\w)(?:после|до|около|к|ко|с|со|в|во|after|before|by|at|around|about|until|till|from)\s+$"
)
_TIME_AFTER = re.compile(
    r"\s*(?::\d\d|-|—|(?:ч|час\w*|утра|дня|вечера|ночи|минут\w*|am|pm|a\.m|p\.m|o'clock|hours?|minutes?)(?!\w))"
)
_HOUSE_BEFORE = re.compile(r"(?<!\w)(?:дом\w*|кв\w*|квартир\w*|этаж\w*|подъезд\w*|house|flat|apartment|floor)\s+$")


def is_quantity_the_subject(draft: Draft, *, is_correction: bool) -> bool:
    """A number alone counts goods while goods are spoken of; «нет, три» at any question that digits do not answer."""
    if draft.asked in _ALWAYS_COUNTED or any(said.prompt in _JUST_SAID for said in draft.said):
        return draft.asked is not Question.PHONE or is_correction
    return is_correction and draft.asked is not Question.PHONE


def may_count(plain: str, number: FoundNumber) -> bool:
    """«После шести», "flat 6": a time and an address count no goods."""
    before = plain[: number.start]
    is_other = _TIME_BEFORE.search(before) or _HOUSE_BEFORE.search(before) or _TIME_AFTER.match(plain, number.end)
    return is_other is None


def unit_after(plain: str, end: int, language: Language) -> str:
    """What is counted, when its name follows: «бутылка» of «2 бутылки»; empty when none does."""
    word = re.match(r"\s*([^\W\d_]+)", plain[end:])
    if word is None or not forms_of(word.group(1), language) & COUNTING_NOUNS[language]:
        return ""
    return container_of(word.group(1), language)


def key_of_unit(unit: str, cart: Cart, last: str, language: Language) -> str:
    """The line that is counted in this; of several the one named last, else the one put in last. Where no line is,
    people take the wrong word, and mean the one named last."""
    if not unit or unit in ANY_CONTAINER:
        return last
    keys = [line.key for line in cart if container_of(line.unit, language) == unit]
    return last if last in keys or not keys else keys[-1]
