"""The project as it stands, read once."""

from pathlib import Path

import pytest

from tests.house.rules.checkout import Checkout, read_checkout


@pytest.fixture(scope="session")
def project() -> Checkout:
    return read_checkout(Path(__file__).resolve().parents[2])
