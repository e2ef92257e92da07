"""docs/settings.md, made from the settings: `python -m tests.house.rules.settings_page > docs/settings.md`."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Any

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from bot.app.settings import REPOSITORY, Settings

SET_UP = {"FRONTLINE_RASA_PYTHON": "A Python 3.11 or 3.10 for Rasa's environment, when none is found on the path."}
"""What the set-up reads, before there are settings."""

_OPENING = """# Settings

Every setting has a default, so nothing must be set. A setting is read from the environment, or from a file `.env` in
the folder where the line is started; the environment wins over the file, and an option of `frontline serve` over both.
A wrong value stops the start with a sentence that names the variable.

This page is made from `bot/app/settings.py`; a test compares the two.
"""


@dataclass(frozen=True, slots=True)
class Setting:
    variable: str
    default: str
    meaning: str


def settings_page() -> str:
    groups = {"The line": _plain(Settings, "FRONTLINE_")}
    for name, field in Settings.model_fields.items():
        if inner := _tree(field):
            groups[name.capitalize()] = _plain(inner, f"FRONTLINE_{name.upper()}__")
    tables = [f"## {title}\n\n{_table(rows)}" for title, rows in groups.items()]
    return "\n".join([_OPENING, *tables, f"## Set-up\n\nRead by `make setup`.\n\n{_set_up_table()}"])


def variables() -> frozenset[str]:
    inner = {name: tree for name, field in Settings.model_fields.items() if (tree := _tree(field))}
    rows = [*_plain(Settings, "FRONTLINE_")]
    for name, tree in inner.items():
        rows += _plain(tree, f"FRONTLINE_{name.upper()}__")
    return frozenset(row.variable for row in rows) | frozenset(SET_UP)


def without_a_meaning() -> list[str]:
    every: list[type[BaseModel]] = [
        Settings,
        *(tree for field in Settings.model_fields.values() if (tree := _tree(field))),
    ]
    return [
        f"{tree.__name__}.{name}"
        for tree in every
        for name, field in tree.model_fields.items()
        if not _tree(field) and not field.description
    ]


def _tree(field: FieldInfo) -> type[BaseModel] | None:
    kind = field.annotation
    return kind if isinstance(kind, type) and issubclass(kind, BaseModel) else None


def _plain(tree: type[BaseModel], prefix: str) -> list[Setting]:
    return list(_settings(tree, prefix))


def _settings(tree: type[BaseModel], prefix: str) -> Iterator[Setting]:
    for name, field in tree.model_fields.items():
        if not _tree(field):
            yield Setting(prefix + name.upper(), _shown(field.default), (field.description or "").replace("|", "\\|"))


def _shown(default: Any) -> str:
    match default:
        case None | () | "":
            return "—"
        case Path() if default.is_relative_to(REPOSITORY):
            return f"`{default.relative_to(REPOSITORY)}`"
        case bool():
            return f"`{str(default).lower()}`"
        case Enum():
            return f"`{default.value}`"
        case tuple() | list():
            return " ".join(f"`{one}`" for one in default)
        case _:
            return f"`{default}`"


def _table(rows: list[Setting]) -> str:
    lines = [f"| `{row.variable}` | {row.default} | {row.meaning} |\n" for row in rows]
    return "| variable | default | meaning |\n|---|---|---|\n" + "".join(lines)


def _set_up_table() -> str:
    return _table([Setting(variable, "—", meaning) for variable, meaning in SET_UP.items()])


if __name__ == "__main__":
    print(settings_page(), end="")
