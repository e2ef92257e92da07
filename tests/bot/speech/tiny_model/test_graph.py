"""Language model, decoding graphs and their files, on a language of two words."""

import heapq
import math
import struct
from collections.abc import Sequence

import pytest

from bot.speech.tiny_model.fst_format import MAGIC, Fst, const_fst
from bot.speech.tiny_model.graph import Sounds, static_graph, word_acceptor, word_ids, word_loop
from bot.speech.tiny_model.language_model import SENTENCE_END, SENTENCE_START, Bigrams, estimate
from bot.speech.tiny_model.lexicon import Lexicon
from bot.speech.tiny_model.phone_set import Place, forward_id, phone_set_of
from bot.speech.tiny_model.sentences import UNKNOWN_WORD

LEXICON: Lexicon = {"да": ((("d", "a"), 1.0),), "ну": ((("n", "u"), 0.8), (("n",), 0.2))}
SOUNDS = Sounds(phone_set_of(["d", "a", "n", "u"]), LEXICON)


def model() -> Bigrams:
    sentences = [("да",)] * 6 + [("ну", "да")] * 3 + [("ну", UNKNOWN_WORD)]
    return estimate(sentences, ["да", "ну", UNKNOWN_WORD])


def cheapest(fst: Fst, inputs: Sequence[int]) -> tuple[float, tuple[int, ...]]:
    """The cost and the words of the best way through the graph that reads exactly these inputs."""
    queue: list[tuple[float, int, int, tuple[int, ...]]] = [(0.0, 0, fst.start, ())]
    done: set[tuple[int, int]] = set()
    best: tuple[float, tuple[int, ...]] = (math.inf, ())
    while queue:
        cost, read, state, words = heapq.heappop(queue)
        if (read, state) in done:
            continue
        done.add((read, state))
        if read == len(inputs) and cost + fst.final_costs[state] < best[0]:
            best = (cost + fst.final_costs[state], words)
        for arc in fst.arcs[state]:
            if arc.input_label and (read == len(inputs) or inputs[read] != arc.input_label):
                continue
            said = (*words, arc.output_label) if arc.output_label else words
            heapq.heappush(queue, (cost + arc.cost, read + bool(arc.input_label), arc.target, said))
    return best


def spoken(*words: str) -> list[int]:
    """The forward transitions of two-phone words."""
    places = (Place.BEGIN, Place.END)
    return [
        forward_id(SOUNDS.phones.id_of(phone, place))
        for word in words
        for phone, place in zip(LEXICON[word][0][0], places, strict=True)
    ]


def test_all_that_can_follow_a_word_adds_up_to_certainty() -> None:
    bigrams = model()
    every = [*LEXICON, UNKNOWN_WORD, SENTENCE_END]
    assert sum(math.exp(-bigrams.unigrams[word]) for word in every) == pytest.approx(1.0)
    for history, seen in bigrams.bigrams.items():
        unseen = sum(math.exp(-bigrams.unigrams[word]) for word in every if word not in seen)
        total = sum(math.exp(-cost) for cost in seen.values()) + math.exp(-bigrams.back_off[history]) * unseen
        assert total == pytest.approx(1.0)


def test_what_was_read_more_often_costs_less() -> None:
    start = model().bigrams[SENTENCE_START]
    assert start["да"] < start["ну"]


def test_a_word_nobody_wrote_can_still_be_said() -> None:
    assert math.isfinite(estimate([("да",)], ["да", "ну", UNKNOWN_WORD]).unigrams["ну"])


def test_words_are_numbered_behind_the_empty_and_the_unknown_word() -> None:
    assert list(word_ids(LEXICON)) == ["<eps>", "[unk]", "да", "ну", "#0", "<s>", "</s>"]


def test_the_static_graph_reads_phones_and_writes_words_at_the_price_of_the_language_model() -> None:
    bigrams, ids = model(), word_ids(LEXICON)
    cost, words = cheapest(static_graph(SOUNDS, bigrams), spoken("ну", "да"))
    assert words == (ids["ну"], ids["да"])
    pauses = 3 * -math.log(0.7)
    language = bigrams.bigrams[SENTENCE_START]["ну"] + bigrams.bigrams["ну"]["да"] + bigrams.bigrams["да"][SENTENCE_END]
    assert cost == pytest.approx(language + pauses)


def test_a_pause_between_words_changes_no_word() -> None:
    ids = word_ids(LEXICON)
    with_pause = [*spoken("ну"), forward_id(1), *spoken("да")]
    assert cheapest(static_graph(SOUNDS, model()), with_pause)[1] == (ids["ну"], ids["да"])


def test_other_speech_is_an_unknown_word() -> None:
    sounds = [SOUNDS.phones.id_of("SPN", place) for place in (Place.BEGIN, Place.INTERNAL, Place.INTERNAL, Place.END)]
    assert cheapest(static_graph(SOUNDS, model()), [forward_id(sound) for sound in sounds])[1] == (1,)


def test_a_rarer_pronunciation_costs_more() -> None:
    loop = word_loop(SOUNDS)
    short = [forward_id(SOUNDS.phones.id_of("n", Place.SINGLETON))]
    assert cheapest(loop, short)[0] - cheapest(loop, spoken("ну"))[0] == pytest.approx(math.log(4))


def test_the_word_loop_and_the_acceptor_together_say_what_the_static_graph_says() -> None:
    bigrams = model()
    for said in (["да"], ["ну", "да"], ["да", "да", "ну"]):
        loop_cost, words = cheapest(word_loop(SOUNDS), spoken(*said))
        model_cost, _ = cheapest(word_acceptor(LEXICON, bigrams), words)
        assert loop_cost + model_cost == pytest.approx(cheapest(static_graph(SOUNDS, bigrams), spoken(*said))[0])


def test_the_two_graphs_are_sorted_where_they_meet() -> None:
    for arcs in word_loop(SOUNDS).arcs:
        assert [arc.output_label for arc in arcs] == sorted(arc.output_label for arc in arcs)
    for arcs in word_acceptor(LEXICON, model()).arcs:
        assert [arc.input_label for arc in arcs] == sorted(arc.input_label for arc in arcs)


def test_the_file_has_a_header_then_states_then_arcs() -> None:
    fst = Fst()
    first, second = fst.add_state(), fst.add_state(0.25)
    fst.add_arc(first, second, 5, 6, 1.5)
    fst.add_arc(first, first, 0, 0, 0.5)
    header = struct.pack("<ii5si8siiQqqq", MAGIC, 5, b"const", 8, b"standard", 2, 0, 1, 0, 2, 2)
    states = struct.pack("<fIIII", math.inf, 0, 2, 1, 1) + struct.pack("<fIIII", 0.25, 2, 0, 0, 0)
    arcs = struct.pack("<iifi", 5, 6, 1.5, 1) + struct.pack("<iifi", 0, 0, 0.5, 0)
    assert const_fst(fst) == header + states + arcs
