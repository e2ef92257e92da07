"""Words that carry little of what is asked or ordered, and words by which a question or an order is known."""

from bot.language.languages import Language

# Lemmas, as bot.language.lemmas gives them.
_RUSSIAN = """
здравствовать здравствуйте добрый день вечер утро привет алло ало слушать девушка молодой человек
пожалуйста спасибо благодарить будьте быть любезный извинить простить извините простите
сказать подсказать скажите подскажите рассказать объяснить интересовать интересно узнать
хотеть хотеться бы ли же вот ну а и да
вопрос такой у вы я мы ваш мой меня мне нам нас вас в на к то это там тут просто вообще еще уже
"""
_ENGLISH = """
hello hi hey good morning afternoon evening day please thank thanks sorry excuse pardon
tell ask question wonder like want would could can may know i we you my your our me us a an the be do so just well
and to of in on at for it that this there person
"""
_LINKING_RUSSIAN = """
как что какой где когда можно есть быть ли сколько до с от за по из о мочь почему чем кто свой если чтобы для со при не
нет который или зачем стоить цена стоимость
"""
_LINKING_ENGLISH = """
how what when where which who do have is be can will get does i'm should why if my not with from any no again by as or
much cost price
"""
_ASKING_RUSSIAN = """
как что какой где когда куда откуда почему зачем сколько чем кто можно ли есть бывать почем
рассказать сказать подсказать узнать нужно который
"""
_ASKING_ENGLISH = "how what when where which who whom whose why"
_ASKING_FIRST_ENGLISH = "do does did can could is are will would tell am may should have has"
_COMMANDING_RUSSIAN = (
    "подключить", "подключать", "заказать", "добавить", "оформить", "купить", "включить", "убрать", "привезти",
    "доставить", "сделать заказ", "оператор", "отменить заказ", "отмена",
)  # fmt: skip
_COMMANDING_ENGLISH = (
    "order", "connect", "add", "buy", "remove", "deliver", "turn on", "switch on", "operator", "cancel the order",
    "cancel my order",
)  # fmt: skip
_ORDERING_RUSSIAN = """
хотеть хотеться хотел заказать заказывать купить брать взять дать давать добавить подключить подключать включить перейти
переходить нужный нужно надо нужен можно мочь оформить поменять сменить выбрать пусть быть лучше тогда ладно хорошо
пожалуйста бы я мы мне меня нам у вы ваш мой это вот ну еще тот этот да давай тоже какой-нибудь здравствовать
здравствуйте подождать погодить стоп ой доставка завтра сегодня послезавтра утром вечером днем самовывоз
"""
_ORDERING_ENGLISH = """
order buy take get give add connect switch need have make choose change let go put better then okay ok want would like
can could i i'd i'll we me us my your you the a one it be please just yes this that some also hello hi wait
hold on oh sorry delivery pickup tomorrow today
"""


def _by_language(russian: str, english: str) -> dict[Language, frozenset[str]]:
    return {Language.RU: frozenset(russian.split()), Language.EN: frozenset(english.split())}


FILLER_WORDS = _by_language(_RUSSIAN, _ENGLISH)
LINKING_WORDS = _by_language(_LINKING_RUSSIAN, _LINKING_ENGLISH)
"""They build a question and say little about its matter."""
ASKING_WORDS = _by_language(_ASKING_RUSSIAN, _ASKING_ENGLISH)
"""They show, wherever they stand, that something is asked."""
ASKING_FIRST_WORDS = _by_language("", _ASKING_FIRST_ENGLISH)
"""They show it at the beginning only: "can I…", and not "yes I can"."""
COMMANDING_WORDS = {Language.RU: frozenset(_COMMANDING_RUSSIAN), Language.EN: frozenset(_COMMANDING_ENGLISH)}
"""Where nothing is asked they tell us to do something: «подключите роуминг»."""
ORDERING_WORDS = _by_language(_ORDERING_RUSSIAN, _ORDERING_ENGLISH)
"""What may stand beside a name of goods that counts only when little else is said."""
