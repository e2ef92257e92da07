"""What a test must be: one that can fail, that always runs, and that waits for events, not for the clock."""

import ast

from tests.house.rules.checkout import Checkout
from tests.house.rules.conduct import last_name

_CHECKS = ("assert", "check", "expect", "fail", "raises", "verify")
_EXCUSES = frozenset({"skip", "skipif", "xfail", "importorskip"})


def silent_tests(checkout: Checkout) -> list[str]:
    return [
        module.at(function, f"{function.name} asserts nothing")
        for module in checkout.of_tests
        for function in module.functions()
        if function.name.startswith("test") and module.path.rpartition("/")[2].startswith("test_")
        if not any(_checks(node) for node in ast.walk(function))
    ]


def _checks(node: ast.AST) -> bool:
    if isinstance(node, ast.Call):
        return last_name(node.func).lstrip("_").startswith(_CHECKS)
    return isinstance(node, ast.Assert)


def excused_tests(checkout: Checkout) -> list[str]:
    return [
        module.at(node, f"{node.attr}: a test runs or fails")
        for module in checkout.of_tests
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Attribute) and node.attr in _EXCUSES
    ]


def sleeping_tests(checkout: Checkout) -> list[str]:
    """`asyncio.sleep(0)` waits for nothing: it lets the others run. An engine that hangs for a test may sleep."""
    return [
        module.at(node, "a test waits for an event, not for the clock")
        for module in checkout.of_tests
        if module.path.rpartition("/")[2].startswith(("test_", "conftest"))
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call) and last_name(node.func) == "sleep" and not _waits_for_nothing(node)
    ]


def _waits_for_nothing(call: ast.Call) -> bool:
    return len(call.args) == 1 and isinstance(call.args[0], ast.Constant) and call.args[0].value == 0
