"""Yes or no: what a short answer to a question means."""

import re
from collections.abc import Mapping
from enum import StrEnum
from functools import cache

from bot.language.languages import Language
from bot.language.words import normalise, split_words


class Meaning(StrEnum):
    YES = "yes"
    NO = "no"
    #: Yes or no only when nothing but known words is said: "можно" answers, "можно спросить" does not.
    YES_ALONE = "yes_alone"
    NO_ALONE = "no_alone"
    DOUBT = "doubt"
    #: Takes the yes back or changes it: "да, но адрес другой" confirms nothing.
    RESERVATION = "reservation"
    FILLER = "filler"


_RUSSIAN: Mapping[Meaning, str] = {
    Meaning.YES: """
        да | ага | угу | так точно | все верно | все правильно | все так | конечно | да конечно | разумеется |
        безусловно | согласен | согласна | согласны | подтверждаю | подтверждаем | не против | не возражаю | без
        проблем | нет проблем | почему бы и нет | само собой | совершенно верно | абсолютно верно | да да | ну да
    """,
    Meaning.YES_ALONE: """
        меня все устраивает | все устраивает | оформляем | заказываем | записываем |
        верно | правильно | точно | именно | естественно | хорошо | ладно | договорились | давай | давайте | можно |
        пожалуй | пожалуй да | окей | ок | хочу | хотим | надо | нужно | подходит | устраивает | меня устраивает |
        почему нет | не вопрос | было бы неплохо | оформляйте | оформляй | заказывайте | записывайте | так и есть |
        это верно | это так | похоже да | думаю да | скорее да | плюс | отлично | идет | годится | пойдет | еще бы
    """,
    Meaning.NO: """
        да нет конечно | не надо ничего | ничего не надо |
        нет | неа | ни в коем случае | ни за что | не надо | не нужно | не хочу | не хотим | не стоит | неверно | не
        верно | неправильно | не правильно | не так | это не так | все не так | неточно | не точно | вы ошиблись |
        не согласен | не согласна | отказываюсь | не подтверждаю | не подходит | не устраивает | никак нет | конечно
        нет | нет конечно | точно нет | совсем нет | пожалуй нет | думаю нет | скорее нет | да нет | ну нет | не
        буду | не будем | не давайте | лучше не надо | да не надо | да не нужно | нет уж
    """,
    Meaning.NO_ALONE: """
        ошибка | не то | отнюдь | обойдусь | нельзя | не хорошо | ничего подобного | минус | не очень | не совсем
    """,
    Meaning.DOUBT: """
        наверное | наверно | может | может быть | возможно | не знаю | не уверен | не уверена | не помню | подумаю |
        надо подумать | посмотрим | как сказать | сомневаюсь | вроде | вроде да | кажется | да где | да сколько | да
        вы | да что | да когда | да как | да ладно | да ну | да не
    """,
    Meaning.RESERVATION: "но | только | кроме | стоп | подождите | погодите | хотя | или | лучше",
    Meaning.FILLER: """
        ну | э | эм | м | мм | так | вот | а | и | в общем | значит | типа | же | уж | там | это | все | пожалуйста
        | спасибо | большое | алло | слушайте | девушка | бы | я | мне | ой | ах | вам
    """,
}

_ENGLISH: Mapping[Meaning, str] = {
    Meaning.YES: """
        yes | yeah | yep | yup | ya | aye | uh huh | uh-huh | mhm | mm-hmm | sure | sure thing | that's right | that
        is right | that's correct | that is correct | absolutely | definitely | certainly | of course | affirmative
        | i agree | i confirm | no problem | not a problem | by all means | yes please
    """,
    Meaning.YES_ALONE: """
        it's correct | it's right | that sounds good | that sounds right | all correct | everything is correct |
        right | correct | exactly | indeed | okay | ok | alright | all right | fine | that's fine | sounds good |
        looks good | go ahead | please do | i do | i would | i'd like that | i would like that | confirm | confirmed
        | that works | that's it | it is | you got it | why not | perfect | great | good | true | i think so | sure
        why not | yes it is | yes i do
    """,
    Meaning.NO: """
        please do not | not that one | don't do it | don't do that | hell no |
        no | nope | nah | no way | not at all | wrong | that's wrong | that is wrong | incorrect | not right | not
        correct | that's not right | that's not correct | that is not right | that is not correct | that isn't right
        | that isn't correct | it's not right | it isn't right | it's wrong | negative | please don't | i don't
        think so | of course not | absolutely not | definitely not | certainly not | not really | no thanks | no
        thank you | i'd rather not | rather not | i disagree | not true
    """,
    Meaning.NO_ALONE: """
        never | don't | do not | i don't | i do not | i don't want it | i don't want that | i don't want to | i
        wouldn't | not quite | it's not | it isn't | it is not | not okay | not fine | not good | not exactly | no
        it isn't | no i don't
    """,
    Meaning.DOUBT: """
        maybe | perhaps | possibly | probably | i don't know | don't know | not sure | i'm not sure | i am not sure
        | dunno | i don't remember | let me think | i guess | i guess so | depends | it depends | not yet
    """,
    Meaning.RESERVATION: """
        but | except | wait | stop | though | although | however | only | instead | or | hold on
    """,
    Meaning.FILLER: """
        well | um | uh | er | hmm | so | oh | and | then | please | thanks | thank you | i mean | it | that | is |
        you know | actually | just | hey | hello
    """,
}
_PHRASES: Mapping[Language, Mapping[Meaning, str]] = {Language.RU: _RUSSIAN, Language.EN: _ENGLISH}
_LONGEST_PHRASE = 5
_POSITIVE = frozenset({Meaning.YES, Meaning.YES_ALONE})
_NEGATIVE = frozenset({Meaning.NO, Meaning.NO_ALONE})


def yes_or_no(text: str, language: Language) -> bool | None:
    """True or False for a clear answer, None for anything doubtful, reserved ("да, но…") or said both ways.

    An answer opens the utterance (after "ну", "well"); the opposite answer anywhere later makes it unclear.
    """
    words = _words(text, language)
    known, rest = _known_beginning(words, language)
    said = set(known)
    positive, negative = bool(said & _POSITIVE), bool(said & _NEGATIVE)
    if positive == negative or Meaning.DOUBT in said:
        return None
    if rest and not said & {Meaning.YES, Meaning.NO}:
        return None
    later = {meaning for at in range(len(rest)) if (meaning := _phrases(language).get(rest[at]))}
    if positive and (Meaning.RESERVATION in said | later or Meaning.NO in later):
        return None
    return None if negative and (Meaning.YES in later or Meaning.DOUBT in later) else positive


def _words(text: str, language: Language) -> list[str]:
    """The words, with "да-да" as two of them and a drawn-out "дааа" as "да"."""
    short = re.sub(r"(\w)\1{2,}", r"\1", normalise(text))
    words = [word.text for word in split_words(short)]
    return [part for word in words for part in ([word] if word in _phrases(language) else word.split("-"))]


def _known_beginning(words: list[str], language: Language) -> tuple[list[Meaning], list[str]]:
    """What the words mean up to the first unknown one, and the words from there."""
    phrases, meanings, at = _phrases(language), [], 0
    while at < len(words):
        runs = (" ".join(words[at : at + length]) for length in range(_LONGEST_PHRASE, 0, -1))
        phrase = next((run for run in runs if run in phrases), None)
        if phrase is None:
            break
        meanings.append(phrases[phrase])
        at += phrase.count(" ") + 1
    return meanings, words[at:]


@cache
def _phrases(language: Language) -> Mapping[str, Meaning]:
    return {
        " ".join(phrase.split()): meaning
        for meaning, phrases in _PHRASES[language].items()
        for phrase in phrases.split("|")
    }
