"""THE table of languages: a language is added by adding its row here, and the completeness test lists the rest."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType


class Language(StrEnum):
    RU = "ru"
    EN = "en"


@dataclass(frozen=True, slots=True)
class LanguageTraits:
    """What differs from language to language and is a fact, not code."""

    language: Language
    native_name: str
    #: The letters of the language as the inside of a regular-expression class.
    alphabet: str
    vosk_small_model: str
    #: The identifier of an espeak *file* (lower case); names such as "en-US" are silently ignored by the engine.
    espeak_voice: str
    #: Words a minute at which a telephone voice is easily followed.
    speaking_rate_wpm: int
    yes_words: tuple[str, ...]
    no_words: tuple[str, ...]
    #: What a caller may say at any moment, whatever was asked; a narrowed recogniser always holds these.
    global_words: tuple[str, ...]
    #: Where a phone number without a country code belongs.
    default_region: str


_RUSSIAN = LanguageTraits(
    language=Language.RU,
    native_name="Русский",
    alphabet="а-яёА-ЯЁ",
    vosk_small_model="vosk-model-small-ru-0.22",
    espeak_voice="zle/ru",
    speaking_rate_wpm=150,
    yes_words=("да", "ага", "угу", "верно", "правильно", "конечно", "хорошо", "подтверждаю"),
    no_words=("нет", "неверно", "неправильно", "не надо", "не нужно", "не хочу"),
    global_words=(
        "оператор",
        "человек",
        "повторите",
        "помедленнее",
        "громче",
        "стоп",
        "хватит",
        "подождите",
        "минутку",
        "алло",
        "назад",
        "отмена",
        "спасибо",
        "до свидания",
        "английский",
    ),
    default_region="RU",
)

_ENGLISH = LanguageTraits(
    language=Language.EN,
    native_name="English",
    alphabet="a-zA-Z",
    vosk_small_model="vosk-model-small-en-us-0.15",
    espeak_voice="gmw/en-us",
    speaking_rate_wpm=165,
    yes_words=("yes", "yeah", "yep", "sure", "right", "correct", "of course", "okay"),
    no_words=("no", "nope", "wrong", "not right", "incorrect"),
    global_words=(
        "operator",
        "person",
        "human",
        "repeat",
        "slower",
        "louder",
        "stop",
        "wait",
        "one moment",
        "hello",
        "back",
        "cancel",
        "thank you",
        "goodbye",
        "russian",
    ),
    # The lines we serve are Russian ones: a number dictated without a country code is a Russian number.
    default_region="RU",
)

LANGUAGES: Mapping[Language, LanguageTraits] = MappingProxyType({Language.RU: _RUSSIAN, Language.EN: _ENGLISH})


def parse_language(code: str) -> Language:
    """ "ru", "RU", "ru-RU", "ru_RU" are Russian; an unknown code raises ValueError that names the known ones."""
    short = re.split(r"[-_]", code.strip().lower(), maxsplit=1)[0]
    try:
        return Language(short)
    except ValueError:
        known = ", ".join(language.value for language in Language)
        raise ValueError(f"Unknown language {code!r}; the known ones are {known}.") from None


def guess_language(text: str) -> Language | None:
    """The language whose alphabet most letters of the text belong to; None without letters and in a tie."""
    shares = sorted(
        ((len(re.findall(f"[{traits.alphabet}]", text)), language) for language, traits in LANGUAGES.items()),
        reverse=True,
    )
    (most, language), (second, _) = shares[0], shares[1]
    return language if most > second else None
