"""Whether something is asked about goods: what they cost, whether they are there, which there are."""

import re
from collections.abc import Iterator, Mapping
from enum import StrEnum
from types import MappingProxyType

from bot.language.languages import Language
from bot.language.words import normalise


class GoodsQuestion(StrEnum):
    PRICE = "price"
    KINDS = "kinds"
    PRESENCE = "presence"


def _words(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{pattern})(?!\w)")


# The first that is found counts: «какая цена у шампуня» asks for a price.
_PATTERNS: Mapping[Language, Mapping[GoodsQuestion, re.Pattern[str]]] = MappingProxyType(
    {
        Language.RU: {
            GoodsQuestion.PRICE: _words(
                r"сколько (?:(?:у вас|будет|будут|это|они|он|она|сейчас) )*(?:стоит|стоят|стоить)|почем|по чем|"
                r"(?:какая |какова |какие |каковы |по какой )?(?:цена|цены|цене|стоимость)(?: (?:у|на))?"
            ),
            GoodsQuestion.KINDS: _words(
                r"как(?:ие|ой|ая|ое|их)(?![- ](?:нибудь|то|угодно))(?: (?:у вас|вообще|еще))*"
                r"(?: (?:есть|бывает|бывают|имеются|продаете|виды))*|"
                r"(?:что|чего) (?:у вас )?(?:есть )?(?:из|за)|что за"
            ),
            GoodsQuestion.PRESENCE: _words(
                r"(?:а |и )?(?:у вас )?(?:есть|имеется|имеются|бывает|бывают|найдется|продаете|продается|продаются|"
                r"остался|осталась|осталось|остались)(?: (?:ли|у вас|в наличии|в продаже))*|в наличии(?: ли)?"
            ),
        },
        Language.EN: {
            GoodsQuestion.PRICE: _words(
                r"how much(?: (?:do(?:es)?|is|are|for)(?: the| a| an)?)?|"
                r"(?:what(?:'s| is| are) )?(?:the )?prices?(?: (?:of|for))?|"
                r"what do(?:es)?(?= .*cost)|costs?"
            ),
            GoodsQuestion.KINDS: _words(
                r"(?:what|which)(?: (?:kinds?|sorts?|types?|brands?) of)?|what(?:'s| is) there"
            ),
            GoodsQuestion.PRESENCE: _words(
                r"(?:if |whether )you (?:have|sell)(?: any)?|"
                r"(?:do|did|would) you (?:have|sell|carry|stock|offer|keep)|have you got|you got|is there|are there|"
                r"(?:is|are)(?= .*(?:in stock|available|left))|in stock|available|(?<=any )left"
            ),
        },
    }
)


def goods_question(text: str) -> GoodsQuestion | None:
    """In any language: a customer may change it within a talk."""
    plain = normalise(text)
    return next(
        (kind for kind in GoodsQuestion if any(patterns[kind].search(plain) for patterns in _PATTERNS.values())),
        None,
    )


def without_question_words(text: str) -> str:
    """The text as long as it was, with commas where goods were asked about, so that only what is asked for is left."""
    plain = normalise(text)
    if len(plain) != len(text):
        text = plain
    for start, end in _places(plain):
        text = text[:start] + ",".ljust(end - start) + text[end:]
    return text


def _places(plain: str) -> Iterator[tuple[int, int]]:
    for patterns in _PATTERNS.values():
        for pattern in patterns.values():
            yield from (found.span() for found in pattern.finditer(plain) if found.group())
