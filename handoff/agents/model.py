"""An agent: a person who serves customers of some companies in some languages."""

from collections.abc import Collection
from dataclasses import dataclass

from bot.access.permissions import Act, Role, may
from bot.language.languages import Language


@dataclass(frozen=True, slots=True)
class Agent:
    id: int
    login: str
    name: str
    """How customers see her."""
    role: Role
    language: Language
    """Of her screen."""
    languages: tuple[Language, ...]
    """In which she serves customers."""
    companies: tuple[str, ...]

    def may(self, act: Act, company: str) -> bool:
        return company in self.companies and may(self.role, act)

    def takes_from(self, companies: Collection[str]) -> bool:
        return any(self.may(Act.TAKE_HANDOFF, company) for company in companies)


@dataclass(frozen=True, slots=True)
class NewAgent:
    login: str
    name: str
    role: Role
    languages: tuple[Language, ...]
    """The first is the language of her screen."""
    companies: tuple[str, ...]
