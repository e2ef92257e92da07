"""Modules and functions fit the reader, and say what they are for."""

from tests.house.expectation import expect_none
from tests.house.rules import shape
from tests.house.rules.checkout import Checkout


def test_a_module_ends_before_three_hundred_lines(project: Checkout) -> None:
    expect_none(shape.long_modules(project))


def test_a_function_fits_a_screen(project: Checkout) -> None:
    expect_none(shape.long_functions(project))


def test_a_module_says_in_its_first_line_what_it_is_for(project: Checkout) -> None:
    expect_none(shape.modules_that_do_not_say_what_they_are_for(project))


def test_there_are_no_drawers(project: Checkout) -> None:
    expect_none(shape.drawers(project))


def test_a_long_module_is_found_and_a_long_test_is_not() -> None:
    long = "x = 1\n" * 301
    files = {"bot/long.py": long, "bot/fits.py": "x = 1\n" * 300, "tests/test_long.py": long}
    assert shape.long_modules(Checkout(files)) == ["bot/long.py: 301 lines"]


def test_a_long_function_is_found_wherever_it_stands() -> None:
    body = "        x = 1\n" * 60
    files = {"bot/long.py": f"class Long:\n    async def go(self):\n{body}"}
    assert shape.long_functions(Checkout(files)) == ["bot/long.py:2: go is 61 lines"]


def test_a_module_without_a_first_line_is_found() -> None:
    files = {
        "bot/silent.py": "x = 1\n",
        "bot/late.py": '\n"""Too late."""\n',
        "bot/empty.py": '"""\n"""\n',
        "bot/says.py": '"""Says."""\n',
    }
    found = shape.modules_that_do_not_say_what_they_are_for(Checkout(files))
    assert found == ["bot/silent.py", "bot/late.py", "bot/empty.py"]


def test_a_drawer_is_found_as_a_file_and_as_a_folder() -> None:
    files = dict.fromkeys(("bot/utils.py", "bot/common/words.py", "web/helpers.js", "bot/kit/clock.py"), "")
    assert shape.drawers(Checkout(files)) == ["bot/utils.py", "bot/common/words.py", "web/helpers.js"]
