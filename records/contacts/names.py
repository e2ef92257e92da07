"""A person's name as it was said or written, taken apart into the fields of a contact. Pure."""

import re

from bot.language.lemmas import russian_parses
from records.contacts.store import ContactFields

_PATRONYMIC = re.compile(r".{2,}(?:вич|ич|вна|чна|vich|vna|chna)", re.IGNORECASE)


def split_name(name: str) -> ContactFields:
    """Surname, name and patronymic, told apart by what pymorphy3 knows of names; else by their usual places."""
    words = name.split()
    kinds = {kind: word for at, word in enumerate(words) if (kind := _kind_of_name(word, is_first=at == 0))}
    rest = [word for word in words if word not in kinds.values()]
    first = kinds.get("name") or (rest.pop(0) if rest else "")
    surname = kinds.get("surname") or " ".join(rest)
    return ContactFields(surname=surname, name=first, patronymic=kinds.get("patronymic", ""))


def _kind_of_name(word: str, *, is_first: bool) -> str:
    if not is_first and _PATRONYMIC.fullmatch(word):
        return "patronymic"
    likeliest = russian_parses(word.lower())[0].tag
    return "name" if "Name" in likeliest else "surname" if "Surn" in likeliest else ""
