"""A customer and the pure core of an order: what they say is written form, what comes back are prompts."""

from dataclasses import replace

from actions.draft import Draft, Said, Source
from actions.orders.reading import ReplyContext
from actions.orders.steps import KnownCustomer, begin_order, order_step
from actions.step import Step
from bot.company.book import OpenCompany
from bot.language.languages import Language
from bot.language.written_form import written_form
from tests.actions.sample import MONDAY

ANNA = KnownCustomer("Анна Петровна", "+79161234567")
STRANGER = KnownCustomer()


class Talk:
    def __init__(
        self,
        company: OpenCompany,
        language: Language,
        customer: KnownCustomer = STRANGER,
        caller_number: str | None = None,
    ) -> None:
        self.company = company
        self.language = language
        self.customer = customer
        self.draft = Draft()
        self.context = ReplyContext(
            company=company.company,
            catalogue=company.catalogue,
            language=language,
            today=MONDAY,
            source=Source.SPEECH if caller_number else Source.TEXT,
            confidence=0.9 if caller_number else 1.0,
            caller_number=caller_number,
            known_address=customer.address,
        )
        self.step = Step(self.draft)

    def say(self, *utterances: str) -> "Talk":
        for utterance in utterances:
            begun = begin_order(self.draft, self.company.company, self.customer, self.context.caller_number)
            self.step = order_step(written_form(utterance, self.language), begun, self.context)
            self.draft = replace(self.step.draft, said=self.step.says)
        return self

    @property
    def prompts(self) -> list[str]:
        return [said.prompt for said in self.step.says]

    @property
    def heard(self) -> str:
        """What the customer reads after the last utterance."""
        return " ".join(self.render(said) for said in self.step.says)

    @property
    def cart(self) -> dict[str, int]:
        return {line.key: int(line.quantity) for line in self.draft.cart}

    def known(self, slot: str) -> str:
        value = self.draft.known(slot)
        return value.value if value else ""

    def render(self, said: Said, *, spoken: bool = False) -> str:
        return self.company.prompts.render(said.prompt, self.language, spoken=spoken, values=said.values).text

    def asked(self, **changes: object) -> "Talk":
        self.draft = replace(self.draft, **changes)  # type: ignore[arg-type]
        return self
