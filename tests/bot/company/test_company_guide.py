"""The company of docs/guides/add-a-company.md is a real one: its files are loaded and work."""

import re
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import pytest

from bot.company.book import CompanyBook
from bot.company.hours import is_open
from bot.company.loader import load_company
from bot.company.model import Company
from bot.kit.errors import NotFound
from bot.language.languages import Language

GUIDE = Path(__file__).parents[3] / "docs" / "guides" / "add-a-company.md"
FILE = re.compile(r"^`companies/flowers/([\w.]+)`\n\n```\w+\n(.*?)^```", re.MULTILINE | re.DOTALL)


@pytest.fixture
def flowers(tmp_path: Path) -> Company:
    folder = tmp_path / "companies" / "flowers"
    folder.mkdir(parents=True)
    for name, text in FILE.findall(GUIDE.read_text(encoding="utf-8")):
        (folder / name).write_text(text, encoding="utf-8")
    return load_company(folder)


def test_the_guides_company_answers_sells_and_speaks(flowers: Company) -> None:
    book = CompanyBook([flowers], default="flowers")
    shop = book.get("flowers")
    [roses] = shop.catalogue.find_items("5 красных роз 60 см", Language.RU)
    assert (roses.product.sku, roses.quantity, roses.size) == ("F-1", Decimal(5), "60 cm")
    match = shop.knowledge.find("до скольки вы работаете", Language.RU)
    assert match
    assert match.answer.written[Language.RU].startswith("Мы работаем по будням с 9:00 до 20:00, в субботу")
    goodbye = shop.prompts.render("goodbye", Language.EN, spoken=True, values={})
    assert goodbye.text == "Goodbye! Enjoy the flowers."
    assert not is_open(flowers.hours, datetime(2027, 1, 1, 12, tzinfo=flowers.time_zone))


def test_a_company_that_is_not_there_is_an_error_and_an_edited_one_is_live_at_once(flowers: Company) -> None:
    book = CompanyBook([flowers], default="flowers")
    with pytest.raises(NotFound):
        book.get("bakery")
    book.replace(flowers)
    assert book.default.company is flowers
    assert [shop.company.id for shop in book.all()] == ["flowers"]


def test_the_guide_shows_every_file_of_a_company(flowers: Company) -> None:
    names = {name for name, _ in FILE.findall(GUIDE.read_text(encoding="utf-8"))}
    texts = {f"{kind}.{language}.yml" for kind in ("faq", "prompts") for language in flowers.languages}
    assert names == {"company.yml", "catalogue.csv", *texts}
