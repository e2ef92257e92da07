"""Bringing companies from their folders into the base."""

from collections.abc import Mapping
from datetime import datetime

from bot.kit.db import UnitOfWork
from records.companies import store


async def import_missing(unit: UnitOfWork, companies_json: Mapping[str, str], now: datetime) -> list[str]:
    """Saves the companies that the base has not, and tells which. What it has stays: the base is the truth."""
    known = await store.load_all(unit)
    missing = [id for id in companies_json if id not in known]
    for id in missing:
        await store.save(unit, id, companies_json[id], now)
    return missing
