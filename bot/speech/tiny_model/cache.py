"""Keeps built demonstration models in a folder, each under a fingerprint of what it was made from."""

import fcntl
import hashlib
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path

from bot.speech.tiny_model.builder import GraphKind, Report, train_tiny_model, write_model
from bot.speech.tiny_model.packing import unpack
from bot.speech.tiny_model.vocabulary import data_file

Build = Callable[[str, Path, Report], None]
"""Puts one model folder per kind of graph, named after it, into the given folder."""

_KEEPING = {"__init__.py", "__main__.py", "cache.py", "packing.py"}
"""What keeps models and makes none."""


def builder_fingerprint(language: str) -> str:
    """Changes with the builder's source, the declared words of the language, and the version of espeak-ng's carrier."""
    digest = hashlib.sha256(version("espeakng-loader").encode())
    source = sorted(path for path in Path(__file__).parent.glob("*.py") if path.name not in _KEEPING)
    for path in [*source, data_file(language)]:
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:16]


def build_both_graphs(language: str, folder: Path, report: Report) -> None:
    """Trains once, writes a model folder for each kind of graph."""
    model = train_tiny_model(language, report)
    for kind in GraphKind:
        write_model(model, folder / kind, kind)


def unpack_or_build(language: str, folder: Path, report: Report) -> None:
    """The model that travels with the project where it is the builder's own, else a new one, which takes minutes."""
    if not unpack(language, builder_fingerprint(language), folder):
        build_both_graphs(language, folder, report)


def ensure_tiny_model(
    language: str, cache_dir: Path, report: Report, *, graph: str = "dynamic", build: Build = unpack_or_build
) -> Path:
    """The folder of the current model, at once when it is there, else after unpacking or building it.

    A half-built model is never there: it grows in another folder, which is renamed when it is whole. Of several
    processes that need the same model one builds and the others wait.
    """
    finished = cache_dir / f"{language}-{builder_fingerprint(language)}"
    if not finished.is_dir():
        cache_dir.mkdir(parents=True, exist_ok=True)
        with _only_builder(cache_dir / f".{language}.lock"):
            if not finished.is_dir():
                _build_aside(language, finished, report, build)
    return finished / GraphKind(graph)


def _build_aside(language: str, finished: Path, report: Report, build: Build) -> None:
    prefix = f".{language}-building-"
    for abandoned in finished.parent.glob(f"{prefix}*"):
        shutil.rmtree(abandoned, ignore_errors=True)
    with tempfile.TemporaryDirectory(prefix=prefix, dir=finished.parent, ignore_cleanup_errors=True) as aside:
        whole = Path(aside) / "model"
        whole.mkdir()
        build(language, whole, report)
        whole.rename(finished)


@contextmanager
def _only_builder(lock_file: Path) -> Iterator[None]:
    """Held by one process at a time; the system lets go of it when that process dies."""
    descriptor = os.open(lock_file, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)
