"""Recognising who calls or writes."""

from datetime import datetime

from bot.kit.db import UnitOfWork
from bot.language.languages import Language
from records.contacts import store
from records.contacts.model import Contact


async def recognise(
    unit: UnitOfWork,
    company: str,
    *,
    phone: str | None,
    browser_hash: str | None,
    language: Language | None,
    now: datetime,
    is_test: bool = False,
) -> Contact:
    """The contact with that number, else of that browser, else a new one who has both."""
    known = None
    if phone is not None:
        known = await store.find_by_phone(unit, company, phone, is_test=is_test)
    if known is None and browser_hash is not None:
        known = await store.find_by_browser(unit, company, browser_hash, is_test=is_test)
    if known is not None:
        return known
    return await store.create(
        unit, company, now=now, phone=phone, browser=browser_hash, language=language, is_test=is_test
    )
