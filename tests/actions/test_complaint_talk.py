"""Complaints in both languages: what happened, whose it is, by when, and what is not for a bot."""

from datetime import date

import pytest

from actions.complaints.policy import answer_by, department_for
from actions.complaints.steps import ComplaintContext, begin_complaint, complaint_step
from actions.complaints.words import gravity_of, says_what_happened
from actions.draft import Draft, Form, Question
from actions.step import Step
from bot.company.model import Hours
from bot.dialogue.model import HandoffReason
from bot.language.languages import Language
from bot.language.written_form import written_form
from tests.actions.sample import EN, MONDAY, RU, WEEKDAYS_9_TO_18, shop

STORE = shop()
PHONE = "+79161234567"


def talk(language: Language, *utterances: str, phone: str | None = None, caller: str | None = None) -> Step:
    context = ComplaintContext(STORE.company, language, MONDAY, caller_number=caller)
    step = Step(Draft())
    for utterance in utterances:
        begun = begin_complaint(step.draft, phone, None)
        step = complaint_step(written_form(utterance, language), begun, context)
    return step


def prompts(step: Step) -> list[str]:
    return [said.prompt for said in step.says]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (RU, "хочу пожаловаться"),
        (RU, "у меня жалоба"),
        (RU, "здравствуйте, я хочу оставить жалобу"),
        (EN, "I want to complain"),
        (EN, "hello, I'd like to make a complaint"),
    ],
)
def test_who_only_wants_to_complain_is_asked_what_happened(language: Language, said: str) -> None:
    assert prompts(talk(language, said)) == ["ask_description"]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (RU, "курьер опоздал на три часа"),
        (RU, "хочу пожаловаться, мне привезли разбитую бутылку"),
        (EN, "the courier was three hours late"),
        (EN, "I want to complain, the bottle arrived broken"),
    ],
)
def test_one_sentence_of_apology_and_no_questionnaire(language: Language, said: str) -> None:
    assert prompts(talk(language, said)) == ["complaint_sorry", "ask_phone"]


@pytest.mark.parametrize(("language", "said"), [(RU, "курьер опоздал на час"), (EN, "the courier was rude to me")])
def test_who_is_known_by_number_is_asked_nothing(language: Language, said: str) -> None:
    step = talk(language, said, phone=PHONE)
    assert (step.draft.confirmed, step.draft.asked) == (True, Question.NONE)


def test_a_short_answer_to_the_question_is_an_answer() -> None:
    step = talk(RU, "у меня жалоба", "не привезли", phone=PHONE)
    assert step.draft.description is not None
    assert step.draft.description.value == "не привезли"


def test_the_number_may_be_the_callers_own() -> None:
    step = talk(RU, "курьер опоздал", "тот, с которого звоню", caller=PHONE)
    assert step.draft.phone is not None
    assert (step.draft.phone.value, step.draft.phone.source) == (PHONE, "caller_number")


@pytest.mark.parametrize(("language", "said"), [(RU, "заказ номер 1042 пришёл битый"), (EN, "order 1042 came broken")])
def test_the_order_meant_is_noted(language: Language, said: str) -> None:
    number = talk(language, said).draft.order_number
    assert number is not None
    assert number.value == "1042"


DEPARTMENTS = [
    (RU, "курьер опоздал", "delivery"),
    (RU, "доставку ждали два дня", "delivery"),
    (RU, "бутылка разбита", "quality"),
    (RU, "всё сломалось в первый день", "quality"),
    (RU, "мне не понравилось", "sales"),
    (EN, "the courier never came", "delivery"),
    (EN, "it was delivered late", "delivery"),
    (EN, "the bottle is broken", "quality"),
    (EN, "I just did not like it", "sales"),
]


@pytest.mark.parametrize(("language", "said", "department"), DEPARTMENTS)
def test_a_complaint_finds_its_department(language: Language, said: str, department: str) -> None:
    assert department_for(said, STORE.company, language).id == department


GRAVE = [
    (RU, "у меня аллергия от вашего мыла", "medical"),
    (RU, "ребёнок отравился", "medical"),
    (RU, "я обращусь в суд", "legal"),
    (RU, "мой юрист вам напишет", "legal"),
    (RU, "утюг загорелся", "safety"),
    (RU, "меня ударило током", "safety"),
    (RU, "сколько можно, вы издеваетесь", "anger"),
    (EN, "I got a rash from your soap", "medical"),
    (EN, "I will see you in court", "legal"),
    (EN, "my lawyer will call you", "legal"),
    (EN, "the kettle caught fire", "safety"),
    (EN, "I'm sick of this, you idiots", "anger"),
]


@pytest.mark.parametrize(("language", "said", "gravity"), GRAVE)
def test_what_is_grave_is_recognised_and_goes_to_a_person(language: Language, said: str, gravity: str) -> None:
    step = talk(language, said)
    assert step.wish is not None
    assert step.wish.detail == gravity
    expected = HandoffReason.ANGRY if gravity == "anger" else HandoffReason.COMPLAINT
    assert step.wish.reason is expected
    assert prompts(step) == ["sorry_connecting"]


@pytest.mark.parametrize(
    ("language", "said"), [(RU, "курьер нагрубил и опоздал"), (EN, "the courier was late and rude")]
)
def test_an_ordinary_complaint_is_not_grave(language: Language, said: str) -> None:
    assert gravity_of(said, language) is None
    assert says_what_happened(said, language)


def test_three_times_without_an_answer_lead_to_a_person() -> None:
    step = talk(RU, "курьер опоздал на час", "не скажу", "зачем вам", "не хочу")
    assert step.wish is not None
    assert step.wish.reason is HandoffReason.REPEATED_FAILURE


def test_working_days_are_counted() -> None:
    friday = date(2026, 11, 27)
    assert answer_by(MONDAY, 3, WEEKDAYS_9_TO_18) == date(2026, 11, 26)
    assert answer_by(friday, 1, WEEKDAYS_9_TO_18) == date(2026, 11, 30)
    assert answer_by(friday, 2, Hours((None,) * 7)) == date(2026, 11, 29)


def test_an_order_under_way_stays_in_the_draft() -> None:
    draft = begin_complaint(Draft(form=Form.ORDER, asked=Question.ADDRESS, read_back=2), None, None)
    assert (draft.form, draft.asked, draft.read_back) == (Form.COMPLAINT, Question.NONE, 2)


@pytest.mark.parametrize(
    ("language", "utterances", "description", "order"),
    [
        (
            RU,
            ("привезли разбитую бутылку", "заказ номер 1003 и курьер ещё нагрубил"),
            "привезли разбитую бутылку. заказ номер 1003 и курьер ещё нагрубил",
            "1003",
        ),
        (RU, ("привезли разбитую бутылку", "1003"), "привезли разбитую бутылку", "1003"),
        (
            EN,
            ("the bottle arrived broken", "and the courier was rude"),
            "the bottle arrived broken. and the courier was rude",
            "",
        ),
    ],
)
def test_more_of_the_story_told_while_the_phone_is_asked_joins_it(
    language: Language, utterances: tuple[str, ...], description: str, order: str
) -> None:
    step = talk(language, *utterances)
    assert prompts(step) == ["complaint_more", "short_phone"]
    assert step.draft.description is not None
    assert step.draft.description.value == description
    assert (step.draft.order_number.value if step.draft.order_number else "") == order


@pytest.mark.parametrize("said", ["не знаю", "зачем вам мой телефон", "да"])
def test_what_tells_nothing_does_not_join_the_complaint(said: str) -> None:
    step = talk(RU, "привезли разбитую бутылку", said)
    assert prompts(step) == ["not_understood", "short_phone"]
    assert step.draft.description is not None
    assert step.draft.description.value == "привезли разбитую бутылку"


@pytest.mark.parametrize("said", ["вы что там совсем охренели", "достали уже", "вы меня достали"])
def test_rough_words_are_anger(said: str) -> None:
    assert gravity_of(said, RU) == "anger"
