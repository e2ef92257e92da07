"""The bytes of `am/final.mdl`."""

import struct

import numpy as np

from bot.speech.tiny_model.kaldi_format import (
    final_model,
    float_matrix,
    float_vector,
    int32,
    int_vector,
    nnet3,
    transition_model,
)
from bot.speech.tiny_model.network import Layer, Network
from bot.speech.tiny_model.phone_set import Place, forward_id, phone_set_of, self_loop_id


def layer(inputs: int, outputs: int) -> Layer:
    return Layer(np.zeros((outputs, inputs), np.float32), np.zeros(outputs, np.float32))


def test_numbers_carry_their_size() -> None:
    assert int32(-2) == b"\x04\xfe\xff\xff\xff"
    assert int_vector([7, 8]) == b"\x04" + struct.pack("<3i", 2, 7, 8)


def test_a_vector_and_a_matrix_are_named_and_sized() -> None:
    assert float_vector(np.array([1.5], np.float32)) == b"FV " + int32(1) + struct.pack("<f", 1.5)
    matrix = np.array([[1, 2], [3, 4], [5, 6]], np.float32)
    assert float_matrix(matrix) == b"FM " + int32(3) + int32(2) + struct.pack("<6f", 1, 2, 3, 4, 5, 6)


def test_each_phone_has_one_state_that_points_to_its_network_output() -> None:
    written = transition_model([0, 1, 1])
    triples = written[written.index(b"<Triples> ") : written.index(b"</Triples>")]
    assert triples == b"<Triples> " + int32(3) + b"".join(
        int32(number) for triple in [(1, 0, 0), (2, 0, 1), (3, 0, 1)] for number in triple
    )
    assert b"<LogProbs> FV " + int32(7) in written


def test_the_network_description_ends_with_an_empty_line() -> None:
    written = nnet3([layer(13 * 40, 8), layer(8, 5)], 40)
    description = written[len(b"<Nnet3> \n") : written.index(b"<NumComponents>")].decode()
    assert description.startswith(
        "input-node name=input dim=40\ncomponent-node name=affine1 component=affine1 input=Append("
    )
    assert "Offset(input, -1), input, Offset(input, 1)" in description
    assert description.endswith("output-node name=output input=log-softmax2 objective=linear\n\n")
    assert b"<NumComponents> " + int32(4) in written


def test_the_file_says_how_many_frames_it_must_see_on_either_side() -> None:
    network = Network((layer(13 * 40, 3),), np.full(3, 1 / 3, np.float32))
    written = final_model([0, 1, 2], network, 40)
    assert written.startswith(b"\0B<TransitionModel> <Topology> ")
    assert b"</Nnet3> <LeftContext> " + int32(15) + b"<RightContext> " + int32(15) + b"<Priors> FV " in written


def test_a_phone_has_four_ids_by_its_place_in_the_word() -> None:
    phones = phone_set_of(["b", "a", "SIL"])
    assert phones.names == ("SIL", "SPN", "a", "b")
    assert [phones.id_of("a", place) for place in Place] == [6, 7, 8, 9]
    assert phones.outputs_by_id() == [0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3]
    assert phones.word_boundaries().splitlines()[:6] == [
        "1 nonword",
        "2 begin",
        "3 end",
        "4 internal",
        "5 singleton",
        "6 begin",
    ]


def test_transition_ids_follow_the_order_of_the_topology() -> None:
    assert [self_loop_id(1), forward_id(1), self_loop_id(2), forward_id(2)] == [1, 2, 3, 4]
