"""An order: what was confirmed, line by line, with prices as they were then."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum


class OrderState(StrEnum):
    NEW = "new"
    IN_WORK = "in_work"
    DONE = "done"
    CANCELLED = "cancelled"


class Handover(StrEnum):
    """How goods reach the customer; a service is switched on."""

    DELIVERY = "delivery"
    PICKUP = "pickup"
    SWITCH_ON = "switch_on"


@dataclass(frozen=True, slots=True)
class OrderLine:
    sku: str
    name: str
    quantity: Decimal
    price: Decimal
    """For one."""

    @property
    def total(self) -> Decimal:
        return self.quantity * self.price


@dataclass(frozen=True, slots=True)
class NewOrder:
    """An order about to be written. `idempotency_key`: the same key is written once, whoever repeats it."""

    company: str
    conversation: str
    contact: int
    lines: tuple[OrderLine, ...]
    handover: Handover
    handover_price: Decimal
    address: str
    when: str
    """As agreed with the customer, e.g. `2026-11-24 morning` (local to the company)."""
    phone: str | None
    idempotency_key: str
    is_test: bool = False

    @property
    def total(self) -> Decimal:
        return sum((line.total for line in self.lines), self.handover_price)


@dataclass(frozen=True, slots=True)
class Order:
    id: int
    number: str
    """What the customer is told: four digits or more, unique in the company."""
    company: str
    conversation: str | None
    contact: int
    lines: tuple[OrderLine, ...]
    handover: Handover
    handover_price: Decimal
    address: str
    when: str
    phone: str | None
    state: OrderState
    total: Decimal
    created_at: datetime
    is_test: bool


@dataclass(frozen=True, slots=True)
class PlacedOrder:
    order: Order
    is_new: bool
    """False when the same idempotency key had been placed before."""
