"""The house tests see the project as git would take it in."""

import subprocess
from pathlib import Path

from tests.house.rules.checkout import Checkout, read_checkout


def test_files_kept_and_new_are_read_and_ignored_or_deleted_ones_are_not(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    files = {".gitignore": "/data/\n", "bot/kept.py": "x = 1", "bot/deleted.py": "x = 2", "data/base.md": "a customer"}
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    subprocess.run(["git", "-C", str(tmp_path), "add", "."], check=True)
    (tmp_path / "bot/deleted.py").unlink()
    (tmp_path / "bot/new.py").write_text("x = 3")
    (tmp_path / "bot/sound.wav").write_bytes(b"\xff\xfe")
    assert read_checkout(tmp_path).files == {
        ".gitignore": "/data/\n",
        "bot/kept.py": "x = 1",
        "bot/new.py": "x = 3",
        "bot/sound.wav": "",
    }


def test_the_project_is_read_whole(project: Checkout) -> None:
    assert {"README.md", "Makefile", "bot/app/settings.py", "companies/lavka/catalogue.csv"} <= set(project.files)
    assert len(project.product) > 150
    assert len(project.of_tests) > 50
