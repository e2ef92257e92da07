"""The bot takes a conversation back from a person: no greeting, what is agreed now, the open question."""

from dataclasses import replace
from decimal import Decimal

from actions.draft import Draft, Form, Known, Question, Source
from actions.orders.cart import Cart, CartLine
from actions.orders.next_question import Asking
from actions.resuming import resume_after_agent
from bot.language.languages import Language
from tests.actions.sample import EN, MONDAY, RU, shop

STORE = shop()
ORDER = Draft(
    form=Form.ORDER,
    cart=Cart((CartLine("shampoo", "Шампунь", "бутылка", Decimal(2), Decimal(320)),)),
    handover=Known("delivery", Source.TEXT),
    address=Known("Лесная, 5", Source.TEXT),
    phone=Known("+79161234567", Source.TEXT),
    failures=2,
    read_back=1,
)


def heard(draft: Draft, changes: dict[str, str], language: Language = RU) -> tuple[Draft, str]:
    step = resume_after_agent(draft, changes, Asking(STORE.company, language, MONDAY))
    texts = [STORE.prompts.render(said.prompt, language, spoken=False, values=said.values).text for said in step.says]
    return step.draft, " ".join(texts)


def test_what_the_person_changed_is_said_and_the_open_question_follows() -> None:
    draft, said = heard(ORDER, {"address": "Садовая, 7", "when": "2026-11-24 morning"})
    assert said == (
        "Снова с вами робот. Теперь в заказе так: адрес — Садовая, 7; доставка — завтра, 24 ноября, утром. "
        "Как вас зовут?"
    )
    assert draft.address == Known("Садовая, 7", Source.AGENT, confirmed=True)
    assert (draft.asked, draft.failures) == (Question.NAME, 0)


def test_changes_that_are_in_the_draft_already_change_nothing_more() -> None:
    changes = {"name": "Анна"}
    once, _ = heard(replace(ORDER, when=Known("2026-11-24", Source.TEXT)), changes)
    twice, _ = heard(once, changes)
    assert replace(twice, read_back=once.read_back) == once


def test_with_nothing_missing_the_order_is_read_back_anew() -> None:
    complete = replace(ORDER, when=Known("2026-11-24", Source.TEXT), name=Known("Анна", Source.TEXT), confirmed=True)
    draft, said = heard(complete, {"phone": "+79990001122"})
    assert "Теперь в заказе так: телефон — +7 999 000-11-22. Проверим заказ." in said
    assert said.endswith("Итого 840\u00a0₽. Всё верно?")
    assert (draft.confirmed, draft.read_back) == (False, 2)


def test_an_unchanged_order_is_recalled_in_one_sentence() -> None:
    _, said = heard(ORDER, {})
    assert said == "Снова с вами робот. В заказе пока: Шампунь — 2 бутылки. На какой день и в какое время привезти?"


def test_a_complaint_goes_on_with_its_question() -> None:
    _, said = heard(Draft(form=Form.COMPLAINT), {})
    assert said == "Снова с вами робот, продолжим. Что случилось?"


def test_with_nothing_open_the_bot_asks_what_else() -> None:
    _, said = heard(Draft(), {}, EN)
    assert said == "The bot is back, let's go on. Anything else?"


def test_nobody_is_greeted_twice() -> None:
    for language in (RU, EN):
        for draft in (Draft(), ORDER, Draft(form=Form.COMPLAINT)):
            _, said = heard(draft, {}, language)
            assert not any(word in said for word in ("Здравствуйте", "Hello", "Добрый"))
