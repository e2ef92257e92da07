"""Words that steer: which of the items of a reply are wanted, more wanted, not wanted, or given up for another."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from actions.orders.phrases import Phrases
from actions.orders.reply_text import ReplyText
from bot.company.catalogue import FoundItem


class Way(StrEnum):
    """What is to happen with an item that was named."""

    PUT = "put"
    ADD = "add"
    REMOVE = "remove"


@dataclass(frozen=True, slots=True)
class _Mark:
    """A word that says what is to happen with the items near it."""

    way: Way
    start: int
    end: int
    is_near: bool
    """Reaches no further than its clause."""


class Steering:
    def __init__(self, reply: ReplyText, phrases: Phrases, found: list[FoundItem]) -> None:
        self._plain = reply.plain
        self._phrases = phrases
        self._found = found

    def removes_something(self) -> bool:
        return any(mark.way is Way.REMOVE for mark in self._marks())

    def pairs(self) -> list[tuple[FoundItem, FoundItem]]:
        """What is given up, and for what: «вместо шампуня бальзам», «замените мыло на гель»."""
        return [pair for pair in (self._pair_instead_of(), self._pair_swapped()) if pair is not None]

    def way_for(self, item: FoundItem) -> Way:
        marks = list(self._marks())
        if self._phrases.none_of.search(self._plain[: item.start]):
            return Way.REMOVE
        if any(mark.start < item.start and item.end < mark.end for mark in marks if mark.way is Way.REMOVE):
            return Way.REMOVE
        clause = _clause_around(self._plain, item.start, item.end)
        for mark in marks:
            is_meant = mark.is_near and clause[0] <= mark.start and mark.end <= clause[1]
            if is_meant and _is_nearest(mark, item, self._found) and not _is_parted(mark, item, marks):
                return Way.REMOVE
        before = [mark for mark in marks if mark.end <= item.start and not mark.is_near]
        if not before:
            return self._way_after(item, marks, clause)
        last = before[-1]
        named_between = [other for other in self._found if last.end <= other.start < item.start]
        is_new_wish = item.quantity is not None and bool(named_between)
        return Way.PUT if last.way is Way.REMOVE and is_new_wish else last.way

    def _pair_instead_of(self) -> tuple[FoundItem, FoundItem] | None:
        mark = self._phrases.instead_of.search(self._plain)
        if mark is None:
            return None
        after = [item for item in self._found if item.start >= mark.end()]
        before = [item for item in self._found if item.end <= mark.start()]
        new = after[1:2] or before[-1:]
        return (after[0], new[0]) if after and new else None

    def _pair_swapped(self) -> tuple[FoundItem, FoundItem] | None:
        mark = self._phrases.swap.search(self._plain)
        after = [item for item in self._found if mark is not None and item.start >= mark.end()]
        return (after[0], after[1]) if len(after) > 1 else None

    def _way_after(self, item: FoundItem, marks: list[_Mark], clause: tuple[int, int]) -> Way:
        """«Мыло уберите»: an imperative that stands behind what it means."""
        for mark in marks:
            is_behind = item.end <= mark.start and mark.end <= clause[1]
            if (
                mark.way is Way.REMOVE
                and is_behind
                and not any(mark.end <= other.start < clause[1] for other in self._found)
            ):
                return Way.REMOVE
        return Way.PUT

    def _marks(self) -> Iterator[_Mark]:
        """All words that steer, in their order; those inside a product's name («вода без газа») are none."""
        phrases = self._phrases
        patterns = (
            (phrases.unwanted, Way.REMOVE, True),
            (phrases.remove, Way.REMOVE, False),
            (phrases.add, Way.ADD, False),
            (phrases.put, Way.PUT, False),
        )
        taken: list[tuple[int, int]] = []
        marks: list[_Mark] = []
        for pattern, way, is_near in patterns:
            for match in pattern.finditer(self._plain):
                is_name = any(item.start <= match.start() and match.end() <= item.end for item in self._found)
                if not is_name and not any(start < match.end() and match.start() < end for start, end in taken):
                    marks.append(_Mark(way, match.start(), match.end(), is_near))
                    taken.append(match.span())
        yield from sorted(marks, key=lambda mark: mark.start)


def _is_nearest(mark: _Mark, item: FoundItem, found: list[FoundItem]) -> bool:
    """Of the items of a clause a word like «не надо» means those that follow it, else the one right before it."""
    if item.start >= mark.end:
        return True
    return not any(item.start < other.start < mark.start or other.start >= mark.end for other in found)


def _is_parted(mark: _Mark, item: FoundItem, marks: list[_Mark]) -> bool:
    """«Не надо бальзама, давайте шампунь», said without the comma."""
    return any(mark.end <= other.start and other.end <= item.start and other.way is not Way.REMOVE for other in marks)


_BORDER = re.compile(r"[,;.!?]\s|(?<!\w)(?:а|но|but)(?!\w)")


def _clause_around(plain: str, start: int, end: int) -> tuple[int, int]:
    borders = [0, *(match.end() for match in _BORDER.finditer(plain)), len(plain)]
    return max(border for border in borders if border <= start), min(border for border in borders if border >= end)
