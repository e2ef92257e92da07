"""Writes `am/final.mdl`: Kaldi's binary transition model and nnet3 network (TransitionModel, then AmNnetSimple)."""

import math
import struct
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from bot.speech.tiny_model.network import SPLICE_OFFSETS, Layer, Network

BINARY_MARK = b"\0B"


def token(name: str) -> bytes:
    return name.encode("ascii") + b" "


def int32(value: int) -> bytes:
    return b"\x04" + struct.pack("<i", value)


def float32(value: float) -> bytes:
    return b"\x04" + struct.pack("<f", value)


def float64(value: float) -> bytes:
    return b"\x08" + struct.pack("<d", value)


def int_vector(values: Sequence[int]) -> bytes:
    """One size byte for all elements, and the count without one of its own."""
    return b"\x04" + struct.pack(f"<i{len(values)}i", len(values), *values)


def float_vector(values: NDArray[np.float32]) -> bytes:
    return token("FV") + int32(len(values)) + values.astype("<f4").tobytes()


def float_matrix(values: NDArray[np.float32]) -> bytes:
    """Row by row."""
    return token("FM") + int32(values.shape[0]) + int32(values.shape[1]) + values.astype("<f4").tobytes()


def final_model(outputs_by_phone_id: Sequence[int], network: Network, input_size: int) -> bytes:
    """The whole file: phone ids are 1, 2, 3, ... with the given network outputs."""
    edge = max(SPLICE_OFFSETS)
    return b"".join(
        [
            BINARY_MARK,
            transition_model(outputs_by_phone_id),
            nnet3(network.layers, input_size),
            token("<LeftContext>"),
            int32(-min(SPLICE_OFFSETS)),
            token("<RightContext>"),
            int32(edge),
            token("<Priors>"),
            float_vector(network.priors),
        ]
    )


def transition_model(outputs_by_phone_id: Sequence[int]) -> bytes:
    """Every phone has one state; transition 2p-1 stays in phone p, transition 2p leaves it."""
    count = len(outputs_by_phone_id)
    ids = range(1, count + 1)
    log_half = math.log(0.5)
    log_probabilities = np.array([0.0] + [log_half] * (2 * count), np.float32)
    triples = b"".join(
        int32(phone) + int32(0) + int32(output) for phone, output in zip(ids, outputs_by_phone_id, strict=True)
    )
    return b"".join(
        [
            token("<TransitionModel>"),
            token("<Topology>"),
            int_vector(list(ids)),
            int_vector([-1] + [0] * count),
            int32(1),
            _topology_entry(),
            token("</Topology>"),
            token("<Triples>"),
            int32(count),
            triples,
            token("</Triples>"),
            token("<LogProbs>"),
            float_vector(log_probabilities),
            token("</LogProbs>"),
            token("</TransitionModel>"),
        ]
    )


def nnet3(layers: Sequence[Layer], input_size: int) -> bytes:
    """Splicing is written as an Append of offsets, so that the affine blocks are in the order of SPLICE_OFFSETS."""
    names, components = [], []
    for number, layer in enumerate(layers, start=1):
        last = number == len(layers)
        activation = "LogSoftmax" if last else "RectifiedLinear"
        names += [f"affine{number}", f"log-softmax{number}" if last else f"relu{number}"]
        components += [_affine(layer), _nonlinearity(f"{activation}Component", len(layer.bias))]
    written = b"".join(
        token("<ComponentName>") + token(name) + component for name, component in zip(names, components, strict=True)
    )
    config = _network_config(names, input_size).encode("ascii")
    return b"".join(
        [
            token("<Nnet3>"),
            b"\n",
            config,
            b"\n",
            token("<NumComponents>"),
            int32(len(names)),
            written,
            token("</Nnet3>"),
        ]
    )


def _topology_entry() -> bytes:
    emitting = int32(0) + int32(2) + int32(0) + float32(0.5) + int32(1) + float32(0.5)
    final = int32(-1) + int32(0)
    return int32(2) + emitting + final


def _network_config(component_names: Sequence[str], input_size: int) -> str:
    spliced = ", ".join(f"Offset(input, {offset})" if offset else "input" for offset in SPLICE_OFFSETS)
    sources = [f"Append({spliced})", *component_names]
    lines = [f"input-node name=input dim={input_size}"]
    lines += [
        f"component-node name={name} component={name} input={source}"
        for name, source in zip(component_names, sources, strict=False)
    ]
    lines.append(f"output-node name=output input={component_names[-1]} objective=linear")
    return "".join(f"{line}\n" for line in lines)


def _affine(layer: Layer) -> bytes:
    return b"".join(
        [
            token("<AffineComponent>"),
            token("<LearningRate>"),
            float32(0.001),
            token("<LinearParams>"),
            float_matrix(layer.weights),
            token("<BiasParams>"),
            float_vector(layer.bias),
            token("</AffineComponent>"),
        ]
    )


def _nonlinearity(kind: str, size: int) -> bytes:
    nothing = float_vector(np.zeros(0, np.float32))
    return b"".join(
        [
            token(f"<{kind}>"),
            token("<Dim>"),
            int32(size),
            token("<ValueAvg>"),
            nothing,
            token("<DerivAvg>"),
            nothing,
            token("<Count>"),
            float64(0.0),
            token(f"</{kind}>"),
        ]
    )
