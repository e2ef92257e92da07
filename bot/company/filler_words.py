"""Words that carry nothing of what is asked: courtesies, and ways of beginning a question or an order."""

from bot.language.languages import Language

# Lemmas, as bot.language.lemmas gives them.
_RUSSIAN = """
здравствовать здравствуйте добрый день вечер утро привет алло ало слушать девушка молодой человек
пожалуйста спасибо благодарить будьте быть любезный извинить простить извините простите
сказать подсказать скажите подскажите объяснить интересовать интересно узнать хотеть хотеться бы ли же вот ну а и да
вопрос такой у вы я мы ваш мой меня мне нам нас вас в на к то это там тут просто вообще еще уже
"""
_ENGLISH = """
hello hi hey good morning afternoon evening day please thank thanks sorry excuse pardon
tell ask question wonder like want would could can may know i we you my your our me us a an the be do so just well
and to of in on at for it that this there
"""
_ORDERING_RUSSIAN = """
хотеть хотеться хотел заказать заказывать купить брать взять дать давать добавить подключить подключать включить перейти
переходить нужный нужно надо нужен можно мочь оформить поменять сменить выбрать пусть быть лучше тогда ладно хорошо
пожалуйста бы я мы мне меня нам у вы ваш мой это вот ну еще тот этот да давай
"""
_ORDERING_ENGLISH = """
order buy take get give add connect switch need have make choose change let go put better then okay ok want would like
can could i i'd i'll we me us my your you the a one it be please just yes this that
"""

FILLER_WORDS: dict[Language, frozenset[str]] = {
    Language.RU: frozenset(_RUSSIAN.split()),
    Language.EN: frozenset(_ENGLISH.split()),
}
ORDERING_WORDS: dict[Language, frozenset[str]] = {
    Language.RU: frozenset(_ORDERING_RUSSIAN.split()),
    Language.EN: frozenset(_ORDERING_ENGLISH.split()),
}
"""What may stand beside a name that counts only when little else is said."""
