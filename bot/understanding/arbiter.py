"""The last word on what a customer wants: the classifier's ranking weighed against what the line knows.

The line knows what was asked, whether its knowledge has an answer, whether goods were named, and whether the words are
a yes or a no; it tells all that in the message's metadata. Pure: no Rasa, no model.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.language.goods_questions import goods_question
from bot.understanding.certain_words import asks_for_a_person, asks_to_repeat, asks_to_stop, says_to_complain
from bot.understanding.tokenizer import comparable

INTERRUPTIONS = frozenset(
    {
        "greet",
        "thanks",
        "bot_challenge",
        "repeat",
        "goodbye",
        "stop",
        "handoff",
        "ask_knowledge",
        "order_status",
        "complaint",
    }
)
"""Intents that are served inside a form without asking the form (see nlu_data/flows)."""

OUT_OF_SCOPE = "out_of_scope"

_NEEDED_OUTSIDE = 0.22
"""Below this confidence the likeliest intent outside forms is no better than a guess."""
_NEEDED_INSIDE = 0.50
"""What an interruption of a form must reach: the answer to the form's question is always the likelier reading."""
_NEEDED_AGAINST_FREE_WORDS = 0.80
"""The same while a name, an address or a story is awaited, which may hold any words at all."""
_SURE = 0.75
"""From here on the classifier is not doubtful, and a knowledge answer does not beat it."""
_SOLID = frozenset({"complaint", "order_status", "bot_challenge"})
"""Intents whose sentences share most words with answers about orders and faults: only doubt lets knowledge win."""
_GUARDED = "handoff"
"""Certain words tell it nearly always; without them a guess at it («мне нужен велосипед») is a wrong one."""
_FREE_WORDS = frozenset({"address", "name", "description"})
_NEEDED_OF_A_QUESTION = 0.45
"""The same for a question that is one by its words, too."""
_DOUBTFUL = 0.5
_HANDOVER = re.compile(r"\b(самовывоз\w*|доставк\w*|доставьте|курьер\w*|pick ?up|delivery|delivered)\b")
_INSTEAD = re.compile(
    r"\b(вместо|не|другой|другую|лучше|измен\w*|поменя\w*|change|instead|not|rather|switch|different)\b"
)
_ANSWERED_FOR_SURE = 0.9
"""From here on the knowledge means what was said («переоформить симку на мужа»), whatever goods it names."""
_SHORT = {"greet": 4, "thanks": 4, "goodbye": 5}
"""Longest message, in words, that is nothing but a courtesy."""

_QUESTION = re.compile(
    r"\?|\b(какой|какая|какое|какие|каким|какую|каких|сколько|когда|где|куда|откуда|как|почему|зачем|кто|чем|почем|"
    r"можно ли|"
    r"есть ли|ли|у вас есть|у вас бывает|до скольки|до скольких|со скольки|во сколько|подскажите|скажите|"
    r"расскажите|интересует|what|what's|whats|how|when|where|why|which|who|do you|does|is there|are there|is it|"
    r"can i|can you|could i|"
    r"could you tell|tell me|is the|are you|are the|do i)\b"
    r"|^(а |и )?есть\b"
)
_ORDER_NUMBER = re.compile(r"\b0{4,6}\b")
_NUMBER_ALONE = re.compile(r"\W*(?:(?:номер|заказ|заказа|order|number|it's|is)\W+)*0{4,6}\W*")
"""In comparable form, in which every digit is 0."""
_ONLY_MANNER = re.compile(r"\b(как (можно|обычно|всегда|только|раньше|в прошлый раз)|чем (раньше|скорее))\b")
"""«как можно быстрее» asks nothing."""
_PARTING = re.compile(
    r"\b(до свидания|до встречи|пока|всего (доброго|хорошего)|прощайте|good ?bye|bye|see you|good night)\b"
)
_WISH = re.compile(
    r"\b(хочу|хотел бы|хотела бы|хотелось бы|закажите|заказать|закажу|нужен|нужна|нужно|нужны|мне|подключите|"
    r"подключить|подключи|купить|куплю|беру|возьму|давайте|добавьте|добавь|оформите|оформить|положите|пришлите|привезите|доставьте|"
    r"i want|i'd like|i would like|i need|give me|get me|buy|order|connect|switch me|sign me up|turn on|add|i'll take|"
    r"i will take|send me|bring me|deliver|put me down|let me get)\b"
)


@dataclass(frozen=True, slots=True)
class Ranked:
    intent: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What the line knows about the moment in which the words were said."""

    form: str = ""
    """The open form: order_form, complaint_form or none."""
    asked: str = ""
    """The form's open question."""
    answer_is_known: bool = False
    """The company's knowledge answers these words with confidence."""
    answer_score: float = 0.0
    """How likely its best answer is the one that was meant."""
    items: int = 0
    """How many goods of the catalogue the words name."""
    yes_or_no: str = ""
    """`yes`, `no` or nothing."""


@dataclass(frozen=True, slots=True)
class Decision:
    intent: str
    confidence: float
    why: str
    """For the trace: what decided."""


def circumstances_of(metadata: Mapping[str, Any]) -> Circumstances:
    """From the metadata of a message as the line sends it; what is missing counts as unknown."""
    knowledge = metadata.get("knowledge") or {}
    return Circumstances(
        form=str(metadata.get("form") or ""),
        asked=str(metadata.get("asked") or ""),
        answer_is_known=bool(knowledge.get("confident")),
        answer_score=float(knowledge.get("score") or 0.0),
        items=int(metadata.get("items") or 0),
        yes_or_no=str(metadata.get("answers") or ""),
    )


def decide(text: str, ranking: Sequence[Ranked], now: Circumstances) -> Decision:
    """`ranking` holds the likeliest intent first; it may be empty."""
    if certain := _certain(text, now):
        return Decision(certain, 1.0, "certain words")
    trusted = (one for one in ranking if one.intent != _GUARDED or one.confidence >= _DOUBTFUL)
    best = next(trusted, Ranked(OUT_OF_SCOPE, 0.0))
    if not re.search(r"\w", text):
        return Decision(OUT_OF_SCOPE, 1.0, "no words")
    if now.items and now.asked != "description" and _asks_about_goods(text, best):
        return Decision("ask_knowledge", _SURE, "goods asked about")
    return _inside(text, best, now) if now.form else _outside(text, best, now)


def is_question(text: str) -> bool:
    """By its words: recognised speech has no question mark."""
    return bool(_QUESTION.search(_ONLY_MANNER.sub(" ", comparable(text))))


def _certain(text: str, now: Circumstances) -> str:
    if asks_for_a_person(text):
        return "handoff"
    if now.form != "complaint_form" and says_to_complain(text):
        return "complaint"
    if asks_to_stop(text):
        return "stop"
    return "repeat" if asks_to_repeat(text) else ""


def _inside(text: str, best: Ranked, now: Circumstances) -> Decision:
    """While a form waits for an answer: only what is clearly something else interrupts it."""
    asks = is_question(text)
    if now.yes_or_no and not asks and not _is_sure(best, {"stop", "complaint"}):
        return Decision("affirm" if now.yes_or_no == "yes" else "deny", 1.0, "yes or no")
    if now.answer_is_known and _knowledge_interrupts(best, now, asks):
        return Decision("ask_knowledge", max(best.confidence, now.answer_score), "knowledge")
    if best.intent not in INTERRUPTIONS:
        return Decision(best.intent, best.confidence, "classifier")
    if _interrupts(text, best, now, asks):
        return Decision(best.intent, best.confidence, "interruption")
    return Decision("order" if now.items else "inform", 1.0 - best.confidence, "open question")


def _knowledge_interrupts(best: Ranked, now: Circumstances, asks: bool) -> bool:
    if now.asked == "description":
        # A story has its own "when" and "how".
        return asks and best.intent == "ask_knowledge" and best.confidence >= _DOUBTFUL
    if not asks:
        return best.intent == "ask_knowledge" and not now.items
    return not (_is_sure(best, {*_SOLID, OUT_OF_SCOPE}) and now.answer_score < best.confidence)


def _interrupts(text: str, best: Ranked, now: Circumstances, asks: bool) -> bool:
    if len(text.split()) > _SHORT.get(best.intent, 1000) or best.confidence < _needed(best, now):
        return False
    if best.intent == "ask_knowledge":
        return asks
    if best.intent == "goodbye":
        # «всё» and "that's all" end the list of goods, not the talk.
        return bool(_PARTING.search(comparable(text)))
    # The story of a complaint is full of complaints, orders and cancelled things.
    is_asked_aside = best.intent == "order_status" and asks and now.asked != "description"
    is_story = now.form == "complaint_form" and best.intent in {"complaint", "order_status", "stop"}
    return is_asked_aside or not is_story


def _needed(best: Ranked, now: Circumstances) -> float:
    if best.intent == "ask_knowledge" and now.items:
        return 0.0
    if now.asked in _FREE_WORDS:
        return _NEEDED_AGAINST_FREE_WORDS
    return _NEEDED_OF_A_QUESTION if best.intent == "ask_knowledge" else _NEEDED_INSIDE


def _outside(text: str, best: Ranked, now: Circumstances) -> Decision:
    asks = is_question(text)
    if _NUMBER_ALONE.fullmatch(comparable(text)):
        return Decision("order_status", _SURE, "a number of an order")
    if now.yes_or_no and not now.items and not asks and _may_be_bare_answer(best):
        return Decision("affirm" if now.yes_or_no == "yes" else "deny", 1.0, "yes or no")
    if now.items and not asks and _WISH.search(comparable(text)) and not _is_sure_of_another(best):
        return Decision("order", _SURE, "goods wished")
    if now.items and not asks and _tells_goods(text, best) and now.answer_score < _ANSWERED_FOR_SURE:
        return Decision("order", _SURE, "goods named")
    is_numbered = best.intent == "order_status" and _ORDER_NUMBER.search(comparable(text))
    if now.answer_is_known and not is_numbered and _knowledge_wins(best, now, asks):
        return Decision("ask_knowledge", max(best.confidence, now.answer_score), "knowledge")
    if now.items and _may_be_about_goods(best):
        return Decision("ask_knowledge" if asks else "order", _SURE, "goods named")
    if best.confidence < _NEEDED_OUTSIDE:
        return Decision(OUT_OF_SCOPE, 1.0 - best.confidence, "no confidence")
    return Decision(best.intent, best.confidence, "classifier")


def _knowledge_wins(best: Ranked, now: Circumstances, asks: bool) -> bool:
    """A confident answer beats a doubtful intent."""
    if best.intent in {"ask_knowledge", "inform"}:
        return True
    if best.intent in _SOLID:
        return best.confidence < _SURE
    if best.intent == OUT_OF_SCOPE:
        return best.confidence < _SURE or now.answer_score >= best.confidence
    return best.confidence < _DOUBTFUL or (asks and now.answer_score >= best.confidence)


def _asks_about_goods(text: str, best: Ranked) -> bool:
    """What they cost, whether they are there: it must put nothing into the cart."""
    return goods_question(text) is not None and not _WISH.search(comparable(text)) and not _is_sure_of_another(best)


def _is_sure(best: Ranked, intents: Collection[str]) -> bool:
    return best.intent in intents and best.confidence >= _SURE


def _is_sure_of_another(best: Ranked) -> bool:
    """«мне не привезли шампунь» wishes nothing, though it sounds so."""
    return best.intent in {"complaint", "change", "order_status", "handoff", "stop"} and best.confidence >= _DOUBTFUL


def _tells_goods(text: str, best: Ranked) -> bool:
    """«Шампунь, самовывоз» changes nothing, though it is as short as what does."""
    if best.intent != "change":
        return best.intent in {"order", "inform"}
    return bool(_HANDOVER.search(comparable(text))) and not _INSTEAD.search(comparable(text))


def _may_be_about_goods(best: Ranked) -> bool:
    """Goods were named, and the classifier has no clear idea what for."""
    is_soft = best.intent in {"affirm", "ask_knowledge", OUT_OF_SCOPE} and best.confidence < _SURE
    return best.intent == "inform" or is_soft or best.confidence < _DOUBTFUL


def _may_be_bare_answer(best: Ranked) -> bool:
    """«хорошо, спасибо» and «нет, до свидания» say more than yes and no."""
    return best.intent in {"affirm", "deny", "inform", OUT_OF_SCOPE} or best.confidence < _DOUBTFUL
