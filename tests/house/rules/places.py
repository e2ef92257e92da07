"""What has a place of its own: SQL, the composition root, the choice of implementations; and what has none here."""

import ast
import re
from collections.abc import Iterator

from tests.house.rules.checkout import Checkout, Module
from tests.house.rules.conduct import last_name

_SQL_FILES = ("/store.py", "/tables.py")
_SQL_GROUND = ("bot/kit/db.py", "bot/kit/sqlite_driver.py", "records/schema.py", "records/migrations/")
"""The base itself: the unit of work, its driver, and the history of the tables."""
_STATEMENT = re.compile(
    r"^\s*(SELECT\s.+\sFROM\s|INSERT\s+INTO\s|UPDATE\s+\w+\s+SET\s|DELETE\s+FROM\s|(CREATE|DROP|ALTER)\s+(TABLE|INDEX)\s|PRAGMA\s)",
    re.DOTALL | re.IGNORECASE,
)
# What builds statements; SQLAlchemy's types of rows and values may be named by whoever reads rows.
_BUILDERS = frozenset({"alias", "bindparam", "case", "delete", "exists", "func", "insert", "select", "text", "update"})

_APP = "bot/app/"
_MEASURING = "bench/"
"""A measurement uses the line as its owner does."""
_CHOSEN_IN_APP = frozenset(
    {"CompanyBook", "Database", "FastAPI", "LocalBus", "Outbox", "Passwords", "Presence", "Pyttsx3Synthesizer"}
    | {"QueueDesk", "RasaEngine", "RasaProcess", "SystemClock", "VoskRecognizer"}
)
"""Implementations of ports, and parts of which a line has one."""

_MACHINE_PATH = re.compile(r"(?<![\w.~])/(root|home/\w+|Users/\w+|tmp/[a-z]+|work)/")
_REGISTRY_HOST = re.compile(
    r"\b(pypi\.org|pypi\.python\.org|files\.pythonhosted\.org|registry\.npmjs\.org|registry\.yarnpkg\.com|crates\.io|"
    r"rubygems\.org|proxy\.golang\.org|conda\.anaconda\.org|deb\.debian\.org|archive\.ubuntu\.com)\b|"
    r"--(extra-)?index-url\b|\b(PIP|UV)_(EXTRA_)?INDEX_URL\b"
)


def sql_outside_its_place(checkout: Checkout) -> list[str]:
    return [
        module.at(node, "SQL belongs into store.py or tables.py")
        for module in checkout.product
        if not module.path.endswith(_SQL_FILES) and not module.path.startswith(_SQL_GROUND)
        for node in ast.walk(module.tree)
        if isinstance(node, ast.stmt | ast.expr) and _is_sql(node)
    ]


def _is_sql(node: ast.stmt | ast.expr) -> bool:
    match node:
        case ast.Constant(value=str(words)):
            return bool(_STATEMENT.match(words))
        case ast.ImportFrom(module=str(source), names=names) if source.split(".")[0] == "sqlalchemy":
            return bool(_BUILDERS & {name.name for name in names})
        case ast.Import(names=names):
            return bool({"sqlalchemy", "sqlite3", "aiosqlite"} & {name.name.split(".")[0] for name in names})
        case _:
            return False


def who_knows_the_composition_root(checkout: Checkout) -> list[str]:
    return [
        f"{module.path}: imports {name}"
        for module in checkout.product
        if not module.path.startswith((_APP, _MEASURING))
        for name in _imported(module)
        if name == "bot.app" or name.startswith("bot.app.")
    ]


def _imported(module: Module) -> Iterator[str]:
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{name.name}" for name in node.names)


def choices_made_outside_the_root(checkout: Checkout) -> list[str]:
    """`bench` is a root of its own: it puts together what it measures."""
    return [
        module.at(node, f"{last_name(node.func)} is chosen in {_APP}")
        for module in checkout.product
        if not module.path.startswith((_APP, "bench/"))
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call) and last_name(node.func) in _CHOSEN_IN_APP
    ]


def paths_of_one_machine(checkout: Checkout) -> list[str]:
    return _lines_with(_MACHINE_PATH, checkout, "a path of one machine")


def registry_hosts(checkout: Checkout) -> list[str]:
    return _lines_with(_REGISTRY_HOST, checkout, "names where packages come from")


def _lines_with(pattern: re.Pattern[str], checkout: Checkout, what: str) -> list[str]:
    return [
        f"{path}:{number}: {what}: {found.group()}"
        for path, text in checkout.files.items()
        for number, line in enumerate(text.splitlines(), 1)
        if (found := pattern.search(line))
    ]
