"""Vosk's models: which one a language is heard with, and how the publisher's own are installed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from bot.language.languages import LANGUAGES, Language


class SpeechMode(StrEnum):
    """`auto`: the official model where it is installed, else the tiny one. `tiny`: always the tiny one."""

    AUTO = "auto"
    TINY = "tiny"


class ModelKind(StrEnum):
    OFFICIAL = "official"
    TINY = "tiny"
    """A demonstration: a few hundred words of synthetic voices."""


@dataclass(frozen=True, slots=True)
class ModelSettings:
    models_dir: Path
    """Where models are installed, each in a folder of its own name."""
    folders: Mapping[Language, Path] = field(default_factory=dict)
    """A model that the owner has chosen for a language."""
    mode: SpeechMode = SpeechMode.AUTO


@dataclass(frozen=True, slots=True)
class ModelChoice:
    path: Path
    kind: ModelKind
    reason: str
    """Why this one: for the log and for `frontline models where`."""


def find_model(language: Language, settings: ModelSettings, make_tiny: Callable[[Language], Path]) -> ModelChoice:
    """The model to hear a language with; `make_tiny` is asked only when no other will do, and may take a minute."""
    name = LANGUAGES[language].vosk_small_model
    chosen = settings.folders.get(language)
    if settings.mode is SpeechMode.TINY:
        return ModelChoice(make_tiny(language), ModelKind.TINY, "the settings ask for the tiny model")
    if chosen is not None and is_model(chosen):
        return ModelChoice(chosen, ModelKind.OFFICIAL, "the settings name this folder")
    if chosen is None and is_model(settings.models_dir / name):
        return ModelChoice(settings.models_dir / name, ModelKind.OFFICIAL, f"{name} is installed")
    missing = f"{name} is not installed in {settings.models_dir}" if chosen is None else f"{chosen} holds no Vosk model"
    return ModelChoice(make_tiny(language), ModelKind.TINY, missing)


def installed(models_dir: Path) -> tuple[str, ...]:
    """The names of the models that are there."""
    if not models_dir.is_dir():
        return ()
    return tuple(sorted(folder.name for folder in models_dir.iterdir() if is_model(folder)))


def is_model(folder: Path) -> bool:
    """In the present layout or in the old flat one. A name that begins with a dot is an installation under way."""
    is_there = (folder / "am" / "final.mdl").is_file() or (folder / "final.mdl").is_file()
    return is_there and not folder.name.startswith(".")
