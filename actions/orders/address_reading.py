"""An address inside a reply: found by its words, kept as it was said."""

import re

from actions.orders.phrases import Phrases
from actions.orders.reply_text import ReplyText

_HOUSE_OR_FLAT = re.compile(
    r"\W*(?:дом|квартира|кв|корпус|подъезд|этаж|домофон|строение|flat|house|apartment|apt|building|unit|suite|floor|"
    r"entrance)(?!\w)",
    re.IGNORECASE,
)
_PARTS = tuple(
    re.compile(rf"(?<!\w)(?:{words})\.?\s*(?:номер\s*|number\s*|no\.?\s*)?\d+\w?")
    for words in (
        "квартира|кв|flat|apartment|apt|unit",
        "дом|д|house|building",
        "корпус|корп",
        "подъезд|entrance",
        "этаж|floor",
    )
)
_STREET_WENT_TO = re.compile(r"^(\w{3,})(ую|юю)(?=[\s,])")
"""«На Лесную, 5» is kept as «Лесная, 5»."""
_BARE_HOUSE = re.compile(r"(?<![\w-])\d+\w?(?![\w-])")
"""«Лесная 5»: the first number of an address without the word for a house."""
_DANGLING = re.compile(
    r"(?:^[\s,.;:—-]+|[\s,.;:—-]+$|(?<!\w)(?:на|в|во|и|к|а|но|по|это|мне|нам|ну|так|вот|да|"
    r"at|to|on|and|for|it's|is|it|by|well|yes)[\s,]*$|^(?:на|в|во|и|а|но|по|это|мне|нам|ну|так|вот|да|запишите|пишите|"
    r"at|to|on|and|it's|it is|is|it|well|yes|write)(?=[\s,])[\s,]*)",
    re.IGNORECASE,
)
_GAP = re.compile(r"\s{2,}|[;!?](?:\s|$)|\.(?=\s+[А-ЯA-ZЁ])(?<!\bд\.)(?<!\bкв\.)(?<!\bул\.)(?<!\bг\.)(?<!\bst\.)")
_INSIDE = re.compile(r"кв|корпус|дом|д\.|flat|apartment|apt|unit|house|building|suite")
_HOUSE_BEFORE = re.compile(r"(?:[^\W\d]{4,}[\s,]+){1,2}(?:дом\s*)?\d+\w?[\s,]+(?:(?:дом|корпус)\s*\d*\w?[\s,]+)?$")
_NAME_BEFORE = re.compile(r"(?:[\w-]+(?:ая|яя|ой|ую|ий|ый|ого|его)|\d+(?:-\w+)?|[a-z]+)\s+$")


def take_address(reply: ReplyText, phrases: Phrases) -> str | None:
    """An address that shows itself by «улица», «дом 5», "avenue" or «адрес:»; taken out of the reply."""
    intro = reply.search(phrases.address_intro)
    street = reply.search(phrases.street)
    if intro is not None and re.search(r"\d", reply.plain[intro.end() :]):
        return _take(reply, phrases, intro.end(), intro.start())
    if street is None or not re.search(r"\d", reply.plain):
        return None
    begin = _begin(reply, phrases, street.start())
    return _take(reply, phrases, begin, begin)


def take_whole_as_address(reply: ReplyText, phrases: Phrases) -> str | None:
    """What is left of a reply to the question for the address, if it can be one."""
    if intro := reply.search(phrases.address_intro):
        reply.take(*intro.span())
    for end in phrases.address_end.finditer(reply.plain):
        reply.take(*end.span())
    address = _trimmed(re.sub(r"(?:\s*,)+", ",", " ".join(reply.text.split())))
    if not re.search(r"[^\W\d_]{2,}", address) and not re.search(r"\d", address):
        return None
    reply.take(0, len(reply.text))
    return address


def is_whole_address(address: str) -> bool:
    """A street alone is half an address: the house is missing."""
    return re.search(r"\d", address) is not None


def with_rest(street: str, rest: str) -> str:
    """The pieces of an address that came in two replies; a house or a flat said again takes the old one's place."""
    lower = f"{rest[:1].lower()}{rest[1:]}"
    for part in _PARTS:
        said, known = part.search(lower.lower()), part.search(street.lower())
        if said and known and said.start() == 0:
            return f"{street[: known.start()]}{lower}{street[known.end() :]}"
    house = _BARE_HOUSE.search(street)
    if house and _PARTS[1].match(lower.lower()):
        return f"{street[: house.start()]}{lower}{street[house.end() :]}"
    return f"{street}, {lower}"


def names_a_street(address: str) -> bool:
    """Whether it can stand alone, rather than be the house or the flat of an address."""
    return re.match(r"\W*[^\W\d_]{4,}", address) is not None and not _HOUSE_OR_FLAT.match(address)


def _begin(reply: ReplyText, phrases: Phrases, street: int) -> int:
    """«Лесная улица, 5», "12 Green Street": the name may stand before the word for street; it begins after what
    parts it from other words."""
    before = reply.plain[:street]
    if _INSIDE.match(reply.plain, street) and (house := _HOUSE_BEFORE.search(before)):
        return house.start()
    clause = max(
        (m.end() for m in re.finditer(r"[,.;!?]\s*|\s{2,}|(?<!\w)(?:на|в|по|to|at|in|on|and|и)\s+", before)), default=0
    )
    begin = street
    while (name := _NAME_BEFORE.search(before[clause:begin])) and not phrases.address_end.search(name.group()):
        begin = clause + name.start()
    return begin


def _take(reply: ReplyText, phrases: Phrases, begin: int, taken_from: int) -> str | None:
    rest = reply.text[begin:]
    lead = len(rest) - len(rest.lstrip(" :,—-"))
    ends = [len(rest)]
    if gap := _GAP.search(rest, lead):
        ends.append(gap.start())
    ends += [found.start() - begin for found in phrases.address_end.finditer(reply.plain, begin + lead + 1)]
    address = _trimmed(rest[: min(ends)])
    reply.take(taken_from, begin + min(ends))
    return address or None


def _trimmed(address: str) -> str:
    previous = ""
    while previous != address:
        previous, address = address, _DANGLING.sub("", address)
    address = re.sub(r"^улицу(?=\s)", "улица", address, flags=re.IGNORECASE)
    address = _STREET_WENT_TO.sub(lambda found: f"{found.group(1)}{'ая' if found.group(2) == 'ую' else 'яя'}", address)
    return address[:1].upper() + address[1:]
