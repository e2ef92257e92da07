"""The mouth of a call: in order, at the pace of speech, and silent at once when it is told to be."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from bot.audio.playout import Playout
from bot.company.model import Voice
from bot.conversation.speaking import Speaker, Speech
from tests.fakes.caller_leg import CallerLeg
from tests.fakes.speech import ScriptedSynthesizer, spoken_ms
from tests.fakes.virtual_time import LoopClock, in_virtual_time

VOICE = Voice("zle/ru", 150)
FIRST = "a" * 100
SECOND = "b" * 60
LEAD_MS = Playout()._lead_ms


@dataclass
class Mouth:
    speaker: Speaker
    leg: CallerLeg
    silences: list[int] = field(default_factory=list)
    """When all had been heard."""

    def say(self, *texts: str) -> None:
        for n, text in enumerate(texts, start=1):
            self.speaker.say(Speech(n, text, VOICE, {"type": "turn", "n": n, "who": "bot", "text": text}))

    def order(self) -> list[str]:
        return [message.get("name") or f"turn {message['n']}" for _, message in self.leg.told]


@asynccontextmanager
async def mouth(synthesizer: ScriptedSynthesizer | None = None) -> AsyncIterator[Mouth]:
    leg, silences = CallerLeg(), list[int]()
    speaker = Speaker(leg, synthesizer or ScriptedSynthesizer(), LoopClock(), lambda: silences.append(leg.now()))
    speaker.open()
    try:
        yield Mouth(speaker, leg, silences)
    finally:
        await speaker.close()


@in_virtual_time
async def test_two_parts_of_a_reply_are_said_one_after_the_other() -> None:
    async with mouth() as one:
        one.say(FIRST, SECOND)
        await one.leg.until("mark", name="turn:2")
        assert one.order() == ["turn 1", "turn:1", "turn 2", "turn:2"]
        assert len(one.leg.heard_at) * 20 == spoken_ms(FIRST) + spoken_ms(SECOND)


@in_virtual_time
async def test_a_turn_is_told_just_before_its_first_sound() -> None:
    async with mouth() as one:
        one.say(FIRST, SECOND)
        await one.leg.until("mark", name="turn:2")
        told_at = {message["n"]: at for at, message in one.leg.told if message["type"] == "turn"}
        frames_of_first = spoken_ms(FIRST) // 20
        assert told_at[1] == one.leg.heard_at[0]
        assert one.leg.heard_at[frames_of_first - 1] <= told_at[2] <= one.leg.heard_at[frames_of_first]


@in_virtual_time
async def test_the_voice_is_sent_at_the_pace_of_speech() -> None:
    """No more than the lead is ever ahead of what the caller has heard."""
    async with mouth() as one:
        one.say(FIRST)
        await one.leg.until("mark", name="turn:1")
        begun = one.leg.heard_at[0]
        assert all(at - begun >= n * 20 - LEAD_MS for n, at in enumerate(one.leg.heard_at))


@in_virtual_time
async def test_silence_is_told_once_and_only_when_all_has_been_heard() -> None:
    async with mouth() as one:
        one.say(FIRST, SECOND)
        await one.leg.wait(10_000)
        assert one.silences == [one.leg.heard_at[0] + spoken_ms(FIRST) + spoken_ms(SECOND)]
        assert not one.speaker.is_speaking


@in_virtual_time
async def test_stopped_in_the_middle_it_tells_how_much_was_heard() -> None:
    async with mouth() as one:
        one.say(FIRST, SECOND)
        await one.leg.wait(500)
        cut = one.speaker.stop()
        sent = len(one.leg.heard_at)
        await one.leg.wait(5_000)
        assert cut.heard_chars == {1: 50, 2: 0}
        assert [message["n"] for message in cut.untold] == [2]
        assert len(one.leg.heard_at) == sent


@in_virtual_time
async def test_what_is_stopped_before_its_first_sound_is_not_lost_for_the_page() -> None:
    async with mouth() as one:
        one.say(FIRST)
        cut = one.speaker.stop()
        assert [message["n"] for message in cut.untold] == [1]
        assert cut.heard_chars == {1: 0}
        await one.leg.wait(5_000)
        assert one.leg.heard_at == []


@in_virtual_time
async def test_after_a_stop_it_speaks_again() -> None:
    async with mouth() as one:
        one.say(FIRST)
        await one.leg.wait(500)
        one.speaker.stop()
        before = len(one.leg.heard_at)
        one.speaker.say(Speech(3, SECOND, VOICE, {"type": "turn", "n": 3, "who": "bot", "text": SECOND}))
        await one.leg.until("mark", name="turn:3")
        assert (len(one.leg.heard_at) - before) * 20 == spoken_ms(SECOND)


@in_virtual_time
async def test_a_turn_that_cannot_be_spoken_is_shown_and_the_next_one_is_said() -> None:
    async with mouth(ScriptedSynthesizer(mute=[FIRST])) as one:
        one.say(FIRST, SECOND)
        await one.leg.until("mark", name="turn:2")
        assert one.order() == ["turn 1", "turn:1", "turn 2", "turn:2"]
        assert len(one.leg.heard_at) * 20 == spoken_ms(SECOND)


@in_virtual_time
async def test_a_slow_voice_keeps_no_stopped_words() -> None:
    """Stopped while the second sentence is still being rendered: the turn was not heard whole."""

    class Slow(ScriptedSynthesizer):
        async def speak(self, text: str, voice: Voice) -> AsyncIterator:  # type: ignore[type-arg]
            async for frame in super().speak(text, voice):
                if frame.covers_chars > 50:
                    await asyncio.Event().wait()
                yield frame

    async with mouth(Slow()) as one:
        one.say(FIRST)
        await one.leg.wait(5_000)
        assert one.speaker.is_speaking
        assert one.speaker.stop().heard_chars == {1: 50}


@in_virtual_time
async def test_a_late_loudspeaker_is_reckoned_with() -> None:
    """The caller's end plays 200 ms later than we send: so much less has been heard."""
    async with mouth() as one:
        one.say(FIRST)
        await one.leg.until("mark", name="turn:1")
        ends_at = one.leg.heard_at[0] + spoken_ms(FIRST)
        await one.leg.wait(ends_at + 200 - one.leg.now())
        one.speaker.played("turn:1")
        one.speaker.say(Speech(2, SECOND, VOICE, {"type": "turn", "n": 2, "who": "bot", "text": SECOND}))
        begun = one.leg.now()
        await one.leg.wait(400)
        assert one.speaker.stop().heard_chars == {2: (400 - 200) // 20 * 2}
        assert begun == ends_at + 200
