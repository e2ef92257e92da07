"""Where words of one language stand in the code, so that the guide for a new language can name each place."""

import ast
import re
from collections.abc import Iterator

from tests.house.rules.checkout import Checkout, Module

GUIDE = "docs/guides/add-a-language.md"
_LETTERS = re.compile("[а-яёА-ЯЁ]{2}")
_LANGUAGES = frozenset({"RU", "EN"})
_CODES = frozenset({"ru", "en"})
_NOT_PRODUCT = ("bench/", "bot/app/seed.py", "handoff/agents/service.py", "bot/dialogue/rasa_process.py")
"""Measuring, the people and the past of the demo, and the word with which Rasa is probed."""


def modules_with_words(checkout: Checkout) -> list[str]:
    """Product modules with Russian words, or with a choice between the languages, in their code."""
    return [
        module.path for module in checkout.product if not module.path.startswith(_NOT_PRODUCT) and _has_words(module)
    ]


def left_out_of_the_guide(checkout: Checkout) -> list[str]:
    """A module is named by its own path or by its package's."""
    named = set(re.findall(r"`([\w/.]+)`", checkout.files.get(GUIDE, "")))
    return [path for path in modules_with_words(checkout) if not named & {path, f"{path.rpartition('/')[0]}/"}]


def _has_words(module: Module) -> bool:
    return any(_is_of_a_language(node) for node in _code(module.tree))


def _is_of_a_language(node: ast.AST) -> bool:
    match node:
        case ast.Constant(value=str(text)):
            return text in _CODES or bool(_LETTERS.search(text))
        case ast.Attribute(value=ast.Name(id="Language"), attr=attr):
            return attr in _LANGUAGES
        case _:
            return False


def _code(tree: ast.AST) -> Iterator[ast.AST]:
    """Everything but docstrings."""
    for node in ast.iter_child_nodes(tree):
        if not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)):
            yield node
            yield from _code(node)
