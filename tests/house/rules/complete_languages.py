"""What a language needs to be served: examples, held-out sentences, prompts, answers, texts of the pages, ears."""

import csv
import re
from collections.abc import Iterator
from typing import Any

import yaml

from tests.house.rules.checkout import Checkout
from tests.house.rules.page_texts import page_texts

FEWEST_EXAMPLES = 25
_PLACEHOLDER = re.compile(r"\{(\w+)\}")


def what_it_lacks(checkout: Checkout, language: str) -> list[str]:
    return [
        *_lacking_flows(checkout, language),
        *_lacking_sentences(checkout, language),
        *_lacking_prompts(checkout, language),
        *_lacking_answers(checkout, language),
        *_lacking_texts(checkout, language),
        *_lacking_files(checkout, f"bot/speech/tiny_model/{language}.yml"),
    ]


def flows(checkout: Checkout) -> dict[str, list[str]]:
    """The intents of each flow, as the domain tells them."""
    files = checkout.named("nlu_data/domain/*.yml")
    return {
        path.rpartition("/")[2].removesuffix(".yml"): _read(text).get("intents", []) for path, text in files.items()
    }


def strangers(checkout: Checkout, language: str) -> list[str]:
    """Files of examples without a flow of that name, and flows without rules or the other way round."""
    known = set(flows(checkout))
    rules = {path.rpartition("/")[2].removesuffix(".yml") for path in checkout.named("nlu_data/flows/*.yml")}
    words = {path.rpartition("/")[2].removesuffix(".yml") for path in checkout.named(f"nlu_data/{language}/*.yml")}
    return sorted((known ^ rules) | (words - known))


def _read(text: str) -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load(text) or {}
    return content


def _lacking_files(checkout: Checkout, *paths: str) -> list[str]:
    return [f"{path} is missing" for path in paths if path not in checkout.files]


def _lacking_flows(checkout: Checkout, language: str) -> Iterator[str]:
    for flow, intents in flows(checkout).items():
        path = f"nlu_data/{language}/{flow}.yml"
        said = {
            entry["intent"]: {line.strip() for line in entry["examples"].splitlines()}
            for entry in _read(checkout.files.get(path, "")).get("nlu", [])
        }
        for intent in intents:
            if len(said.get(intent, ())) < FEWEST_EXAMPLES:
                yield f"{path}: {intent} has {len(said.get(intent, ()))} examples of {FEWEST_EXAMPLES}"


def _lacking_sentences(checkout: Checkout, language: str) -> Iterator[str]:
    path = f"nlu_data/tests/{language}.csv"
    tried = {row["intent"] for row in csv.DictReader(checkout.files.get(path, "").splitlines())}
    for intents in flows(checkout).values():
        yield from (f"{path}: {intent} is not tried" for intent in intents if intent not in tried)


def _lacking_prompts(checkout: Checkout, language: str) -> Iterator[str]:
    """The shared prompts of all languages have the same names and take the same values."""
    path = f"companies/_shared/prompts.{language}.yml"
    own = _read(checkout.files.get(path, ""))
    for other, text in checkout.named("companies/_shared/prompts.*.yml").items():
        for name, prompt in _read(text).items():
            if name not in own:
                yield f"{path}: {name} is missing"
            elif not _values(prompt) <= _values(own[name]) and other != path:
                yield f"{path}: {name} does not say {', '.join(sorted(_values(prompt) - _values(own[name])))}"


def _values(prompt: object) -> set[str]:
    return set(_PLACEHOLDER.findall(str(prompt)))


def _lacking_answers(checkout: Checkout, language: str) -> Iterator[str]:
    """Only for the companies that speak it: which languages a company has is the company's choice."""
    for path, text in checkout.named("companies/*/company.yml").items():
        company = _read(text)
        if language not in company["languages"]:
            continue
        folder = path.removesuffix("/company.yml")
        answers = f"{folder}/faq.{language}.yml"
        own = _read(checkout.files.get(answers, ""))
        default = _read(checkout.files.get(f"{folder}/faq.{company['default_language']}.yml", ""))
        yield from (f"{answers}: {id} is missing" for id in default if id not in own)


def _lacking_texts(checkout: Checkout, language: str) -> Iterator[str]:
    for name, wordings in page_texts(checkout).items():
        if language not in wordings:
            yield f"web/shared: the text {name} has no {language}"
