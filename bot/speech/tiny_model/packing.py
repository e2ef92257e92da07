"""The built demonstration models as they travel with the project: zipped, under the fingerprint of what made them.

Building one takes minutes; a newcomer and the tests take these. A model whose fingerprint is not the builder's own any
more is never unpacked: it is built anew, and `python -m bot.speech.tiny_model --pack` packs it again.
"""

import shutil
import zipfile
from pathlib import Path

PACKED = Path(__file__).parent / "packed"
_FIRST, _SECOND = "dynamic", "static"
"""A file that both graphs share is packed with the first one only."""
_ALWAYS = (1980, 1, 1, 0, 0, 0)


def packed_file(language: str, fingerprint: str, shelf: Path = PACKED) -> Path:
    return shelf / f"{language}-{fingerprint}.zip"


def pack(built: Path, language: str, fingerprint: str, shelf: Path = PACKED) -> Path:
    """Zips both graphs of a built model; older packages of the language go. The same model gives the same bytes."""
    shelf.mkdir(exist_ok=True)
    for older in shelf.glob(f"{language}-*.zip"):
        older.unlink()
    file = packed_file(language, fingerprint, shelf)
    with zipfile.ZipFile(file, "w") as zipped:
        for path in sorted(path for path in built.rglob("*") if path.is_file()):
            name = path.relative_to(built)
            twin = built / _FIRST / name.relative_to(name.parts[0])
            if name.parts[0] == _FIRST or not twin.is_file() or twin.read_bytes() != path.read_bytes():
                entry = zipfile.ZipInfo(name.as_posix(), _ALWAYS)
                zipped.writestr(entry, path.read_bytes(), zipfile.ZIP_DEFLATED, 9)
    return file


def unpack(language: str, fingerprint: str, folder: Path, shelf: Path = PACKED) -> bool:
    """Puts both graphs into the folder. False, and nothing is written, when what is packed is not of this builder."""
    file = packed_file(language, fingerprint, shelf)
    if not file.is_file():
        return False
    with zipfile.ZipFile(file) as zipped:
        zipped.extractall(folder)
    first, second = folder / _FIRST, folder / _SECOND
    for path in first.rglob("*"):
        twin = second / path.relative_to(first)
        if path.is_file() and not _differs_by_graph(path) and not twin.exists():
            twin.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, twin)
    return True


def _differs_by_graph(path: Path) -> bool:
    """The graphs themselves: one that takes grammars has none of the other's files."""
    return path.suffix == ".fst" or path.name == "disambig_tid.int"
