"""libvosk may crash, hang and be killed in the middle of a word: the caller is heard all the same."""

import json
import os
import signal
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest

from bot.audio.frame import FRAME_BYTES
from bot.kit.clock import SystemClock
from bot.language.languages import Language
from bot.speech.engine import EngineRefused
from bot.speech.ports import Heard, SpeechFailed
from bot.speech.vosk_engine import open_engine, takes_grammar
from bot.speech.vosk_recognizer import VoskRecognizer, is_doubtful, surer
from bot.speech.worker_messages import Message
from records.conversations.model import HeardWord

pytestmark = pytest.mark.voice

Say = Callable[[str, Language], Awaitable[bytes]]
Models = dict[Language, Path]

PERSON = "соедините пожалуйста с оператором"


@pytest.fixture
async def recognizer(models: Models) -> AsyncIterator[VoskRecognizer]:
    async with VoskRecognizer(models, SystemClock()) as made:
        yield made


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGSTOP, signal.SIGABRT])
async def test_a_worker_lost_in_the_middle_of_a_word_costs_nothing(
    recognizer: VoskRecognizer, say: Say, how: signal.Signals
) -> None:
    pcm = await say(PERSON, Language.RU)
    async with recognizer.open(Language.RU) as stream:
        for start in range(0, len(pcm), FRAME_BYTES):
            if start == FRAME_BYTES * 40:
                os.kill(recognizer.worker_pids[0], how)
            await stream.feed(pcm[start : start + FRAME_BYTES])
        assert (await stream.finish()).text == PERSON
        await stream.feed(pcm)
        assert (await stream.finish()).text == PERSON


async def test_a_worker_lost_twice_over_one_utterance_costs_that_utterance_only(
    recognizer: VoskRecognizer, say: Say
) -> None:
    pcm = await say(PERSON, Language.RU)
    async with recognizer.open(Language.RU) as stream:
        await stream.feed(pcm[:16_000])
        os.kill(recognizer.worker_pids[0], signal.SIGKILL)
        await stream.feed(pcm[16_000:32_000])
        os.kill(recognizer.worker_pids[0], signal.SIGKILL)
        with pytest.raises(SpeechFailed) as failed:
            await stream.finish()
        assert failed.value.can_retry
        await stream.feed(pcm)
        assert (await stream.finish()).text == PERSON


async def test_a_worker_lost_between_two_utterances_is_not_noticed(recognizer: VoskRecognizer, say: Say) -> None:
    pcm = await say(PERSON, Language.RU)
    async with recognizer.open(Language.RU) as stream:
        await stream.feed(pcm)
        await stream.finish()
        os.kill(recognizer.worker_pids[0], signal.SIGKILL)
        assert (await stream.alternatives(pcm))[0] == PERSON
        await stream.feed(pcm)
        assert (await stream.finish()).text == PERSON


async def test_hints_narrow_what_is_heard(recognizer: VoskRecognizer, say: Say) -> None:
    async with recognizer.open(Language.RU, ["две бутылки"]) as stream:
        await stream.feed(await say("две бутылки", Language.RU))
        heard = await stream.finish()
        stream.begin(hints=())
        await stream.feed(await say("две бутылки", Language.RU))
        freely = await stream.finish()
    assert (heard.text, heard.was_narrowed) == ("две бутылки", True)
    assert (freely.text, freely.was_narrowed) == ("две бутылки", False)


async def test_only_a_dynamic_model_takes_hints(models: Models, static_models: Models) -> None:
    assert takes_grammar(models[Language.RU])
    assert not takes_grammar(static_models[Language.RU])


@pytest.mark.parametrize("damage", ["missing", "am/final.mdl", "graph/HCLr.fst", "graph/words.txt"])
async def test_a_damaged_model_is_found_out_before_the_first_caller(
    models: Models, tmp_path: Path, damage: str
) -> None:
    folder = tmp_path / "model"
    if damage != "missing":
        _copy_but(models[Language.RU], folder, damage)
    with pytest.raises(SpeechFailed, match=r"did not start: .*(missing or damaged|died)") as failed:
        async with VoskRecognizer({Language.RU: folder}, SystemClock()):
            pass
    assert not failed.value.can_retry


def _copy_but(model: Path, folder: Path, damaged: str) -> None:
    """All files, the damaged one cut short; of a list of words nothing is left."""
    for path in model.rglob("*"):
        copy, is_damaged = folder / path.relative_to(model), path == model / damaged
        if path.is_dir() or (is_damaged and path.suffix == ".txt"):
            continue
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(path.read_bytes()[: 500 if is_damaged else None])


def test_what_kills_libvosk_never_reaches_it(models: Models) -> None:
    """Each of these ends the process when it is given to libvosk as it stands."""
    engine = open_engine({"models": {"ru": str(models[Language.RU])}})
    feed = {"do": "feed", "lane": "a", "language": "ru"}
    with pytest.raises(EngineRefused, match="half a sample"):
        engine.handle(Message(feed, b"\0"))
    with pytest.raises(EngineRefused, match="no model"):
        engine.handle(Message({**feed, "language": "en"}, b"\0\0"))
    for n, hints in enumerate(([], ["["], ["крокодил"], ['"]'], ["да", '{"a": 1}'])):
        lane = {**feed, "lane": str(n), "hints": hints, "always": ["оператор"]}
        engine.handle(Message(lane, bytes(3200)))
        engine.handle(Message({**lane, "hints": ["нет"]}, bytes(3200)))
        assert engine.handle(Message({**lane, "do": "finish"})).fields["words"] == []
    assert json.dumps(engine.handle(Message({"do": "alternatives", "lane": "z", "language": "ru"})).fields)


def heard(*confidences: float, unknown: int = 0) -> Heard:
    words = tuple(HeardWord("да", confidence, 0, 100) for confidence in confidences)
    return Heard(" ".join("да" for _ in words), words, 0, unknown_words=unknown)


def test_doubt_is_an_unknown_word_or_a_low_confidence() -> None:
    assert not is_doubtful(heard(0.9, 0.8))
    assert is_doubtful(heard(0.9, unknown=1))
    assert is_doubtful(heard(0.9, 0.2))
    assert is_doubtful(heard())


def test_of_two_ways_to_hear_the_surer_one_wins() -> None:
    assert surer(heard(0.5), heard(0.6)) == heard(0.6)
    assert surer(heard(0.6), heard(0.5)) == heard(0.6)
    assert surer(heard(0.9, unknown=1), heard(0.5)) == heard(0.5)
    assert surer(heard(0.3), heard()) == heard(0.3)
