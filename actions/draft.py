"""What a conversation has gathered so far for an order or a complaint: the truth, kept as JSON in the base."""

from dataclasses import asdict, dataclass, field, replace
from decimal import Decimal
from enum import StrEnum
from typing import Any, Self

from actions.orders.address_reading import is_whole_address
from actions.orders.cart import Cart, CartLine
from bot.company.model import Selling


class Source(StrEnum):
    """Where a value comes from."""

    SPEECH = "speech"
    TEXT = "text"
    CONTACT = "contact"
    CALLER_NUMBER = "caller_number"
    AGENT = "agent"


class Form(StrEnum):
    """What is being filled in: the names of the forms in the domain of the dialogue."""

    NONE = ""
    ORDER = "order_form"
    COMPLAINT = "complaint_form"


class Question(StrEnum):
    """What the bot is waiting to hear: the names of the slots of the forms."""

    NONE = ""
    ITEMS = "items"
    CHOICE = "choice"
    HANDOVER = "handover"
    ADDRESS = "address"
    WHEN = "when"
    NAME = "name"
    PHONE = "phone"
    CONFIRMATION = "confirmation"
    DESCRIPTION = "description"


@dataclass(frozen=True, slots=True)
class Known:
    """One value with how sure we are of it (0…1), where it comes from and whether the customer has confirmed it."""

    value: str
    source: Source
    confidence: float = 1.0
    confirmed: bool = False


@dataclass(frozen=True, slots=True)
class PendingChoice:
    """Something named that fits several products, or one product in several sizes."""

    said: str
    skus: tuple[str, ...]
    quantity: Decimal
    sizes: tuple[str, ...] = ()
    """When not empty, the product is `skus[0]` and its size is what has to be chosen."""
    replaces: str = ""
    """The key of the line that the chosen product takes the place of."""


@dataclass(frozen=True, slots=True)
class Said:
    """A prompt that the bot has said, with its values as text: what «повторите» says again."""

    prompt: str
    values: dict[str, str] = field(default_factory=dict)


SLOTS = ("handover", "address", "when", "name", "phone", "description", "department", "order_number")
"""The fields of a draft that hold one known value each."""


@dataclass(frozen=True, slots=True)
class Draft:
    form: Form = Form.NONE
    asked: Question = Question.NONE
    """The pending question."""
    selling: Selling = Selling.GOODS
    cart: Cart = field(default_factory=Cart)
    items_confidence: float = 1.0
    items_source: Source = Source.TEXT
    last_item: str = ""
    """The key of the line that was named last: «нет, три» means this one."""
    choices: tuple[PendingChoice, ...] = ()
    handover: Known | None = None
    """`delivery`, `pickup` or `switch_on`."""
    address: Known | None = None
    when: Known | None = None
    """`2026-11-24 morning`: a day and, if said, a part of it, local to the company."""
    name: Known | None = None
    phone: Known | None = None
    """E.164."""
    description: Known | None = None
    department: Known | None = None
    order_number: Known | None = None
    confirmed: bool = False
    read_back: int = 0
    """Which version was read back last; it grows through the whole conversation, so it names one confirmation."""
    failures: int = 0
    """How many times in a row the pending question was not answered."""
    said: tuple[Said, ...] = ()
    promises: tuple[str, ...] = ()
    handled_turn: int = 0
    """The last turn that was taken in: Rasa may call again for the same one, and nothing is taken twice."""
    is_greeted: bool = False

    def to_json(self) -> dict[str, Any]:
        content: dict[str, Any] = asdict(self)
        content["cart"] = [
            {**asdict(line), "quantity": str(line.quantity), "price": str(line.price)} for line in self.cart
        ]
        content["choices"] = [{**asdict(choice), "quantity": str(choice.quantity)} for choice in self.choices]
        return content

    @classmethod
    def from_json(cls, content: dict[str, Any] | None) -> Self:
        """Takes what it knows: a draft written by an older version is not lost."""
        if not content:
            return cls()
        known = {name: value for name, value in content.items() if name in cls.__dataclass_fields__}
        read: dict[str, Any] = {name: _known(known.pop(name, None)) for name in SLOTS}
        for name, kind in (("form", Form), ("asked", Question), ("selling", Selling), ("items_source", Source)):
            if name in known:
                read[name] = kind(known.pop(name))
        read["cart"] = Cart(tuple(_line(line) for line in known.pop("cart", ())))
        read["choices"] = tuple(_choice(choice) for choice in known.pop("choices", ()))
        read["said"] = tuple(Said(said["prompt"], dict(said["values"])) for said in known.pop("said", ()))
        read["promises"] = tuple(known.pop("promises", ()))
        return cls(**read, **known)

    def known(self, slot: str) -> Known | None:
        value: Known | None = getattr(self, slot)
        return value

    def with_known(self, slot: str, value: Known | None) -> Self:
        changes: dict[str, Any] = {slot: value}
        return replace(self, **changes)

    def ended(self) -> Self:
        """After an order, a complaint or a cancellation: a clean sheet that keeps what belongs to the talk."""
        return type(self)(
            read_back=self.read_back, promises=self.promises, handled_turn=self.handled_turn, is_greeted=self.is_greeted
        )

    def all_confirmed(self) -> Self:
        changes: dict[str, Any] = {
            slot: replace(value, confirmed=True) for slot in SLOTS if (value := self.known(slot)) is not None
        }
        return replace(self, confirmed=True, **changes)


def known_slots(draft: Draft) -> dict[str, dict[str, Any]]:
    """What need not be asked again: slot -> {value, confidence, source, confirmed}, as in the handoff package."""
    slots: dict[str, dict[str, Any]] = {}
    if draft.cart:
        items = "; ".join(f"{line.name} × {line.quantity.normalize():f}" for line in draft.cart)
        slots["items"] = _slot(Known(items, draft.items_source, draft.items_confidence, draft.confirmed))
    for name in SLOTS:
        if (value := draft.known(name)) is not None:
            slots[name] = _slot(value)
    return slots


def missing_slots(draft: Draft) -> list[str]:
    """What is still to be asked, in the order in which the bot would ask."""
    return [question.value for question in open_questions(draft)]


def open_questions(draft: Draft) -> list[Question]:
    match draft.form:
        case Form.ORDER:
            return _open_in_order(draft)
        case Form.COMPLAINT:
            return [
                question
                for question, value in ((Question.DESCRIPTION, draft.description), (Question.PHONE, draft.phone))
                if value is None
            ]
        case _:
            return []


def _open_in_order(draft: Draft) -> list[Question]:
    handover = draft.handover.value if draft.handover else ""
    is_delivered = handover == "delivery"
    is_goods = draft.selling is Selling.GOODS
    needed = (
        (Question.CHOICE, bool(draft.choices)),
        (Question.ITEMS, not draft.cart and not draft.choices),
        (Question.HANDOVER, is_goods and not handover),
        (Question.ADDRESS, is_delivered and not _has_address(draft)),
        (Question.WHEN, is_delivered and draft.when is None),
        (Question.NAME, is_goods and draft.name is None),
        (Question.PHONE, draft.phone is None),
        (Question.CONFIRMATION, not draft.confirmed),
    )
    return [question for question, is_open in needed if is_open]


def _has_address(draft: Draft) -> bool:
    """A customer may have named the street alone; what is in the base or came from a person is not doubted."""
    if draft.address is None:
        return False
    return draft.address.source in (Source.CONTACT, Source.AGENT) or is_whole_address(draft.address.value)


def _slot(value: Known) -> dict[str, Any]:
    return {
        "value": value.value,
        "confidence": round(value.confidence, 2),
        "source": value.source.value,
        "confirmed": value.confirmed,
    }


def _known(content: dict[str, Any] | None) -> Known | None:
    return None if content is None else Known(**{**content, "source": Source(content["source"])})


def _line(content: dict[str, Any]) -> CartLine:
    return CartLine(**{**content, "quantity": Decimal(content["quantity"]), "price": Decimal(content["price"])})


def _choice(content: dict[str, Any]) -> PendingChoice:
    return PendingChoice(
        **{
            **content,
            "quantity": Decimal(content["quantity"]),
            "skus": tuple(content["skus"]),
            "sizes": tuple(content["sizes"]),
        }
    )
