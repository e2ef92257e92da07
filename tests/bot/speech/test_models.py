"""Which model a language is heard with: the owner's, the installed one, or the tiny one, and why."""

from pathlib import Path

import pytest

from bot.language.languages import LANGUAGES, Language
from bot.speech.models import ModelKind, ModelSettings, SpeechMode, find_model, installed

RUSSIAN = LANGUAGES[Language.RU].vosk_small_model
TINY = Path("tiny")


def make_model(folder: Path, file: str = "am/final.mdl") -> Path:
    (folder / file).parent.mkdir(parents=True)
    (folder / file).write_bytes(b"model")
    return folder


def choose(settings: ModelSettings) -> tuple[Path, ModelKind, str]:
    choice = find_model(Language.RU, settings, lambda language: TINY / language)
    return choice.path, choice.kind, choice.reason


def test_the_installed_official_model_is_used(tmp_path: Path) -> None:
    folder = make_model(tmp_path / RUSSIAN)
    assert choose(ModelSettings(tmp_path)) == (folder, ModelKind.OFFICIAL, f"{RUSSIAN} is installed")


def test_without_one_the_tiny_model_is_used_and_the_reason_told(tmp_path: Path) -> None:
    reason = f"{RUSSIAN} is not installed in {tmp_path}"
    assert choose(ModelSettings(tmp_path)) == (TINY / "ru", ModelKind.TINY, reason)


def test_the_owners_folder_comes_first(tmp_path: Path) -> None:
    make_model(tmp_path / RUSSIAN)
    own = make_model(tmp_path / "own", "final.mdl")
    assert choose(ModelSettings(tmp_path, {Language.RU: own}))[:2] == (own, ModelKind.OFFICIAL)


def test_an_owners_folder_without_a_model_is_told(tmp_path: Path) -> None:
    make_model(tmp_path / RUSSIAN)
    _, kind, reason = choose(ModelSettings(tmp_path, {Language.RU: tmp_path / "empty"}))
    assert (kind, reason) == (ModelKind.TINY, f"{tmp_path / 'empty'} holds no Vosk model")


def test_the_settings_may_ask_for_the_tiny_model(tmp_path: Path) -> None:
    make_model(tmp_path / RUSSIAN)
    assert choose(ModelSettings(tmp_path, mode=SpeechMode.TINY))[1] is ModelKind.TINY


def test_only_whole_models_count_as_installed(tmp_path: Path) -> None:
    make_model(tmp_path / "vosk-model-b")
    make_model(tmp_path / "vosk-model-a", "final.mdl")
    make_model(tmp_path / ".installing-1-x")
    (tmp_path / "empty").mkdir()
    assert installed(tmp_path) == ("vosk-model-a", "vosk-model-b")
    assert installed(tmp_path / "nowhere") == ()


@pytest.mark.parametrize("language", Language)
def test_every_language_names_its_official_model(language: Language) -> None:
    assert LANGUAGES[language].vosk_small_model.startswith("vosk-model-small-")
