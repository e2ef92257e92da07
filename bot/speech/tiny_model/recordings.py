"""One utterance from text to features and frame labels: the work of the synthesis processes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.speech.tiny_model import augmentation
from bot.speech.tiny_model.espeak_phones import SILENCE, Espeak, Manner, Phone
from bot.speech.tiny_model.mfcc import FRAME_SAMPLES, SHIFT_SAMPLES, Features, frame_count, mfcc
from bot.speech.tiny_model.resampling import resample

_LONGEST_LEAD_S = 0.6
_LONGEST_TRAIL_S = 0.8


@dataclass(frozen=True, slots=True)
class Job:
    """What to say, how, and the seed of all chance in it.

    Playing the 22 050 Hz samples at another rate makes a longer or shorter throat of the speaker's.
    """

    text: str
    manner: Manner
    by_telephone: bool
    playback_hz: int
    seed: int


@dataclass(frozen=True, slots=True)
class Recording:
    """MFCC frames; `labels[t]` says which of `phones` sounds at frame t (-1: the silence before the first)."""

    text: str
    phones: tuple[Phone, ...]
    features: Features
    labels: NDArray[np.int16]

    def label_names(self) -> list[str]:
        return [SILENCE if label < 0 else self.phones[label].name for label in self.labels]


def record(espeak: Espeak, job: Job) -> Recording:
    """Speaks, places in a room or on a telephone, and labels."""
    chance = np.random.default_rng(job.seed)
    spoken = espeak.speak(job.text, job.manner)
    rate_hz = augmentation.SAMPLE_RATE_HZ
    speech = resample(spoken.samples.astype(np.float32), job.playback_hz, rate_hz)
    lead = int(chance.uniform(0, _LONGEST_LEAD_S) * rate_hz)
    trail = int(chance.uniform(0, _LONGEST_TRAIL_S) * rate_hz)
    samples = augmentation.put_in_a_room(speech, lead, trail, chance)
    if job.by_telephone:
        samples = augmentation.through_a_telephone(samples, chance)
    labels = frame_labels(spoken.phones, job.playback_hz, lead, len(samples))
    return Recording(job.text, spoken.phones, mfcc(samples), labels)


def frame_labels(phones: Sequence[Phone], playback_hz: int, lead_samples: int, sample_count: int) -> NDArray[np.int16]:
    """For the middle of every frame the last phone that has begun, or -1."""
    scale = augmentation.SAMPLE_RATE_HZ / playback_hz
    starts = lead_samples + scale * np.array([phone.start for phone in phones], np.float64)
    middles = SHIFT_SAMPLES * np.arange(frame_count(sample_count)) + FRAME_SAMPLES // 2
    return (np.searchsorted(starts, middles, side="right") - 1).astype(np.int16)


def record_shard(jobs: Sequence[Job]) -> list[Recording]:
    """Runs in a process of its own: espeak-ng's later sentences depend a little on its earlier ones."""
    espeak = Espeak().open()
    return [record(espeak, job) for job in jobs]


def pronounce_shard(words_and_voices: Sequence[tuple[str, str]]) -> list[tuple[str, tuple[str, ...]]]:
    """Words spoken alone: each with its phones. Runs in a process of its own."""
    return list(_pronounced(Espeak().open(), words_and_voices))


def _pronounced(espeak: Espeak, words_and_voices: Sequence[tuple[str, str]]) -> Iterator[tuple[str, tuple[str, ...]]]:
    for word, voice in words_and_voices:
        phones = espeak.speak(word, Manner(voice)).phones
        yield word, tuple(phone.name for phone in phones if phone.name != SILENCE)
