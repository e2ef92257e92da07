"""The acoustic network: two hidden layers over spliced MFCC frames, trained with numpy."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from bot.speech.tiny_model.mfcc import Features
from bot.speech.tiny_model.phone_set import ANY_SPEECH_OUTPUT, SILENCE_OUTPUT

Floats = NDArray[np.float32]

SPLICE_OFFSETS = (-15, -12, -9, -6, -3, -1, 0, 1, 3, 6, 9, 12, 15)
HIDDEN_UNITS = 320
EPOCHS = 8
_BATCH = 512
_LEARNING_RATE = 2e-3
_ANY_SPEECH_TARGET = 0.1
_ANY_SPEECH_LEVEL = -0.5
_FIRST_DECAY, _SECOND_DECAY, _TINY = 0.9, 0.999, 1e-8


@dataclass(frozen=True, slots=True)
class Layer:
    """`output = inputs @ weights.T + bias`; weights are [outputs, inputs]."""

    weights: Floats
    bias: Floats


@dataclass(frozen=True, slots=True)
class Network:
    """Affine layers with rectifiers between them; `priors[c]` is how often class c was seen in training.

    The output for "any speech" is a constant share of every frame of speech. A word that fits better than that wins,
    one that fits worse is an unknown word; the prior of "any speech" sets the bar.
    """

    layers: tuple[Layer, ...]
    priors: Floats


@dataclass(frozen=True, slots=True)
class Corpus:
    """Frames of all utterances one after another; `neighbours[t]` are the rows spliced around row t."""

    frames: Features
    neighbours: NDArray[np.int32]
    labels: NDArray[np.int64]


def join(features: Sequence[Features], labels: Sequence[NDArray[np.int64]]) -> Corpus:
    """Splicing stops at the edges of an utterance: its first and last frames repeat."""
    neighbours, start = [], 0
    for utterance in features:
        count = len(utterance)
        rows = np.arange(count)[:, None] + np.array(SPLICE_OFFSETS)
        neighbours.append((start + np.clip(rows, 0, count - 1)).astype(np.int32))
        start += count
    return Corpus(np.concatenate(features), np.concatenate(neighbours), np.concatenate(labels))


def train(
    corpus: Corpus, rows: NDArray[np.int64], classes: int, chance: np.random.Generator, report: Callable[[str], None]
) -> Network:
    """Learns from the given rows of the corpus, a third of them in each epoch: the recognizer uses each third frame."""
    mean, deviation = corpus.frames.mean(axis=0), corpus.frames.std(axis=0) + 1e-5
    frames = ((corpus.frames - mean) / deviation).astype(np.float32)
    layers = _new_layers([len(SPLICE_OFFSETS) * frames.shape[1], HIDDEN_UNITS, HIDDEN_UNITS, classes], chance)
    optimizer = _Adam([array for layer in layers for array in (layer.weights, layer.bias)])
    steps_an_epoch = len(rows) // 3 // _BATCH
    for epoch in range(EPOCHS):
        order, right = chance.permutation(rows), 0
        for step in range(steps_an_epoch):
            batch = order[step * _BATCH : (step + 1) * _BATCH]
            inputs = frames[corpus.neighbours[batch]].reshape(len(batch), -1)
            gradients, correct = _gradients(layers, inputs, corpus.labels[batch])
            done = (epoch * steps_an_epoch + step) / (EPOCHS * steps_an_epoch)
            optimizer.step(gradients, _LEARNING_RATE * _schedule(done))
            right += correct
        report(f"epoch {epoch + 1} of {EPOCHS}: {100 * right / (steps_an_epoch * _BATCH):.1f} % of frames right")
    return Network(fold_input_scale(layers, mean, deviation), _priors(corpus.labels[rows], classes))


def log_posteriors(network: Network, spliced: Floats) -> Floats:
    """[examples, classes] natural logarithms."""
    return _log_softmax(_forward(network.layers, spliced)[-1])


def fold_input_scale(layers: Sequence[Layer], mean: Floats, deviation: Floats) -> tuple[Layer, ...]:
    """The same network for inputs that were not brought to mean 0 and deviation 1."""
    repeats = layers[0].weights.shape[1] // len(mean)
    weights = (layers[0].weights / np.tile(deviation, repeats)).astype(np.float32)
    bias = (layers[0].bias - weights @ np.tile(mean, repeats)).astype(np.float32)
    return (Layer(weights, bias), *layers[1:])


def _new_layers(sizes: Sequence[int], chance: np.random.Generator) -> tuple[Layer, ...]:
    return tuple(
        Layer(
            (chance.standard_normal((outputs, inputs)) * np.sqrt(2 / inputs)).astype(np.float32),
            np.zeros(outputs, np.float32),
        )
        for inputs, outputs in pairwise(sizes)
    )


def _forward(layers: Sequence[Layer], inputs: Floats) -> list[Floats]:
    """The inputs, every hidden layer after its rectifier, and the last layer as it is."""
    values = [inputs]
    for layer in layers[:-1]:
        values.append(np.maximum(values[-1] @ layer.weights.T + layer.bias, 0))
    values.append(values[-1] @ layers[-1].weights.T + layers[-1].bias)
    return values


def _priors(labels: NDArray[np.int64], classes: int) -> Floats:
    seen = np.bincount(labels, minlength=classes) + 1.0
    priors = seen / seen.sum()
    priors[ANY_SPEECH_OUTPUT] = _ANY_SPEECH_TARGET * math.exp(-_ANY_SPEECH_LEVEL)
    normalized: Floats = (priors / priors.sum()).astype(np.float32)
    return normalized


def _gradients(layers: Sequence[Layer], inputs: Floats, labels: NDArray[np.int64]) -> tuple[list[Floats], int]:
    values = _forward(layers, inputs)
    correct = int((values[-1].argmax(axis=1) == labels).sum())
    error = np.exp(_log_softmax(values[-1]))
    shared = np.where(labels == SILENCE_OUTPUT, 0, np.float32(_ANY_SPEECH_TARGET))
    error[np.arange(len(labels)), labels] -= 1 - shared
    error[:, ANY_SPEECH_OUTPUT] -= shared
    error /= len(labels)
    gradients: list[Floats] = []
    for depth in reversed(range(len(layers))):
        gradients[:0] = [error.T @ values[depth], error.sum(axis=0)]
        if depth:
            error = (error @ layers[depth].weights) * (values[depth] > 0)
    return gradients, correct


def _log_softmax(scores: Floats) -> Floats:
    shifted = scores - scores.max(axis=1, keepdims=True)
    normalized: Floats = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    return normalized


def _schedule(done: float) -> float:
    """Up during the first tenth, then down to a hundredth."""
    return done * 10 if done < 0.1 else max(0.01, (1 - done) / 0.9)


class _Adam:
    """Changes the given arrays in place."""

    def __init__(self, arrays: Sequence[Floats]) -> None:
        self._arrays = arrays
        self._first = [np.zeros_like(array) for array in arrays]
        self._second = [np.zeros_like(array) for array in arrays]
        self._steps = 0

    def step(self, gradients: Sequence[Floats], rate: float) -> None:
        self._steps += 1
        corrected = rate * np.sqrt(1 - _SECOND_DECAY**self._steps) / (1 - _FIRST_DECAY**self._steps)
        for array, gradient, first, second in zip(self._arrays, gradients, self._first, self._second, strict=True):
            first += (1 - _FIRST_DECAY) * (gradient - first)
            second += (1 - _SECOND_DECAY) * (np.square(gradient) - second)
            array -= np.float32(corrected) * first / (np.sqrt(second) + np.float32(_TINY))
