"""Reads numbers out of words: which neighbouring words make one number, and how much it is.

What a reader finds is everything that may be a number; whether the text is better with digits is decided by
`written_form`. Numbers compose downwards ("двести" + "пятьдесят" + "четыре"); a word that does not fit below the one
before begins another number, so "сорок пять шестьдесят семь" are two.
"""

import re
from collections.abc import Sequence
from decimal import Decimal

from bot.language.number_tokens import Kind, Reading, Token, figures, tokens_of
from bot.language.number_vocabulary import Vocabulary

# "Восемьсот пять пять пять" is 800 5 5 5: the code of free calls, where 805 is no code. Mobile codes such as 905 exist.
_FREE_CALL_CODE = 800


class NumberReader:
    """Reads one text in one language; holds the tokens and nothing that changes."""

    def __init__(self, text: str, vocabulary: Vocabulary) -> None:
        self.tokens: Sequence[Token] = tokens_of(text, vocabulary)
        self._text = text
        self._words = vocabulary

    def readings(self) -> list[Reading]:
        found: list[Reading] = []
        at = 0
        while at < len(self.tokens):
            reading = self._reading_at(at)
            if reading:
                found.append(reading)
            at = reading.last + 1 if reading else at + 1
        return found

    def joined(self, at: int) -> bool:
        """Whether token `at` follows the one before it with nothing but space or a hyphen between."""
        if not 0 < at < len(self.tokens):
            return False
        return not self._text[self.tokens[at - 1].end : self.tokens[at].start].strip(" \t\u00a0-‑")

    def word(self, at: int) -> str:
        return self.tokens[at].text if 0 <= at < len(self.tokens) else ""

    def next_word(self, at: int) -> str:
        """The word at `at` if it is joined to the one before, else nothing."""
        return self.word(at) if self.joined(at) else ""

    def _reading_at(self, at: int) -> Reading | None:
        if self.word(at) in self._words.letter_zero:
            return Reading(Kind.LETTER_ZERO, Decimal(0), at, at, "0")
        return self._repeated(at) or self._phrase(at) or self._number(at) or self._quantity(at)

    def _repeated(self, at: int) -> Reading | None:
        """ "double five", "triple oh", "два нуля", "три семёрки"."""
        times, digit = self._words.repeats.get(self.word(at), 0), self._words.digits.get(self.next_word(at + 1))
        if not times or digit is None:
            return None
        return Reading(Kind.REPEATED, Decimal(str(digit) * times), at, at + 1, " ".join(str(digit) * times))

    def _phrase(self, at: int) -> Reading | None:
        """A fixed run of words worth a fixed value ("half a dozen"); the longest run wins."""
        for length in (3, 2, 1):
            run = " ".join([self.word(at), *(self.next_word(at + step) for step in range(1, length))])
            if found := self._words.phrases.get(run):
                value, written = found
                return Reading(Kind.CARDINAL, value, at, at + length - 1, written)
        return None

    def _quantity(self, at: int) -> Reading | None:
        noun_at = at + 1 if self.word(at) in self._words.articles else at
        value = self._words.quantities.get(self.word(at) if noun_at == at else self.next_word(noun_at))
        if value is None:
            return None
        has_of = bool(self._words.of) and self.next_word(noun_at + 1) == self._words.of
        return Reading(Kind.QUANTITY, Decimal(value), at, noun_at + has_of, str(value))

    def _number(self, at: int) -> Reading | None:
        total, ceiling, here = Decimal(0), Decimal("Infinity"), at
        kind: Kind | None = None
        while (group := self._group(here, kind is not None)) and group.value < ceiling:
            scale = 0 if group.kind is Kind.ORDINAL else self._scale(group)
            if scale >= ceiling:
                break
            here = group.last + (2 if scale else 1)
            total += group.value * (scale or 1)
            kind, ceiling = Kind.CARDINAL if scale else group.kind, Decimal(scale)
            if not scale or not self.joined(here):
                break
        return None if kind is None else self._finished(kind, total, at, here - 1)

    def _finished(self, kind: Kind, value: Decimal, first: int, last: int) -> Reading:
        if kind is Kind.FIGURES and first == last:
            return Reading(kind, value, first, last, self.word(first))
        if kind is Kind.ORDINAL:
            return Reading(kind, value, first, last, figures(value))
        value, last = self._with_fraction(value, last)
        value, last = self._in_dozens(value, last)
        value = Decimal(figures(value))
        kind = Kind.LONE_ONE if value == 1 and first == last and self._words.cardinals.get(self.word(first)) else kind
        return Reading(Kind.CARDINAL if kind is Kind.FIGURES else kind, value, first, last, figures(value))

    def _scale(self, group: Reading) -> int:
        """The multiplier from a thousand up that stands after the group (or is all of it), or 0."""
        at = group.last + 1
        word = self.word(at) if group.last < group.first else self.next_word(at)
        scale = self._words.scales.get(word, 0)
        return scale if scale >= 1_000 else 0

    def _group(self, at: int, follows: bool) -> Reading | None:
        """A number below a thousand, or figures; empty before a bare multiplier ("тысяча" is one thousand)."""
        if follows and not self.joined(at):
            return None
        word, start = self.word(at), at
        if follows and word in self._words.ands:
            return self._below_hundred_after_and(at)
        if word in self._words.articles and self.next_word(at + 1) in self._words.scales:
            at, word = at + 1, self.word(at + 1)
        if word in self._words.halves:
            return self._in_hundreds(Reading(Kind.CARDINAL, self._words.halves[word], start, at, ""))
        if not follows and re.fullmatch(r"\d+(?:[.,]\d+)?", word):
            return Reading(Kind.FIGURES, Decimal(word.replace(",", ".")), start, at, word)
        if word in self._words.quantities and self.next_word(at + 1) in self._words.scales:
            return self._in_hundreds(Reading(Kind.CARDINAL, Decimal(self._words.quantities[word]), start, at, ""))
        if self._words.scales.get(word, 0) >= 1_000:
            return None if follows else Reading(Kind.CARDINAL, Decimal(1), at, at - 1, "")
        return self._below_thousand(at)

    def _below_hundred_after_and(self, at: int) -> Reading | None:
        group = self._below_thousand(at + 1) if self.joined(at + 1) else None
        return group if group and 0 < group.value < 100 and not self._scale(group) else None

    def _below_thousand(self, at: int) -> Reading | None:
        value, room, last, kind = 0, 1_000, at - 1, Kind.CARDINAL
        if self._words.scales.get(self.word(at)) == 100:
            value, room, last = 100, 100, self._over_and(at)
        while room and kind is Kind.CARDINAL and (last < at or self.joined(last + 1)):
            found = self._part(last + 1, room)
            if not found or (value and not found[1]) or (value == _FREE_CALL_CODE and self._begins_digits(last + 1)):
                break
            kind, part = found
            value, room, last = value + part, _room_below(part), last + 1
            if 0 < value < 100 and kind is Kind.CARDINAL and self._words.scales.get(self.next_word(last + 1)) == 100:
                value, room, last = value * 100, 100, self._over_and(last + 1)
        return self._with_tail(Reading(kind, Decimal(value), at, last, "")) if last >= at else None

    def _begins_digits(self, at: int) -> bool:
        """Whether two single digits stand here, as in "eight hundred five five five"."""
        return all((self._words.cardinals.get(word, 10) < 10) for word in (self.word(at), self.next_word(at + 1)))

    def _part(self, at: int, room: int) -> tuple[Kind, int] | None:
        """The simple numeral at this token if it fits into the room left by what was read."""
        word = self.word(at)
        after_scale = self.joined(at) and self.word(at - 1) in self._words.scales
        alone = room == 1_000 and not after_scale and self.next_word(at + 1) not in self._words.scales
        if alone and word in self._words.only_in_compounds:
            return None
        if (value := self._words.cardinals.get(word)) is not None:
            return (Kind.CARDINAL, value) if value < room else None
        value = self._words.ordinals.get(word)
        return (Kind.ORDINAL, value) if value is not None and value < room else None

    def _over_and(self, last: int) -> int:
        """After "hundred": steps over "and" when a number below a hundred follows ("one hundred and five")."""
        if self.next_word(last + 1) in self._words.ands and self.joined(last + 2):
            part = self._part(last + 2, 100)
            return last + 1 if part and part[1] else last
        return last

    def _in_hundreds(self, group: Reading) -> Reading:
        """ "полторы сотни" is 150."""
        if self._words.scales.get(self.next_word(group.last + 1)) != 100:
            return group
        return Reading(group.kind, group.value * 100, group.first, group.last + 1, "")

    def _with_tail(self, group: Reading) -> Reading:
        """ "две с половиной", "two and a half"; a multiplier may still follow."""
        for words, part in self._words.tails.items():
            if group.kind is Kind.CARDINAL and all(
                self.next_word(group.last + 1 + step) == word for step, word in enumerate(words)
            ):
                return Reading(group.kind, group.value + part, group.first, group.last + len(words), "")
        return group

    def _in_dozens(self, value: Decimal, last: int) -> tuple[Decimal, int]:
        """ "два десятка", "two dozen"."""
        size = self._words.quantities.get(self.next_word(last + 1), 0)
        return (value * size, last + 1) if size >= 10 and value < 100 else (value, last)

    def _with_fraction(self, value: Decimal, last: int) -> tuple[Decimal, int]:
        """Adds what follows "point", "запятая" or "целых", and a multiplier after it ("two point five million")."""
        if value != value.to_integral_value():
            return value, last
        fraction = self._after_point(last) or self._named_parts(last) or self._bare_parts(value, last)
        if not fraction:
            return value, last
        value, last = value + fraction[0], fraction[1]
        scale = self._words.scales.get(self.next_word(last + 1), 1)
        return (value * scale, last + 1) if scale > 1 else (value, last)

    def _after_point(self, last: int) -> tuple[Decimal, int] | None:
        if self.next_word(last + 1) not in self._words.points:
            return None
        at, digits = last + 2, ""
        while self.joined(at):
            group = self._below_thousand(at)
            if self.word(at) in self._words.letter_zero:
                digits, at = digits + "0", at + 1
            elif group and group.kind is Kind.CARDINAL and (not digits or group.value < 10 or set(digits) == {"0"}):
                digits, at = digits + figures(group.value), group.last + 1
            else:
                break
        return (Decimal(f"0.{digits}"), at - 1) if digits.isdecimal() else None

    def _named_parts(self, last: int) -> tuple[Decimal, int] | None:
        """ "пять целых две десятых", "три целых и двадцать пять сотых"."""
        if self.next_word(last + 1) not in self._words.wholes:
            return None
        at = last + 3 if self.next_word(last + 2) == "и" else last + 2
        group = self._below_thousand(at) if self.joined(at) else None
        places = self._words.parts.get(self.next_word(group.last + 1)) if group else None
        return (group.value.scaleb(-places), group.last + 1) if group and places else None

    def _bare_parts(self, value: Decimal, last: int) -> tuple[Decimal, int] | None:
        """ "ноль пять литра" is half a litre, "ноль тридцать три" a third of it, as it stands on the bottle."""
        group = self._below_thousand(last + 1) if value == 0 and self.joined(last + 1) else None
        if not group or not group.value or self.next_word(group.last + 1) not in self._words.measured:
            return None
        return Decimal(f"0.{figures(group.value)}"), group.last


def _room_below(part: int) -> int:
    """Below 200 there is room for up to 99, below 40 for up to 9, below 7, 13 and 0 for nothing."""
    if part >= 100:
        return 100
    return 10 if part >= 20 else 0
