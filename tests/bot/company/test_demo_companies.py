"""The demo companies are complete: everything in both languages, and enough of it."""

import re

import pytest

from bot.company.model import Company, Selling
from bot.language.languages import Language

LANGUAGES = {Language.RU, Language.EN}
CYRILLIC, LATIN = re.compile("[а-яё]", re.IGNORECASE), re.compile("[a-z]", re.IGNORECASE)
ABBREVIATED = re.compile(r"₽|%|\d\s?(?:км|ГБ|км|km|GB|Mbps)|\bул\.|\bг\.|\w\.example|@|[*#]\d|СМС|e-mail")
BRANDS = re.compile(
    r"App Store|Google Play|RuStore|eSIM|APN|XR|4G|Wi-Fi|\S+@\S+|\S+\.(?:volna|example)\S*|internet", re.I
)


@pytest.fixture(params=["lavka", "volna"])
def company(request: pytest.FixtureRequest) -> Company:
    found: Company = request.getfixturevalue(request.param)
    return found


def test_there_are_a_shop_and_a_mobile_operator(lavka: Company, volna: Company) -> None:
    assert (lavka.selling, volna.selling) == (Selling.GOODS, Selling.SERVICES)
    assert len(lavka.products) >= 60
    assert len(volna.products) >= 12
    assert lavka.delivery
    assert len({lavka.colour, volna.colour}) == 2
    assert not set(lavka.phones) & set(volna.phones)


def test_each_answers_at_least_thirty_questions_asked_in_five_ways(company: Company) -> None:
    assert len(company.answers) >= 30
    for answer in company.answers:
        for language in LANGUAGES:
            assert len(set(answer.questions[language])) >= 5, answer.id
        assert answer.department, answer.id


def test_everything_is_in_both_languages(company: Company) -> None:
    assert set(company.languages) == LANGUAGES
    texts = [company.name, *(department.name for department in company.departments)]
    texts += [text for answer in company.answers for text in (answer.written, answer.spoken)]
    texts += [text for product in company.products for text in (product.name, product.unit)]
    for text in texts:
        assert set(text) == LANGUAGES
    for department in company.departments:
        assert all(department.complaint_lemmas[language] for language in LANGUAGES)
    for product in company.products:
        assert all(product.synonyms[language] for language in LANGUAGES), product.sku


def test_no_text_is_in_the_other_language(company: Company) -> None:
    for answer in company.answers:
        for form in (answer.written, answer.spoken):
            english = form[Language.EN].replace("{", "").replace("}", "")
            assert not CYRILLIC.search(english), answer.id
            russian = re.sub(r"\{\w+\}", "", BRANDS.sub("", form[Language.RU]))
            assert not LATIN.search(russian), answer.id


def test_what_is_said_aloud_has_no_abbreviations(company: Company) -> None:
    for answer in company.answers:
        for language in LANGUAGES:
            assert not ABBREVIATED.search(answer.spoken[language]), answer.id


def test_answers_are_short(company: Company) -> None:
    for answer in company.answers:
        for language in LANGUAGES:
            assert len(answer.written[language]) <= 200, answer.id
            assert len(answer.spoken[language].split()) <= 36, answer.id


def test_prices_are_exact_and_sensible(company: Company) -> None:
    for product in company.products:
        assert 0 <= product.price <= 5000
        assert product.price == round(product.price, 2)


def test_both_companies_say_every_prompt_in_both_languages(company: Company) -> None:
    assert company.prompts[Language.RU].keys() == company.prompts[Language.EN].keys()
    assert len(company.prompts[Language.RU]) >= 5


def test_a_complaint_word_belongs_to_one_department(company: Company) -> None:
    for language in LANGUAGES:
        words = [word for department in company.departments for word in department.complaint_lemmas[language]]
        assert len(words) == len(set(words)), sorted(word for word in words if words.count(word) > 1)
