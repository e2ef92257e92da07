"""The ear of a call: frames in, utterances out, in the caller's own time and language."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from bot.audio.frame import SILENT_FRAME
from bot.conversation.listening import Listened, Listener, PartialHeard, SpeechBegan, SpeechPaused, UtteranceHeard
from bot.language.languages import Language
from bot.speech.ports import Heard
from tests.fakes.caller_leg import SPEECH_FRAME
from tests.fakes.speech import ScriptedRecognizer

RU, EN = Language.RU, Language.EN


@asynccontextmanager
async def listener(recognizer: ScriptedRecognizer, languages: Sequence[Language] = (RU,)) -> AsyncIterator[Listener]:
    made = Listener(recognizer, RU, languages)
    try:
        yield made
    finally:
        await made.close()


async def hear(listener: Listener, *, speech_ms: int, silence_ms: int = 700) -> list[Listened]:
    frames = [SPEECH_FRAME] * (speech_ms // 20) + [SILENT_FRAME] * (silence_ms // 20)
    return [listened for frame in frames for listened in await listener.hear(frame)]


def utterances(listened: list[Listened]) -> list[UtteranceHeard]:
    return [one for one in listened if isinstance(one, UtteranceHeard)]


def only(listened: list[Listened]) -> Heard:
    (utterance,) = utterances(listened)
    assert utterance.heard is not None
    return utterance.heard


async def test_an_utterance_begins_is_heard_in_parts_and_ends_with_a_pause() -> None:
    async with listener(ScriptedRecognizer("два шампуня")) as ear:
        await hear(ear, speech_ms=0, silence_ms=1000)
        listened = await hear(ear, speech_ms=900)
    assert [type(one) for one in listened] == [SpeechBegan, PartialHeard, SpeechPaused, UtteranceHeard]
    assert only(listened).text == "два шампуня"


async def test_times_are_those_of_the_call_and_not_of_the_utterance() -> None:
    async with listener(ScriptedRecognizer("да", "нет")) as ear:
        await hear(ear, speech_ms=0, silence_ms=2000)
        first = only(await hear(ear, speech_ms=600))
        await hear(ear, speech_ms=0, silence_ms=3000)
        second = only(await hear(ear, speech_ms=600))
    assert 2000 - 300 <= first.from_ms < 2000 < first.end_ms <= 2000 + 600 + 700
    assert 6300 - 300 <= second.from_ms < 6300 < second.end_ms <= 6300 + 600 + 700


async def test_the_soft_sound_before_the_first_loud_one_is_kept() -> None:
    async with listener(ScriptedRecognizer("да")) as ear:
        await hear(ear, speech_ms=0, silence_ms=1000)
        heard = only(await hear(ear, speech_ms=600))
    assert heard.pcm.index(SPEECH_FRAME.pcm) == 300 * 32


async def test_a_click_is_not_an_utterance() -> None:
    async with listener(ScriptedRecognizer("да")) as ear:
        await hear(ear, speech_ms=0, silence_ms=1000)
        assert await hear(ear, speech_ms=40) == []


async def test_a_short_pause_does_not_end_an_utterance() -> None:
    async with listener(ScriptedRecognizer("два шампуня")) as ear:
        listened = await hear(ear, speech_ms=600, silence_ms=300)
        listened += await hear(ear, speech_ms=600)
    kinds = [type(one) for one in listened if not isinstance(one, PartialHeard)]
    assert kinds == [SpeechBegan, SpeechPaused, SpeechBegan, SpeechPaused, UtteranceHeard]


async def test_the_first_words_in_another_language_turn_the_call() -> None:
    recognizer = ScriptedRecognizer("ту ботлз", "yes", sure=0.4)
    recognizer.surer[EN] = "two bottles"
    async with listener(recognizer, (RU, EN)) as ear:
        first = await hear(ear, speech_ms=600)
        second = await hear(ear, speech_ms=600)
    assert [(one.heard and one.heard.text, one.language) for one in utterances(first + second)] == [
        ("two bottles", EN),
        ("yes", EN),
    ]
    assert recognizer.opened == [RU, EN]


async def test_words_decoded_again_keep_their_place_in_the_call() -> None:
    recognizer = ScriptedRecognizer("ту", sure=0.3)
    recognizer.surer[EN] = "two bottles"
    async with listener(recognizer, (RU, EN)) as ear:
        await hear(ear, speech_ms=0, silence_ms=5000)
        heard = only(await hear(ear, speech_ms=600))
    assert heard.from_ms >= 4700
    assert [word.from_ms >= 4700 for word in heard.words] == [True, True]


async def test_a_slightly_better_guess_does_not_turn_the_call() -> None:
    recognizer = ScriptedRecognizer("два шампуня", sure=0.9)
    recognizer.surer[EN] = "the champion"
    async with listener(recognizer, (RU, EN)) as ear:
        (utterance,) = utterances(await hear(ear, speech_ms=600))
    assert utterance.language is RU
    assert utterance.heard is not None
    assert utterance.heard.text == "два шампуня"


async def test_only_the_first_words_decide_the_language() -> None:
    recognizer = ScriptedRecognizer("два шампуня", "да", sure=0.9)
    async with listener(recognizer, (RU, EN)) as ear:
        await hear(ear, speech_ms=600)
        recognizer.surer[EN] = "that"
        (utterance,) = utterances(await hear(ear, speech_ms=600))
    assert utterance.language is RU


async def test_a_noise_before_the_first_words_decides_nothing() -> None:
    recognizer = ScriptedRecognizer("", "ту", sure=0.3)
    recognizer.surer[EN] = "two bottles"
    async with listener(recognizer, (RU, EN)) as ear:
        noise = only(await hear(ear, speech_ms=200))
        assert (noise.text, ear.language) == ("", RU)
        await hear(ear, speech_ms=600)
        assert ear.language is EN


async def test_a_company_that_speaks_one_language_is_heard_in_it() -> None:
    recognizer = ScriptedRecognizer("ту", sure=0.3)
    recognizer.surer[EN] = "two bottles"
    async with listener(recognizer, (RU,)) as ear:
        (utterance,) = utterances(await hear(ear, speech_ms=600))
    assert utterance.language is RU


async def test_a_language_without_a_model_is_no_obstacle() -> None:
    recognizer = ScriptedRecognizer("два шампуня", sure=0.3)
    recognizer.models = {RU}
    async with listener(recognizer, (RU, EN)) as ear:
        assert only(await hear(ear, speech_ms=600)).text == "два шампуня"


async def test_a_recogniser_that_fails_costs_one_utterance() -> None:
    """None in place of what was heard: the caller is asked to say it again, and heard then."""
    recognizer = ScriptedRecognizer(None)
    async with listener(recognizer) as ear:
        (failed,) = utterances(await hear(ear, speech_ms=600))
        recognizer.next()
        recognizer.will_hear("два шампуня")
        heard = only(await hear(ear, speech_ms=600))
    assert failed.heard is None
    assert heard.text == "два шампуня"


async def test_what_may_also_have_been_said_can_be_asked() -> None:
    async with listener(ScriptedRecognizer("два шампуня")) as ear:
        heard = only(await hear(ear, speech_ms=600))
        assert await ear.alternatives(heard) == ("maybe this",)
