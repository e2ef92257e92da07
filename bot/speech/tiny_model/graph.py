"""Decoding graphs, written directly: a static one (HCLG), and a dynamic one (HCLr and Gr) that takes grammars.

A word's label stands on the empty arc before its first phone. An arc into a phone carries the phone's forward
transition; the state behind it carries the self-loop ("reordered" form).
"""

import math
from dataclasses import dataclass

from bot.speech.tiny_model.fst_format import Fst
from bot.speech.tiny_model.language_model import SENTENCE_END, SENTENCE_START, Bigrams
from bot.speech.tiny_model.lexicon import Lexicon, Pronunciation
from bot.speech.tiny_model.phone_set import ANY_SPEECH, SILENCE_ID, PhoneSet, Place, forward_id, self_loop_id
from bot.speech.tiny_model.sentences import UNKNOWN_WORD

_PAUSE_COST = -math.log(0.3)
_NO_PAUSE_COST = -math.log(0.7)


_UNKNOWN_WORD_SOUNDS: Pronunciation = (ANY_SPEECH,) * 4  # so it lasts 120 ms or more


@dataclass(frozen=True, slots=True)
class Sounds:
    """What words are made of."""

    phones: PhoneSet
    lexicon: Lexicon


def word_ids(lexicon: Lexicon) -> dict[str, int]:
    """The numbers of `words.txt`."""
    names = ["<eps>", UNKNOWN_WORD, *sorted(lexicon), "#0", SENTENCE_START, SENTENCE_END]
    return {name: number for number, name in enumerate(names)}


def static_graph(sounds: Sounds, model: Bigrams) -> Fst:
    """One word of history, so that all uses of a word share its chains of phones."""
    fst, ids = Fst(), word_ids(sounds.lexicon)
    words = [UNKNOWN_WORD, *sorted(sounds.lexicon)]
    fst.start = fst.add_state()
    ends = {word: fst.add_state() for word in words}
    begins = {word: _add_word(fst, sounds, word, ends[word]) for word in words}
    unigram_state = fst.add_state(model.unigrams[SENTENCE_END])
    for word in words:
        fst.add_arc(unigram_state, begins[word], output_label=ids[word], cost=model.unigrams[word])
    for history, before_pause in {SENTENCE_START: fst.start, **ends}.items():
        seen = model.bigrams.get(history, {})
        ready = fst.add_state(seen.get(SENTENCE_END, math.inf))
        _add_optional_pause(fst, before_pause, ready)
        for word, cost in seen.items():
            if word != SENTENCE_END:
                fst.add_arc(ready, begins[word], output_label=ids[word], cost=cost)
        fst.add_arc(ready, unigram_state, cost=model.back_off.get(history, 0.0))
    return fst


def word_loop(sounds: Sounds) -> Fst:
    """`HCLr.fst`: any word after any word, without costs of words."""
    fst, ids = Fst(), word_ids(sounds.lexicon)
    fst.start = fst.add_state()
    ready = fst.add_state(0.0)
    _add_optional_pause(fst, fst.start, ready)
    for word in [UNKNOWN_WORD, *sorted(sounds.lexicon)]:
        fst.add_arc(ready, _add_word(fst, sounds, word, fst.start), output_label=ids[word])
    fst.sort_by_output()
    return fst


def word_acceptor(lexicon: Lexicon, model: Bigrams) -> Fst:
    """`Gr.fst`: the language model alone."""
    fst, ids = Fst(), word_ids(lexicon)
    words = [UNKNOWN_WORD, *sorted(lexicon)]
    unigram_state = fst.add_state(model.unigrams[SENTENCE_END])
    states = {
        history: fst.add_state(model.bigrams.get(history, {}).get(SENTENCE_END, math.inf))
        for history in [SENTENCE_START, *words]
    }
    fst.start = states[SENTENCE_START]
    for word in words:
        fst.add_arc(unigram_state, states[word], ids[word], ids[word], model.unigrams[word])
    for history, state in states.items():
        fst.add_arc(state, unigram_state, cost=model.back_off.get(history, 0.0))
        for word, cost in model.bigrams.get(history, {}).items():
            if word != SENTENCE_END:
                fst.add_arc(state, states[word], ids[word], ids[word], cost)
    fst.sort_by_input()
    return fst


def _add_optional_pause(fst: Fst, before: int, after: int) -> None:
    fst.add_arc(before, after, cost=_NO_PAUSE_COST)
    fst.add_arc(_add_phone(fst, before, SILENCE_ID, _PAUSE_COST), after)


def _add_phone(fst: Fst, source: int, phone_id: int, cost: float = 0.0) -> int:
    state = fst.add_state()
    fst.add_arc(source, state, forward_id(phone_id), cost=cost)
    fst.add_arc(state, state, self_loop_id(phone_id))
    return state


def _add_word(fst: Fst, sounds: Sounds, word: str, end: int) -> int:
    """The state where the word begins; every way through it leads to `end`."""
    begin = fst.add_state()
    variants = ((_UNKNOWN_WORD_SOUNDS, 1.0),) if word == UNKNOWN_WORD else sounds.lexicon[word]
    for pronunciation, share in variants:
        _add_pronunciation(fst, sounds.phones, pronunciation, -math.log(share / variants[0][1]), begin, end)
    return begin


def _add_pronunciation(
    fst: Fst, phones: PhoneSet, pronunciation: Pronunciation, cost: float, begin: int, end: int
) -> None:
    state = begin
    for index, name in enumerate(pronunciation):
        place = _place(index, len(pronunciation))
        state = _add_phone(fst, state, phones.id_of(name, place), cost if index == 0 else 0.0)
    fst.add_arc(state, end)


def _place(index: int, count: int) -> Place:
    if count == 1:
        return Place.SINGLETON
    if index == 0:
        return Place.BEGIN
    return Place.END if index == count - 1 else Place.INTERNAL
