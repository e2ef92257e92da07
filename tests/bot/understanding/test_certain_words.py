import pytest

from bot.understanding.certain_words import asks_for_a_person, asks_to_repeat, asks_to_stop, says_to_complain

PERSON = """
оператор | Оператора! | оператор, пожалуйста | соедините с оператором | соедините меня с человеком
переключите на оператора | вы меня не понимаете, оператора | не хочу с роботом, дайте человека
позовите человека | дайте мне живого человека | мне нужен менеджер | хочу говорить с оператором | можно оператора
я хочу поговорить с живым человеком | переведите на специалиста | свяжите меня с руководителем | алло оператора
пригласите администратора | дайте поговорить с кем-нибудь | не хочу говорить с роботом | служба поддержки
да позовите вы наконец оператора | мне надо с сотрудником поговорить | нет, оператора | девушка, соедините с менеджером
operator | Operator, please | agent | human | a real person please | I want to talk to a human | connect me to an agent
let me speak to someone | can I speak with a representative | transfer me to an operator | get me a manager
вы можете позвать человека | это невозможно, дайте оператора | are you able to connect me to an agent
is there a person i can talk to
put me through to a supervisor | I need a person | talk to a person | live agent | customer service please
can I talk to somebody | give me a human being please | no, an operator | may I speak to a specialist
"""
NOT_A_PERSON = """
вы живой человек | ты человек? | вы оператор? | я с человеком говорю или с машиной | это робот или оператор
are you a human | am i talking to a person | is this a real person | is that a live operator or a program
кто-то взял мой заказ, хочу пожаловаться | someone stole my package i want a refund
как перейти от другого оператора | номер другого оператора | вы какой мобильный оператор | не надо оператора
сколько человек у вас работает в магазине по воскресеньям | без оператора | у меня оператор связи билайн
шампунь для одного человека с жирными волосами | хочу две бутылки шампуня | меня зовут иван
у меня жалоба на оператора | нужен шампунь для одного человека | нет | да
how do i keep my number from another operator | i don't need an operator | my previous operator was better
how many people work in your shop on sunday | two bottles of shampoo | no | my name is john | i want a shampoo for men
"""
REPEAT = """
повторите | Повторите, пожалуйста. | ещё раз | не расслышал | что вы сказали? | помедленнее | алло
repeat | pardon? | say that again
"""
NOT_REPEAT = "повторите мой прошлый заказ | что у вас есть | ещё раз пасту | repeat my last order | what do you sell"
STOP = "стоп | хватит | Отмена! | я передумал | отмените заказ | stop | cancel | never mind | I changed my mind"
NOT_STOP = "отмените пасту | стоп-кадр | где остановка | cancel the soap | when do you stop taking orders"

COMPLAINT = """
у меня ещё жалоба на прошлый заказ, там всё разбито | хочу пожаловаться на курьера | примите претензию
верните деньги | верните мне мои деньги! | give me my money back | i want my money back
i want to complain | i have a complaint about the courier
"""
NOT_COMPLAINT = """
нет, жалоб нет | без претензий | что с моей жалобой | как оставить жалобу | номер жалобы 1001
no complaints | what about my complaint | how do i file a complaint
"""


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.replace("\n", "|").split("|") if line.strip()]


@pytest.mark.parametrize("words", _lines(PERSON))
def test_a_person_is_asked_for(words: str) -> None:
    assert asks_for_a_person(words)


@pytest.mark.parametrize("words", _lines(NOT_A_PERSON))
def test_a_person_is_only_spoken_of(words: str) -> None:
    assert not asks_for_a_person(words)


@pytest.mark.parametrize(
    ("words", "asks"), [(w, True) for w in _lines(REPEAT)] + [(w, False) for w in _lines(NOT_REPEAT)]
)
def test_repeating_is_asked_for_by_the_whole_sentence(words: str, asks: bool) -> None:
    assert asks_to_repeat(words) is asks


@pytest.mark.parametrize(("words", "asks"), [(w, True) for w in _lines(STOP)] + [(w, False) for w in _lines(NOT_STOP)])
def test_stopping_is_asked_for_by_the_whole_sentence(words: str, asks: bool) -> None:
    assert asks_to_stop(words) is asks


@pytest.mark.parametrize(
    ("words", "complains"), [(w, True) for w in _lines(COMPLAINT)] + [(w, False) for w in _lines(NOT_COMPLAINT)]
)
def test_who_names_a_complaint_has_one_unless_it_is_denied_or_asked_about(words: str, complains: bool) -> None:
    assert says_to_complain(words) is complains
