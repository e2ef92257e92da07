"""The demonstration models, built once for all runs of the tests."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.speech.tiny_model.cache import ensure_tiny_model

REPOSITORY = Path(__file__).parents[4]


@pytest.fixture(scope="session")
def tiny_model() -> Callable[[str, str], Path]:
    """The model folder for a language and a kind of graph."""
    build_dir = Path(os.environ.get("FRONTLINE_BUILD_DIR", REPOSITORY / ".build"))

    def folder(language: str, graph: str) -> Path:
        return ensure_tiny_model(language, build_dir / "tiny-models", print, graph=graph)

    return folder
