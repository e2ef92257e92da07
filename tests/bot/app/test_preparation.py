"""What the base lacks because it is older than the code is filled from the folders, and nothing of its own is lost."""

from dataclasses import replace
from pathlib import Path

from bot.app.preparation import with_new_prompts
from bot.company.loader import load_company
from bot.company.model import PromptForms
from bot.language.languages import Language

LAVKA = load_company(Path(__file__).resolve().parents[3] / "companies" / "lavka")
OWN = (PromptForms("Свой привет!", "Свой привет!"),)


def test_a_prompt_that_is_newer_than_the_base_is_taken_from_the_folder() -> None:
    of_old = replace(LAVKA, prompts={language: {"greeting": OWN} for language in Language})
    completed = with_new_prompts(of_old, {"lavka": LAVKA})
    assert completed.prompts[Language.RU].keys() == LAVKA.prompts[Language.RU].keys()
    assert completed.prompts[Language.RU]["greeting"] == OWN


def test_a_company_without_a_folder_still_has_every_prompt() -> None:
    of_its_own = replace(LAVKA, id="bakery", prompts={language: {} for language in Language})
    completed = with_new_prompts(of_its_own, {"lavka": LAVKA})
    assert completed.prompts[Language.EN].keys() == LAVKA.prompts[Language.EN].keys()
