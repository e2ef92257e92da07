"""What a reply does to the cart: what is wanted, how many, what goes, what takes the place of what."""

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from actions.draft import Draft, PendingChoice
from actions.orders.cart import Cart, CartLine, line_of
from actions.orders.choice_reading import said_size
from actions.orders.counting import MOST_OF_ONE, is_quantity_the_subject, key_of_unit, may_count, unit_after
from actions.orders.naming import ItemFinder, named_items
from actions.orders.phrases import PHRASES, Phrases
from actions.orders.reply_text import ReplyText
from actions.orders.second_thoughts import closer_named, given_up_for, told_before
from actions.orders.steering import Steering, Way
from bot.company.catalogue import FoundItem
from bot.company.model import Product
from bot.company.sizes import measured_sizes
from bot.language.languages import Language
from bot.language.lemmas import lemmas
from bot.language.written_form import FoundNumber, numbers_in


@dataclass(frozen=True, slots=True)
class ItemsRead:
    draft: Draft
    changed: tuple[CartLine, ...] = ()
    removed: tuple[CartLine, ...] = ()
    out_of_stock: tuple[Product, ...] = ()
    is_understood: bool = False


def read_items(reply: ReplyText, draft: Draft, finder: ItemFinder, language: Language) -> ItemsRead:
    if denied := reply.search(PHRASES[language].not_but):
        reply.take(*denied.span())
    found = named_items(reply, draft.cart, finder, language)
    reader = _ItemsReader(reply, draft, Steering(reply, PHRASES[language], found), language)
    reader.clear_everything(found)
    rest = reader.swap(found)
    if len(found) == 1 and rest:
        reader.give_up_for(rest[0], given_up_for(rest[0], draft, finder, reply, PHRASES[language]))
    for item in rest:
        reader.read(item)
    if not found and (closer := closer_named(reply, draft, finder, PHRASES[language], language)):
        reader.name_closer(closer)
        return reader.result()
    reader.correct_quantity(found)
    result = reader.result()
    if not found and not result.is_understood and (told := told_before(reply, draft, finder, language)):
        reader.read(told)
        return reader.result()
    return result


class _ItemsReader:
    """Goes through one reply; everything that it changes is its own."""

    def __init__(self, reply: ReplyText, draft: Draft, steering: Steering, language: Language) -> None:
        self._reply = reply
        self._before = draft
        self._steering = steering
        self._language = language
        self._phrases: Phrases = PHRASES[language]
        self._cart: Cart = draft.cart
        self._choices = list(draft.choices)
        self._last = draft.last_item
        self._touched_at: list[tuple[int, str]] = []
        self._out_of_stock: list[Product] = []
        self._given_up = ""
        self._named_again: tuple[CartLine, ...] = ()
        self._is_understood = False

    def result(self) -> ItemsRead:
        before = {line.key: line for line in self._before.cart}
        changed = tuple(line for line in self._cart if before.get(line.key) != line)
        removed = tuple(line for key, line in before.items() if self._cart.get(key) is None)
        draft = replace(self._before, cart=self._cart, choices=tuple(self._choices), last_item=self._last)
        return ItemsRead(draft, changed or self._named_again, removed, tuple(self._out_of_stock), self._is_understood)

    def clear_everything(self, found: list[FoundItem]) -> None:
        """«Уберите всё»: with no item named."""
        if not found and self._steering.removes_something() and self._reply.has(self._phrases.everything):
            self._cart, self._choices, self._last, self._is_understood = Cart(), [], "", True

    def swap(self, found: list[FoundItem]) -> list[FoundItem]:
        """«Вместо шампуня бальзам», «замените мыло на гель»: does it; returns the items that were not part of it."""
        for old, new in self._steering.pairs():
            lines = self._lines_given_up(old)
            if lines:
                self._put_instead(lines[0], new)
                return [item for item in found if item not in (old, new)]
        return found

    def give_up_for(self, item: FoundItem, line: CartLine | None) -> None:
        """«Нет, лучше бальзам»: as many of it as there were, unless a number was said."""
        if line is not None and not self._lines_meant(item) and self._steering.way_for(item) is not Way.REMOVE:
            self._given_up = line.key

    def name_closer(self, item: FoundItem) -> None:
        """«Детское» after «мыло»."""
        line = self._cart.get(self._last)
        if line is None:
            return
        self._is_understood = True
        is_more = self._reply.has(self._phrases.add) or self._reply.has(self._phrases.left_out)
        if item.product.sku == line.sku:
            self._set(line.key, item.quantity or line.quantity, item.start)
        elif is_more:
            self._want(item, item.quantity or Decimal(1), "")
        else:
            self._want(item, item.quantity or line.quantity, line.key)

    def read(self, item: FoundItem) -> None:
        self._is_understood = True
        way = self._steering.way_for(item)
        lines = self._lines_meant(item)
        if way is Way.REMOVE:
            for line in self._lines_given_up(item):
                self._take_away(line, item)
            self._choices = [choice for choice in self._choices if item.product.sku not in choice.skus]
        elif lines:
            self._change_line(lines[0], item, way)
        elif given_up := self._cart.get(self._given_up):
            self._put_instead(given_up, item)
        else:
            self._want(item, item.quantity or Decimal(1), "")

    def correct_quantity(self, found: list[FoundItem]) -> None:
        """«Нет, три»: a number that belongs to no product means the one that was named last, or what is counted so."""
        sizes = list(measured_sizes(self._reply.text))
        numbers = numbers_in(self._reply.text, self._language)
        if not found and not numbers and (more := self._reply.search(self._phrases.one_more)) is not None:
            unit = unit_after(self._reply.plain, self._reply.plain.rfind(" ", 0, more.end()) + 1, self._language)
            line = self._cart.get(key_of_unit(unit, self._cart, self._last, self._language))
            if line is not None:
                self._set(line.key, line.quantity + 1, 0)
        for number in numbers:
            if any(size.start <= number.start < size.end for size in sizes):
                continue
            if _belongs_to_an_item(number, found, self._reply.plain) or not 0 < number.value <= MOST_OF_ONE:
                continue
            if (counted := self._counted_by(number, found)) is not None:
                self._set(counted, number.value, number.start)
            elif may_count(self._reply.plain, number):
                self._correct(number, bool(found))

    def _correct(self, number: FoundNumber, is_at_items: bool) -> None:
        unit = unit_after(self._reply.plain, number.end, self._language)
        is_correction = self._follows(number.start, self._phrases.correction)
        if not (is_at_items or unit or is_quantity_the_subject(self._before, is_correction=is_correction)):
            return
        last = next((key for at, key in reversed(self._touched_at) if at < number.start), self._last)
        key = last if is_at_items else key_of_unit(unit, self._cart, last, self._language)
        line = self._cart.get(key)
        if line is None:
            return
        if self._follows(number.start, self._phrases.add) or self._is_followed(number.end, self._phrases.add):
            self._set(key, line.quantity + number.value, number.start)
        elif is_correction or self._is_alone(number):
            self._set(key, number.value, number.start)

    def _counted_by(self, number: FoundNumber, found: list[FoundItem]) -> str | None:
        """«Шампуня будет одна бутылка»: a number a few words from an item that has none of its own."""
        for item in found:
            between = self._between(item, number)
            is_near = re.fullmatch(r"\s*(?:\w+\s+){0,2}", between)
            lines = self._lines_meant(item)
            if is_near and item.quantity is None and lines and not self._follows(number.start, self._phrases.add):
                return lines[0].key
        return None

    def _between(self, item: FoundItem, number: FoundNumber) -> str:
        if item.end <= number.start:
            return self._reply.plain[item.end : number.start]
        return self._reply.plain[number.end : item.start]

    def _want(self, item: FoundItem, quantity: Decimal, replaces: str) -> None:
        """Something that the cart does not have yet."""
        products = [product for product in item.choices if product.in_stock] or [item.product]
        if len(item.choices) > 1 and len(products) > 1:
            said = self._reply.text[item.start : item.end].strip()
            self._choices.append(PendingChoice(said, tuple(p.sku for p in products), quantity, replaces=replaces))
        elif not products[0].in_stock:
            self._out_of_stock.append(products[0])
        else:
            self._want_product(products[0], item.size, quantity, replaces, item.start)

    def _want_product(self, product: Product, size: str | None, quantity: Decimal, replaces: str, at: int) -> None:
        size = size or said_size(self._reply, product.sizes, self._language)
        if len(product.sizes) > 1 and size not in product.sizes:
            name = product.name.get(self._language, product.sku)
            self._choices.append(PendingChoice(name, (product.sku,), quantity, product.sizes, replaces))
            return
        line = line_of(product, quantity, size if size and len(product.sizes) > 1 else "", self._language)
        self._cart = self._cart.replaced(replaces, line) if replaces else self._cart.put(line)
        self._touch(line.key, at)

    def _put_instead(self, line: CartLine, item: FoundItem) -> None:
        self._is_understood = True
        self._want(item, item.quantity or line.quantity, line.key)

    def _change_line(self, line: CartLine, item: FoundItem, way: Way) -> None:
        if item.size and line.size and item.size != line.size:
            is_correction = self._reply.has(self._phrases.correction)
            self._want(item, item.quantity or line.quantity, line.key if is_correction else "")
            return
        self._touch(line.key, item.start)
        if way is Way.ADD:
            self._set(line.key, line.quantity + (item.quantity or 1), item.start)
        elif item.quantity is not None:
            self._set(line.key, item.quantity, item.start)
        else:
            self._named_again = (*self._named_again, line)

    def _take_away(self, line: CartLine, item: FoundItem) -> None:
        left = line.quantity - item.quantity if item.quantity is not None else Decimal(0)
        self._cart = self._cart.with_quantity(line.key, left)
        if self._last == line.key and left <= 0:
            self._last = self._cart.lines[-1].key if self._cart else ""

    def _set(self, key: str, quantity: Decimal, at: int) -> None:
        self._is_understood = True
        line = self._cart.get(key)
        if line is not None and line.quantity == quantity:
            self._named_again = (*self._named_again, line)
        self._cart = self._cart.with_quantity(key, min(quantity, MOST_OF_ONE))
        self._touch(key, at)

    def _touch(self, key: str, at: int) -> None:
        self._last = key
        self._touched_at.append((at, key))

    def _lines_meant(self, item: FoundItem) -> list[CartLine]:
        """The lines that an item names: one that fits several products means the one of them that is in the cart."""
        skus = [item.product.sku, *(product.sku for product in item.choices)]
        lines = [line for sku in dict.fromkeys(skus) for line in self._cart.of_product(sku)]
        of_size = [line for line in lines if item.size and line.size == item.size]
        return of_size or lines

    def _lines_given_up(self, item: FoundItem) -> list[CartLine]:
        """What is not wanted any more is called by less than its name: «мыло» for the only soap in the cart."""
        if lines := self._lines_meant(item):
            return lines
        said = set(lemmas(self._reply.text[item.start : item.end], self._language))
        called = [line for line in self._cart if said <= set(lemmas(line.name, self._language))]
        return called if len(called) == 1 else []

    def _follows(self, at: int, pattern: re.Pattern[str]) -> bool:
        """Whether one of these words stands right before, with nothing but commas and small words between."""
        before = self._reply.plain[:at]
        return any(
            re.fullmatch(
                r"[\s,.…—-]*(?:(?:ну|там|их|будет|их будет|мне|it|them|that|to|a|the|только|just)[\s,]+)*",
                before[m.end() :],
            )
            for m in pattern.finditer(before)
        )

    def _is_followed(self, at: int, pattern: re.Pattern[str]) -> bool:
        """ "One more"."""
        found = pattern.search(self._reply.plain, at)
        return found is not None and not self._reply.plain[at : found.start()].strip()

    def _is_alone(self, number: FoundNumber) -> bool:
        """The number, at most with the name of its unit, is all that was said."""
        around = self._reply.plain[: number.start] + self._reply.plain[number.end :]
        return len(re.findall(r"\w+", around)) <= 1


def _belongs_to_an_item(number: FoundNumber, found: list[FoundItem], plain: str) -> bool:
    """Inside a product's name or size, or its quantity: at most the name of the unit stands between them."""
    for item in found:
        if item.start < number.end and number.start < item.end:
            return True
        between = plain[number.end : item.start] if number.end <= item.start else plain[item.end : number.start]
        if item.quantity == number.value and re.fullmatch(r"\s*(?:\w+\s+){0,2}", between):
            return True
    return False
