"""Folders are meant from where the line is started, wherever its children live."""

from pathlib import Path

import pytest

from bot.app.settings import Settings


@pytest.fixture(autouse=True)
def of_nobody(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    for name in ("FRONTLINE_DATA", "FRONTLINE_COMPANIES", "FRONTLINE_SPEECH__MODELS", "FRONTLINE_SPEECH__RU"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_data_folder_is_here_unless_it_is_named(of_nobody: Path) -> None:
    assert Settings().data == of_nobody / "data"
    assert Settings().model_settings.models_dir == of_nobody / "data" / "models"


def test_a_folder_that_is_named_from_here_is_still_found_from_elsewhere(
    of_nobody: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FRONTLINE_DATA", "kept")
    monkeypatch.setenv("FRONTLINE_SPEECH__RU", "ears/ru")
    settings = Settings()
    monkeypatch.chdir("/")
    assert settings.data == of_nobody / "kept"
    assert settings.speech.ru == of_nobody / "ears" / "ru"
