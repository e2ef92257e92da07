"""Reads a company from its folder, and to and from the one JSON document in which the base keeps it.

A mistake in the files is told as CompanyFileError: the file, the line, the field, and what to do.
"""

import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, TypeAdapter

from bot.company.catalogue_file import read_catalogue
from bot.company.facts import facts_of, placeholders_in
from bot.company.file_shapes import WEEKDAYS, AnswerShape, CompanyShape, HoursShape, ShapeError, check
from bot.company.model import Answer, Company, Delivery, Department, Hours, OpenHours, Product, PromptForms, Voice
from bot.company.prompt_file import read_prompts
from bot.company.yaml_file import CompanyFileError, Place, YamlFile, read_yaml, shown_name
from bot.language.languages import LANGUAGES, Language
from bot.language.lemmas import lemmas

__all__ = ["CompanyFileError", "company_from_json", "company_to_json", "load_companies", "load_company"]

SHARED = "_shared"
"""The folder beside the companies' own, with the texts that all of them begin with."""

Shape = TypeVar("Shape", bound=BaseModel)


def load_companies(folder: Path) -> list[Company]:
    """Every company in the folder, by id."""
    homes = sorted(file.parent for file in folder.glob("*/company.yml"))
    return [load_company(home) for home in homes]


def load_company(folder: Path) -> Company:
    """The folder's name is the company's id."""
    file = read_yaml(folder / "company.yml")
    shape = _checked(file, CompanyShape)
    _require_sense(file, shape, folder.name)
    company = _company(folder.name, shape, read_catalogue(folder / "catalogue.csv", shape.languages), folder)
    answers = tuple(_answers(folder, company))
    return replace(company, answers=answers)


def company_to_json(company: Company) -> str:
    return _COMPANY_JSON.dump_json(company).decode()


def company_from_json(content: str) -> Company:
    return _COMPANY_JSON.validate_json(content)


_COMPANY_JSON = TypeAdapter(Company)


def _checked(file: YamlFile, shape: type[Shape], data: object = None, at: Place = ()) -> Shape:
    try:
        return check(shape, file.data if data is None else data)
    except ShapeError as error:
        raise file.error((*at, *error.place), error.sentence) from None


def _require_sense(file: YamlFile, shape: CompanyShape, id: str) -> None:
    if not re.fullmatch(r"[a-z][a-z0-9-]*", id):
        raise file.error(
            (), f"the folder “{id}” gives the company its id: small Latin letters, digits and hyphens only."
        )
    if shape.default_language not in shape.languages:
        raise file.error(("default_language",), "this language is not among the company's languages.")
    if shape.default_department not in shape.departments:
        raise file.error(("default_department",), f"there is no department “{shape.default_department}”.")
    texts: list[tuple[Place, dict[Language, str]]] = [(("name",), shape.name)]
    texts += [(("departments", id, "name"), department.name) for id, department in shape.departments.items()]
    if shape.delivery:
        texts.append((("delivery", "pickup_address"), shape.delivery.pickup_address))
    for place, text in texts:
        for language in shape.languages:
            if language not in text:
                raise file.error(place, f"the text in “{language}” is missing.")


def _company(id: str, shape: CompanyShape, products: tuple[Product, ...], folder: Path) -> Company:
    delivery = shape.delivery
    return Company(
        id=id,
        name=shape.name,
        default_language=shape.default_language,
        languages=tuple(shape.languages),
        time_zone=shape.time_zone,
        currency=shape.currency,
        selling=shape.selling,
        hours=_hours(shape.hours),
        departments=tuple(_departments(shape)),
        default_department=shape.default_department,
        delivery=Delivery(delivery.price, delivery.free_from, delivery.pickup_address) if delivery else None,
        products=products,
        answers=(),
        prompts=_prompts(folder, shape.languages),
        voices={language: _voice(shape, language) for language in shape.languages},
        colour=shape.colour,
        dispositions=tuple(shape.dispositions),
        phones=tuple(shape.phones),
    )


def _hours(shape: HoursShape) -> Hours:
    def of_day(n: int, day: str) -> OpenHours | None:
        names = (day, "weekdays", "every_day") if n < 5 else (day, "every_day")
        given: Iterable[OpenHours | None] = (getattr(shape, name) for name in names if name in shape.model_fields_set)
        return next(iter(given), None)

    return Hours(tuple(of_day(n, day) for n, day in enumerate(WEEKDAYS)), dict(shape.exceptions))


def _departments(shape: CompanyShape) -> Iterable[Department]:
    for id, department in shape.departments.items():
        words = {
            language: tuple(dict.fromkeys(" ".join(lemmas(word, language)) for word in said))
            for language, said in department.complaint_words.items()
        }
        yield Department(id, department.name, words, department.answer_days)


def _voice(shape: CompanyShape, language: Language) -> Voice:
    if chosen := shape.voices.get(language):
        return Voice(chosen.id, chosen.rate_wpm)
    return Voice(LANGUAGES[language].espeak_voice, LANGUAGES[language].speaking_rate_wpm)


def _prompts(folder: Path, languages: Iterable[Language]) -> dict[Language, dict[str, tuple[PromptForms, ...]]]:
    """What all companies say, overlaid with the company's own; a prompt must exist in every language."""
    found: dict[Language, dict[str, tuple[PromptForms, ...]]] = {}
    for language in languages:
        paths = [home / f"prompts.{language}.yml" for home in (folder.parent / SHARED, folder)]
        found[language] = {name: forms for path in paths if path.exists() for name, forms in read_prompts(path).items()}
    for language, other in ((one, two) for one in found for two in found):
        for name in found[language].keys() - found[other].keys():
            file = shown_name(folder / f"prompts.{other}.yml")
            raise CompanyFileError(file, None, name, f"this prompt exists in “{language}” but not in “{other}”.")
    return found


def _answers(folder: Path, company: Company) -> Iterable[Answer]:
    """Answers by id; the files of all languages hold the same ids."""
    files = {language: read_yaml(folder / f"faq.{language}.yml") for language in company.languages}
    shapes = {language: _answer_shapes(files[language], company) for language in company.languages}
    for language, other in ((one, two) for one in files for two in files):
        for id in shapes[language]:
            if id not in shapes[other]:
                raise files[other].error((), f"the answer “{id}” of {files[language].name} is missing here.")
    for id in shapes[company.default_language]:
        forms = {language: shapes[language][id] for language in company.languages}
        departments = {form.department for form in forms.values() if form.department}
        if len(departments) > 1:
            raise files[company.default_language].error((id, "department"), "the languages name different departments.")
        yield Answer(
            id=id,
            questions={language: tuple(form.questions) for language, form in forms.items()},
            written={language: form.written for language, form in forms.items()},
            spoken={language: form.spoken or form.written for language, form in forms.items()},
            department=next(iter(departments), None),
        )


def _answer_shapes(file: YamlFile, company: Company) -> dict[str, AnswerShape]:
    if not isinstance(file.data, dict):
        raise file.error((), "answers are expected here, each under its id.")
    shapes = {id: _checked(file, AnswerShape, data or {}, (id,)) for id, data in file.data.items()}
    departments = {department.id for department in company.departments}
    for id, shape in shapes.items():
        if shape.department and shape.department not in departments:
            known = ", ".join(sorted(departments))
            raise file.error((id, "department"), f"there is no department “{shape.department}”; there are {known}.")
        for form in ("written", "spoken"):
            for name in placeholders_in(getattr(shape, form) or ""):
                if name not in facts_of(company, company.default_language):
                    raise file.error((id, form), f"nothing is known that could stand for “{{{name}}}”.")
    return shapes
