"""The declared words and sentences of a demonstration model: reads and checks `<language>.yml`."""

from pathlib import Path
from typing import Annotated, Self

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, model_validator

from bot.speech.tiny_model.sentences import Grammar, parse_grammar, vocabulary_of, words_of

LANGUAGES = ("en", "ru")


def data_file(language: str) -> Path:
    """Where the declared data of a language live."""
    if language not in LANGUAGES:
        raise ValueError(f"There is no demonstration model for {language!r}, only for {', '.join(LANGUAGES)}.")
    return Path(__file__).with_name(f"{language}.yml")


def _alternatives(value: object) -> object:
    return (value,) if isinstance(value, str) else value


def _split(value: object) -> object:
    return tuple(value.split()) if isinstance(value, str) else value


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Voices(_Section):
    """espeak-ng voices: `plain` as the bot speaks, and every base with every variant for the callers."""

    plain: tuple[str, ...]
    bases: tuple[str, ...]
    variants: Annotated[tuple[str, ...], BeforeValidator(_split)]


class HeldOut(_Section):
    """Sentences and voices that the test alone may use."""

    voices: tuple[str, ...]
    strange_words: tuple[str, ...]
    sentences: tuple[str, ...]
    bot_sentences: tuple[str, ...]


class Declared(_Section):
    """Everything that is declared for one language."""

    language: str
    voices: Voices
    rules: dict[str, Annotated[tuple[str, ...], BeforeValidator(_alternatives)]]
    strange_words: Annotated[tuple[str, ...], BeforeValidator(_split)]
    held_out: HeldOut

    @property
    def grammar(self) -> Grammar:
        return parse_grammar(self.rules)

    @property
    def words(self) -> tuple[str, ...]:
        """The vocabulary, sorted."""
        return vocabulary_of(self.grammar)

    @property
    def held_out_word_sequences(self) -> frozenset[tuple[str, ...]]:
        return frozenset(words_of(text) for text in (*self.held_out.sentences, *self.held_out.bot_sentences))

    @model_validator(mode="after")
    def _check(self) -> Self:
        known = set(self.words)
        strange = {*self.strange_words, *self.held_out.strange_words}
        if known & strange:
            raise ValueError(f"declared both as known and as strange: {sorted(known & strange)}")
        if missing := {word for words in self.held_out_word_sequences for word in words} - known:
            raise ValueError(f"held-out sentences use words outside the vocabulary: {sorted(missing)}")
        trained = {f"{base}+{variant}" for base in self.voices.bases for variant in self.voices.variants}
        if shared := trained & set(self.held_out.voices):
            raise ValueError(f"voices both trained and held out: {sorted(shared)}")
        return self


def load_declared(language: str) -> Declared:
    """Reads `<language>.yml`; raises pydantic's ValidationError that names what is wrong in it."""
    return Declared.model_validate(yaml.safe_load(data_file(language).read_text(encoding="utf-8")))
