"""Who calls, and whom we answer for."""

from datetime import datetime

import pytest

from bot.kit.db import Database
from bot.kit.errors import NotFound
from bot.language.languages import Language
from records.companies import service as companies
from records.companies import store as company_store
from records.contacts import store
from records.contacts.model import Contact
from records.contacts.service import recognise


async def come(
    database: Database,
    now: datetime,
    *,
    company: str = "shop",
    phone: str | None = None,
    browser: str | None = None,
    is_test: bool = False,
) -> Contact:
    async with database.begin() as unit:
        return await recognise(
            unit, company, phone=phone, browser_hash=browser, language=Language.RU, now=now, is_test=is_test
        )


async def test_a_caller_is_known_by_the_number_and_a_writer_by_the_browser(database: Database, noon: datetime) -> None:
    caller = await come(database, noon, phone="+79991112233")
    writer = await come(database, noon, browser="5f0c")

    assert caller.id != writer.id
    assert await come(database, noon, phone="+79991112233") == caller
    assert await come(database, noon, browser="5f0c") == writer
    assert await come(database, noon, phone="+79991112233", browser="5f0c") == caller
    assert await come(database, noon, phone="+70000000000", browser="5f0c") == writer


async def test_who_shows_nothing_is_always_somebody_new(database: Database, noon: datetime) -> None:
    assert (await come(database, noon)).id != (await come(database, noon)).id


async def test_companies_do_not_share_their_customers(database: Database, noon: datetime) -> None:
    here = await come(database, noon, phone="+79991112233")
    there = await come(database, noon, company="bank", phone="+79991112233")

    assert (here.id, here.company) != (there.id, there.company)


async def test_a_test_caller_never_meets_the_real_contact_of_that_number(database: Database, noon: datetime) -> None:
    real = await come(database, noon, phone="+79991112233")
    test = await come(database, noon, phone="+79991112233", is_test=True)

    assert test.is_test
    assert await come(database, noon, phone="+79991112233") == real
    assert await come(database, noon, phone="+79991112233", is_test=True) == test


async def test_what_is_learned_is_added_and_the_rest_stays(database: Database, noon: datetime) -> None:
    known = await come(database, noon, phone="+79991112233")
    async with database.begin() as unit:
        await store.update(unit, known.id, name="Анна", patronymic="Сергеевна", language=Language.EN)

    async with database.read() as unit:
        contact = await store.get(unit, known.id)
    assert contact is not None
    assert (contact.full_name, contact.language, contact.phone) == ("Анна Сергеевна", Language.EN, "+79991112233")
    assert contact.created_at == noon


async def test_an_unknown_contact_cannot_be_changed(database: Database) -> None:
    with pytest.raises(NotFound):
        async with database.begin() as unit:
            await store.update(unit, 404, name="Анна")


async def test_folders_are_imported_once_and_then_the_base_is_the_truth(database: Database, noon: datetime) -> None:
    async with database.begin() as unit:
        assert await companies.import_missing(unit, {"shop": '{"name": "Лавка"}'}, noon) == ["shop"]
        await company_store.save(unit, "shop", '{"name": "Новая лавка"}', noon)
        folders = {"shop": '{"name": "Лавка"}', "bank": '{"name": "Банк"}'}
        assert await companies.import_missing(unit, folders, noon) == ["bank"]

    async with database.read() as unit:
        kept = await company_store.load_all(unit)
    assert kept == {"bank": '{"name": "Банк"}', "shop": '{"name": "Новая лавка"}'}
