"""The companies that this line answers for, each opened once: its prompts, knowledge and catalogue ready to use."""

from collections.abc import Iterable

from bot.company.catalogue import Catalogue
from bot.company.knowledge import Knowledge
from bot.company.model import Company
from bot.company.prompts import Prompts
from bot.kit.errors import NotFound


class OpenCompany:
    """A company with everything that is computed from it."""

    def __init__(self, company: Company) -> None:
        self.company = company
        self.prompts = Prompts(company)
        self.knowledge = Knowledge(company)
        self.catalogue = Catalogue(company)


class CompanyBook:
    def __init__(self, companies: Iterable[Company], default: str) -> None:
        """`default` is the id of the company that is meant when nobody names one."""
        self._companies = {company.id: OpenCompany(company) for company in companies}
        self._default = default

    def get(self, id: str) -> OpenCompany:
        if id not in self._companies:
            raise NotFound(
                "unknown_company", f"There is no company “{id}” here: use one of {', '.join(self._companies)}."
            )
        return self._companies[id]

    @property
    def default(self) -> OpenCompany:
        return self.get(self._default)

    def all(self) -> list[OpenCompany]:
        return list(self._companies.values())

    def replace(self, company: Company) -> None:
        """What was saved is live at once."""
        self._companies[company.id] = OpenCompany(company)
