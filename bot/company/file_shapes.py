"""The shapes of a company's files: what may stand in company.yml, in the answers and in a row of the catalogue."""

import re
from datetime import date, time
from decimal import Decimal
from typing import Annotated, Any, TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, ValidationError

from bot.company.model import OpenHours, Selling
from bot.company.sizes import parse_size
from bot.company.yaml_file import Place
from bot.language.languages import Language

Shape = TypeVar("Shape", bound=BaseModel)

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Texts = dict[Language, Text]

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_PERIOD = re.compile(r"(\d{1,2}):(\d{2})\s*[-–—]\s*(\d{1,2}):(\d{2})")


def _parse_period(value: object) -> object:
    text = str(value or "").strip()
    if text == "closed":
        return None
    found = _PERIOD.fullmatch(text)
    try:
        from_hour, from_minute, to_hour, to_minute = (int(part) for part in found.groups()) if found else (99, 0, 0, 0)
        return OpenHours(time(from_hour, from_minute), time(0 if to_hour == 24 else to_hour, to_minute))
    except ValueError:
        raise ValueError(f"“{text}” is not a time of opening; write 9:00-21:00, or closed.") from None


def _parse_zone(value: object) -> ZoneInfo:
    try:
        return ZoneInfo(str(value))
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError(f"there is no time zone “{value}”; write one like Europe/Moscow.") from None


def _parse_money(value: object) -> object:
    return str(value).replace(",", ".").replace(" ", "") if value is not None else value


def _parse_size(value: object) -> str:
    size = parse_size(str(value))
    if size is None:
        raise ValueError(f"“{value}” is not a size; write one like 400 ml, 1.5 kg, S, XL or large.")
    return size


Period = Annotated[OpenHours | None, BeforeValidator(_parse_period)]
Money = Annotated[Decimal, BeforeValidator(_parse_money), Field(ge=0, max_digits=12, decimal_places=2)]


class _FileShape(BaseModel):
    model_config = ConfigDict(extra="forbid", arbitrary_types_allowed=True)


class HoursShape(_FileShape):
    """`every_day`, then `weekdays`, then a day by its name: the nearer word wins. A day that nothing names is shut."""

    every_day: Period = None
    weekdays: Period = None
    monday: Period = None
    tuesday: Period = None
    wednesday: Period = None
    thursday: Period = None
    friday: Period = None
    saturday: Period = None
    sunday: Period = None
    exceptions: dict[date, Period] = Field(default_factory=dict)


class DepartmentShape(_FileShape):
    name: Texts
    complaint_words: dict[Language, list[Text]] = Field(default_factory=dict)
    answer_days: Annotated[int, Field(ge=0, le=365)] = 3


class DeliveryShape(_FileShape):
    price: Money
    free_from: Money | None = None
    pickup_address: Texts


class VoiceShape(_FileShape):
    id: Text
    rate_wpm: Annotated[int, Field(ge=80, le=450)]


class CompanyShape(_FileShape):
    name: Texts
    languages: Annotated[list[Language], Field(min_length=1)]
    default_language: Language
    time_zone: Annotated[ZoneInfo, BeforeValidator(_parse_zone)]
    currency: Annotated[str, StringConstraints(pattern="^[A-Z]{3}$")]
    selling: Selling
    hours: HoursShape
    departments: Annotated[dict[str, DepartmentShape], Field(min_length=1)]
    default_department: Text
    delivery: DeliveryShape | None = None
    voices: dict[Language, VoiceShape] = Field(default_factory=dict)
    colour: Annotated[str, StringConstraints(pattern="^#[0-9a-fA-F]{6}$")] = "#3366cc"
    dispositions: Annotated[list[Text], Field(min_length=1)] = Field(
        default_factory=lambda: ["solved", "callback", "forwarded", "spam"]
    )
    phones: list[Annotated[str, StringConstraints(pattern=r"^\+\d{8,15}$")]] = Field(default_factory=list)


class AnswerShape(_FileShape):
    questions: Annotated[list[Text], Field(min_length=1)]
    written: Text
    spoken: Text | None = None
    department: Text | None = None


class ProductShape(_FileShape):
    sku: Text
    category: str = ""
    name: Texts
    unit: Texts
    price: Money
    sizes: list[Annotated[str, BeforeValidator(_parse_size)]] = Field(default_factory=list)
    synonyms: dict[Language, list[Text]] = Field(default_factory=dict)
    in_stock: bool = True


class ShapeError(Exception):
    """The first mistake found: where it is within the data, and what is wrong, as the end of a sentence."""

    def __init__(self, place: Place, sentence: str) -> None:
        super().__init__(sentence)
        self.place = place
        self.sentence = sentence


def check(shape: type[Shape], data: object) -> Shape:
    try:
        return shape.model_validate(data)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = tuple(part for part in first["loc"] if part != "[key]")
        raise ShapeError(place, _sentence(first)) from None


def _sentence(error: Any) -> str:
    kind, context = error["type"], error.get("ctx", {})
    plain = {
        "missing": "this is missing.",
        "extra_forbidden": "this key is unknown; see docs/guides/add-a-company.md for the known ones.",
        "greater_than_equal": f"this must not be less than {context.get('ge')}.",
        "less_than_equal": f"this must not be more than {context.get('le')}.",
        "decimal_parsing": f"“{error['input']}” is not a number.",
        "int_parsing": f"“{error['input']}” is not a whole number.",
        "string_too_short": "this is empty.",
        "too_short": "this is empty.",
        "string_type": "a text is expected here.",
        "list_type": "a list is expected here: lines that begin with a hyphen.",
        "dict_type": "keys with values are expected here.",
        "model_type": "keys with values are expected here.",
        "string_pattern_mismatch": f"“{error['input']}” does not look right; it must match {context.get('pattern')}.",
        "enum": f"“{error['input']}” is not one of {context.get('expected')}.",
    }
    return plain.get(kind) or str(context.get("error") or error["msg"])
