"""What a reply means for an order, given what was asked and what is known: everything said in one breath is taken."""

import re
from dataclasses import dataclass, replace
from datetime import date

from actions.draft import Draft, Known, Question, Source
from actions.orders.address_reading import names_a_street, take_address, take_whole_as_address, with_rest
from actions.orders.cart import CartLine
from actions.orders.choice_reading import read_choice
from actions.orders.items_reading import ItemsRead, read_items
from actions.orders.naming import ItemFinder
from actions.orders.phrases import PHRASES
from actions.orders.reply_text import ReplyText
from actions.orders.when_reading import take_when
from actions.people import MOST_NAMES, PhoneRead, take_bare_name, take_introduction, take_phone
from bot.company.model import Company, Product, Selling
from bot.language.answers import yes_or_no
from bot.language.languages import Language
from records.orders.model import Handover


@dataclass(frozen=True, slots=True)
class ReplyContext:
    """What a reply is read with."""

    company: Company
    catalogue: ItemFinder
    language: Language
    today: date
    """The local day of the company."""
    source: Source = Source.TEXT
    confidence: float = 1.0
    caller_number: str | None = None
    is_off_topic: bool = False
    """Whether the dialogue takes the reply for something else: then it is no name and no street."""
    known_address: str = ""
    """Where the customer had things delivered before: what «по тому же адресу» means."""


@dataclass(frozen=True, slots=True)
class Reading:
    draft: Draft
    understood: frozenset[str] = frozenset()
    """What the reply was about: names of slots, `items`, `choice`."""
    answer: bool | None = None
    """A clear yes or no and nothing besides."""
    changed: tuple[CartLine, ...] = ()
    removed: tuple[CartLine, ...] = ()
    out_of_stock: tuple[Product, ...] = ()
    phone_is_incomplete: bool = False


READ_CHARACTERS = 1000
"""Nobody orders in more; the rest of a longer message is not read for an order."""


def read_reply(text: str, draft: Draft, context: ReplyContext) -> Reading:
    return _Reader(text[:READ_CHARACTERS], draft, context).read()


class _Reader:
    def __init__(self, text: str, draft: Draft, context: ReplyContext) -> None:
        self._reply = ReplyText(text)
        self._answer = yes_or_no(text, context.language)
        self._draft = draft
        self._context = context
        self._phrases = PHRASES[context.language]
        self._understood: set[str] = set()
        self._phone = PhoneRead()
        self._items = ItemsRead(draft)

    def read(self) -> Reading:
        """What is surest to be recognised is read first; what would swallow anything, last and only when asked for."""
        self._read_phone()
        self._read_introduction()
        self._read_choice()
        self._reopen()
        self._read_when()
        self._read_address()
        self._read_handover()
        self._read_bare_address()
        self._read_items()
        self._read_bare_name()
        return Reading(
            draft=self._draft,
            understood=frozenset(self._understood),
            answer=self._answer if not self._understood else None,
            changed=self._items.changed,
            removed=self._items.removed,
            out_of_stock=self._items.out_of_stock,
            phone_is_incomplete=self._phone.is_incomplete,
        )

    def _asked(self, question: Question) -> bool:
        return self._draft.asked is question

    def _learn(self, slot: str, value: str, source: Source | None = None) -> None:
        known = Known(value, source or self._context.source, self._context.confidence)
        self._draft = replace(self._draft.with_known(slot, known), confirmed=False)
        self._understood.add(slot)

    def _read_phone(self) -> None:
        self._phone = take_phone(
            self._reply,
            self._context.language,
            self._context.caller_number,
            is_asked=self._asked(Question.PHONE),
        )
        if self._phone.number is not None:
            self._learn("phone", self._phone.number, Source.CALLER_NUMBER if self._phone.is_callers_own else None)

    def _read_introduction(self) -> None:
        if name := take_introduction(self._reply, self._phrases):
            self._learn("name", name)

    def _read_when(self) -> None:
        if self._context.company.selling is Selling.SERVICES:
            return
        is_asked = self._asked(Question.WHEN)
        day, part = take_when(self._reply, self._context.language, self._context.today, is_asked=is_asked)
        known = self._draft.when.value if self._draft.when else ""
        if day is not None:
            self._learn("when", f"{day.isoformat()} {part or known.partition(' ')[2]}".strip())
        elif part and (known or is_asked):
            self._learn("when", f"{known[:10] or self._context.today.isoformat()} {part}")

    def _read_address(self) -> None:
        if self._context.company.delivery is None:
            return
        if self._context.known_address and self._reply.has(self._phrases.same):
            if match := self._reply.search(self._phrases.same):
                self._reply.take(*match.span())
            self._learn("address", self._context.known_address, Source.CONTACT)
        elif self._is_bare_address_likely():
            return
        elif address := take_address(self._reply, self._phrases):
            self._learn_address(address)

    def _is_bare_address_likely(self) -> bool:
        """In answer to the question for it nearly anything is an address; not, however, a change of the cart."""
        if not self._asked(Question.ADDRESS) or self._answer is not None or self._is_question():
            return False
        phrases = self._phrases
        steering = (phrases.remove, phrases.add, phrases.instead_of, phrases.correction)
        if any(self._reply.has(mark) for mark in steering):
            return False
        is_known_good = bool(self._context.catalogue.find_items(self._reply.text, self._context.language))
        may_be_bare = not is_known_good and not self._context.is_off_topic
        return may_be_bare or bool(re.search(r"\d", self._reply.text))

    def _is_question(self) -> bool:
        return self._reply.text.rstrip().endswith("?")

    def _learn_address(self, address: str) -> None:
        known = self._draft.address
        if known is not None and not names_a_street(address):
            address = with_rest(known.value, address)
        self._learn("address", address)
        if self._draft.handover is None:
            self._learn("handover", Handover.DELIVERY)

    def _read_handover(self) -> None:
        if self._context.company.selling is Selling.SERVICES or self._context.company.delivery is None:
            return
        ways = [
            (match.start(), way)
            for pattern, way in ((self._phrases.delivery, Handover.DELIVERY), (self._phrases.pickup, Handover.PICKUP))
            for match in pattern.finditer(self._reply.plain)
            if not re.search(r"(?<!\w)(?:не|not|no)\s+$", self._reply.plain[: match.start()])
        ]
        if ways:
            self._learn("handover", max(ways)[1])
            for pattern in (self._phrases.delivery, self._phrases.pickup):
                while match := self._reply.search(pattern):
                    self._reply.take(*match.span())

    def _read_choice(self) -> None:
        if not self._draft.choices:
            return
        chosen = read_choice(self._reply, self._draft, self._context.company, self._context.language)
        if chosen is not None:
            self._items = ItemsRead(chosen.draft, chosen.changed)
            self._draft = replace(chosen.draft, confirmed=False)
            self._understood |= {"choice", "items"}

    def _read_bare_address(self) -> None:
        if (self._draft.address is not None and "address" in self._understood) or not self._is_bare_address_likely():
            return
        if address := take_whole_as_address(self._reply, self._phrases):
            self._learn_address(address)

    def _read_items(self) -> None:
        if self._understood & {"choice"} or (self._asked(Question.NAME) and self._reply.is_used_up):
            return
        self._items = read_items(self._reply, self._draft, self._context.catalogue, self._context.language)
        if not self._items.is_understood:
            return
        self._draft = replace(
            self._items.draft,
            confirmed=False,
            items_confidence=min(self._context.confidence, self._draft.items_confidence),
            items_source=self._context.source,
        )
        self._understood.add("items")

    def _read_bare_name(self) -> None:
        is_about_else = bool(self._understood - {"phone", "when"})
        if not self._asked(Question.NAME) or is_about_else or self._answer is not None or self._is_question():
            return
        most = 2 if self._context.is_off_topic else MOST_NAMES
        if name := take_bare_name(self._reply, self._phrases, most):
            self._learn("name", name)

    def _reopen(self) -> None:
        """«Адрес другой», with nothing said in its place: that question is asked again."""
        for slot, pattern in self._phrases.wrong.items():
            if slot in self._understood or not (said := self._reply.search(pattern)):
                continue
            self._reply.take(*said.span())
            if self._draft.known(slot) is not None:
                self._draft = replace(self._draft.with_known(slot, None), confirmed=False)
                self._understood.add(slot)
            if slot == "address" and re.search(r"\d", self._reply.text):
                self._draft = replace(self._draft, asked=Question.ADDRESS)
