"""The demo companies, loaded once."""

from pathlib import Path

import pytest

from bot.company.loader import load_company
from bot.company.model import Company

COMPANIES = Path(__file__).parents[3] / "companies"


@pytest.fixture(scope="session")
def lavka() -> Company:
    return load_company(COMPANIES / "lavka")


@pytest.fixture(scope="session")
def volna() -> Company:
    return load_company(COMPANIES / "volna")
