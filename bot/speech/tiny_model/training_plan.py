"""Decides which sentences are spoken for training, by which voices and how; and what the language model reads."""

from collections.abc import Iterator, Sequence

import numpy as np

from bot.speech.tiny_model.espeak_phones import SAMPLE_RATE_HZ, Manner
from bot.speech.tiny_model.recordings import Job
from bot.speech.tiny_model.sentences import UNKNOWN_WORD, sample_allowed, with_strange_word, words_of
from bot.speech.tiny_model.vocabulary import Declared, Voices

SPOKEN_SENTENCES = 2_600
READ_SENTENCES = 20_000

_STRANGE_SHARE_SPOKEN = 0.15
_STRANGE_SHARE_READ = 0.05
_PLAIN_SHARE = 0.2
_PLAYBACK_HZ = (20_000, 21_000, SAMPLE_RATE_HZ, SAMPLE_RATE_HZ, 23_000, 24_000)
_PLAIN_RATES = (175, 200)  # espeak-ng's default and pyttsx3's
_WORDS_AT_A_TIME = 3


def training_jobs(declared: Declared, chance: np.random.Generator, sentences: int = SPOKEN_SENTENCES) -> list[Job]:
    """Sampled sentences, then every word of the vocabulary once more; every second one comes by telephone."""
    texts = [*_spoken_sentences(declared, chance, sentences), *_every_word(declared, chance)]
    return [
        _job(text, random_manner(declared.voices, chance), index % 2 == 1, chance) for index, text in enumerate(texts)
    ]


def random_manner(voices: Voices, chance: np.random.Generator) -> Manner:
    """Now and then the bot's own plain voice, otherwise any caller."""
    if chance.random() < _PLAIN_SHARE:
        return Manner(_pick(voices.plain, chance), _PLAIN_RATES[int(chance.integers(len(_PLAIN_RATES)))])
    return Manner(
        voice=f"{_pick(voices.bases, chance)}+{_pick(voices.variants, chance)}",
        words_a_minute=int(chance.integers(120, 231)),
        pitch=int(chance.integers(25, 76)),
        pitch_range=int(chance.integers(20, 81)),
        word_gap=(0, 2, 5, 10)[int(chance.integers(4))],
    )


def language_model_sentences(
    declared: Declared, chance: np.random.Generator, sentences: int = READ_SENTENCES
) -> Iterator[tuple[str, ...]]:
    """Words only; a strange word reads `[unk]`."""
    grammar, forbidden = declared.grammar, declared.held_out_word_sequences
    for _ in range(sentences):
        words = words_of(sample_allowed(grammar, forbidden, chance))
        if chance.random() < _STRANGE_SHARE_READ:
            place = int(chance.integers(len(words) + 1))
            words = (*words[:place], UNKNOWN_WORD, *words[place:])
        yield words


def _job(text: str, manner: Manner, by_telephone: bool, chance: np.random.Generator) -> Job:
    is_plain = "+" not in manner.voice
    playback_hz = SAMPLE_RATE_HZ if is_plain else _PLAYBACK_HZ[int(chance.integers(len(_PLAYBACK_HZ)))]
    return Job(text, manner, by_telephone, playback_hz, int(chance.integers(2**31)))


def _spoken_sentences(declared: Declared, chance: np.random.Generator, count: int) -> Iterator[str]:
    grammar, forbidden = declared.grammar, declared.held_out_word_sequences
    for _ in range(count):
        text = sample_allowed(grammar, forbidden, chance)
        if chance.random() < _STRANGE_SHARE_SPOKEN:
            text = with_strange_word(text, _pick(declared.strange_words, chance), chance)
        yield text


def _every_word(declared: Declared, chance: np.random.Generator) -> Iterator[str]:
    words = list(chance.permutation(np.array(declared.words)))
    for start in range(0, len(words), _WORDS_AT_A_TIME):
        yield " ".join(str(word) for word in words[start : start + _WORDS_AT_A_TIME])


def _pick(choices: Sequence[str], chance: np.random.Generator) -> str:
    return choices[int(chance.integers(len(choices)))]
