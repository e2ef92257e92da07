"""The demonstration models that travel with the project are the builder's own."""

from pathlib import Path

import pytest

from bot.speech.tiny_model.cache import builder_fingerprint
from bot.speech.tiny_model.packing import pack, packed_file, unpack
from bot.speech.tiny_model.vocabulary import LANGUAGES


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_packed_model_is_of_the_present_builder_and_words(language: str) -> None:
    file = packed_file(language, builder_fingerprint(language))
    assert file.is_file(), "the builder or its words changed: run `make tiny-models`"


def test_a_model_of_another_builder_is_not_unpacked(tmp_path: Path) -> None:
    assert not unpack("ru", "0" * 16, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_what_is_packed_comes_back_as_it_was(tmp_path: Path) -> None:
    shelf = tmp_path / "packed"
    files = {
        "dynamic/am/final.mdl": b"shared",
        "dynamic/graph/HCLr.fst": b"one graph",
        "dynamic/graph/disambig_tid.int": b"",
        "static/am/final.mdl": b"shared",
        "static/graph/HCLG.fst": b"the other",
    }
    for name, content in files.items():
        (tmp_path / "built" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "built" / name).write_bytes(content)
    first = pack(tmp_path / "built", "ru", "a" * 16, shelf).read_bytes()
    assert pack(tmp_path / "built", "ru", "a" * 16, shelf).read_bytes() == first
    assert unpack("ru", "a" * 16, tmp_path / "out", shelf)
    found = {
        path.relative_to(tmp_path / "out").as_posix(): path.read_bytes() for path in (tmp_path / "out").rglob("*.*")
    }
    assert found == files
