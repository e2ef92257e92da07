"""Reads a file of prompts: under each name one wording, a list of wordings, or a wording with its forms.

order_placed: "Заказ принят."
greeting:
  - "Здравствуйте! Чем могу помочь?"
  - written: "Здравствуйте! Это {company}."
    spoken: "Здравствуйте, вы позвонили в {company}."
    buttons: ["Заказать", {title: "Позвать человека", sends: "оператор"}]
"""

from pathlib import Path

from bot.company.model import PromptForms
from bot.company.yaml_file import Place, YamlFile, read_yaml

_KEYS = {"written", "spoken", "buttons"}


def read_prompts(path: Path) -> dict[str, tuple[PromptForms, ...]]:
    file = read_yaml(path)
    if not isinstance(file.data, dict):
        raise file.error((), "prompts are expected here, each under its name.")
    return {name: _variants(file, (name,), value) for name, value in file.data.items()}


def _variants(file: YamlFile, place: Place, value: object) -> tuple[PromptForms, ...]:
    if not isinstance(value, list):
        return (_forms(file, place, value),)
    if not value:
        raise file.error(place, "this is empty.")
    return tuple(_forms(file, (*place, n), one) for n, one in enumerate(value))


def _forms(file: YamlFile, place: Place, value: object) -> PromptForms:
    if isinstance(value, str):
        return PromptForms(_text(file, place, value), value)
    if not isinstance(value, dict):
        raise file.error(place, "a text is expected here, or written, spoken and buttons.")
    for key in value.keys() - _KEYS:
        raise file.error((*place, key), "this key is unknown; the known ones are written, spoken and buttons.")
    written = _text(file, (*place, "written"), value.get("written"))
    spoken = _text(file, (*place, "spoken"), value["spoken"]) if "spoken" in value else written
    return PromptForms(written, spoken, _buttons(file, (*place, "buttons"), value.get("buttons", [])))


def _buttons(file: YamlFile, place: Place, value: object) -> tuple[tuple[str, str], ...]:
    if not isinstance(value, list):
        raise file.error(place, "a list is expected here: lines that begin with a hyphen.")
    return tuple(_button(file, (*place, n), one) for n, one in enumerate(value))


def _button(file: YamlFile, place: Place, value: object) -> tuple[str, str]:
    """A button with a title only sends its title."""
    if isinstance(value, dict) and value.keys() == {"title", "sends"}:
        return _text(file, place, value["title"]), _text(file, place, value["sends"])
    if isinstance(value, str):
        return _text(file, place, value), value
    raise file.error(place, "a button is its title, or {title: …, sends: …}.")


def _text(file: YamlFile, place: Place, value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise file.error(place, "a text is missing here.")
    return value
