"""What a company's texts may quote from its own settings, so that an answer never contradicts them."""

import re
from collections.abc import Mapping
from decimal import Decimal

from bot.company.hours import describe
from bot.company.model import Company
from bot.kit.errors import FrontlineError
from bot.language.languages import Language

_PLACEHOLDER = re.compile(r"\{(\w+)\}")


def facts_of(company: Company, language: Language) -> dict[str, str]:
    """{company}, {hours}, {phone}, and of a company that delivers {delivery_price}, {free_from}, {pickup_address}."""
    facts = {"company": company.name[language], "hours": describe(company.hours, language)}
    if company.phones:
        facts["phone"] = company.phones[0]
    if delivery := company.delivery:
        facts["pickup_address"] = delivery.pickup_address[language]
        facts["delivery_price"] = show_money(delivery.price, company.currency, language)
        if delivery.free_from is not None:
            facts["free_from"] = show_money(delivery.free_from, company.currency, language)
    return facts


def show_money(amount: Decimal, currency: str, language: Language) -> str:
    """«2 490 ₽», «99,50 ₽» (with no-break spaces), "₽2,490", "₽99.50"; another currency by its code."""
    whole = amount == amount.to_integral_value()
    number = f"{amount:,.0f}" if whole else f"{amount:,.2f}"
    if language is Language.RU:
        number = number.replace(",", "\u00a0").replace(".", ",")
        return f"{number}\u00a0{'₽' if currency == 'RUB' else currency}"
    return f"₽{number}" if currency == "RUB" else f"{currency} {number}"


def placeholders_in(text: str) -> list[str]:
    return _PLACEHOLDER.findall(text)


def fill(text: str, values: Mapping[str, object]) -> str:
    """The text with its {placeholders} replaced; one without a value is an error of whoever asked for the text."""
    for name in placeholders_in(text):
        if name not in values:
            raise FrontlineError("missing_value", f"The text “{text}” needs a value for “{name}”.", status=500)
    return _PLACEHOLDER.sub(lambda found: str(values[found.group(1)]), text)
