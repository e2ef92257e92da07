"""Words around goods in an order: what things are counted in, what joins and what parts them, what is a number of."""

import re

from bot.language.languages import Language


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Lemmas. Nouns in which goods are counted; one of them between a number and an item belongs to the number.
COUNTING_NOUNS: dict[Language, frozenset[str]] = {
    Language.RU: _words(
        "бутылка бутылочка флакон упаковка пачка пачечка коробка коробочка кусок кусочек тюбик штука штучка шт рулон "
        "рулончик банка баночка пакет пакетик набор комплект пара экземпляр единица "
        "блок бутыль баллон баллончик мешок туба бут уп кус пач"
    ),
    Language.EN: _words(
        "bottle pack package packet box bar piece tube roll jar can bag set pair item unit pcs pc carton block"
    ),
}
# Nouns that mean the same container, so that «флакон шампуня» is as good as «бутылка шампуня».
SAME_CONTAINER: dict[str, str] = {
    "флакон": "бутылка", "бутылочка": "бутылка", "бутыль": "бутылка", "пачечка": "пачка", "коробка": "пачка",
    "коробочка": "пачка", "кусочек": "кусок", "туба": "тюбик", "баночка": "банка", "рулончик": "рулон",
    "package": "pack", "packet": "pack", "box": "pack", "carton": "pack",
}  # fmt: skip
ANY_CONTAINER = _words(
    "штука штучка шт упаковка уп набор комплект пара экземпляр единица item unit pcs pc set pair piece"
)
"""These say nothing about which goods are meant."""

JOINING_WORDS: dict[Language, frozenset[str]] = {
    Language.RU: _words("для от с со из в на к по за без под x х ×"),
    Language.EN: _words("for of with the a an to in on from against s x х ×"),
}
"""They stand inside a name without changing what is named."""

PARTING_WORDS: dict[Language, frozenset[str]] = {
    Language.RU: _words("и или да плюс еще также а но потом затем"),
    Language.EN: _words("and or plus also then but"),
}
"""One item ends before them and another begins after."""

AMOUNT_WORDS: dict[Language, dict[str, int]] = {
    Language.RU: {"пара": 2, "парочка": 2, "тройка": 3, "десяток": 10, "дюжина": 12, "полдюжины": 6},
    Language.EN: {"couple": 2, "pair": 2, "dozen": 12},
}

# What shows that the number next to it counts something else: a time, a house, a sum.
NOT_AFTER: dict[Language, frozenset[str]] = {
    Language.RU: _words(
        "дом квартира кв корпус подъезд этаж улица ул проспект номер телефон до после к код офис строение"
    ),
    Language.EN: _words(
        "house apartment apt flat floor building street number phone at before after until by entrance code"
    ),
}
NOT_BEFORE: dict[Language, frozenset[str]] = {
    Language.RU: _words(
        "час минута утро вечер день ночь рубль руб копейка процент январь февраль март апрель май июнь июль август "
        "сентябрь октябрь ноябрь декабрь"
    ),
    Language.EN: _words(
        "hour minute am pm o'clock day week ruble rouble percent street avenue january february march april may june "
        "july august september october november december"
    ),
}
EACH_WORDS: dict[Language, frozenset[str]] = {
    Language.RU: frozenset(("по",)),
    Language.EN: frozenset(("each",)),
}
"""«по две бутылки», "two bottles each": the number counts every item named before."""

QUANTITY = re.compile(r"\d{1,3}(?:[.,]\d{1,2})?")
GLUED_QUANTITY = re.compile(r"(\d{1,3})(шт|уп|пач|бут|pcs?|packs?)")
"""2шт, 3pcs."""
TIMES_SIGN = re.compile(r"(?:[xх×*](\d{1,3})|(\d{1,3})[xх×*])", re.IGNORECASE)
"""x2, 2x, with a Latin or a Cyrillic letter."""
