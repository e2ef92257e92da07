"""Whether the documentation is true: what it names exists, and what exists is named."""

import re
from collections.abc import Iterator, Mapping
from posixpath import dirname, join, normpath

from tests.house.rules.checkout import Checkout

Commands = Mapping[str, frozenset[str]]
"""By each command ("call", "models install") the options that it takes."""

_LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
_CODE = re.compile(r"^```.*?^```|`[^`\n]+`", re.DOTALL | re.MULTILINE)
_TOP = r"(?:actions|bench|bot|companies|docs|handoff|nlu_data|outbound|records|requirements|setup|tests|web)"
_PATH = re.compile(rf"(?<![\w/.<-]){_TOP}/[\w./-]*[a-z_]/?(?![\w.]*[<{{*…]|\w)")
_EXAMPLE = "companies/flowers/"
"""The company that the guides add before the reader's eyes."""
_PAGE = re.compile(r"\bdocs/[\w/-]+\.md\b")
_MAKE = re.compile(r"(?<![\w-])make ([a-z][a-z-]*)")
_TARGET = re.compile(r"^([a-z][a-z-]*):(?!=)", re.MULTILINE)
_COMMAND = re.compile(r"(?<![\w/-])frontline((?: +[^\s`|#]+)+)")
_VARIABLE = re.compile(r"\bFRONTLINE_[A-Z_]*[A-Z]\b")
_HEADING = re.compile(r"^#+ +(.+)$", re.MULTILINE)


def dead_links(checkout: Checkout) -> list[str]:
    return [
        f"{page}:{line}: {target} leads nowhere"
        for page, line, target in _found(_LINK, checkout.pages)
        if not re.match(r"[a-z]+:", target) and not _leads_somewhere(checkout, page, target)
    ]


def _leads_somewhere(checkout: Checkout, page: str, target: str) -> bool:
    path, _, anchor = target.partition("#")
    aim = normpath(join(dirname(page), path)) if path else page
    if not anchor or not aim.endswith(".md"):
        return checkout.has(aim)
    return anchor in {_anchor(heading) for heading in _HEADING.findall(checkout.files.get(aim, ""))}


def _anchor(heading: str) -> str:
    """As the usual viewers make it of a heading."""
    return re.sub(r"[^\w -]", "", heading.lower()).strip().replace(" ", "-")


def paths_that_are_not_there(checkout: Checkout) -> list[str]:
    """Paths that the pages name in code; those with `<id>` and the like are the reader's to complete."""
    return [
        f"{page}:{line}: there is no {path}"
        for page, line, code in _found(_CODE, checkout.pages)
        for path in _PATH.findall(code)
        if not checkout.has(path) and not path.startswith(_EXAMPLE)
    ]


def pages_that_are_named_but_missing(checkout: Checkout) -> list[str]:
    texts = {path: text for path, text in checkout.files.items() if not path.startswith("tests/house/")}
    return [f"{path}:{line}: there is no {page}" for path, line, page in _found(_PAGE, texts) if page not in texts]


def pages_without_a_way_to_them(checkout: Checkout) -> list[str]:
    """From docs/README.md every page is one link away, decision records through their own list."""
    linked = {
        normpath(join(dirname(index), target.partition("#")[0]))
        for index in ("docs/README.md", "docs/adr/README.md")
        for target in _LINK.findall(checkout.files.get(index, ""))
    }
    return sorted(set(checkout.pages) - linked - {"README.md", "docs/README.md"})


def unknown_targets(checkout: Checkout) -> list[str]:
    targets = set(_TARGET.findall(checkout.files.get("Makefile", "")))
    return [
        f"{page}:{line}: there is no `make {target}`"
        for page, line, code in _found(_CODE, checkout.pages)
        for target in _MAKE.findall(code)
        if target not in targets
    ]


def targets_without_a_word(checkout: Checkout) -> list[str]:
    """`make help` lists the targets by the words after `##`."""
    lines = checkout.files.get("Makefile", "").splitlines()
    return [line for line in lines if _TARGET.match(line) and "## " not in line]


def unknown_commands(checkout: Checkout, commands: Commands) -> list[str]:
    return [
        f"{page}:{line}: `frontline{words}`: {fault}"
        for page, line, code in _found(_CODE, checkout.pages)
        for words in _COMMAND.findall(code)
        if (fault := _fault_of(words.split(), commands))
    ]


def _fault_of(words: list[str], commands: Commands) -> str:
    """A command of two words ("models install") is known by both; `a|b` names two."""
    if not re.match(r"[a-z]", words[0]):
        return ""
    known = {name.split()[0] for name in commands}
    if words[0] not in known:
        return f"there is no command {words[0]}"
    parts = {name.split()[1] for name in commands if name.startswith(f"{words[0]} ")}
    second = words[1] if len(words) > 1 and re.fullmatch(r"[a-z]+", words[1]) else ""
    if parts and second and second not in parts:
        return f"{words[0]} has no {second}"
    options = commands.get(f"{words[0]} {second}", commands.get(words[0], frozenset()))
    strange = [word.partition("=")[0] for word in words if word.startswith("--")]
    return next((f"there is no option {option}" for option in strange if option not in options), "")


def commands_not_in_the_readme(checkout: Checkout, commands: Commands) -> list[str]:
    named = " ".join(_CODE.findall(checkout.files.get("README.md", "")))
    return [name for name in commands if not re.search(rf"frontline {name}\b", named)]


def unknown_variables(checkout: Checkout, known: frozenset[str]) -> list[str]:
    return [
        f"{page}:{line}: nobody reads {name}"
        for page, line, name in _found(_VARIABLE, checkout.pages)
        if name not in known
    ]


def unlisted_records(checkout: Checkout) -> list[str]:
    """docs/adr/README.md lists each decision record as a link with its own title."""
    listed = checkout.files.get("docs/adr/README.md", "")
    records = checkout.named("docs/adr/[0-9]*.md")
    return [path for path, text in records.items() if f"[{_title(text)}]({path.rpartition('/')[2]})" not in listed]


def _title(record: str) -> str:
    first = record.splitlines()[0]
    return re.sub(r"^# \d+\. ", "", first)


def numbers_of_records_in_disorder(checkout: Checkout) -> list[str]:
    records = sorted(checkout.named("docs/adr/[0-9]*.md").items())
    return [
        path
        for number, (path, text) in enumerate(records, 1)
        if not path.startswith(f"docs/adr/{number:04}-") or not text.startswith(f"# {number}. ")
    ]


def unnamed_packages(checkout: Checkout, roots: tuple[str, ...]) -> list[str]:
    """Packages directly below the roots that docs/architecture.md does not name, with the path, in code."""
    named = " ".join(_CODE.findall(checkout.files.get("docs/architecture.md", "")))
    packages = {
        path.removesuffix("/__init__.py")
        for path in checkout.files
        if path.startswith(roots) and path.endswith("/__init__.py") and path.count("/") == 2
    }
    return sorted(package for package in packages if not re.search(rf"\b{package}\b", named))


def _found(pattern: re.Pattern[str], texts: Mapping[str, str]) -> Iterator[tuple[str, int, str]]:
    """Page, line, and what was found: the first group where the pattern has one."""
    for path, text in texts.items():
        for found in pattern.finditer(text):
            yield path, text.count("\n", 0, found.start()) + 1, found.group(pattern.groups and 1)
