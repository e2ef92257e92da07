"""What the company says: its prompts, written or spoken, with the values filled in."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.company.facts import facts_of, fill, placeholders_in
from bot.company.model import Company
from bot.kit.errors import FrontlineError
from bot.language.languages import Language


@dataclass(frozen=True, slots=True)
class RenderedPrompt:
    text: str
    buttons: tuple[tuple[str, str], ...]
    """(title, what it sends)"""


class Prompts:
    def __init__(self, company: Company) -> None:
        self._prompts = company.prompts
        self._default = company.default_language
        self._facts = {language: facts_of(company, language) for language in company.languages}

    def render(
        self, name: str, language: Language, *, spoken: bool, values: Mapping[str, object], variant: int = 0
    ) -> RenderedPrompt:
        """`variant` may be any whole number: it goes round the wordings there are. The company's facts need no values.

        A language that the company does not speak falls back to its default one.
        """
        language = language if language in self._prompts else self._default
        if name not in self._prompts[language]:
            raise FrontlineError("unknown_prompt", f"There is no prompt “{name}” in “{language}”.", status=500)
        variants = self._prompts[language][name]
        forms = variants[variant % len(variants)]
        known = {**self._facts[language], **values}
        buttons = tuple((fill(title, known), fill(sends, known)) for title, sends in forms.buttons)
        return RenderedPrompt(fill(forms.spoken if spoken else forms.written, known), buttons)

    def fixed_texts(self, language: Language) -> list[str]:
        """Every spoken wording that needs no value but the company's own facts: it never changes and names nobody."""
        facts = self._facts[language]
        wordings = [forms.spoken for variants in self._prompts[language].values() for forms in variants]
        return [fill(wording, facts) for wording in wordings if facts.keys() >= {*placeholders_in(wording)}]

    def names(self, language: Language) -> frozenset[str]:
        return frozenset(self._prompts[language])
