"""A model is built once, whole or not at all."""

from multiprocessing import get_context
from pathlib import Path

import pytest

from bot.speech.tiny_model.builder import Report
from bot.speech.tiny_model.cache import builder_fingerprint, ensure_tiny_model


def build_quickly(language: str, folder: Path, report: Report) -> None:
    for kind in ("dynamic", "static"):
        (folder / kind).mkdir()
        (folder / kind / "README").write_text(language)
    report("built")


def ensure_and_log(cache_dir: Path, log: Path) -> None:
    def report(line: str) -> None:
        with log.open("a") as file:
            file.write(f"{line}\n")

    ensure_tiny_model("ru", cache_dir, report, build=build_quickly)


def test_a_missing_model_is_built_and_a_present_one_returned_at_once(tmp_path: Path) -> None:
    reports: list[str] = []
    first = ensure_tiny_model("ru", tmp_path, reports.append, build=build_quickly)
    second = ensure_tiny_model("ru", tmp_path, reports.append, build=build_quickly)
    assert first == second
    assert (first / "README").read_text() == "ru"
    assert reports == ["built"]


def test_languages_and_graphs_have_folders_of_their_own(tmp_path: Path) -> None:
    folders = {
        ensure_tiny_model(language, tmp_path, print, graph=graph, build=build_quickly)
        for language in ("ru", "en")
        for graph in ("dynamic", "static")
    }
    assert len(folders) == 4
    assert builder_fingerprint("ru") != builder_fingerprint("en")


def test_a_build_that_fails_leaves_nothing_that_looks_like_a_model(tmp_path: Path) -> None:
    def fail_halfway(language: str, folder: Path, report: Report) -> None:
        (folder / "dynamic").mkdir()
        raise OSError("the disk is full")

    with pytest.raises(OSError, match="full"):
        ensure_tiny_model("ru", tmp_path, print, build=fail_halfway)
    assert [path.name for path in tmp_path.iterdir()] == [".ru.lock"]
    assert (ensure_tiny_model("ru", tmp_path, print, build=build_quickly) / "README").exists()


def test_what_a_killed_build_left_is_cleared_away(tmp_path: Path) -> None:
    left = tmp_path / ".ru-building-abc" / "model"
    left.mkdir(parents=True)
    ensure_tiny_model("ru", tmp_path, print, build=build_quickly)
    assert not left.parent.exists()


def test_processes_that_need_the_same_model_build_it_once(tmp_path: Path) -> None:
    log = tmp_path / "log"
    with get_context("spawn").Pool(3) as pool:
        pool.starmap(ensure_and_log, [(tmp_path / "cache", log)] * 3, chunksize=1)
    assert log.read_text().splitlines() == ["built"]


def test_an_unknown_graph_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="lattice"):
        ensure_tiny_model("ru", tmp_path, print, graph="lattice", build=build_quickly)
