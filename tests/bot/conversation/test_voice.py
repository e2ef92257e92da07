"""A whole call in virtual time: a real base and real conversations; only ears, voice and dialogue are scripted."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.conversation.leg import KeyPressed, LanguageChosen, Typed
from bot.conversation.ownership import move_owner
from bot.conversation.voice import VoiceParts
from bot.conversation.voice_calls import VoiceCalls
from bot.dialogue.model import CloseConversation, HandOff, HandoffReason, Reply, ReplyPart
from bot.kit.db import UnitOfWork
from bot.language.languages import Language
from records.conversations import store
from records.conversations.model import ChannelKind, Conversation, NewTurn, Owner, Turn, Who
from tests.fakes.caller_leg import CallerLeg
from tests.fakes.dialogue import says
from tests.fakes.house import House, house_on
from tests.fakes.speech import ScriptedRecognizer, ScriptedSynthesizer, spoken_ms
from tests.fakes.virtual_time import LoopClock, in_virtual_time

SILENCE_MS = 8_000
LONG = "a" * 400
"""Four seconds of speech."""


@dataclass
class Call:
    house: House
    id: str
    leg: CallerLeg
    recognizer: ScriptedRecognizer
    synthesizer: ScriptedSynthesizer
    running: asyncio.Task[None]

    async def greeted(self) -> "Call":
        await self.leg.until("listening")
        return self

    async def says(self, text: str | None, ms: int = 800) -> None:
        self.recognizer.will_hear(text)
        await self.leg.speak(ms)

    async def turns(self) -> list[Turn]:
        return await self.house.conversations.turns_after(self.id, 0)

    async def texts(self) -> list[str]:
        return [turn.text for turn in await self.turns()]

    async def conversation(self) -> Conversation:
        return await self.house.conversations.get(self.id)

    async def is_over(self) -> bool:
        await self.running
        return (await self.conversation()).owner is Owner.CLOSED


@asynccontextmanager
async def a_call(
    folder: Path, recognizer: ScriptedRecognizer | None = None, synthesizer: ScriptedSynthesizer | None = None
) -> AsyncIterator[Call]:
    async with house_on(folder) as house:
        ears, voice, leg = recognizer or ScriptedRecognizer(), synthesizer or ScriptedSynthesizer(), CallerLeg()
        conversation = await house.open(ChannelKind.VOICE)
        calls = VoiceCalls(
            VoiceParts(
                conversations=house.conversations,
                book=house.book,
                bus=house.bus,
                clock=LoopClock(),
                recognizer=ears,
                synthesizer=voice,
                data=folder,
            )
        )
        microphone = asyncio.create_task(leg.keep_sending())
        running = asyncio.create_task(calls.run(conversation, leg, "+79161234567"))
        try:
            yield Call(house, conversation.id, leg, ears, voice, running)
        finally:
            for task in (running, microphone):
                task.cancel()
            await asyncio.gather(running, microphone, return_exceptions=True)


@in_virtual_time
async def test_the_greeting_is_spoken_and_then_it_is_the_callers_turn(tmp_path: Path) -> None:
    async with a_call(tmp_path) as call:
        await call.greeted()
        (greeting,) = await call.texts()
        spoken, _voice = call.synthesizer.said[0]
        assert call.leg.texts() == [greeting]
        assert len(call.leg.heard_at) * 20 == spoken_ms(spoken)


@in_virtual_time
async def test_what_the_caller_says_is_written_with_its_words_and_its_sound(tmp_path: Path) -> None:
    async with a_call(tmp_path) as call:
        await call.greeted()
        await call.says("два шампуня")
        said = (await call.turns())[1]
        assert (said.who, said.text, said.spoken) == (Who.CUSTOMER, "2 шампуня", "два шампуня")
        assert [word.word for word in said.words] == ["два", "шампуня"]
        assert said.audio is not None
        assert (tmp_path / said.audio).read_bytes().startswith(b"RIFF")


@in_virtual_time
async def test_the_page_sees_the_words_while_they_are_said_and_again_at_their_end(tmp_path: Path) -> None:
    async with a_call(tmp_path) as call:
        await call.greeted()
        await call.says("два шампуня")
        (heard,) = call.leg.messages("heard")
        assert call.leg.messages("partial") == [{"type": "partial", "text": "два"}]
        assert heard["text"] == "два шампуня"
        assert heard["end_ms"] == heard["words"][-1]["to_ms"]


@in_virtual_time
async def test_both_parts_of_a_reply_are_said_in_their_order(tmp_path: Path) -> None:
    async with a_call(tmp_path) as call:
        call.house.dialogue.script["2 шампуня"] = says("Записываю: 2 шампуня.", "Доставить или заберёте сами?")
        await call.greeted()
        await call.says("два шампуня")
        await call.leg.until("listening", 2)
        assert call.leg.texts()[1:] == ["Записываю: 2 шампуня.", "Доставить или заберёте сами?"]
        marks = [mark["name"] for mark in call.leg.messages("mark")]
        assert marks == ["turn:1", "turn:3", "turn:4"]
        assert [text for text, _ in call.synthesizer.said][1:] == [
            "Записываю: два шампуня.",
            "Доставить или заберёте сами?",
        ]


@in_virtual_time
async def test_a_caller_who_speaks_over_the_bot_silences_it(tmp_path: Path) -> None:
    async with a_call(tmp_path) as call:
        call.house.dialogue.script["да"] = says(LONG, "Второе.")
        await call.greeted()
        await call.says("да")
        await call.leg.wait(1_000)
        call.recognizer.will_hear("стоп")
        call.leg.begin_to_speak(2_000)
        await call.leg.until("clear")
        sent = len(call.leg.heard_at)
        await call.leg.wait(1_500)
        assert len(call.leg.heard_at) == sent


@in_virtual_time
async def test_what_was_interrupted_is_shown_and_the_transcript_keeps_what_was_heard(tmp_path: Path) -> None:
    async with a_call(tmp_path) as call:
        call.house.dialogue.script["да"] = says(LONG, "Второе.")
        await call.greeted()
        await call.says("да")
        await call.leg.wait(1_000)
        call.recognizer.will_hear("стоп")
        call.leg.begin_to_speak(600)
        await call.leg.until("clear")
        await call.leg.wait(100)
        first, second = (await call.turns())[2:4]
        assert call.leg.texts()[1:3] == [LONG, "Второе."]
        assert 0 < len(first.spoken) < len(LONG)
        assert LONG.startswith(first.spoken)
        assert (second.text, second.spoken) == ("Второе.", "")


@in_virtual_time
async def test_a_cough_does_not_interrupt_the_bot(tmp_path: Path) -> None:
    async with a_call(tmp_path) as call:
        call.house.dialogue.script["да"] = says(LONG)
        await call.greeted()
        await call.says("да")
        await call.leg.wait(500)
        call.leg.begin_to_speak(100)
        await call.leg.until("listening", 2)
        assert call.leg.messages("clear") == []
        assert len(call.leg.heard_at) * 20 >= spoken_ms(LONG)


@in_virtual_time
async def test_a_reply_that_becomes_ready_while_the_caller_speaks_is_not_said_over_her(tmp_path: Path) -> None:
    async with a_call(tmp_path) as call:
        await call.greeted()
        call.house.dialogue.hold()
        await call.says("два шампуня")
        call.recognizer.will_hear("и мыло")
        call.leg.begin_to_speak(2_000)
        await call.leg.wait(1_000)
        before = len(call.leg.heard_at)
        call.house.dialogue.go_on()
        await call.leg.wait(900)
        assert len(call.leg.heard_at) == before
        await call.leg.until("listening", 2)
        assert call.leg.texts()[1:] == ["echo: 2 шампуня", "echo: и мыло"]
        assert [turn.spoken for turn in await call.turns() if turn.text == "echo: 2 шампуня"] == [""]
        assert [text for text, _ in call.synthesizer.said][1:] == ["echo: и мыло"]


@in_virtual_time
async def test_short_words_over_the_bot_are_no_cough(tmp_path: Path) -> None:
    async with a_call(tmp_path) as call:
        call.house.dialogue.script["да"] = says(LONG)
        await call.greeted()
        await call.says("да")
        await call.leg.wait(500)
        await call.says("нет", ms=140)
        await call.leg.until("clear")
        await call.leg.until("listening", 2)
        assert call.leg.texts()[1:] == [LONG, "echo: нет"]


@in_virtual_time
async def test_what_an_agent_types_while_the_caller_speaks_is_spoken_after_her(tmp_path: Path) -> None:
    async with a_call(tmp_path) as call:
        await call.greeted()
        await _become(call, Owner.QUEUE)
        await _become(call, Owner.AGENT)
        call.recognizer.will_hear("и мыло")
        call.leg.begin_to_speak(1_500)
        await call.leg.wait(500)
        async with call.house.database.begin() as unit:
            await _type(call, unit, "Проверяю ваш заказ.")
        await call.leg.until("mark", name="turn:2")
        assert call.leg.texts()[1:] == ["Проверяю ваш заказ."]
        assert (await call.texts())[1:] == ["Проверяю ваш заказ.", "и мыло"]


@in_virtual_time
async def test_a_reply_that_became_ready_during_a_noise_is_said_after_it(tmp_path: Path) -> None:
    """Something fell while the bot was thinking: the caller still waits for the answer."""
    async with a_call(tmp_path) as call:
        await call.greeted()
        call.house.dialogue.hold()
        await call.says("два шампуня")
        call.leg.begin_to_speak(1_000)
        await call.leg.wait(500)
        call.house.dialogue.go_on()
        await call.leg.until("mark", name="turn:3")
        assert call.leg.texts()[1:] == ["echo: 2 шампуня"]
        assert [text for text, _ in call.synthesizer.said][1:] == ["echo: два шампуня"]


@in_virtual_time
async def test_silence_is_met_with_a_question_then_a_goodbye_and_the_end(tmp_path: Path) -> None:
    async with a_call(tmp_path) as call:
        await call.greeted()
        greeted_at = call.leg.now()
        assert await call.is_over()
        assert await call.texts() == [
            (await call.texts())[0],
            "Слушаю вас. Скажите «оператор», если нужен человек.",
            "Похоже, связь прервалась. Перезвоните, пожалуйста. Всего доброго!",
        ]
        assert [mark["name"] for mark in call.leg.messages("mark")] == ["turn:1", "turn:2", "turn:3"]
        assert call.leg.now() >= greeted_at + 2 * SILENCE_MS


@in_virtual_time
async def test_words_begin_the_patience_anew(tmp_path: Path) -> None:
    async with a_call(tmp_path) as call:
        await call.greeted()
        await call.leg.until("listening", 2)
        await call.says("да")
        await call.leg.until("listening", 3)
        await call.leg.wait(SILENCE_MS - 1_000)
        assert (await call.texts())[-1] == "echo: да"
        await call.leg.until("listening", 4)
        assert not call.running.done()


@in_virtual_time
async def test_nobody_is_hurried_while_she_waits_for_a_person(tmp_path: Path) -> None:
    async with a_call(tmp_path) as call:
        call.house.dialogue.script["оператор"] = Reply(
            (ReplyPart("Зову человека."),), (HandOff(HandoffReason.ASKED_HUMAN),)
        )
        await call.greeted()
        await call.says("оператор")
        await call.leg.until("owner", owner="queue")
        await call.leg.until("listening", 2)
        said = await call.texts()
        await call.leg.wait(10 * SILENCE_MS)
        assert await call.texts() == said
        assert not call.running.done()


@in_virtual_time
async def test_a_person_who_joins_is_announced_and_what_she_types_is_spoken(tmp_path: Path) -> None:
    async with a_call(tmp_path) as call:
        await call.greeted()
        await _become(call, Owner.QUEUE)
        await _become(call, Owner.AGENT)
        await call.house.conversations.say_once(call.id, "joined:1", "agent_joined", name="Ольга")
        await call.leg.until("owner", owner="agent")
        async with call.house.database.begin() as unit:
            await _type(call, unit, "Проверяю ваш заказ.")
        await call.leg.until("mark", 3)
        assert call.leg.texts()[1:] == ["Соединяю. Вам ответит Ольга.", "Проверяю ваш заказ."]
        assert [text for text, _ in call.synthesizer.said][1:] == [
            "Соединяю. Вам ответит Ольга.",
            "Проверяю ваш заказ.",
        ]


@in_virtual_time
async def test_the_bot_is_silent_while_a_person_owns_the_call(tmp_path: Path) -> None:
    async with a_call(tmp_path) as call:
        await call.greeted()
        await _become(call, Owner.QUEUE)
        await _become(call, Owner.AGENT)
        await call.says("два шампуня")
        await call.leg.until("listening", 2)
        assert (await call.texts())[1:] == ["2 шампуня"]
        assert call.house.dialogue.heard == []


@in_virtual_time
async def test_a_recogniser_that_fails_costs_one_please_repeat(tmp_path: Path) -> None:
    async with a_call(tmp_path) as call:
        await call.greeted()
        await call.says(None)
        await call.leg.until("listening", 2)
        call.recognizer.next()
        await call.says("два шампуня")
        await call.leg.until("listening", 3)
        texts = await call.texts()
        assert "Повторите, пожалуйста." in texts[1]
        assert texts[2:] == ["2 шампуня", "echo: 2 шампуня"]


@in_virtual_time
async def test_a_sound_that_is_no_known_word_is_asked_for_again(tmp_path: Path) -> None:
    async with a_call(tmp_path) as call:
        await call.greeted()
        await call.says("?")
        await call.leg.until("listening", 2)
        assert [turn.who for turn in await call.turns()] == [Who.BOT, Who.BOT]
        assert "Повторите, пожалуйста." in (await call.texts())[1]


@in_virtual_time
async def test_a_noise_is_met_with_silence(tmp_path: Path) -> None:
    async with a_call(tmp_path) as call:
        await call.greeted()
        await call.says("")
        await call.leg.until("listening", 2)
        assert len(await call.turns()) == 1


@in_virtual_time
async def test_the_first_words_in_another_language_turn_the_call(tmp_path: Path) -> None:
    recognizer = ScriptedRecognizer(sure=0.3)
    recognizer.surer[Language.EN] = "two shampoos"
    async with a_call(tmp_path, recognizer) as call:
        await call.greeted()
        await call.says("ту шампунь")
        await call.leg.until("listening", 2)
        voices = [voice for _, voice in call.synthesizer.said]
        assert (await call.conversation()).language is Language.EN
        assert (await call.texts())[1:] == ["2 shampoos", "echo: 2 shampoos"]
        assert call.leg.messages("language")[-1]["language"] == "en"
        assert (voices[0], voices[-1]) == ("zle/ru", "gmw/en-us")


@in_virtual_time
async def test_the_button_of_a_language_turns_ears_and_voice(tmp_path: Path) -> None:
    async with a_call(tmp_path) as call:
        await call.greeted()
        call.leg.send(LanguageChosen("en"))
        await call.leg.until("language", language="en")
        await call.says("yes")
        await call.leg.until("listening", 2)
        assert call.recognizer.opened == [Language.EN]
        assert call.synthesizer.said[-1] == ("echo: yes", "gmw/en-us")


@in_virtual_time
async def test_a_language_that_is_not_spoken_here_changes_nothing(tmp_path: Path) -> None:
    async with a_call(tmp_path) as call:
        await call.greeted()
        call.leg.send(LanguageChosen("tlh"))
        await call.says("да")
        await call.leg.until("listening", 2)
        assert (await call.conversation()).language is Language.RU


@in_virtual_time
async def test_one_may_type_during_a_call_and_is_answered_aloud(tmp_path: Path) -> None:
    async with a_call(tmp_path) as call:
        await call.greeted()
        call.leg.send(Typed("id-1", "два шампуня"))
        call.leg.send(Typed("id-1", "два шампуня"))
        await call.leg.until("listening", 2)
        assert (await call.texts())[1:] == ["два шампуня", "echo: 2 шампуня"]
        assert call.synthesizer.said[-1][0] == "echo: два шампуня"


@in_virtual_time
async def test_nothing_typed_is_refused_and_the_call_goes_on(tmp_path: Path) -> None:
    async with a_call(tmp_path) as call:
        await call.greeted()
        call.leg.send(Typed("id-1", "  "))
        error = await call.leg.until("error")
        await call.says("да")
        await call.leg.until("listening", 2)
        assert error["code"] == "message_empty"
        assert (await call.texts())[-1] == "echo: да"


@in_virtual_time
async def test_the_key_0_asks_for_a_person_and_the_star_for_the_last_words_again(tmp_path: Path) -> None:
    async with a_call(tmp_path) as call:
        await call.greeted()
        call.leg.send(KeyPressed("0"))
        await call.leg.until("listening", 2)
        call.leg.send(KeyPressed("*"))
        await call.leg.until("listening", 3)
        said = [turn.text for turn in await call.turns() if turn.who is Who.CUSTOMER]
        assert said == ["Позовите, пожалуйста, оператора.", "Повторите, пожалуйста."]


@in_virtual_time
async def test_digits_are_an_answer_after_a_pause_or_a_hash(tmp_path: Path) -> None:
    async with a_call(tmp_path) as call:
        await call.greeted()
        for digit in "5#":
            call.leg.send(KeyPressed(digit))
        await call.leg.until("listening", 2)
        for digit in "12":
            call.leg.send(KeyPressed(digit))
            await call.leg.wait(1_000)
        await call.leg.until("listening", 3)
        assert [turn.text for turn in await call.turns() if turn.who is Who.CUSTOMER] == ["5", "12"]


@in_virtual_time
async def test_a_caller_who_hangs_up_ends_the_conversation(tmp_path: Path) -> None:
    async with a_call(tmp_path) as call:
        await call.greeted()
        call.leg.hang_up()
        assert await call.is_over()


@in_virtual_time
async def test_hanging_up_over_the_greeting_ends_it_too(tmp_path: Path) -> None:
    async with a_call(tmp_path) as call:
        await call.leg.wait(300)
        call.leg.hang_up()
        assert await call.is_over()
        sent = len(call.leg.heard_at)
        await call.leg.wait(3_000)
        assert len(call.leg.heard_at) == sent


@in_virtual_time
async def test_the_bots_goodbye_is_heard_to_its_end_before_the_line_hangs_up(tmp_path: Path) -> None:
    async with a_call(tmp_path) as call:
        call.house.dialogue.script["до свидания"] = Reply((ReplyPart("Всего доброго!"),), (CloseConversation(),))
        await call.greeted()
        await call.says("до свидания")
        assert await call.is_over()
        assert call.leg.messages("mark")[-1]["name"] == "turn:3"


@in_virtual_time
async def test_an_answer_that_cannot_be_spoken_is_shown_and_the_call_goes_on(tmp_path: Path) -> None:
    async with a_call(tmp_path, synthesizer=ScriptedSynthesizer(mute=["echo: да"])) as call:
        await call.greeted()
        await call.says("да")
        await call.leg.until("listening", 2)
        await call.says("нет")
        await call.leg.until("listening", 3)
        assert call.leg.texts()[1:] == ["echo: да", "echo: нет"]


@in_virtual_time
async def test_doubtful_words_are_kept_with_what_they_may_have_been(tmp_path: Path) -> None:
    async with a_call(tmp_path, ScriptedRecognizer(sure=0.5)) as call:
        await call.greeted()
        await call.says("два шампуня")
        assert (await call.turns())[1].alternatives == ("maybe this",)


async def _become(call: Call, owner: Owner) -> None:
    conversation = await call.conversation()
    async with call.house.database.begin() as unit:
        now = call.house.clock.now()
        detail = {"agent": "Ольга"} if owner is Owner.AGENT else {}
        await move_owner(unit, call.house.outbox, call.id, conversation.owner, owner, detail=detail, now=now)


async def _type(call: Call, unit: UnitOfWork, text: str) -> None:
    added = await store.add_turn(
        unit, call.id, NewTurn(who=Who.AGENT, author="Ольга", text=text), call.house.clock.now()
    )
    await call.house.outbox.post_turn(unit, added.turn)
