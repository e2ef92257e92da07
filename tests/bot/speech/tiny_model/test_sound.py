"""Resampling, augmentation, features and labels."""

import numpy as np
import pytest

from bot.speech.tiny_model.augmentation import mu_law_round_trip, noise_for, put_in_a_room, through_a_telephone
from bot.speech.tiny_model.espeak_phones import Phone
from bot.speech.tiny_model.mfcc import COEFFICIENTS, frame_count, mfcc
from bot.speech.tiny_model.recordings import frame_labels
from bot.speech.tiny_model.resampling import Samples, resample


def tone(frequency_hz: float, rate_hz: int = 16_000, seconds: float = 0.5) -> Samples:
    return (8_000 * np.sin(2 * np.pi * frequency_hz * np.arange(int(rate_hz * seconds)) / rate_hz)).astype(np.float32)


def loudness(samples: Samples) -> float:
    return float(np.sqrt(np.mean(np.square(samples[1_000:-1_000]))))


@pytest.mark.parametrize(("from_hz", "to_hz"), [(22_050, 16_000), (16_000, 8_000), (8_000, 16_000), (24_000, 16_000)])
def test_a_tone_stays_the_same_tone_at_another_rate(from_hz: int, to_hz: int) -> None:
    resampled, wanted = resample(tone(440, from_hz), from_hz, to_hz), tone(440, to_hz)
    assert len(resampled) == len(wanted)
    assert np.abs(resampled - wanted)[200:-200].max() < 0.01 * 8_000


def test_what_8_khz_cannot_carry_is_gone_after_the_telephone() -> None:
    assert loudness(resample(resample(tone(6_000), 16_000, 8_000), 8_000, 16_000)) < 0.01 * loudness(tone(6_000))


def test_noise_is_as_far_below_the_speech_as_asked() -> None:
    speech = tone(300)
    for seed in range(10):
        noise = noise_for(speech, 20.0, np.random.default_rng(seed))
        assert 20 * np.log10(np.std(speech) / np.std(noise)) == pytest.approx(20.0, abs=0.5)


def test_a_room_adds_silence_and_whole_sample_values() -> None:
    samples = put_in_a_room(tone(300), 1_600, 800, np.random.default_rng(1))
    assert len(samples) == 8_000 + 2_400
    assert np.array_equal(samples, np.round(samples))


def test_a_telephone_keeps_the_length() -> None:
    assert len(through_a_telephone(tone(300), np.random.default_rng(1))) == len(tone(300))


def test_mu_law_coding_is_coarse_but_near() -> None:
    samples = tone(300)
    coded = mu_law_round_trip(samples)
    assert np.corrcoef(samples, coded)[0, 1] > 0.99
    assert len(np.unique(coded)) < 256


def test_features_come_every_10_ms_from_whole_windows() -> None:
    assert [frame_count(samples) for samples in (0, 399, 400, 559, 560)] == [0, 0, 1, 1, 2]
    assert mfcc(tone(300)).shape == (48, COEFFICIENTS)
    assert mfcc(np.zeros(100, np.float32)).shape == (0, COEFFICIENTS)


def test_digital_silence_has_features_without_infinities() -> None:
    silence = mfcc(np.zeros(1_600, np.float32))
    assert np.isfinite(silence).all()
    assert silence[0, 0] == pytest.approx(np.sqrt(40) * np.log(1.1920929e-07), rel=1e-4)


def test_loudness_moves_the_first_coefficient_alone() -> None:
    quiet, loud = mfcc(tone(300) + tone(2_000)), mfcc(4 * (tone(300) + tone(2_000)))
    assert (loud - quiet)[:, 0] == pytest.approx(np.sqrt(40) * np.log(16), rel=0.01)
    assert np.abs((loud - quiet)[:, 1:]).max() < 0.5


def test_a_constant_offset_is_not_heard() -> None:
    assert np.abs(mfcc(tone(300) + 500) - mfcc(tone(300))).max() < 1.0


def test_a_frame_is_labelled_by_the_phone_in_its_middle() -> None:
    phones = [Phone("d", 0, 0), Phone("a", 2_205, 0)]
    labels = frame_labels(phones, 22_050, lead_samples=1_600, sample_count=16_000)
    assert [*labels[:9]] == [-1] * 9
    assert [*labels[9:19]] == [0] * 10
    assert {*labels[19:]} == {1}


def test_speech_played_faster_has_its_phones_earlier() -> None:
    phones = [Phone("d", 0, 0), Phone("a", 22_050, 0)]
    slow, fast = (frame_labels(phones, hz, 0, 32_000) for hz in (22_050, 24_000))
    assert np.count_nonzero(fast == 0) < np.count_nonzero(slow == 0)
