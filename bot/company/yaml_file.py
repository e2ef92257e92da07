"""Data files with places: what a YAML file holds, and on which line each part of it stands."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from bot.kit.errors import FrontlineError

Place = tuple[str | int, ...]
"""The way to a part of a document: keys of mappings and positions in lists."""


class CompanyFileError(FrontlineError):
    """A mistake in a company's files; `line` counts from 1 and is None when the whole file is meant."""

    def __init__(self, file: str, line: int | None, field: str, sentence: str) -> None:
        parts = [file, *([f"line {line}"] if line else []), *([field] if field else [])]
        super().__init__("company_file", f"{', '.join(parts)}: {sentence}")
        self.file = file
        self.line = line
        self.field = field
        self.reason = sentence


@dataclass(frozen=True, slots=True)
class YamlFile:
    """Every value is text, as written (so 99.90 stays exact and “no” stays a word), or None for an empty one."""

    name: str
    data: object
    lines: Mapping[Place, int]

    def error(self, place: Place, sentence: str) -> CompanyFileError:
        return CompanyFileError(self.name, self._line_of(place), ".".join(str(part) for part in place), sentence)

    def _line_of(self, place: Place) -> int | None:
        known = (place[:length] for length in range(len(place), -1, -1))
        return next((self.lines[part] for part in known if part in self.lines), None)


def shown_name(path: Path) -> str:
    """How a file is named to a person: from the folder of companies on, e.g. companies/lavka/company.yml."""
    return "/".join(path.parts[-3:])


def read_text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise CompanyFileError(shown_name(path), None, "", "there is no such file.") from None
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        raise CompanyFileError(shown_name(path), line, "", "this is not UTF-8 text; save the file as UTF-8.") from None


def read_yaml(path: Path) -> YamlFile:
    name, text = shown_name(path), read_text(path)
    try:
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else None
        raise CompanyFileError(name, line, "", f"this is not valid YAML: {error.problem}.") from None
    except yaml.YAMLError as error:
        raise CompanyFileError(name, None, "", f"this is not valid YAML: {error}.") from None
    lines: dict[Place, int] = {(): 1}
    return YamlFile(name, _value(node, (), name, lines) if node else {}, lines)


def _value(node: yaml.Node, place: Place, name: str, lines: dict[Place, int]) -> object:
    lines.setdefault(place, node.start_mark.line + 1)
    match node:
        case yaml.MappingNode():
            return _mapping(node, place, name, lines)
        case yaml.SequenceNode():
            return [_value(item, (*place, n), name, lines) for n, item in enumerate(node.value)]
        case _:
            return None if node.tag == "tag:yaml.org,2002:null" else node.value


def _mapping(node: yaml.MappingNode, place: Place, name: str, lines: dict[Place, int]) -> dict[str, object]:
    found: dict[str, object] = {}
    for key_node, value_node in node.value:
        key, line = str(key_node.value), key_node.start_mark.line + 1
        if key in found:
            raise CompanyFileError(name, line, ".".join(str(part) for part in (*place, key)), "this key stands twice.")
        lines[(*place, key)] = line
        found[key] = _value(value_node, (*place, key), name, lines)
    return found
