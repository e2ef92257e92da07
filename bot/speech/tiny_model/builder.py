"""Builds a demonstration model: speaks, trains, and writes the model folder as Vosk reads it."""

import multiprocessing
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import numpy as np

from bot.speech.tiny_model import language_model, network, training_plan
from bot.speech.tiny_model.fst_format import const_fst
from bot.speech.tiny_model.graph import Sounds, static_graph, word_acceptor, word_ids, word_loop
from bot.speech.tiny_model.kaldi_format import final_model
from bot.speech.tiny_model.language_model import Bigrams
from bot.speech.tiny_model.lexicon import Lexicon, Pronunciation, build_lexicon, word_groups
from bot.speech.tiny_model.mfcc import COEFFICIENTS, MFCC_CONF
from bot.speech.tiny_model.network import Network
from bot.speech.tiny_model.phone_set import SILENCE_OUTPUT, phone_set_of
from bot.speech.tiny_model.recordings import Job, Recording, pronounce_shard, record_shard
from bot.speech.tiny_model.sentences import UNKNOWN_WORD, words_in
from bot.speech.tiny_model.vocabulary import Declared, load_declared

Report = Callable[[str], None]

SEED = 20_240
_SHARDS = 8
_SILENCE_SHARE = 0.4

MODEL_CONF = """\
--min-active=200
--max-active=3000
--beam=13.0
--lattice-beam=6.0
--acoustic-scale=0.3
--frame-subsampling-factor=3
--frames-per-chunk=21
--endpoint.silence-phones=1
--endpoint.rule2.min-trailing-silence=0.5
--endpoint.rule3.min-trailing-silence=0.75
--endpoint.rule4.min-trailing-silence=1.0
"""

README = """\
A demonstration speech model ({language}) in Vosk's format.

It knows {words} words and has heard nothing but voices synthesized by espeak-ng. It lets tests and demonstrations run
without a download. It is not fit for people: install a model of the Vosk project for real callers.
"""


class GraphKind(StrEnum):
    """A dynamic graph takes grammars at run time, a static one does not."""

    DYNAMIC = "dynamic"
    STATIC = "static"


@dataclass(frozen=True, slots=True)
class TinyModel:
    """A trained model in memory."""

    language: str
    sounds: Sounds
    network: Network
    bigrams: Bigrams


def build_tiny_model(
    language: str, to: Path, *, graph: str = "dynamic", report: Report, jobs: int | None = None
) -> None:
    """Writes the model folder `to`, which Vosk can load; takes one or two minutes."""
    write_model(train_tiny_model(language, report, jobs), to, GraphKind(graph))


def train_tiny_model(language: str, report: Report, jobs: int | None = None) -> TinyModel:
    """The same model every time on the same machine, whatever the number of `jobs` (synthesis processes)."""
    declared = load_declared(language)
    chance = np.random.default_rng(SEED)
    recordings = _speak_all(training_plan.training_jobs(declared, chance), report, jobs)
    lexicon = _lexicon(declared, recordings)
    report(f"{language}: reading {training_plan.READ_SENTENCES} sentences for the language model")
    sentences = training_plan.language_model_sentences(declared, chance)
    bigrams = language_model.estimate(sentences, [*declared.words, UNKNOWN_WORD])
    names = [recording.label_names() for recording in recordings]
    phones = phone_set_of({name for labels in names for name in labels})
    outputs = {name: index for index, name in enumerate(phones.names)}
    corpus = network.join(
        [recording.features for recording in recordings],
        [np.array([outputs[name] for name in labels], np.int64) for labels in names],
    )
    loud = (corpus.labels != SILENCE_OUTPUT) | (chance.random(len(corpus.labels)) < _SILENCE_SHARE)
    report(f"{language}: training on {len(corpus.labels) / 6_000:.0f} minutes of speech")
    trained = network.train(corpus, np.flatnonzero(loud), len(phones.names), chance, report)
    return TinyModel(language, Sounds(phones, lexicon), trained, bigrams)


def write_model(model: TinyModel, folder: Path, graph: GraphKind) -> None:
    """`am`, `conf` and `graph` as Vosk looks for them."""
    phones, lexicon = model.sounds.phones, model.sounds.lexicon
    words = "".join(f"{name} {number}\n" for name, number in word_ids(lexicon).items())
    files: dict[str, bytes] = {
        "am/final.mdl": final_model(phones.outputs_by_id(), model.network, COEFFICIENTS),
        "conf/mfcc.conf": MFCC_CONF.encode(),
        "conf/model.conf": MODEL_CONF.encode(),
        "graph/words.txt": words.encode(),
        "graph/phones/word_boundary.int": phones.word_boundaries().encode(),
        "README": README.format(language=model.language, words=len(lexicon)).encode(),
    }
    match graph:
        case GraphKind.STATIC:
            files["graph/HCLG.fst"] = const_fst(static_graph(model.sounds, model.bigrams))
        case GraphKind.DYNAMIC:
            files["graph/HCLr.fst"] = const_fst(word_loop(model.sounds))
            files["graph/Gr.fst"] = const_fst(word_acceptor(lexicon, model.bigrams))
            files["graph/disambig_tid.int"] = b""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def _speak_all(jobs: Sequence[Job], report: Report, processes: int | None) -> list[Recording]:
    shards = [jobs[start::_SHARDS] for start in range(_SHARDS)]
    recordings: list[Recording] = []
    count = processes or len(os.sched_getaffinity(0))
    # A fresh process for every shard: the result does not depend on how many run at once.
    with multiprocessing.get_context("spawn").Pool(count, maxtasksperchild=1) as pool:
        for spoken in pool.imap(record_shard, shards, chunksize=1):
            recordings += spoken
            report(f"speaking: {len(recordings)} of {len(jobs)} sentences")
    return recordings


def _lexicon(declared: Declared, recordings: Sequence[Recording]) -> Lexicon:
    groups = [group for recording in recordings for group in word_groups(words_in(recording.text), recording.phones)]
    return build_lexicon(declared.words, _pronounced_alone(declared), groups)


def _pronounced_alone(declared: Declared) -> list[tuple[str, Pronunciation]]:
    voices = sorted({*declared.voices.bases, *declared.voices.plain})
    words = [(word, voice) for word in declared.words for voice in voices]
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(pronounce_shard, (words,))
