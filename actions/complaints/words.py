"""The words in a complaint that decide who must hear it: one table a language, by lemmas."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from bot.language.languages import Language
from bot.language.lemmas import lemmas


class Gravity(StrEnum):
    """Why a complaint is not for a bot."""

    LEGAL = "legal"
    MEDICAL = "medical"
    SAFETY = "safety"
    ANGER = "anger"


@dataclass(frozen=True, slots=True)
class ComplaintWords:
    grave: Mapping[Gravity, tuple[tuple[str, ...], ...]]
    """Each entry: lemmas that must stand next to one another."""
    generic: frozenset[str]
    """Words that say only that there is a complaint, not what it is about."""


def _one_of(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _phrases(text: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(phrase.split()) for phrase in text.split(","))


_RUSSIAN = ComplaintWords(
    grave={
        Gravity.LEGAL: _phrases(
            "суд,юрист,адвокат,прокуратура,роспотребнадзор,иск,судиться,полиция,мошенник,мошенничество"
        ),
        Gravity.MEDICAL: _phrases(
            "аллергия,ожог,отравление,отравиться,больница,скорая,врач,сыпь,травма,задыхаться,опухнуть,кровь"
        ),
        Gravity.SAFETY: _phrases("загореться,пожар,взорваться,взрыв,задымиться,ток ударить,ударить ток,искрить"),
        Gravity.ANGER: _phrases(
            "задолбать,бесить,охренеть,охренели,охренел,офигели,охуели,достать уже,меня достать,вы достать,"
            "идиот,дурак,дебил,сволочь,козёл,беспредел,тупой,урод,издеваться,сколько можно,надоесть"
        ),
    },
    generic=_one_of(
        "я мы вы у меня нас вас на в по с и а но что это хотеть хотел бы мочь можно нужно надо есть быть "
        "здравствуйте добрый день вечер утро жалоба жаловаться пожаловаться претензия оставить подать "
        "написать записать сделать принять ваш ваша ваше мой пожалуйста оформить проблема недовольный "
        "свой к вам алло ну"
    ),
)

_ENGLISH = ComplaintWords(
    grave={
        Gravity.LEGAL: _phrases(
            "court,lawyer,attorney,sue,police,legal action,lawsuit,fraud,solicitor,consumer protection"
        ),
        Gravity.MEDICAL: _phrases(
            "allergy,allergic,burn,poison,poisoning,hospital,ambulance,doctor,rash,injury,injured,bleed,swell,choke"
        ),
        Gravity.SAFETY: _phrases("fire,explode,explosion,electric shock,smoke,spark,caught fire"),
        Gravity.ANGER: _phrases(
            "idiot,stupid,disgusting,outrageous,fed up,sick of,had enough,furious,damn,bastard,scum"
        ),
    },
    generic=_one_of(
        "i we you have has had a an the to my our your would like want need can could make file log leave "
        "submit complain complaint about is it there hello hi please problem with some and of am i'd i'm "
        "good morning afternoon"
    ),
)

WORDS: Mapping[Language, ComplaintWords] = MappingProxyType({Language.RU: _RUSSIAN, Language.EN: _ENGLISH})


def gravity_of(text: str, language: Language) -> Gravity | None:
    """The gravest thing said; danger comes before anger."""
    said = lemmas(text, language)
    for gravity, phrases in WORDS[language].grave.items():
        if any(_has_phrase(said, _as_lemmas(phrase, language)) for phrase in phrases):
            return gravity
    return None


def gravity_anywhere(text: str, language: Language) -> Gravity | None:
    """In a talk not known to be a complaint: «аллергия» may be asked about, «аллергия от вашего мыла» is told."""
    gravity = gravity_of(text, language)
    if gravity in (Gravity.MEDICAL, Gravity.SAFETY) and not _ACCUSING.search(text.lower()):
        return None
    return gravity


_ACCUSING = re.compile(r"(?<!\w)(?:ваш\w*|у меня|your|i got|i have got|i've got)(?!\w)")


def says_what_happened(text: str, language: Language) -> bool:
    """Whether there is more in it than the wish to complain."""
    generic = {lemma for word in WORDS[language].generic for lemma in (word, *lemmas(word, language))}
    return sum(1 for lemma in lemmas(text, language) if lemma not in generic) >= 2


def _as_lemmas(phrase: tuple[str, ...], language: Language) -> list[str]:
    return lemmas(" ".join(phrase), language)


def _has_phrase(said: list[str], phrase: list[str]) -> bool:
    return any(said[at : at + len(phrase)] == phrase for at in range(len(said) - len(phrase) + 1))
