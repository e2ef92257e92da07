"""The draft: kept as JSON without loss, and what of it is known and missing."""

import json
from decimal import Decimal

import pytest

from actions.draft import Draft, Form, Known, PendingChoice, Question, Said, Source, known_slots, missing_slots
from actions.orders.cart import Cart, CartLine
from bot.company.model import Selling

SHAMPOO = CartLine("shampoo", "Шампунь", "бутылка", Decimal(2), Decimal("320.50"))
POWDER = CartLine("powder", "Порошок, 3 кг", "пачка", Decimal(1), Decimal(410), "3 kg")
FULL = Draft(
    form=Form.ORDER,
    asked=Question.WHEN,
    cart=Cart((SHAMPOO, POWDER)),
    items_confidence=0.87,
    items_source=Source.SPEECH,
    last_item="powder/3 kg",
    choices=(PendingChoice("мыло", ("soap-1", "soap-2"), Decimal(3), replaces="shampoo"),),
    handover=Known("delivery", Source.SPEECH, 0.9),
    address=Known("Лесная, 5", Source.TEXT),
    phone=Known("+79161234567", Source.CALLER_NUMBER, confirmed=True),
    read_back=4,
    failures=1,
    said=(Said("ask_when"), Said("noted_items", {"items": "Шампунь — 2 бутылки"})),
    promises=("complaint 1001: 2026-11-27",),
    handled_turn=7,
)


@pytest.mark.parametrize("draft", [Draft(), FULL, FULL.ended(), FULL.all_confirmed()])
def test_a_draft_survives_the_base_unchanged(draft: Draft) -> None:
    assert Draft.from_json(json.loads(json.dumps(draft.to_json()))) == draft


def test_no_draft_is_an_empty_draft() -> None:
    assert Draft.from_json(None) == Draft()


def test_a_draft_of_another_version_is_not_lost() -> None:
    content = {**FULL.to_json(), "something_new": 1}
    del content["failures"]
    read = Draft.from_json(content)
    assert (read.cart, read.failures) == (FULL.cart, 0)


def test_what_is_known_comes_with_its_source_and_confidence() -> None:
    slots = known_slots(FULL)
    assert slots["items"] == {
        "value": "Шампунь × 2; Порошок, 3 кг × 1",
        "confidence": 0.87,
        "source": "speech",
        "confirmed": False,
    }
    assert slots["phone"] == {
        "value": "+79161234567",
        "confidence": 1.0,
        "source": "caller_number",
        "confirmed": True,
    }
    assert "when" not in slots


def test_what_is_missing_stands_in_the_order_of_asking() -> None:
    assert missing_slots(FULL) == ["choice", "when", "name", "confirmation"]


def test_a_service_needs_no_address_and_no_name() -> None:
    assert missing_slots(Draft(form=Form.ORDER, selling=Selling.SERVICES)) == ["items", "phone", "confirmation"]


def test_a_complaint_needs_what_happened_and_a_number() -> None:
    assert missing_slots(Draft(form=Form.COMPLAINT)) == ["description", "phone"]


def test_where_nothing_is_under_way_nothing_is_missing() -> None:
    assert missing_slots(Draft()) == []


def test_a_street_alone_is_not_yet_an_address() -> None:
    half = FULL.with_known("address", Known("улица Лесная", Source.SPEECH))
    assert "address" in missing_slots(half)
    assert "address" not in missing_slots(half.with_known("address", Known("Дача", Source.AGENT)))


def test_after_an_order_the_sheet_is_clean_but_read_backs_go_on_counting() -> None:
    ended = FULL.ended()
    assert (ended.form, ended.cart, ended.phone) == (Form.NONE, Cart(), None)
    assert (ended.read_back, ended.promises, ended.handled_turn) == (4, FULL.promises, 7)
