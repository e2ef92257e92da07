"""Words that decide by themselves what a customer wants: a person, the last sentence again, an end.

They never depend on the classifier, so whoever says «оператор» or "agent" is understood the first time.
"""

import re

from bot.understanding.tokenizer import comparable, lemmas_of


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _phrases(text: str) -> frozenset[str]:
    return frozenset(phrase.strip() for phrase in " ".join(text.split()).split("|"))


_PEOPLE = _words(
    """
    оператор человек менеджер сотрудник сотрудница специалист консультант администратор начальник начальница
    руководитель директор управляющий супервайзер диспетчер старший operator human person agent
    representative rep manager supervisor specialist adviser advisor consultant staff employee
    boss receptionist
    """
)
# Anybody at all: only after a verb of calling («поговорить с кем-нибудь», not «кто-то взял мой заказ»).
_ANYBODY = _words("кто-нибудь кто-то somebody someone anybody anyone")
# Verbs and the like with which a person is asked for.
_CALLING = _words(
    """
    соединить соединять переключить переключать переключи перевести переводить позвать звать пригласить приглашать
    дать давать связать связывать связаться поговорить говорить пообщаться общаться хотеть нужный нужно надо можно
    требовать ждать подключить перекинуть хотеться нужен connect transfer switch put speak talk call get give want
    need pass redirect reach have chat let
    """
)
_FILLERS = _words(
    """
    пожалуйста мне я с со на к ко меня ну алло а да вы вас ваш у есть же уже бы ли просто лучше давать сразу живой
    настоящий свободный нет не хотеть сейчас быстро быстрый срочно любой какой-нибудь хоть здравствуйте please me
    i with to a an the now just real live human hello hi hey no not can could you may would like there is your any
    actual another and ok okay service customer support for from of through
    """
)
# After or before these a person is not asked for but spoken of.
_OTHER_OPERATORS = _words(
    """
    другой мобильный сотовый связь прошлый старый чужой без для mobile phone other previous old another
    network carrier without
    """
)
# «вы меня не понимаете, оператора!»: in this case the word alone is a call.
_CALLED_OUT = _words("оператора менеджера человека специалиста консультанта сотрудника администратора")
_PREPOSITIONS = _words("на от у для без про до из против")
# «вы живой человек?», «я с человеком говорю или с роботом?», "am I talking to a person?": asked about us, not for one.
_ABOUT_US = re.compile(
    r"^((а|ну|так|скажите|алло) )*(вы|ты|это|вас|с кем)\b.*\b(человек|оператор|люди|живой|живая)\b"
    r"|\bили\b.*\b(робот|машин|бот\b|программ|автомат|компьютер)|\b(робот|машин|бот\b|программ)\w* или\b"
    r"|\b(are you|is this|is it|is that|am i|are we|do i)\b.*\b(human|person|people|agent|operator)\b"
)
_DEMANDS = _words(
    """
    соединить переключить перевести позвать пригласить дать связать хотеть нужный нужно надо требовать
    connect transfer switch put get give want need pass
    """
)
_COMPLAINTS = _words("жалоба пожаловаться жаловаться претензия complaint complain")
_NO_COMPLAINT = _words(
    "нет без не что где как номер статус мой книга no not don't without my status number how what where"
)
# Demanded, not asked about: an answer about the terms of refunds would be no answer.
_DEMANDS_MONEY = re.compile(
    r"((ну|так|я|немедленно|сейчас же|требую|хочу) )*(верни(те)?|отдай(те)?|вернуть) "
    r"((мне|мои|все|назад|обратно|наши) )*деньги( (назад|обратно|мне|немедленно|сейчас же))*"
    r"|((just|now) )*(i (want|demand|need)|give( me)?|return|refund) (all )?(of )?my money( back)?( now)?"
)
_NOT = _words("не not don't")
_MACHINES = _words("робот бот машина автомат программа robot bot machine computer")
_WHOLE_PHRASES = _phrases(
    """
    служба поддержки | техподдержка | живого человека | не хочу говорить с роботом | не хочу разговаривать с
    роботом | не хочу с роботом разговаривать | хватит роботов | customer service | customer support | real person
    | live agent | i do not want to talk to a robot | i don't want to talk to a robot | stop the bot | let me talk
    to a human
    """
)
_REPEAT = _phrases(
    """
    повтори | повторите | повторить | повторите еще раз | повторите пожалуйста | пожалуйста повторите | еще раз |
    еще раз пожалуйста | скажите еще раз | можете повторить | можно повторить | можно еще раз | не понял | не
    поняла | я не понял | я не поняла | не расслышал | не расслышала | я не расслышал | я не расслышала | не
    слышно | плохо слышно | вас не слышно | вас плохо слышно | что что | чего | что вы сказали | как вы сказали |
    что | алло | але | помедленнее | медленнее | говорите помедленнее | громче | говорите громче | погромче |
    подождите | минутку | минуточку | секунду | секундочку | одну минуту | repeat | repeat that | repeat please |
    please repeat | can you repeat | can you repeat that | could you repeat that | could you repeat | say again |
    say that again | say it again | come again | pardon | pardon me | sorry what | what | what did you say | what
    was that | once more | one more time | again please | i did not hear | i didn't hear | i didn't hear you | i
    can't hear you | i didn't catch that | i did not catch that | slower | slower please | louder | louder please
    | speak up | speak slower | wait | one moment | hold on | hang on | just a moment | just a second
    """
)
_STOP = _phrases(
    """
    стоп | хватит | отмена | отмените | отменить | отмени | прекратите | отбой | отмените все | все отмените |
    отменяйте | ничего не надо | ничего не нужно | я передумал | я передумала | передумал | передумала | забудьте
    | забудь | не буду заказывать | отмените заказ | отменить заказ | не надо заказ | не надо ничего | stop | stop
    it | cancel | cancel it | cancel that | cancel everything | cancel the order | cancel my order | forget it |
    never mind | nevermind | i changed my mind | stop please | abort | quit
    """
)
_POLITE = re.compile(r"\b(пожалуйста|please)\b")


def asks_for_a_person(text: str) -> bool:
    """«оператор», «соедините меня с менеджером», "let me talk to a human" – but not «номер другого оператора»."""
    form = _bare(text)
    if form in _WHOLE_PHRASES or _ends_with_a_call(form.split()):
        return True
    lemmas = lemmas_of(form)
    if _ABOUT_US.search(form) and not _DEMANDS & set(lemmas):
        return False
    people = [place for place, lemma in enumerate(lemmas) if lemma in _PEOPLE and not _is_spoken_of(lemmas, place)]
    people += [place for place, lemma in enumerate(lemmas) if lemma in _ANYBODY and _is_called(lemmas, place, 3, 0)]
    if not people:
        return False
    rest = [lemma for lemma in lemmas if lemma not in _PEOPLE | _ANYBODY | _CALLING | _FILLERS]
    return not rest or (_is_called(lemmas, min(people), 6, 3) and len(rest) <= 4)


def says_to_complain(text: str) -> bool:
    """«у меня ещё жалоба», "I want to complain" – but not «жалоб нет» nor «что с моей жалобой»."""
    form = _bare(text)
    if _DEMANDS_MONEY.fullmatch(form):
        return True
    lemmas = lemmas_of(form)
    places = [place for place, lemma in enumerate(lemmas) if lemma in _COMPLAINTS]
    return bool(places) and not any(word in _NO_COMPLAINT for word in lemmas[: places[0] + 2])


def asks_to_repeat(text: str) -> bool:
    return _bare(text) in _REPEAT


def asks_to_stop(text: str) -> bool:
    return _bare(text) in _STOP


def _bare(text: str) -> str:
    """Without punctuation and politeness: what speech recognition gives and what is typed become the same."""
    words = re.sub(r"[^\w'\- ]+", " ", comparable(text))
    return " ".join(_POLITE.sub(" ", words).split())


def _is_called(lemmas: list[str], place: int, before: int, after: int) -> bool:
    """A verb of calling stands at most so many words before or after the place."""
    return any(lemma in _CALLING for lemma in lemmas[max(0, place - before) : place + 1 + after])


def _ends_with_a_call(words: list[str]) -> bool:
    """Unless it is what another word speaks of: «жалоба на оператора», «другого оператора», «не надо оператора»."""
    if not words or words[-1] not in _CALLED_OUT:
        return False
    before = words[-2:-1]
    is_part = any(word in _PREPOSITIONS | _NOT or (word.endswith("ого") and word != "живого") for word in before)
    return not is_part and len(words) <= 6 and not _is_refused(lemmas_of(" ".join(words)), len(words) - 1)


def _is_spoken_of(lemmas: list[str], place: int) -> bool:
    """«не надо оператора», «оператор связи», «от другого оператора», "my previous operator"."""
    around = {*lemmas[max(0, place - 2) : place], *lemmas[place + 1 : place + 2]}
    return bool(_OTHER_OPERATORS & around) or _is_refused(lemmas, place)


def _is_refused(lemmas: list[str], place: int) -> bool:
    """«не надо оператора», but not «вы меня не понимаете, оператора» nor «не хочу с роботом, дайте человека»."""
    for number in range(max(0, place - 3), place):
        following = lemmas[number + 1]
        if lemmas[number] in _NOT and (number + 1 == place or following in _CALLING):
            return not _MACHINES & set(lemmas)
    return False
