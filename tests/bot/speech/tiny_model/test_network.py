"""The acoustic network."""

import numpy as np
import pytest

from bot.speech.tiny_model.network import Layer, Network, fold_input_scale, join, log_posteriors, train
from bot.speech.tiny_model.phone_set import ANY_SPEECH_OUTPUT, SILENCE_OUTPUT

CLASSES = 4


def toy_corpus(chance: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Frames whose first values give their class away."""
    labels = chance.choice([SILENCE_OUTPUT, 2, 3], size=9_000)
    return (chance.standard_normal((9_000, 5)) + 6 * np.eye(5)[labels]).astype(np.float32), labels.astype(np.int64)


def trained(seed: int) -> tuple[Network, np.ndarray, np.ndarray]:
    chance = np.random.default_rng(seed)
    frames, labels = toy_corpus(chance)
    corpus = join([frames], [labels])
    network = train(corpus, np.arange(len(labels)), CLASSES, chance, lambda line: None)
    return network, frames[corpus.neighbours].reshape(len(labels), -1), labels


def test_it_learns_what_can_be_learned() -> None:
    network, spliced, labels = trained(1)
    assert np.mean(log_posteriors(network, spliced).argmax(axis=1) == labels) > 0.97


def test_any_speech_is_as_likely_in_all_speech_and_unlikely_in_silence() -> None:
    network, spliced, labels = trained(1)
    any_speech = np.exp(log_posteriors(network, spliced)[:, ANY_SPEECH_OUTPUT])
    assert any_speech[labels != SILENCE_OUTPUT].mean() == pytest.approx(0.1, abs=0.03)
    assert any_speech[labels == SILENCE_OUTPUT].mean() < 0.03


def test_priors_are_shares() -> None:
    network, _, _ = trained(1)
    assert network.priors.sum() == pytest.approx(1.0, abs=1e-5)
    assert (network.priors > 0).all()


def test_the_same_seed_gives_the_same_network() -> None:
    one, other = trained(2)[0], trained(2)[0]
    assert all(np.array_equal(a.weights, b.weights) for a, b in zip(one.layers, other.layers, strict=True))


def test_splicing_repeats_the_edge_of_an_utterance() -> None:
    labels = np.zeros(20, np.int64)
    corpus = join([np.zeros((20, 2), np.float32), np.ones((20, 2), np.float32)], [labels, labels])
    assert corpus.neighbours[0].min() == 0
    assert corpus.neighbours[19].max() == 19
    assert corpus.neighbours[20].min() == 20


def test_folding_the_scale_of_the_inputs_changes_no_output() -> None:
    chance = np.random.default_rng(3)
    layer = Layer(chance.standard_normal((4, 6)).astype(np.float32), chance.standard_normal(4).astype(np.float32))
    mean, deviation = np.array([1, -2, 3], np.float32), np.array([2, 0.5, 4], np.float32)
    inputs = chance.standard_normal((10, 6)).astype(np.float32)
    scaled = (inputs - np.tile(mean, 2)) / np.tile(deviation, 2)
    priors = np.ones(4, np.float32)
    before = log_posteriors(Network((layer,), priors), scaled.astype(np.float32))
    after = log_posteriors(Network(fold_input_scale([layer], mean, deviation), priors), inputs)
    assert np.allclose(before, after, atol=1e-4)
