"""The cart: what a customer wants to buy, through every kind of correction."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from actions.orders.cart import Cart, CartLine, line_of
from tests.actions.sample import EN, GOODS, RU

SKUS = ("soap", "paste", "gel", "balm")
PRICES = {"soap": Decimal("45.50"), "paste": Decimal("150"), "gel": Decimal("0.10"), "balm": Decimal("280")}


def line(sku: str, quantity: int = 1) -> CartLine:
    return CartLine(sku, sku, "bottle", Decimal(quantity), PRICES[sku])


skus = st.sampled_from(SKUS)
quantities = st.integers(0, 5)
changes = st.lists(
    st.one_of(
        st.tuples(st.just("add"), skus, quantities.filter(bool)),
        st.tuples(st.just("put"), skus, quantities),
        st.tuples(st.just("remove"), skus, st.just(0)),
        st.tuples(st.just("set"), skus, quantities),
        st.tuples(st.just("replace"), skus, skus),
    ),
    max_size=12,
)


@given(changes)
def test_any_order_of_corrections_leaves_what_a_plain_count_would_leave(script: list[tuple[str, str, int]]) -> None:
    """The invariant: quantities equal those of a plain dictionary, and the total is the exact sum over it."""
    cart, plain = Cart(), dict[str, int]()
    for act, sku, value in script:
        cart = changed(cart, act, sku, value)
        change_plainly(plain, act, sku, value)
        assert {one.sku: int(one.quantity) for one in cart} == plain
        assert cart.total == sum((PRICES[name] * count for name, count in plain.items()), Decimal(0))


def changed(cart: Cart, act: str, sku: str, value: int | str) -> Cart:
    match act, value:
        case "add", int():
            return cart.added(line(sku, value))
        case "put", int():
            return cart.put(line(sku, value))
        case "remove", _:
            return cart.removed(sku)
        case "set", int():
            return cart.with_quantity(sku, Decimal(value))
        case _, str():
            return cart.replaced(sku, line(value, 2))
    raise AssertionError(act)


def change_plainly(plain: dict[str, int], act: str, sku: str, value: int | str) -> None:
    match act, value:
        case "add", int():
            plain[sku] = plain.get(sku, 0) + value
        case "put", int():
            put_plainly(plain, sku, value)
        case "remove", _:
            plain.pop(sku, None)
        case "set", int():
            if sku in plain:
                put_plainly(plain, sku, value)
        case _, str():
            had_old = sku != value and plain.pop(sku, None) is not None
            plain[value] = (plain.get(value, 0) if had_old else 0) + 2


def put_plainly(plain: dict[str, int], sku: str, quantity: int) -> None:
    if quantity:
        plain[sku] = quantity
    else:
        plain.pop(sku, None)


def test_kopecks_are_exact() -> None:
    assert Cart((line("gel", 3),)).total == Decimal("0.30")


def test_the_new_product_stands_where_the_old_one_stood() -> None:
    cart = Cart((line("soap"), line("paste"))).replaced("soap", line("gel"))
    assert [one.sku for one in cart] == ["gel", "paste"]


def test_two_sizes_of_one_product_are_two_lines() -> None:
    powder = next(product for product in GOODS if product.sku == "powder")
    cart = Cart().added(line_of(powder, Decimal(1), "400 g", RU)).added(line_of(powder, Decimal(2), "3 kg", RU))
    assert [one.name for one in cart] == ["Стиральный порошок, 400 г", "Стиральный порошок, 3 кг"]


def test_a_line_is_named_in_the_language_of_the_conversation() -> None:
    assert line_of(GOODS[0], Decimal(1), "", EN).name == "Camomile Shampoo"
