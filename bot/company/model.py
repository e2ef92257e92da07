"""A company as the line knows it: names, hours, departments, goods and services, answers. Data only."""

from dataclasses import dataclass, field
from datetime import date, time
from decimal import Decimal
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.language.languages import Language

Texts = dict[Language, str]
"""The same text in each language the company speaks."""


class Selling(StrEnum):
    GOODS = "goods"
    """Items and quantities, delivered or picked up."""
    SERVICES = "services"
    """Tariffs and options, switched on for a phone number."""


@dataclass(frozen=True, slots=True)
class OpenHours:
    opens: time
    closes: time


@dataclass(frozen=True, slots=True)
class Hours:
    """Local opening hours: weekday 0 (Monday) … 6; a date in `exceptions` wins; None is closed."""

    week: tuple[OpenHours | None, ...]
    exceptions: dict[date, OpenHours | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Department:
    id: str
    name: Texts
    complaint_lemmas: dict[Language, tuple[str, ...]] = field(default_factory=dict)
    """Words (lemmas) by which a complaint finds this department."""
    answer_days: int = 3
    """Within how many days this department answers a complaint."""


@dataclass(frozen=True, slots=True)
class Delivery:
    price: Decimal
    free_from: Decimal | None
    """Delivery costs nothing from this sum on."""
    pickup_address: Texts


@dataclass(frozen=True, slots=True)
class Product:
    """Something with a price: goods or a service."""

    sku: str
    name: Texts
    price: Decimal
    unit: Texts
    """What one of it is called, e.g. «бутылка», «шт.», "bottle", "month"."""
    synonyms: dict[Language, tuple[str, ...]]
    sizes: tuple[str, ...] = ()
    in_stock: bool = True
    category: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """One thing the company can answer, and the ways people ask for it."""

    id: str
    questions: dict[Language, tuple[str, ...]]
    written: Texts
    spoken: Texts
    """A short form for the ear; the loader fills it from `written` where the file has none."""
    department: str | None = None


@dataclass(frozen=True, slots=True)
class Voice:
    """One voice per company and language: the engine's voice id and its pace in words a minute."""

    id: str
    rate_wpm: int


@dataclass(frozen=True, slots=True)
class Company:
    id: str
    name: Texts
    default_language: Language
    languages: tuple[Language, ...]
    time_zone: ZoneInfo
    currency: str
    """ISO 4217, e.g. RUB."""
    selling: Selling
    hours: Hours
    departments: tuple[Department, ...]
    default_department: str
    delivery: Delivery | None
    products: tuple[Product, ...]
    answers: tuple[Answer, ...]
    prompts: dict[Language, dict[str, tuple["PromptForms", ...]]]
    voices: dict[Language, Voice]
    colour: str = "#3366cc"
    dispositions: tuple[str, ...] = ("solved", "callback", "forwarded", "spam")
    phones: tuple[str, ...] = ()
    """Its own numbers (E.164): a call to one of them is a call to this company."""

    def department(self, id: str) -> Department:
        return next(department for department in self.departments if department.id == id)


@dataclass(frozen=True, slots=True)
class PromptForms:
    """One wording of a prompt: with {placeholders}; `spoken` may differ from `written`."""

    written: str
    spoken: str
    buttons: tuple[tuple[str, str], ...] = ()
    """(title, what it sends) offered under the written form."""
