"""What a customer wants to buy: lines with quantities and prices; every change makes a new cart."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from bot.company.model import Product
from bot.company.sizes import say_size
from bot.language.languages import Language
from bot.language.lemmas import russian_parses
from bot.language.words import split_words


@dataclass(frozen=True, slots=True)
class CartLine:
    sku: str
    name: str
    """With its size, in the language of the conversation."""
    unit: str
    """What one of it is called, in the language of the conversation."""
    quantity: Decimal
    price: Decimal
    """For one."""
    size: str = ""
    """In its kept form, "400 ml"; empty for what comes in one size."""

    @property
    def key(self) -> str:
        """Two sizes of one product are two lines."""
        return f"{self.sku}/{self.size}" if self.size else self.sku

    @property
    def total(self) -> Decimal:
        return self.quantity * self.price


def line_of(product: Product, quantity: Decimal, size: str, language: Language) -> CartLine:
    """`size` is kept in the line only where the product comes in several."""
    name = in_language(product.name, language)
    said_size = size_of(product, size, language) if size else ""
    return CartLine(
        sku=product.sku,
        name=name if said_size in name else f"{name}, {said_size}",
        unit=in_language(product.unit, language),
        quantity=quantity,
        price=product.price,
        size=size,
    )


def size_of(product: Product, size: str, language: Language) -> str:
    """The size as it is said of this product: «щётка» is «мягкая», «порошок» «большой»."""
    said = say_size(size, language)
    if language is not Language.RU or any(letter.isdigit() for letter in said):
        return said
    adjective = next((parse for parse in russian_parses(said) if "ADJF" in parse.tag), None)
    words = (word.text.lower() for word in split_words(in_language(product.name, language)))
    tags = (parse.tag for word in words for parse in russian_parses(word))
    noun = next((tag for tag in tags if "NOUN" in tag and "nomn" in tag), None)
    if adjective is None or noun is None:
        return said
    agreed = adjective.inflect({"plur", "nomn"} if "plur" in noun else {noun.gender, "sing", "nomn"})
    return agreed.word if agreed else said


def in_language(texts: dict[Language, str], language: Language) -> str:
    """The text in that language, or in whichever there is."""
    return texts.get(language) or next(iter(texts.values()), "")


@dataclass(frozen=True, slots=True)
class Cart:
    """Lines in the order in which they were first named; no line has a quantity of zero or less."""

    lines: tuple[CartLine, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.lines)

    def __iter__(self) -> Iterator[CartLine]:
        return iter(self.lines)

    def get(self, key: str) -> CartLine | None:
        return next((line for line in self.lines if line.key == key), None)

    def of_product(self, sku: str) -> tuple[CartLine, ...]:
        return tuple(line for line in self.lines if line.sku == sku)

    def added(self, line: CartLine) -> "Cart":
        """More of it; a new line when there was none."""
        present = self.get(line.key)
        if present is None:
            return self.put(line)
        return self.with_quantity(line.key, present.quantity + line.quantity)

    def put(self, line: CartLine) -> "Cart":
        """Exactly this much of it, whatever there was before."""
        if self.get(line.key) is None:
            return Cart((*self.lines, line)) if line.quantity > 0 else self
        return self.with_quantity(line.key, line.quantity)

    def removed(self, key: str) -> "Cart":
        return Cart(tuple(line for line in self.lines if line.key != key))

    def with_quantity(self, key: str, quantity: Decimal) -> "Cart":
        if quantity <= 0:
            return self.removed(key)
        return Cart(tuple(replace(line, quantity=quantity) if line.key == key else line for line in self.lines))

    def replaced(self, key: str, line: CartLine) -> "Cart":
        """Another product in the place of one; together with what there already was of the other."""
        if self.get(key) is None or key == line.key:
            return self.put(line)
        if self.get(line.key) is not None:
            return self.removed(key).added(line)
        return Cart(tuple(line if present.key == key else present for present in self.lines))

    @property
    def total(self) -> Decimal:
        return sum((line.total for line in self.lines), Decimal(0))
