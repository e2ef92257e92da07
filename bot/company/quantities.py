"""Which number belongs to which item of an utterance.

A number belongs to the item that follows it («2 бутылки шампуня»), else to the one before («шампунь, 2 бутылки»);
«по 2 штуки» and "2 each" belong to every item named before (or else after) that has no number of its own.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from bot.company.order_text import Kind, Token
from bot.company.order_words import ANY_CONTAINER, EACH_WORDS, SAME_CONTAINER
from bot.language.languages import Language

_SKIPPED = (Kind.COUNTING, Kind.JOINING, Kind.SIZE)
_MOST_WORDS_BETWEEN = 2


@dataclass(frozen=True, slots=True)
class Span:
    """An item's place among the tokens (first and last), and what it is counted in."""

    first: int
    last: int
    container: str


def bind_quantities(tokens: Sequence[Token], items: Sequence[Span], language: Language) -> list[Decimal | None]:
    """The quantity of each item (in order of place), or None."""
    inside = {place for item in items for place in range(item.first, item.last + 1)}
    numbers = [n for n, token in enumerate(tokens) if token.kind is Kind.QUANTITY and n not in inside]
    found: list[Decimal | None] = [None] * len(items)
    numbers_follow = _do_numbers_follow(numbers, items)
    for n in numbers:
        before, after = _item_before(tokens, items, n), _item_after(tokens, items, n)
        if _is_for_each(tokens, n, language):
            targets = [i for i, item in enumerate(items) if item.last < n] or list(range(len(items)))
        elif numbers_follow or _counts_the_one_before(tokens, items, n, before, after):
            targets = [before] if before is not None else []
        else:
            targets = [i for i in (after, before) if i is not None and found[i] is None][:1]
        for i in targets:
            if found[i] is None:
                found[i] = _amount(tokens[n], items[i])
    return found


def container_said(tokens: Sequence[Token], first: int) -> str | None:
    """What the item that begins at `first` was said to be counted in: «бутылка» of «2 бутылки шампуня»."""
    n = first - 1
    while n >= 0 and tokens[n].kind in (Kind.JOINING, Kind.SIZE):
        n -= 1
    return _container(tokens[n]) if n >= 0 and tokens[n].kind is Kind.COUNTING else None


def _container(token: Token) -> str | None:
    named = sorted(SAME_CONTAINER.get(form, form) for form in token.forms if form not in ANY_CONTAINER)
    return named[0] if named else None


def _do_numbers_follow(numbers: Sequence[int], items: Sequence[Span]) -> bool:
    """«шампунь 2 мыло 3»: items and numbers take turns and a number is last."""
    if len(items) < 2 or len(items) != len(numbers):
        return False
    in_turn = [place for item, number in zip(items, numbers, strict=True) for place in (item.first, number)]
    return in_turn == sorted(in_turn)


def _item_after(tokens: Sequence[Token], items: Sequence[Span], n: int) -> int | None:
    starts = {item.first: i for i, item in enumerate(items)}
    words = 0
    for place in range(n + 1, len(tokens)):
        if place in starts:
            return starts[place]
        if tokens[place].kind is Kind.WORD:
            words += 1
        elif tokens[place].kind not in _SKIPPED:
            return None
        if words > _MOST_WORDS_BETWEEN:
            return None
    return None


def _item_before(tokens: Sequence[Token], items: Sequence[Span], n: int) -> int | None:
    """One comma may stand between: «мыло, 3 штуки»."""
    ends = {item.last: i for i, item in enumerate(items)}
    commas = 0
    for place in range(n - 1, -1, -1):
        if place in ends:
            return ends[place]
        if tokens[place].kind is Kind.PARTING and not commas:
            commas += 1
        elif tokens[place].kind not in _SKIPPED:
            return None
    return None


def _is_for_each(tokens: Sequence[Token], n: int, language: Language) -> bool:
    return any(tokens[place].forms & EACH_WORDS[language] for place in range(max(n - 1, 0), min(n + 3, len(tokens))))


def _counts_the_one_before(
    tokens: Sequence[Token], items: Sequence[Span], n: int, before: int | None, after: int | None
) -> bool:
    """«шампунь 2 бутылки мыло»: bottles are what the shampoo comes in, and the soap does not."""
    if before is None or after is None or n + 1 >= len(tokens) or tokens[n + 1].kind is not Kind.COUNTING:
        return False
    said = _container(tokens[n + 1])
    return said is not None and said == items[before].container and said != items[after].container


def _amount(token: Token, item: Span) -> Decimal | None:
    """«пара перчаток» is one pair of what is sold in pairs."""
    return Decimal(1) if item.container in token.forms else token.number
