"""What the company says: its own words over those of all companies, with the values filled in."""

from decimal import Decimal
from pathlib import Path

import pytest

from bot.company.facts import facts_of, show_money
from bot.company.loader import load_company
from bot.company.model import Company
from bot.company.prompts import Prompts
from bot.company.sizes import parse_size, say_size
from bot.kit.errors import FrontlineError
from bot.language.languages import Language
from tests.fakes.company_folder import company_folder

RU, EN = Language.RU, Language.EN

PROMPTS = """\
goodbye: До свидания!
total: Итого {sum}.
hello:
  - Алло!
  - written: "Это {company}. Открыто {hours}."
    spoken: Слушаю вас.
    buttons: ["Заказать", {title: "Человек {n}", sends: "оператор"}]
"""


@pytest.fixture
def prompts(tmp_path: Path) -> Prompts:
    folder = company_folder(tmp_path)
    for language in ("ru", "en"):
        (folder / f"prompts.{language}.yml").write_text(PROMPTS, encoding="utf-8")
    return Prompts(load_company(folder))


def test_values_and_the_companys_facts_are_filled_in(prompts: Prompts) -> None:
    assert prompts.render("total", RU, spoken=False, values={"sum": Decimal("99.50")}).text == "Итого 99.50."
    hello = prompts.render("hello", RU, spoken=False, values={"n": 1}, variant=1)
    assert hello.text == "Это Цветы. Открыто по будням с 9:00 до 20:00, в субботу и в воскресенье не работаем."
    assert hello.buttons == (("Заказать", "Заказать"), ("Человек 1", "оператор"))


def test_the_ear_gets_the_spoken_form(prompts: Prompts) -> None:
    assert prompts.render("hello", RU, spoken=True, values={"n": 1}, variant=1).text == "Слушаю вас."
    assert prompts.render("total", RU, spoken=True, values={"sum": 5}).text == "Итого 5."


def test_variants_go_round(prompts: Prompts) -> None:
    texts = [prompts.render("hello", RU, spoken=True, values={"n": 1}, variant=n).text for n in range(4)]
    assert texts == ["Алло!", "Слушаю вас.", "Алло!", "Слушаю вас."]


def test_what_a_customer_says_is_never_taken_for_a_placeholder(prompts: Prompts) -> None:
    assert prompts.render("total", RU, spoken=False, values={"sum": "{company}"}).text == "Итого {company}."


def test_an_unknown_prompt_and_a_missing_value_are_errors(prompts: Prompts) -> None:
    with pytest.raises(FrontlineError) as unknown:
        prompts.render("song", RU, spoken=False, values={})
    assert unknown.value.code == "unknown_prompt"
    with pytest.raises(FrontlineError) as missing:
        prompts.render("total", RU, spoken=False, values={})
    assert missing.value.code == "missing_value"


def test_facts_come_from_the_settings(lavka: Company) -> None:
    facts = facts_of(lavka, RU)
    assert facts["delivery_price"] == "299\u00a0₽"
    assert facts["free_from"] == "3\u00a0000\u00a0₽"
    assert facts_of(lavka, EN)["free_from"] == "₽3,000"


@pytest.mark.parametrize(
    ("amount", "currency", "russian", "english"),
    [
        ("1240", "RUB", "1\u00a0240\u00a0₽", "₽1,240"),
        ("1240.00", "RUB", "1\u00a0240\u00a0₽", "₽1,240"),
        ("99.5", "RUB", "99,50\u00a0₽", "₽99.50"),
        ("0", "RUB", "0\u00a0₽", "₽0"),
        ("12.30", "KZT", "12,30\u00a0KZT", "KZT 12.30"),
    ],
)
def test_money_is_written_as_in_each_language(amount: str, currency: str, russian: str, english: str) -> None:
    assert show_money(Decimal(amount), currency, RU) == russian
    assert show_money(Decimal(amount), currency, EN) == english


@pytest.mark.parametrize(
    ("written", "kept", "russian", "english"),
    [
        ("400 мл", "400 ml", "400 мл", "400 ml"),
        ("400ml", "400 ml", "400 мл", "400 ml"),
        ("1,5 кг", "1.5 kg", "1,5 кг", "1.5 kg"),
        ("60 litres", "60 l", "60 л", "60 l"),
        ("100 Мбит/с", "100 Mbps", "100 Мбит/с", "100 Mbps"),
        ("20 гигов", "20 GB", "20 ГБ", "20 GB"),
        ("xl", "XL", "XL", "XL"),
        ("большой", "large", "большой", "large"),
    ],
)
def test_a_size_is_one_and_the_same_in_both_languages(written: str, kept: str, russian: str, english: str) -> None:
    assert parse_size(written) == kept
    assert (say_size(kept, RU), say_size(kept, EN)) == (russian, english)


@pytest.mark.parametrize("text", ["", "много", "400", "мл", "5 яблок", "400 мл шампуня"])
def test_what_is_no_size_is_none(text: str) -> None:
    assert parse_size(text) is None
