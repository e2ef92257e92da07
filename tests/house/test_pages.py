"""The documentation is true: what it names exists, and what exists is named."""

import argparse

import pytest

from bot.app.cli import parser
from tests.house.expectation import expect_none
from tests.house.rules import pages
from tests.house.rules.checkout import Checkout
from tests.house.rules.settings_page import variables

GUIDES = ("add-a-channel", "add-a-company", "add-a-flow", "add-a-language", "tiny-model")
COMMANDS = {"call": frozenset({"--json"}), "models list": frozenset[str](), "models install": frozenset({"--from"})}


def commands_of(made: argparse.ArgumentParser, above: str = "") -> dict[str, frozenset[str]]:
    inner = [action for action in made._actions if isinstance(action, argparse._SubParsersAction)]
    if not inner:
        return {above: frozenset(made._option_string_actions)}
    return {
        name: options
        for action in inner
        for word, below in action.choices.items()
        for name, options in commands_of(below, f"{above} {word}".strip()).items()
    }


def test_every_link_leads_somewhere(project: Checkout) -> None:
    expect_none(pages.dead_links(project))


def test_every_path_that_the_pages_name_is_there(project: Checkout) -> None:
    expect_none(pages.paths_that_are_not_there(project))


def test_every_page_that_anything_refers_to_is_there(project: Checkout) -> None:
    expect_none(pages.pages_that_are_named_but_missing(project))


def test_every_page_can_be_found_from_the_index(project: Checkout) -> None:
    expect_none(pages.pages_without_a_way_to_them(project))


def test_the_promised_guides_are_there(project: Checkout) -> None:
    assert {f"docs/guides/{name}.md" for name in GUIDES} <= set(project.pages)


def test_every_make_target_that_the_pages_name_exists_and_says_what_it_does(project: Checkout) -> None:
    expect_none(pages.unknown_targets(project))
    expect_none(pages.targets_without_a_word(project))


def test_every_command_that_the_pages_name_exists(project: Checkout) -> None:
    expect_none(pages.unknown_commands(project, commands_of(parser())))


def test_the_readme_names_every_command(project: Checkout) -> None:
    expect_none(pages.commands_not_in_the_readme(project, commands_of(parser())))


def test_every_variable_that_the_pages_name_is_read(project: Checkout) -> None:
    expect_none(pages.unknown_variables(project, variables()))


def test_every_decision_record_is_listed_and_numbered(project: Checkout) -> None:
    expect_none(pages.unlisted_records(project))
    expect_none(pages.numbers_of_records_in_disorder(project))


def test_the_architecture_names_every_package(project: Checkout) -> None:
    expect_none(pages.unnamed_packages(project, ("bot/", "actions/", "records/", "handoff/")))


@pytest.mark.parametrize("target", ["gone.md", "../web/gone.html", "#gone", "there.md#gone", "there/gone.md"])
def test_a_dead_link_is_found(target: str) -> None:
    files = {"docs/a.md": f"# A\n\nSee [this]({target}).", "docs/there.md": "# There"}
    assert pages.dead_links(Checkout(files)) == [f"docs/a.md:3: {target} leads nowhere"]


@pytest.mark.parametrize("target", ["there.md#the-one-place", "..", "../web/", "#a", "https://example.com/x", "b.png"])
def test_a_link_that_leads_somewhere_is_left_alone(target: str) -> None:
    files = {"docs/a.md": f"# A\n![x]({target})", "docs/there.md": "## The one place", "web/x.js": "", "docs/b.png": ""}
    assert pages.dead_links(Checkout(files)) == []


def test_a_path_that_is_not_there_is_found_and_one_to_complete_is_not() -> None:
    to_complete = "`companies/<id>/faq.ru.yml` `bot/kit/d*.py` `bot/kit/{x}.py` `nlu_data/<language>/` `handoff/1`"
    page = f"`bot/kit/db.py` `bot/gone.py` {to_complete}\n```\nhandoff/gone/\n```\n"
    found = pages.paths_that_are_not_there(Checkout({"README.md": page, "bot/kit/db.py": ""}))
    assert found == ["README.md:1: there is no bot/gone.py", "README.md:2: there is no handoff/gone/"]


def test_a_page_that_code_refers_to_is_missed() -> None:
    files = {"bot/a.py": '"""See docs/there.md."""\nx = "see docs/guides/gone.md"', "docs/there.md": ""}
    found = pages.pages_that_are_named_but_missing(Checkout(files))
    assert found == ["bot/a.py:2: there is no docs/guides/gone.md"]


def test_a_page_nobody_can_find_is_found() -> None:
    files = {
        "docs/README.md": "[a](a.md) [records](adr/README.md)",
        "docs/a.md": "",
        "docs/lost.md": "",
        "docs/adr/README.md": "[one](0001-one.md)",
        "docs/adr/0001-one.md": "",
    }
    assert pages.pages_without_a_way_to_them(Checkout(files)) == ["docs/lost.md"]


def test_a_target_that_does_not_exist_is_found_and_prose_is_not_a_command() -> None:
    page = "They make do. `make run` and\n\n```\nmake fly\n```\n"
    checkout = Checkout({"README.md": page, "Makefile": "run: setup ## serve\nsilent:\n"})
    assert pages.unknown_targets(checkout) == ["README.md:3: there is no `make fly`"]
    assert pages.targets_without_a_word(checkout) == ["silent:"]


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        ("fly", "there is no command fly"),
        ("call FILE.wav --fast", "there is no option --fast"),
        ("models remove", "models has no remove"),
        ("models install --json", "there is no option --json"),
    ],
)
def test_a_command_that_does_not_exist_is_found(words: str, fault: str) -> None:
    found = pages.unknown_commands(Checkout({"README.md": f"`frontline {words}`"}), COMMANDS)
    assert found == [f"README.md:1: `frontline {words}`: {fault}"]


@pytest.mark.parametrize("words", ["call FILE.wav --json", "models", "models install NAME --from FILE", "COMMAND"])
def test_a_command_that_exists_is_left_alone(words: str) -> None:
    assert pages.unknown_commands(Checkout({"README.md": f"`.venv/bin/frontline {words}`"}), COMMANDS) == []


def test_a_command_that_the_readme_leaves_out_is_found() -> None:
    checkout = Checkout({"README.md": "`frontline call FILE.wav` `frontline models list`"})
    assert pages.commands_not_in_the_readme(checkout, COMMANDS) == ["models install"]


def test_a_variable_that_nobody_reads_is_found() -> None:
    found = pages.unknown_variables(
        Checkout({"docs/a.md": "`FRONTLINE_PORT`, FRONTLINE_PROT"}), frozenset({"FRONTLINE_PORT"})
    )
    assert found == ["docs/a.md:1: nobody reads FRONTLINE_PROT"]


def test_an_unlisted_and_a_misnumbered_record_are_found() -> None:
    files = {
        "docs/adr/README.md": "1. [One](0001-one.md)",
        "docs/adr/0001-one.md": "# 1. One",
        "docs/adr/0003-three.md": "# 3. Three",
    }
    assert pages.unlisted_records(Checkout(files)) == ["docs/adr/0003-three.md"]
    assert pages.numbers_of_records_in_disorder(Checkout(files)) == ["docs/adr/0003-three.md"]


def test_a_package_that_the_architecture_leaves_out_is_found() -> None:
    files = {
        "docs/architecture.md": "`bot/kit` keeps time",
        **dict.fromkeys(("bot/kit/__init__.py", "bot/audio/__init__.py"), ""),
    }
    assert pages.unnamed_packages(Checkout(files), ("bot/",)) == ["bot/audio"]
