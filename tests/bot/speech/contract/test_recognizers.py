"""What every recogniser does, whatever engine stands behind it. It hears sentences that our own voice says."""

from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest

from bot.audio.frame import FRAME_BYTES, duration_ms
from bot.kit.clock import SystemClock
from bot.language.languages import Language
from bot.speech.ports import Heard, Partial, Recognizer, RecognizerStream, SpeechFailed
from bot.speech.vosk_recognizer import VoskRecognizer

pytestmark = pytest.mark.voice

Say = Callable[[str, Language], Awaitable[bytes]]
Models = dict[Language, Path]

ORDER = {
    Language.RU: "две бутылки шампуня и зубную пасту доставка завтра",
    Language.EN: "two bottles of shampoo and a toothpaste delivery tomorrow",
}
PERSON = {Language.RU: "соедините пожалуйста с оператором", Language.EN: "please connect me to an operator"}


@pytest.fixture(params=["vosk", "vosk with a static graph"])
async def recognizer(
    request: pytest.FixtureRequest, models: Models, static_models: Models
) -> AsyncIterator[Recognizer]:
    folders: dict[str, dict[Language, Path]] = {"vosk": models, "vosk with a static graph": static_models}
    async with VoskRecognizer(folders[request.param], SystemClock()) as made:
        yield made


async def hear(stream: RecognizerStream, pcm: bytes, chunk: int = FRAME_BYTES) -> tuple[Heard, list[Partial]]:
    told = [await stream.feed(pcm[start : start + chunk]) for start in range(0, len(pcm), chunk)]
    return await stream.finish(), [partial for partial in told if partial is not None]


@pytest.mark.parametrize("language", Language)
async def test_what_our_voice_says_our_ears_hear(recognizer: Recognizer, say: Say, language: Language) -> None:
    async with recognizer.open(language) as stream:
        for sentence in (ORDER[language], PERSON[language]):
            heard, partials = await hear(stream, await say(sentence, language))
            assert heard.text == sentence.lower()
            assert any(sentence.lower().startswith(partial.text) for partial in partials if partial.text)


async def test_words_have_their_times_and_confidences(recognizer: Recognizer, say: Say) -> None:
    pcm = await say(ORDER[Language.RU], Language.RU)
    async with recognizer.open(Language.RU, at_ms=10_000) as stream:
        heard, _ = await hear(stream, pcm)
        following, _ = await hear(stream, pcm)
    assert (heard.from_ms, following.from_ms) == (10_000, 10_000 + duration_ms(pcm))
    for utterance in (heard, following):
        times = [time for word in utterance.words for time in (word.from_ms, word.to_ms)]
        assert times == sorted(times)
        assert utterance.from_ms + 100 < times[0]
        assert utterance.end_ms == times[-1] < utterance.from_ms + duration_ms(pcm) - 100
        assert all(0 < (word.confidence or 0) <= 1 for word in utterance.words)
        assert utterance.pcm == pcm


async def test_chunks_of_any_size_are_heard_alike(recognizer: Recognizer, say: Say) -> None:
    """Also odd ones: a byte out of place would turn all that follows into noise."""
    pcm = await say(PERSON[Language.RU], Language.RU)
    async with recognizer.open(Language.RU) as stream:
        texts = {(await hear(stream, pcm, chunk))[0].text for chunk in (333, FRAME_BYTES, 20_001, len(pcm))}
    assert texts == {PERSON[Language.RU]}


async def test_silence_and_nothing_are_heard_as_nothing(recognizer: Recognizer, say: Say) -> None:
    async with recognizer.open(Language.EN) as stream:
        assert (await stream.finish()).text == ""
        assert (await hear(stream, bytes(64_000)))[0].words == ()
        await stream.feed(b"")
        assert (await stream.finish()).text == ""
        heard, _ = await hear(stream, await say(PERSON[Language.EN], Language.EN))
        assert heard.text == PERSON[Language.EN]


async def test_what_was_fed_before_a_beginning_is_forgotten(recognizer: Recognizer, say: Say) -> None:
    async with recognizer.open(Language.RU) as stream:
        await stream.feed(await say("нет три", Language.RU))
        stream.begin(at_ms=60_000)
        heard, _ = await hear(stream, await say(PERSON[Language.RU], Language.RU))
    assert heard.text == PERSON[Language.RU]
    assert heard.words[0].from_ms > 60_000


@pytest.mark.parametrize("hints", [["да", "нет"], ["да", "слово-которого-нет"], [""], ["крокодил"], ["", " "]])
async def test_however_narrow_the_question_a_person_may_be_asked_for(
    recognizer: Recognizer, say: Say, hints: list[str]
) -> None:
    async with recognizer.open(Language.RU, hints) as stream:
        assert (await hear(stream, await say("да", Language.RU)))[0].text == "да"
        assert (await hear(stream, await say("оператор", Language.RU)))[0].text == "оператор"


async def test_an_answer_beside_the_hints_is_heard_all_the_same(recognizer: Recognizer, say: Say) -> None:
    async with recognizer.open(Language.RU, ["да", "нет"]) as stream:
        heard, _ = await hear(stream, await say(ORDER[Language.RU], Language.RU))
        assert heard.text == ORDER[Language.RU]


async def test_alternatives_begin_with_the_best(recognizer: Recognizer, say: Say) -> None:
    pcm = await say(PERSON[Language.RU], Language.RU)
    async with recognizer.open(Language.RU) as stream:
        best, *others = await stream.alternatives(pcm)
        assert best == PERSON[Language.RU]
        assert best not in others
        assert await stream.alternatives(bytes(3200)) == ()


@pytest.mark.parametrize("language", Language)
async def test_the_language_spoken_is_the_one_heard_with_more_confidence(
    recognizer: Recognizer, say: Say, language: Language
) -> None:
    heard = await recognizer.decode_by_both(await say(PERSON[language], language), tuple(Language))
    assert heard[language].text == PERSON[language]
    assert max(heard, key=lambda one: heard[one].confidence or 0) == language


async def test_callers_are_heard_side_by_side(recognizer: Recognizer, say: Say) -> None:
    russian, english = await say(ORDER[Language.RU], Language.RU), await say(ORDER[Language.EN], Language.EN)
    async with recognizer.open(Language.RU) as first, recognizer.open(Language.EN) as second:
        for start in range(0, max(len(russian), len(english)), FRAME_BYTES):
            await first.feed(russian[start : start + FRAME_BYTES])
            await second.feed(english[start : start + FRAME_BYTES])
        assert (await first.finish()).text == ORDER[Language.RU]
        assert (await second.finish()).text == ORDER[Language.EN]


async def test_speech_without_an_end_is_heard_in_parts(recognizer: Recognizer, say: Say) -> None:
    spoken = await say(PERSON[Language.RU], Language.RU)
    times = 50_000 // duration_ms(spoken)
    async with recognizer.open(Language.RU) as stream:
        heard, partials = await hear(stream, spoken * times, chunk=3200)
    assert heard.text.count("оператором") >= times - 2
    assert [word.from_ms for word in heard.words] == sorted(word.from_ms for word in heard.words)
    assert len(partials[-1].text) > 500


async def test_a_language_without_a_model_cannot_be_heard(models: Models) -> None:
    async with VoskRecognizer({Language.RU: models[Language.RU]}, SystemClock()) as russian_only:
        with pytest.raises(SpeechFailed) as failed:
            async with russian_only.open(Language.EN):
                pass
        assert not failed.value.can_retry
        assert list(await russian_only.decode_by_both(bytes(3200), tuple(Language))) == [Language.RU]
