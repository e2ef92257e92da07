"""The files of a checkout as they stand: the texts by their paths, and the Python of them parsed."""

import ast
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path, PurePosixPath

TEXTS = frozenset(
    {".cfg", ".css", ".csv", ".html", ".ini", ".js", ".json", ".mako", ".md", ".py", ".sh", ".svg", ".toml", ".txt"}
    | {".yaml", ".yml"}
)


@dataclass(frozen=True)
class Module:
    path: str
    text: str
    tree: ast.Module

    @property
    def name(self) -> str:
        """As it is imported: `bot.kit.db`."""
        return self.path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")

    def at(self, node: ast.stmt | ast.expr | ast.excepthandler, what: str) -> str:
        return f"{self.path}:{node.lineno}: {what}"

    def functions(self) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
        return (node for node in ast.walk(self.tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


@dataclass(frozen=True)
class Checkout:
    """`files`: what each text file says, by its path from the root; of other files the path alone."""

    files: Mapping[str, str] = field(repr=False)

    @cached_property
    def modules(self) -> list[Module]:
        return [Module(path, text, ast.parse(text)) for path, text in self.files.items() if path.endswith(".py")]

    @cached_property
    def product(self) -> list[Module]:
        return [module for module in self.modules if not is_test(module.path)]

    @cached_property
    def of_tests(self) -> list[Module]:
        return [module for module in self.modules if is_test(module.path)]

    @cached_property
    def pages(self) -> dict[str, str]:
        """The pages of documentation: README.md and docs/."""
        return {
            path: text
            for path, text in self.files.items()
            if path == "README.md" or (path.startswith("docs/") and path.endswith(".md"))
        }

    @cached_property
    def folders(self) -> frozenset[str]:
        return frozenset(str(folder) for path in self.files for folder in PurePosixPath(path).parents)

    def has(self, path: str) -> bool:
        return path in self.files or path.rstrip("/") in self.folders

    def named(self, pattern: str) -> dict[str, str]:
        """Files whose path matches a glob pattern."""
        return {path: text for path, text in self.files.items() if PurePosixPath(path).match(pattern)}


def is_test(path: str) -> bool:
    return "tests" in PurePosixPath(path).parts


def read_checkout(root: Path) -> Checkout:
    """What git keeps or would take in below this folder."""
    return Checkout({name: _text(root / name) for name in _names(root) if (root / name).is_file()})


def _names(root: Path) -> list[str]:
    listed = ["git", "-C", str(root), "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    return sorted(set(subprocess.run(listed, capture_output=True, text=True, check=True).stdout.split("\0")) - {""})


def _text(path: Path) -> str:
    is_text = path.suffix in TEXTS or not path.suffix
    return path.read_text(encoding="utf-8") if is_text else ""
