"""Rasa itself, trained and running, steers a conversation whose actions are served over HTTP."""

from itertools import count

import psutil
import pytest

from bot.dialogue.model import HandOff, HandoffReason, Reply
from bot.dialogue.rasa_engine import RasaEngine
from bot.dialogue.rasa_process import RasaProcess
from bot.kit.ids import new_id
from bot.language.languages import Language
from tests.bot.dialogue.small_line import Draft, SmallLine, utterance

pytestmark = [pytest.mark.rasa, pytest.mark.asyncio(loop_scope="session")]


class Talk:
    """One conversation by typing."""

    def __init__(self, engine: RasaEngine, language: Language = Language.RU) -> None:
        self.id = new_id("conv")
        self._engine = engine
        self._language = language
        self._turns = count(1)

    async def say(self, text: str) -> Reply:
        reply = await self._engine.reply_to(utterance(self.id, next(self._turns), text, self._language))
        assert reply.trace.engine == "rasa", reply.trace.rule
        return reply

    async def hear(self, text: str) -> list[str]:
        return [part.text for part in (await self.say(text)).parts]


async def test_an_order_goes_from_its_first_word_to_the_base(engine: RasaEngine, line: SmallLine) -> None:
    talk = Talk(engine)
    assert await talk.hear("хочу сделать заказ") == ["ask_items ru"]
    assert await talk.hear("2 шампуня") == ["ask_address ru"]
    assert await talk.hear("улица Ленина, дом 5") == ["ask_phone ru"]
    assert await talk.hear("89161234567") == ["ask_confirmation ru"]
    assert await talk.hear("да, всё верно") == ["action_place_order ru"]
    assert (talk.id, 5, "action_place_order") in line.written


async def test_the_same_model_takes_an_english_order(engine: RasaEngine) -> None:
    talk = Talk(engine, Language.EN)
    assert await talk.hear("i'd like to place an order") == ["ask_items en"]
    assert await talk.hear("2 shampoos") == ["ask_address en"]
    assert await talk.hear("when do you close?") == ["action_answer en", "ask_address en"]
    assert await talk.hear("12 main street") == ["ask_phone en"]


async def test_a_question_in_the_middle_of_an_order_is_answered_and_the_order_goes_on(
    engine: RasaEngine, line: SmallLine
) -> None:
    talk = Talk(engine)
    await talk.say("хочу сделать заказ")
    await talk.say("2 шампуня")
    line.called.clear()
    assert await talk.hear("до скольки вы работаете") == ["action_answer ru", "ask_address ru"]
    assert line.called == ["action_answer"], "the form is not asked about a question"
    assert await talk.hear("улица Ленина, дом 5") == ["ask_phone ru"]


async def test_a_step_of_an_order_costs_one_call_of_an_action(engine: RasaEngine, line: SmallLine) -> None:
    talk = Talk(engine)
    await talk.say("хочу сделать заказ")
    line.called.clear()
    await talk.say("2 шампуня")
    assert line.called == ["validate_order_form"]


@pytest.mark.parametrize("words", ["оператор", "соедините с живым человеком", "дайте менеджера пожалуйста"])
async def test_who_asks_for_a_person_gets_one_in_the_middle_of_an_order_which_goes_on_while_waiting(
    engine: RasaEngine, words: str
) -> None:
    talk = Talk(engine)
    await talk.say("хочу сделать заказ")
    reply = await talk.say(words)
    assert reply.wishes == (HandOff(HandoffReason.ASKED_HUMAN),)
    assert reply.trace.intent == "handoff"
    assert [part.text for part in reply.parts] == ["action_hand_off ru"]
    assert await talk.hear("2 шампуня") == ["ask_address ru"]


async def test_a_complaint_during_an_order_comes_first_and_then_the_order_goes_on(engine: RasaEngine) -> None:
    talk = Talk(engine)
    await talk.say("хочу сделать заказ")
    await talk.say("2 шампуня")
    assert await talk.hear("у меня жалоба, курьер нахамил") == ["ask_description ru"]
    assert await talk.hear("он кричал и бросил пакет на пол") == ["ask_phone ru"]
    assert await talk.hear("89161234567") == ["action_log_complaint ru", "ask_address ru"]
    assert await talk.hear("улица Ленина, дом 5") == ["ask_phone ru"]


async def test_a_complaint_that_says_everything_is_logged_at_once(engine: RasaEngine, line: SmallLine) -> None:
    line.knows_the_caller = True
    talk = Talk(engine)
    await talk.say("хочу сделать заказ")
    await talk.say("2 шампуня")
    during_an_order = await talk.hear("у меня жалоба, курьер нахамил")
    alone = await Talk(engine).hear("у меня жалоба, курьер нахамил")
    line.knows_the_caller = False
    assert during_an_order == ["action_log_complaint ru", "ask_address ru"]
    assert alone == ["action_log_complaint ru"]
    assert await talk.hear("улица Ленина, дом 5") == ["ask_phone ru"]


async def test_stop_ends_the_order(engine: RasaEngine, line: SmallLine) -> None:
    talk = Talk(engine)
    await talk.say("хочу сделать заказ")
    assert await talk.hear("стоп") == ["action_stop ru"]
    assert await talk.hear("какая завтра погода") == ["action_fallback ru"]


@pytest.mark.parametrize(
    ("words", "action"),
    [
        ("здравствуйте", "action_greet"),
        ("спасибо большое", "action_thanks"),
        ("повторите, пожалуйста", "action_repeat"),
        ("вы робот?", "action_bot_challenge"),
        ("где мой заказ", "action_order_status"),
        ("до свидания", "action_goodbye"),
    ],
)
async def test_each_side_remark_has_its_answer_also_inside_an_order(
    engine: RasaEngine, line: SmallLine, words: str, action: str
) -> None:
    talk = Talk(engine)
    assert (await talk.hear(words))[0] == f"{action} ru"
    await talk.say("хочу сделать заказ")
    line.called.clear()
    assert (await talk.hear(words))[0] == f"{action} ru"
    assert line.called == [action]


async def test_a_slash_typed_by_a_customer_is_no_command(engine: RasaEngine, line: SmallLine) -> None:
    talk = Talk(engine)
    await talk.say("/restart")
    await talk.say("/handoff{}")
    assert line.called[-1] != "action_hand_off"


async def test_a_message_without_words_is_answered_too(engine: RasaEngine) -> None:
    talk = Talk(engine)
    for text in ("", "///", "👍", "?!", "а" * 5_000, "хлеб c маслом 🍞 \u200b"):
        assert await talk.hear(text)


async def test_turn_forty_ships_no_more_than_turn_four(engine: RasaEngine, line: SmallLine) -> None:
    talk = Talk(engine)
    texts = ["хочу сделать заказ", "2 шампуня", "до скольки вы работаете", "повторите"]
    largest = []
    for _ in range(10):
        line.sizes.clear()
        for text in texts:
            await talk.say(text)
        largest.append(max(line.sizes))
        line.drafts[talk.id] = Draft()
        await engine.forget(talk.id)
    assert largest[-1] < 8_000
    assert largest[-1] < largest[0] * 1.1


async def test_what_a_person_changed_is_known_to_rasa_after_forgetting(engine: RasaEngine, line: SmallLine) -> None:
    talk = Talk(engine)
    await talk.say("хочу сделать заказ")
    line.drafts[talk.id] = Draft("order_form", "phone", 1)
    await engine.forget(talk.id)
    assert await talk.hear("89161234567") == ["ask_confirmation ru"]


async def test_a_turn_tells_why_it_was_answered_so(engine: RasaEngine) -> None:
    trace = (await Talk(engine).say("до скольки вы работаете")).trace
    assert (trace.intent, trace.knowledge, trace.actions) == ("ask_knowledge", "hours", ["action_answer"])
    assert trace.rule in {"knowledge", "classifier"}
    assert {"look_up", "draft", "rasa", "dialogue"} <= set(trace.stages_ms)


async def test_rasa_is_reached_from_this_computer_only(rasa: RasaProcess) -> None:
    listening = [c for c in psutil.Process(rasa.pid).net_connections() if c.status == psutil.CONN_LISTEN]
    assert {connection.laddr.ip for connection in listening} == {"127.0.0.1"}


async def test_no_word_of_a_customer_reaches_the_log(engine: RasaEngine, rasa: RasaProcess, line: SmallLine) -> None:
    talk = Talk(engine)
    await talk.say("тайное слово переулок абрикосовый")
    line.is_broken = True
    await engine.reply_to(utterance(talk.id, 99, "тайное слово переулок абрикосовый"))
    line.is_broken = False
    written = rasa.log_file.read_text(encoding="utf-8")
    assert "абрикосовый" not in written
    assert "тайное" not in written
