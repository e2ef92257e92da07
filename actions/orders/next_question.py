"""What to ask next in an order, and with which prompt: the whole read-back too."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from actions.draft import Draft, Question, Said, open_questions
from actions.orders.cart import Cart
from actions.orders.when_reading import say_when
from actions.wording import either_of, item_list, priced_item_list, product_names, sizes_to_choose
from bot.company.facts import show_money
from bot.company.model import Company, Delivery, Selling
from bot.language.languages import Language
from bot.language.phones import show_phone
from records.orders.model import Handover


class Manner(StrEnum):
    """How a question is asked: for the first time, briefly again, or differently with choices and examples."""

    ASK = "ask"
    SHORT = "short"
    HELP = "help"


@dataclass(frozen=True, slots=True)
class Asking:
    """What every prompt of an order is made with."""

    company: Company
    language: Language
    today: date
    known_address: str = ""


def next_question(draft: Draft) -> Question:
    return next(iter(open_questions(draft)), Question.NONE)


def say_question(draft: Draft, question: Question, manner: Manner, asking: Asking) -> Said:
    """The prompt that asks it, with its values."""
    match question:
        case Question.CONFIRMATION if manner is Manner.ASK:
            return read_back(draft, asking)
        case Question.CONFIRMATION:
            total = order_total(draft, asking.company)
            return Said(
                f"{manner}_confirmation", {"total": show_money(total, asking.company.currency, asking.language)}
            )
        case Question.CHOICE:
            return _say_choice(draft, manner, asking)
        case Question.ITEMS if asking.company.selling is Selling.SERVICES:
            return Said(f"{manner}_service")
        case Question.PHONE if asking.company.selling is Selling.SERVICES:
            return Said(f"{manner}_service_phone")
        case Question.ADDRESS:
            return _say_address(draft, manner, asking)
        case Question.HANDOVER if manner is Manner.ASK and _delivery_price(draft, asking.company) == 0:
            return Said("ask_handover_free")
        case _:
            return Said(f"{manner}_{question}")


def read_back(draft: Draft, asking: Asking) -> Said:
    """Everything that is about to be ordered, ending with the sum and the question."""
    company, language = asking.company, asking.language
    values = {
        "items": item_list(draft.cart, language, company.selling),
        "items_priced": priced_item_list(draft.cart, language, company.selling, company.currency),
        "customer_phone": show_phone(draft.phone.value) if draft.phone else "",
        "total": show_money(order_total(draft, company), company.currency, language),
    }
    if company.selling is Selling.SERVICES:
        return Said("order_readback_service", values)
    values |= {"name": draft.name.value if draft.name else ""}
    if draft.handover is None or draft.handover.value != Handover.DELIVERY:
        return Said("order_readback_pickup", values)
    values |= {
        "address": draft.address.value if draft.address else "",
        "when": say_when(draft.when.value, asking.today, language) if draft.when else "",
    }
    if (price := _delivery_price(draft, company)) == 0:
        return Said("order_readback_free_delivery", values)
    return Said("order_readback_delivery", values | {"delivery": show_money(price, company.currency, language)})


def order_total(draft: Draft, company: Company) -> Decimal:
    return draft.cart.total + handover_price(draft, company)


def handover_price(draft: Draft, company: Company) -> Decimal:
    is_delivered = draft.handover is not None and draft.handover.value == Handover.DELIVERY
    return _delivery_price(draft, company) if is_delivered else Decimal(0)


def delivery_price(cart: Cart, delivery: Delivery) -> Decimal:
    is_free = delivery.free_from is not None and cart.total >= delivery.free_from
    return Decimal(0) if is_free else delivery.price


def _delivery_price(draft: Draft, company: Company) -> Decimal:
    return delivery_price(draft.cart, company.delivery) if company.delivery else Decimal(0)


def _say_choice(draft: Draft, manner: Manner, asking: Asking) -> Said:
    pending = draft.choices[0]
    products = [product for sku in pending.skus for product in asking.company.products if product.sku == sku]
    if pending.sizes and products:
        options = either_of(sizes_to_choose(products[0], pending.sizes, asking.language), asking.language)
        return Said(f"{manner}_size", {"item": pending.said, "options": options})
    names = product_names(products[:MOST_OFFERED], asking.language)
    return Said(f"{manner}_choice", {"options": either_of(names, asking.language)})


MOST_OFFERED = 4
"""More than this cannot be kept in mind by who listens."""


def _say_address(draft: Draft, manner: Manner, asking: Asking) -> Said:
    if draft.address is not None:
        return Said("ask_house", {"address": draft.address.value})
    if manner is Manner.ASK and asking.known_address:
        return Said("ask_address_known", {"address": asking.known_address})
    return Said(f"{manner}_address")
