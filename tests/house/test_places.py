"""SQL, the composition root and the choice of implementations have their places; machines and registries have none."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.expectation import expect_none
from tests.house.rules import places
from tests.house.rules.checkout import Checkout

ROOT = Path(__file__).resolve().parents[2]
MACHINES = tuple(f"{'/'}{folder}/project" for folder in ("root", "home/anna", "Users/anna", "tmp/build", "work"))
HOSTS = tuple(".".join(parts) for parts in (("pypi", "org"), ("files", "pythonhosted", "org"), ("crates", "io")))


def test_sql_stands_in_stores_and_tables_only(project: Checkout) -> None:
    expect_none(places.sql_outside_its_place(project))


def test_nobody_knows_the_composition_root(project: Checkout) -> None:
    expect_none(places.who_knows_the_composition_root(project))


def test_implementations_are_chosen_in_the_composition_root_only(project: Checkout) -> None:
    expect_none(places.choices_made_outside_the_root(project))


def test_each_layer_knows_only_those_below_it() -> None:
    command = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    done = subprocess.run([sys.executable, "-c", command], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout
    assert " 0 broken" in done.stdout


def test_no_path_of_one_machine_is_named(project: Checkout) -> None:
    expect_none(places.paths_of_one_machine(project))


def test_no_package_registry_is_named(project: Checkout) -> None:
    expect_none(places.registry_hosts(project))


@pytest.mark.parametrize(
    "line",
    [
        "from sqlalchemy import select",
        "from sqlalchemy.sql import text",
        "import sqlite3",
        'QUERY = "select name from contacts where id = 1"',
        'QUERY = """\n    UPDATE conversations SET owner = 1"""',
    ],
)
def test_sql_is_found_outside_its_place(line: str) -> None:
    files = {"bot/app/pages.py": line, "records/orders/store.py": line, "records/orders/tables.py": line}
    found = places.sql_outside_its_place(Checkout(files))
    assert [where.partition(":")[0] for where in found] == ["bot/app/pages.py"]


def test_prose_that_begins_like_sql_is_not_sql() -> None:
    assert places.sql_outside_its_place(Checkout({"bot/words.py": 'SAID = "Select a product."'})) == []


@pytest.mark.parametrize("line", ["import bot.app.wiring", "from bot.app import wiring", "from bot import app"])
def test_who_imports_the_composition_root_is_found(line: str) -> None:
    files = {"handoff/story.py": line, "bot/app/cli.py": line}
    found = places.who_knows_the_composition_root(Checkout(files))
    assert {where.partition(":")[0] for where in found} == {"handoff/story.py"}


def test_a_choice_outside_the_root_is_found() -> None:
    line = "base = db.Database(url)"
    found = places.choices_made_outside_the_root(Checkout({"actions/orders.py": line, "bot/app/wiring.py": line}))
    assert found == ["actions/orders.py:1: Database is chosen in bot/app/"]


@pytest.mark.parametrize("path", MACHINES)
def test_a_path_of_one_machine_is_found_in_any_file(path: str) -> None:
    files = {"docs/guide.md": f"Run it.\n\ncd {path}\n", "setup/make.sh": f'x="{path}"', "bot/a.py": "url = '/work'"}
    found = places.paths_of_one_machine(Checkout(files))
    assert [where.rpartition(": a")[0] for where in found] == ["docs/guide.md:3", "setup/make.sh:1"]


@pytest.mark.parametrize("host", [*HOSTS, "--" + "index-url", "UV_" + "INDEX_URL"])
def test_a_registry_is_found_in_any_file(host: str) -> None:
    found = places.registry_hosts(Checkout({"requirements.txt": f"{host} https://x", "README.md": "Run it."}))
    assert [where.partition(":")[0] for where in found] == ["requirements.txt"]
