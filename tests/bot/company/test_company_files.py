"""A company is read from its folder, and a mistake in it is told with file, line and field."""

from dataclasses import replace
from datetime import date, time
from decimal import Decimal
from pathlib import Path

import pytest

from bot.company.loader import CompanyFileError, company_from_json, company_to_json, load_companies, load_company
from bot.company.model import Company, OpenHours
from bot.language.languages import Language
from tests.fakes.company_folder import company_folder

CATALOGUE, ANSWERS, SETTINGS = "catalogue.csv", "faq.ru.yml", "company.yml"


def test_a_small_company_is_loaded_with_everything_it_says(tmp_path: Path) -> None:
    company = load_company(company_folder(tmp_path))
    assert company.id == "flowers"
    assert company.products[1].price == Decimal("89.50")
    assert company.answers[0].department == "sales"
    assert company.answers[1].spoken == company.answers[1].written
    assert company.hours.week[0] == OpenHours(time(9), time(20))
    assert company.hours.week[5] is None
    assert company.departments[0].complaint_lemmas[Language.RU] == ("увядший букет",)


@pytest.mark.parametrize(
    ("file", "before", "after", "line", "field", "words"),
    [
        (CATALOGUE, ",150,", ",,", 2, "price", "missing"),
        (CATALOGUE, ",150,", ",-5,", 2, "price", "less than 0"),
        (CATALOGUE, ",150,", ",дорого,", 2, "price", "not a number"),
        (CATALOGUE, ",150,", ",1.234,", 2, "price", "decimal"),
        (CATALOGUE, "Тюльпан", "роза", 3, "name_ru", "line 2"),
        (CATALOGUE, "F-2", "F-1", 3, "sku", "line 2"),
        (CATALOGUE, "F-2,Тюльпан", "F-2", 3, "", "8 columns"),
        (CATALOGUE, "Tulip", "", 3, "name_en", "empty"),
        (CATALOGUE, "unit_ru", "unit", 1, "unit_ru", "missing"),
        (CATALOGUE, "synonyms_en", "sizes", 2, "sizes", "not a size"),
        (ANSWERS, "department: sales", "department: garden", 4, "hours.department", "no department “garden”"),
        (ANSWERS, "care:", "water:", 1, "", "“water” of companies/flowers/faq.ru.yml"),
        (ANSWERS, "written: Меняйте воду.", "", 5, "care.written", "missing"),
        (ANSWERS, "{hours}", "{weather}", 3, "hours.written", "“{weather}”"),
        (ANSWERS, "[До скольки вы работаете]", "[До скольки", 3, "", "not valid YAML"),
        (ANSWERS, "care:", "hours:", 5, "hours", "twice"),
        (SETTINGS, "currency: RUB", "currency: RUB\nslogan: Розы", 6, "slogan", "unknown"),
        (SETTINGS, "Europe/Moscow", "Europe/Moskva", 4, "time_zone", "no time zone “Europe/Moskva”"),
        (SETTINGS, "9:00-20:00", "с девяти", 8, "hours.weekdays", "9:00-21:00"),
        (SETTINGS, "9:00-20:00", "9:00-27:00", 8, "hours.weekdays", "27:00"),
        (SETTINGS, "default_department: sales", "default_department: garden", 9, "default_department", "garden"),
        (SETTINGS, "default_language: ru", "default_language: fr", 3, "default_language", "fr"),
        (SETTINGS, "name: {ru: Цветы, en: Flowers}", "name: {ru: Цветы}", 1, "name", "“en”"),
        ("prompts.en.yml", "goodbye: Goodbye!", "goodbye: {sung: La}", 1, "goodbye.sung", "unknown"),
        ("prompts.en.yml", "goodbye", "farewell", None, "goodbye", "“ru” but not in “en”"),
    ],
)
def test_a_mistake_is_told_with_its_place(
    tmp_path: Path, file: str, before: str, after: str, line: int | None, field: str, words: str
) -> None:
    folder = company_folder(tmp_path, {file: (before, after)})
    with pytest.raises(CompanyFileError) as caught:
        load_company(folder)
    error = caught.value
    assert (error.line, error.field) == (line, field) or "water" in words
    assert words in error.reason
    assert error.file.startswith("companies/flowers/")
    assert error.sentence.startswith(error.file)
    assert str(tmp_path) not in error.sentence


def test_an_answer_missing_in_one_language_is_looked_for_in_that_file(tmp_path: Path) -> None:
    folder = company_folder(tmp_path)
    (folder / "faq.en.yml").write_text("hours: {questions: [When], written: Now}\n", encoding="utf-8")
    with pytest.raises(CompanyFileError) as caught:
        load_company(folder)
    assert caught.value.file == "companies/flowers/faq.en.yml"
    assert "“care”" in caught.value.reason


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    folder = company_folder(tmp_path)
    (folder / "catalogue.csv").unlink()
    with pytest.raises(CompanyFileError, match=r"companies/flowers/catalogue.csv: there is no such file"):
        load_company(folder)


def test_a_file_in_another_encoding_is_told_by_its_line(tmp_path: Path) -> None:
    folder = company_folder(tmp_path)
    text = (folder / ANSWERS).read_text(encoding="utf-8")
    (folder / ANSWERS).write_bytes(text.encode("cp1251"))
    with pytest.raises(CompanyFileError, match="line 2: this is not UTF-8"):
        load_company(folder)


def test_words_that_yaml_takes_for_truth_stay_words(tmp_path: Path) -> None:
    folder = company_folder(tmp_path, {"prompts.en.yml": ("Goodbye!", "no")})
    assert load_company(folder).prompts[Language.EN]["goodbye"][0].written == "no"


def test_a_company_goes_into_the_base_and_comes_back_the_same(lavka: Company, volna: Company) -> None:
    for company in (lavka, volna):
        assert company_from_json(company_to_json(company)) == company
    changed = replace(lavka, hours=replace(lavka.hours, exceptions={date(2027, 3, 8): None}))
    assert company_from_json(company_to_json(changed)).hours.exceptions == {date(2027, 3, 8): None}


def test_every_folder_with_a_company_is_loaded_and_the_shared_one_is_not(tmp_path: Path) -> None:
    folder = company_folder(tmp_path)
    shared = folder.parent / "_shared"
    shared.mkdir()
    for language, word in (("ru", "Алло"), ("en", "Hello")):
        (shared / f"prompts.{language}.yml").write_text(f"goodbye: Bye\ngreeting: {word}\n", encoding="utf-8")
    [company] = load_companies(folder.parent)
    assert company.prompts[Language.RU]["greeting"][0].written == "Алло"
    assert company.prompts[Language.EN]["goodbye"][0].written == "Goodbye!"
