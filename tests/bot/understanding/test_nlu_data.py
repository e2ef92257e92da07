"""The data of the dialogue hangs together: each intent has words in each language, and rules name what exists."""

import csv
from itertools import product
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.language.languages import LANGUAGES
from bot.understanding.arbiter import INTERRUPTIONS
from bot.understanding.tokenizer import comparable

DATA = Path(__file__).resolve().parents[3] / "nlu_data"
FLOWS = sorted(file.stem for file in (DATA / "flows").glob("*.yml"))
FEWEST = 25


def read(path: Path) -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return content


def domain() -> dict[str, list[str]]:
    whole: dict[str, list[str]] = {"intents": [], "actions": [], "forms": []}
    for flow in FLOWS:
        for key, names in read(DATA / "domain" / f"{flow}.yml").items():
            whole.setdefault(key, []).extend(names)
    return whole


def examples(language: str) -> dict[str, list[str]]:
    return {
        entry["intent"]: [line.removeprefix("- ") for line in entry["examples"].splitlines()]
        for file in (DATA / language).glob("*.yml")
        for entry in read(file)["nlu"]
    }


def held_out(language: str) -> list[tuple[str, str]]:
    with (DATA / "tests" / f"{language}.csv").open(encoding="utf-8", newline="") as lines:
        return [(row["text"], row["intent"]) for row in csv.DictReader(lines)]


def rules() -> list[dict[str, Any]]:
    return [rule for flow in FLOWS for rule in read(DATA / "flows" / f"{flow}.yml")["rules"]]


@pytest.mark.parametrize(("language", "flow"), list(product(LANGUAGES, FLOWS)))
def test_each_flow_has_words_in_each_language(language: str, flow: str) -> None:
    intents = {entry["intent"] for entry in read(DATA / language / f"{flow}.yml")["nlu"]}
    assert intents == set(read(DATA / "domain" / f"{flow}.yml")["intents"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_intent_is_said_in_many_ways(language: str) -> None:
    few = {intent: len(set(lines)) for intent, lines in examples(language).items() if len(set(lines)) < FEWEST}
    assert few == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_held_out_sentences_are_many_and_never_trained_on(language: str) -> None:
    trained = {comparable(line) for lines in examples(language).values() for line in lines}
    assert len(held_out(language)) >= 150
    assert [text for text, _ in held_out(language) if comparable(text) in trained] == []
    assert {intent for _, intent in held_out(language)} == set(domain()["intents"])


def test_no_sentence_means_two_things() -> None:
    meanings: dict[str, set[str]] = {}
    for language in LANGUAGES:
        for intent, lines in examples(language).items():
            for line in lines:
                meanings.setdefault(comparable(line), set()).add(intent)
    assert {line: intents for line, intents in meanings.items() if len(intents) > 1} == {}


def test_rules_name_only_what_the_domain_has() -> None:
    steps = [step for rule in rules() for step in rule["steps"]]
    known = {*domain()["actions"], *domain()["forms"], "action_deactivate_loop"}
    assert {step["action"] for step in steps if "action" in step} <= known
    assert {step["intent"] for step in steps if "intent" in step} == set(domain()["intents"])


def test_each_interruption_has_a_rule_inside_each_form() -> None:
    served = {
        (rule["condition"][0]["active_loop"], step["intent"])
        for rule in rules()
        for step in rule["steps"]
        if "intent" in step and "condition" in rule
    }
    expected = set(product(domain()["forms"], INTERRUPTIONS)) - {("complaint_form", "complaint")}
    assert served == expected


def test_the_texts_of_replies_stand_in_no_file_of_the_dialogue() -> None:
    assert "responses" not in domain()
