"""How well questions find their answers, and how honest the certainty is."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
import yaml

from bot.company.knowledge import Knowledge, KnowledgeMatch
from bot.company.model import Company
from bot.language.languages import Language

RU, EN = Language.RU, Language.EN
DATA = Path(__file__).parents[2] / "data"


@dataclass(frozen=True)
class Asked:
    text: str
    wanted: str | None
    """The answer's id; None when no answer is right."""
    match: KnowledgeMatch | None

    @property
    def is_right(self) -> bool:
        return self.match is not None and self.match.answer.id == self.wanted

    @property
    def is_confident(self) -> bool:
        return self.match is not None and self.match.is_confident


def asked(company: Company, language: Language, file: str) -> Iterator[Asked]:
    data = yaml.safe_load((DATA / f"{file}.{language}.yml").read_text(encoding="utf-8"))
    knowledge = Knowledge(company)
    for id, texts in data[company.id].items():
        for text in texts:
            yield Asked(text, id, knowledge.find(text, language))
    for text in data["off_topic"]:
        yield Asked(text, None, knowledge.find(text, language))


def share(part: list[Asked], whole: list[Asked]) -> float:
    return len(part) / len(whole)


@pytest.fixture(params=["lavka", "volna"])
def company(request: pytest.FixtureRequest) -> Company:
    found: Company = request.getfixturevalue(request.param)
    return found


@pytest.mark.parametrize("language", [RU, EN])
@pytest.mark.parametrize(
    ("file", "best", "among_three", "certain"),
    [("knowledge_heldout", 0.9, 0.97, 0.65), ("knowledge_unseen", 0.76, 0.93, 0.4)],
)
def test_questions_in_other_words_find_their_answers(
    company: Company, language: Language, file: str, best: float, among_three: float, certain: float
) -> None:
    questions = [one for one in asked(company, language, file) if one.wanted]
    right = [one for one in questions if one.is_right]
    near = [one for one in questions if one.match and one.wanted in [answer.id for answer in one.match.nearest]]
    assert share(right, questions) >= best
    assert share(near, questions) >= among_three
    assert share([one for one in right if one.is_confident], questions) >= certain


@pytest.mark.parametrize("language", [RU, EN])
@pytest.mark.parametrize("file", ["knowledge_heldout", "knowledge_unseen"])
def test_a_certain_answer_is_hardly_ever_wrong(company: Company, language: Language, file: str) -> None:
    everything = list(asked(company, language, file))
    wrong = [one for one in everything if one.is_confident and one.wanted and not one.is_right]
    off_topic = [one for one in everything if one.is_confident and not one.wanted]
    assert share(wrong, everything) <= 0.02
    assert share(off_topic, [one for one in everything if not one.wanted]) <= 0.045


@pytest.mark.parametrize("language", [RU, EN])
def test_the_score_is_about_the_chance_of_being_right(lavka: Company, volna: Company, language: Language) -> None:
    everything = [one for company in (lavka, volna) for one in asked(company, language, "knowledge_heldout")]
    for low, high in ((0.0, 0.2), (0.2, 0.5), (0.8, 1.01)):
        band = [one for one in everything if one.match and low <= one.match.score < high]
        rate = share([one for one in band if one.is_right], band)
        assert (rate <= 0.2) if high == 0.2 else (rate >= 0.9) if low == 0.8 else 0.2 <= rate <= 0.8


@pytest.mark.parametrize("language", [RU, EN])
@pytest.mark.parametrize("file", ["knowledge_heldout", "knowledge_unseen"])
def test_every_answer_is_asked_for_in_words_that_its_file_does_not_have(
    company: Company, language: Language, file: str
) -> None:
    data = yaml.safe_load((DATA / f"{file}.{language}.yml").read_text(encoding="utf-8"))
    known = {question.lower().strip("?") for answer in company.answers for question in answer.questions[language]}
    assert set(data[company.id]) == {answer.id for answer in company.answers}
    assert not known & {text.lower().strip("?") for texts in data[company.id].values() for text in texts}


def test_each_way_of_asking_finds_its_own_answer(company: Company) -> None:
    knowledge = Knowledge(company)
    for answer in company.answers:
        for language in company.languages:
            for question in answer.questions[language]:
                match = knowledge.find(question, language)
                assert match
                assert match.answer.id == answer.id, question


@pytest.mark.parametrize(
    "text",
    ["2 бутылки шампуня и зубную пасту, доставка завтра", "улица Лесная 5", "да", "Марина Петрова", "оператор", "нет"],
)
def test_an_order_or_a_plain_reply_is_no_certain_question(lavka: Company, text: str) -> None:
    match = Knowledge(lavka).find(text, RU)
    assert match is None or not match.is_confident


@pytest.mark.parametrize(
    ("text", "answer", "language"),
    [
        ("Часы работы", "hours", RU),
        ("Opening hours", "hours", EN),
        ("Какие есть тарифы?", "tariffs", RU),
        ("What tariffs do you have?", "tariffs", EN),
        ("Проверить баланс", "balance", RU),
        ("Check my balance", "balance", EN),
    ],
)
def test_what_a_button_asks_is_answered_for_certain(volna: Company, text: str, answer: str, language: Language) -> None:
    match = Knowledge(volna).find(text, language)
    assert match
    assert (match.answer.id, match.is_confident) == (answer, True)


@pytest.mark.parametrize(
    ("language", "texts"),
    [
        (RU, ["оператор", "оператора пожалуйста", "отмена", "отмените заказ", "назад", "большое спасибо", "давайте"]),
        (RU, ["повторите", "подождите", "стоп", "алло", "громче", "помедленнее", "сколько стоит", "какая цена"]),
        (EN, ["operator", "a person please", "cancel", "cancel my order", "back", "wait", "thank you", "I don't know"]),
        (EN, ["repeat please", "stop", "hello", "louder", "slower", "how much is it", "what is the price"]),
    ],
)
def test_a_word_that_works_anywhere_is_no_certain_question(
    company: Company, language: Language, texts: list[str]
) -> None:
    knowledge = Knowledge(company)
    for text in texts:
        match = knowledge.find(text, language)
        assert match is None or not match.is_confident, text


@pytest.mark.parametrize("text", ["Сделать заказ", "Где мой заказ 1042", "подключите тариф", "хочу заказать шампунь"])
def test_a_request_to_act_is_no_certain_question(company: Company, text: str) -> None:
    match = Knowledge(company).find(text, RU)
    assert match is None or not match.is_confident


def test_the_question_is_known_in_the_middle_of_an_order(lavka: Company) -> None:
    knowledge = Knowledge(lavka)
    for text, language in (("а до скольки вы работаете", RU), ("how late are you open by the way", EN)):
        match = knowledge.find(text, language)
        assert match
        assert (match.answer.id, match.is_confident) == ("hours", True)


def test_an_answer_quotes_the_settings_of_the_company(lavka: Company) -> None:
    delivery = lavka.delivery
    assert delivery
    dearer = replace(lavka, delivery=replace(delivery, price=delivery.price + 51))
    match = Knowledge(dearer).find("сколько стоит доставка", RU)
    assert match
    assert "350" in match.answer.written[RU]
    assert "{" not in match.answer.written[RU] + match.answer.spoken[RU]


def test_words_of_no_answer_find_nothing(lavka: Company) -> None:
    knowledge = Knowledge(lavka)
    for text in ("", "   ", "😀😀", "…", "12345678"):
        assert knowledge.find(text, RU) is None
    assert Knowledge(replace(lavka, answers=())).find("до скольки вы работаете", RU) is None


def test_a_letter_of_the_other_alphabet_and_a_slip_do_not_matter(lavka: Company) -> None:
    knowledge = Knowledge(lavka)
    for text in ("Cколько cтоит дocтaвкa", "скока стоит даставка", "СКОЛЬКО СТОИТ ДОСТАВКА???"):
        match = knowledge.find(text, RU)
        assert match
        assert match.answer.id == "delivery_price", text


def test_a_very_long_message_is_read_to_a_limit(lavka: Company) -> None:
    assert Knowledge(lavka).find("до скольки вы работаете " + "и так далее " * 2000, RU)
