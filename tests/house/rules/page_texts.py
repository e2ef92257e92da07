"""The texts of the pages, `TEXTS` in a module of web/shared, read without a JavaScript engine."""

import re
from collections.abc import Mapping

from tests.house.rules.checkout import Checkout

_TABLE = re.compile(r"^(?:export )?const TEXTS = \{$(.*?)^\};$", re.DOTALL | re.MULTILINE)
_STRING = r'"(?:[^"\\\n]|\\.)*"'
_ENTRY = re.compile(rf"^\s*(\w+): \{{((?:\s*\w+: {_STRING},?)*)\s*\}},?$", re.MULTILINE)
_WORDING = re.compile(rf"(\w+): ({_STRING})")
_COMMENT = re.compile(r"^\s*//.*$", re.MULTILINE)
_PLACEHOLDER = re.compile(r"\{(\w+)\}")
_USED = re.compile(r"""(?<![\w.])text\("(\w+)"|data-(?:text|label|placeholder)="(\w+)\"""")

Texts = Mapping[str, Mapping[str, str]]


def page_texts(checkout: Checkout) -> Texts:
    """By name and language."""
    return {name: dict(_WORDING.findall(inside)) for name, inside in _ENTRY.findall(_table(checkout))}


def _table(checkout: Checkout) -> str:
    tables = [found.group(1) for text in checkout.named("web/shared/*.js").values() for found in _TABLE.finditer(text)]
    return tables[0] if len(tables) == 1 else ""


def unreadable(checkout: Checkout) -> list[str]:
    """What in the table is no entry, so that nothing escapes the other rules."""
    left = _ENTRY.sub("", _COMMENT.sub("", _table(checkout)))
    return (
        [line for line in left.splitlines() if line.strip()]
        if _table(checkout)
        else ["there is not one table of texts"]
    )


def lacking(texts: Texts, languages: frozenset[str]) -> list[str]:
    return [
        f"{name}: {language}"
        for name, wordings in texts.items()
        for language in sorted(languages)
        if not wordings.get(language, '""').strip('" ')
    ]


def with_other_placeholders(texts: Texts) -> list[str]:
    return [
        name
        for name, wordings in texts.items()
        if len({frozenset(_PLACEHOLDER.findall(wording)) for wording in wordings.values()}) > 1
    ]


def in_the_wrong_letters(texts: Texts, alphabets: Mapping[str, str]) -> list[str]:
    """A wording that has letters, but none of its own alphabet; a name in braces is not said."""
    return [
        f"{name}: {language}"
        for name, wordings in texts.items()
        for language, wording in wordings.items()
        if language in alphabets
        if (letters := re.findall(f"[{''.join(alphabets.values())}]", _PLACEHOLDER.sub("", wording)))
        if not re.search(f"[{alphabets[language]}]", "".join(letters))
    ]


def used_but_missing(checkout: Checkout) -> list[str]:
    texts = page_texts(checkout)
    return [
        f"{path}: {name}"
        for path, text in checkout.files.items()
        if path.startswith("web/") and path.endswith((".js", ".html"))
        for pair in _USED.findall(_COMMENT.sub("", text))
        if (name := pair[0] or pair[1]) not in texts
    ]
