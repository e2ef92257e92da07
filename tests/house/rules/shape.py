"""How large a module and a function may be, and what a module is called and says of itself."""

import ast
from pathlib import PurePosixPath

from tests.house.rules.checkout import Checkout

MODULE_LINES = 300
FUNCTION_LINES = 60
DRAWERS = frozenset({"common", "helper", "helpers", "manager", "managers", "misc", "stuff", "util", "utils"})


def long_modules(checkout: Checkout) -> list[str]:
    sizes = {module.path: len(module.text.splitlines()) for module in checkout.product}
    return [f"{path}: {lines} lines" for path, lines in sizes.items() if lines > MODULE_LINES]


def long_functions(checkout: Checkout) -> list[str]:
    """A step of the base's history is a list of tables, not a function to be read: it may be as long as it is."""
    return [
        module.at(function, f"{function.name} is {lines} lines")
        for module in checkout.product
        if "migrations/versions" not in module.path
        for function in module.functions()
        if (lines := (function.end_lineno or function.lineno) - function.lineno + 1) > FUNCTION_LINES
    ]


def modules_that_do_not_say_what_they_are_for(checkout: Checkout) -> list[str]:
    return [module.path for module in checkout.product if not _begins_with_a_docstring(module.tree)]


def _begins_with_a_docstring(tree: ast.Module) -> bool:
    said = ast.get_docstring(tree)
    return bool(said and said.splitlines()[0].strip()) and tree.body[0].lineno == 1


def drawers(checkout: Checkout) -> list[str]:
    return [
        path
        for path in checkout.files
        if path.endswith((".py", ".js", ".sh")) and DRAWERS & {PurePosixPath(part).stem for part in path.split("/")}
    ]
