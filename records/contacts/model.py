"""A person who calls or writes, as one company knows them."""

from dataclasses import dataclass
from datetime import datetime

from bot.language.languages import Language


@dataclass(frozen=True, slots=True)
class Contact:
    id: int
    company: str
    surname: str = ""
    name: str = ""
    patronymic: str = ""
    phone: str | None = None
    """E.164."""
    browser: str | None = None
    """The secret of the browser's cookie, hashed: how a returning chat customer is known."""
    language: Language | None = None
    address: str = ""
    created_at: datetime | None = None
    is_test: bool = False

    @property
    def full_name(self) -> str:
        return " ".join(part for part in (self.surname, self.name, self.patronymic) if part)

    @property
    def address_form(self) -> str:
        """How a person is addressed politely: name and patronymic, or what there is."""
        return " ".join(part for part in (self.name, self.patronymic) if part)
