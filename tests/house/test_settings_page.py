"""docs/settings.md tells every setting as it is."""

from bot.app.settings import REPOSITORY
from tests.house.expectation import expect_none
from tests.house.rules import settings_page
from tests.house.rules.checkout import Checkout


def test_the_page_is_what_the_settings_say(project: Checkout) -> None:
    """When it is not: `python -m tests.house.rules.settings_page > docs/settings.md`."""
    assert project.files["docs/settings.md"] == settings_page.settings_page()


def test_every_setting_says_what_it_means() -> None:
    expect_none(settings_page.without_a_meaning())


def test_the_page_shows_every_variable_with_its_default() -> None:
    page = settings_page.settings_page()
    assert {name for name in settings_page.variables() if f"| `{name}` |" not in page} == set()
    assert "| `FRONTLINE_PORT` | `8000` |" in page
    assert "| `FRONTLINE_RASA__DEADLINE_MS` |" in page


def test_the_page_names_no_folder_of_the_machine_it_was_made_on() -> None:
    assert str(REPOSITORY) not in settings_page.settings_page()
