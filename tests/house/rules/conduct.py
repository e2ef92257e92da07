"""How code behaves when something goes wrong or goes on beside it: broad excepts, cancellation, tasks."""

import ast
from collections.abc import Iterator, Mapping

from tests.house.rules.checkout import Checkout, Module

_BROAD = frozenset({"Exception", "BaseException"})
_STARTS = frozenset({"create_task", "ensure_future"})
_TASKS_LIVE_IN = "bot/kit/tasks.py"


def last_name(node: ast.expr | None) -> str:
    """`asyncio.CancelledError` and `CancelledError` are one name."""
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def _caught(handler: ast.ExceptHandler) -> set[str]:
    names = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    return {"BaseException" if name is None else last_name(name) for name in names}


def _with_owner(tree: ast.AST, owner: str = "") -> Iterator[tuple[ast.AST, str]]:
    """Each node with the function or class in which it stands, `Class.method`."""
    for node in ast.iter_child_nodes(tree):
        inside = owner
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            inside = f"{owner}.{node.name}".lstrip(".")
        yield node, inside
        yield from _with_owner(node, inside)


def broad_excepts(checkout: Checkout) -> dict[str, str]:
    """Where each stands (`path function`), and its line."""
    found = {}
    for module in checkout.product:
        for node, owner in _with_owner(module.tree):
            catches = isinstance(node, ast.ExceptHandler) and _caught(node) & _BROAD
            if catches or _suppresses(node, _BROAD):
                assert isinstance(node, ast.ExceptHandler | ast.Call)
                found[f"{module.path} {owner}"] = module.at(node, f"{owner} catches everything")
    return found


def unexcused(found: Mapping[str, str], excused: Mapping[str, str]) -> list[str]:
    return [where for place, where in found.items() if place not in excused]


def excused_in_vain(found: Mapping[str, str], excused: Mapping[str, str]) -> list[str]:
    return sorted(set(excused) - set(found))


def swallowed_cancellations(checkout: Checkout) -> list[str]:
    return [
        module.at(node, "a cancellation ends here")
        for module in checkout.product
        for node in ast.walk(module.tree)
        if (isinstance(node, ast.ExceptHandler) and "CancelledError" in _caught(node) and not _raises(node))
        or (isinstance(node, ast.Call) and _suppresses(node, frozenset({"CancelledError"})))
    ]


def _suppresses(node: ast.AST, names: frozenset[str]) -> bool:
    if not isinstance(node, ast.Call) or last_name(node.func) != "suppress":
        return False
    return any(last_name(argument) in names for argument in node.args)


def _raises(handler: ast.ExceptHandler) -> bool:
    return any(isinstance(node, ast.Raise) for statement in handler.body for node in ast.walk(statement))


def tasks_without_an_owner(checkout: Checkout) -> dict[str, str]:
    """A task is started by a TaskOwner or in a TaskGroup. Where others are (`path function`), and their lines."""
    return {
        f"{module.path} {owner}": module.at(node, "a task without an owner")
        for module in checkout.product
        if module.path != _TASKS_LIVE_IN
        for node, owner in _with_owner(module.tree)
        if isinstance(node, ast.Call) and last_name(node.func) in _STARTS and not _is_in_a_group(module, node.func)
    }


def _is_in_a_group(module: Module, call: ast.expr) -> bool:
    return isinstance(call, ast.Attribute) and ast.unparse(call.value) in set(_task_groups(module.tree))


def _task_groups(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.withitem) and isinstance(node.context_expr, ast.Call):
            if last_name(node.context_expr.func) == "TaskGroup" and node.optional_vars is not None:
                yield ast.unparse(node.optional_vars)
        elif isinstance(node, ast.arg) and last_name(node.annotation) == "TaskGroup":
            yield node.arg
