"""Contacts in the base."""

from datetime import datetime
from typing import Any, TypedDict, Unpack

import sqlalchemy
from sqlalchemy import ColumnElement, Row, insert, select

from bot.kit.db import UnitOfWork
from bot.kit.errors import NotFound
from bot.language.languages import Language
from records.contacts.model import Contact
from records.contacts.tables import contacts


class ContactFields(TypedDict, total=False):
    """What may be written about a contact."""

    surname: str
    name: str
    patronymic: str
    phone: str | None
    browser: str | None
    language: Language | None
    address: str
    is_test: bool


_NOTHING_KNOWN = ContactFields(
    surname="", name="", patronymic="", phone=None, browser=None, language=None, address="", is_test=False
)


async def create(unit: UnitOfWork, company: str, *, now: datetime, **fields: Unpack[ContactFields]) -> Contact:
    known: dict[str, Any] = {**_NOTHING_KNOWN, **fields}
    statement = insert(contacts).values(company=company, created_at=now, **known).returning(*contacts.c)
    return _contact((await unit.connection.execute(statement)).one())


async def get(unit: UnitOfWork, id: int) -> Contact | None:
    return await _first(unit, contacts.c.id == id)


async def find_by_phone(unit: UnitOfWork, company: str, phone: str, *, is_test: bool = False) -> Contact | None:
    """The first contact of the company with that number; test callers and real ones never meet."""
    return await _first(unit, contacts.c.company == company, contacts.c.phone == phone, contacts.c.is_test == is_test)


async def find_by_browser(
    unit: UnitOfWork, company: str, browser_hash: str, *, is_test: bool = False
) -> Contact | None:
    return await _first(
        unit, contacts.c.company == company, contacts.c.browser == browser_hash, contacts.c.is_test == is_test
    )


async def update(unit: UnitOfWork, id: int, **fields: Unpack[ContactFields]) -> Contact:
    """Writes the named fields, leaves the others as they are, and gives the contact as it is now."""
    statement = sqlalchemy.update(contacts).where(contacts.c.id == id).values(**fields).returning(*contacts.c)
    row = (await unit.connection.execute(statement)).one_or_none()
    if row is None:
        raise NotFound("unknown_contact", "There is no such contact: look for it by its number.")
    return _contact(row)


async def _first(unit: UnitOfWork, *conditions: ColumnElement[bool]) -> Contact | None:
    statement = select(contacts).where(*conditions).order_by(contacts.c.id).limit(1)
    row = (await unit.connection.execute(statement)).one_or_none()
    return None if row is None else _contact(row)


def _contact(row: Row[Any]) -> Contact:
    values = row._asdict()
    return Contact(**values | {"language": None if row.language is None else Language(row.language)})
