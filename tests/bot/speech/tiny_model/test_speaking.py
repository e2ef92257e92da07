"""Speaking with the bundled espeak-ng, in processes of its own."""

from collections.abc import Iterator
from multiprocessing import get_context
from multiprocessing.pool import Pool

import numpy as np
import pytest

from bot.speech.tiny_model.espeak_phones import SILENCE, Manner
from bot.speech.tiny_model.recordings import Job, pronounce_shard, record_shard
from bot.speech.tiny_model.sentences import words_in
from bot.speech.tiny_model.vocabulary import LANGUAGES, load_declared

JOBS = [
    Job("Две бутылки шампуня.", Manner("ru"), by_telephone=False, playback_hz=22_050, seed=1),
    Job("Да, всё верно.", Manner("ru+f2", 200, 60, 40, 5), by_telephone=True, playback_hz=24_000, seed=2),
]


@pytest.fixture
def fresh_processes() -> Iterator[Pool]:
    with get_context("spawn").Pool(2, maxtasksperchild=1) as pool:
        yield pool


def test_the_same_jobs_give_the_same_sound_in_every_process(fresh_processes: Pool) -> None:
    one, other = fresh_processes.map(record_shard, [JOBS, JOBS], chunksize=1)
    for first, second in zip(one, other, strict=True):
        assert np.array_equal(first.features, second.features)
        assert np.array_equal(first.labels, second.labels)


def test_phones_come_in_order_and_point_at_their_words(fresh_processes: Pool) -> None:
    for recording in fresh_processes.apply(record_shard, [JOBS]):
        starts = [phone.start for phone in recording.phones]
        assert starts == sorted(starts)
        offsets = {phone.text_offset for phone in recording.phones if phone.name != SILENCE}
        assert offsets == {word.start for word in words_in(recording.text)}
        assert {*recording.labels} >= {*range(1, len(recording.phones) - 1)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_espeak_has_every_voice_that_is_declared(fresh_processes: Pool, language: str) -> None:
    declared = load_declared(language)
    voices = [f"{base}+{variant}" for base in declared.voices.bases for variant in declared.voices.variants]
    voices += [*declared.voices.plain, *declared.held_out.voices]
    spoken = fresh_processes.apply(pronounce_shard, [[(declared.words[0], voice) for voice in voices]])
    assert all(phones for _, phones in spoken)
