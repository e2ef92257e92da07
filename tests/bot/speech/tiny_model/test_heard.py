"""What the stock Vosk library hears with the demonstration models, on sentences and voices they were not made from."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from bot.speech.tiny_model.lexicon import distance
from bot.speech.tiny_model.sentences import words_of
from bot.speech.tiny_model.vocabulary import LANGUAGES, Declared, load_declared

EAR = Path(__file__).with_name("ear.py")
BOT_RATES = (175, 200)  # espeak-ng's default and pyttsx3's

FIXED_BOT_SENTENCES = {
    "ru": ["Соединяю с оператором.", "Ваш вопрос передан оператору.", "Назовите адрес.", "Назовите имя.", "Всё верно?"],
    "en": ["I am connecting you to a person.", "Your order is placed.", "What is your name?", "Is that right?"],
}
AMOUNT_BESIDE_A_STRANGE_WORD = {
    "ru": ("{word}, итого тысяча двести сорок рублей.", "тысяча двести сорок рублей"),
    "en": ("{word}, the total is one thousand two hundred forty rubles.", "one thousand two hundred forty rubles"),
}
GRAMMAR = {
    "ru": (
        ["да", "нет", "конечно", "[unk]"],
        {"Да": "да", "Нет": "нет", "Конечно": "конечно", "Стиральный порошок": "[unk]"},
    ),
    "en": (
        ["yes", "no", "of course", "[unk]"],
        {"Yes": "yes", "No": "no", "Of course": "of course", "Laundry powder": "[unk]"},
    ),
}

pytestmark = [pytest.mark.voice, pytest.mark.parametrize("language", LANGUAGES)]
Folder = Callable[[str, str], Path]


@dataclass(frozen=True, slots=True)
class Utterance:
    text: str
    voice: str
    words_a_minute: int = 175
    telephone: bool = False
    grammar: tuple[str, ...] | None = None


def hear(model: Path, utterances: Sequence[Utterance]) -> list[dict[str, Any]]:
    asked = json.dumps({"model": str(model), "utterances": [asdict(utterance) for utterance in utterances]})
    ear = subprocess.run([sys.executable, str(EAR)], input=asked, capture_output=True, text=True, check=False)
    assert ear.returncode == 0, ear.stderr[-2_000:]
    heard: list[dict[str, Any]] = json.loads(ear.stdout)
    return heard


def texts(heard: Iterable[dict[str, Any]]) -> list[str]:
    return [one["text"] for one in heard]


def held_out(declared: Declared, telephone: bool) -> list[Utterance]:
    said = declared.held_out
    return [Utterance(text, voice, telephone=telephone) for voice in said.voices for text in said.sentences]


def word_error_rate(utterances: Sequence[Utterance], heard: Sequence[str]) -> float:
    said = [words_of(utterance.text) for utterance in utterances]
    errors = sum(distance(tuple(text.split()), words) for text, words in zip(heard, said, strict=True))
    return errors / sum(len(words) for words in said)


def bot_utterances(declared: Declared, sentences: Iterable[str]) -> list[Utterance]:
    voices = declared.voices.plain
    return [Utterance(text, voice, rate) for text in sentences for voice in voices for rate in BOT_RATES]


@pytest.mark.parametrize(("telephone", "most_errors"), [(False, 0.05), (True, 0.10)])
def test_held_out_voices_and_sentences_are_understood(
    tiny_model: Folder, language: str, telephone: bool, most_errors: float
) -> None:
    utterances = held_out(load_declared(language), telephone)
    heard = texts(hear(tiny_model(language, "dynamic"), utterances))
    wrong = [pair for pair in zip(utterances, heard, strict=True) if " ".join(words_of(pair[0].text)) != pair[1]]
    print(f"{language} telephone={telephone}: {100 * word_error_rate(utterances, heard):.2f} % of words wrong")
    assert word_error_rate(utterances, heard) <= most_errors, wrong


def test_numbers_in_the_bots_own_speech_are_heard_exactly(tiny_model: Folder, language: str) -> None:
    utterances = bot_utterances(load_declared(language), load_declared(language).held_out.bot_sentences)
    heard = texts(hear(tiny_model(language, "dynamic"), utterances))
    assert heard == [" ".join(words_of(utterance.text)) for utterance in utterances]


def test_the_bots_fixed_sentences_are_heard_exactly(tiny_model: Folder, language: str) -> None:
    utterances = bot_utterances(load_declared(language), FIXED_BOT_SENTENCES[language])
    heard = texts(hear(tiny_model(language, "dynamic"), utterances))
    assert heard == [" ".join(words_of(utterance.text)) for utterance in utterances]


def test_a_strange_word_does_not_spoil_the_amount_beside_it(tiny_model: Folder, language: str) -> None:
    declared = load_declared(language)
    template, amount = AMOUNT_BESIDE_A_STRANGE_WORD[language]
    sentences = [template.format(word=word) for word in declared.held_out.strange_words]
    heard = texts(hear(tiny_model(language, "dynamic"), bot_utterances(declared, sentences)))
    assert [text for text in heard if not text.endswith(amount)] == []
    assert sum("[unk]" in text for text in heard) >= len(heard) / 2


def test_words_come_with_times_and_confidences(tiny_model: Folder, language: str) -> None:
    utterance = held_out(load_declared(language), telephone=False)[0]
    words = hear(tiny_model(language, "dynamic"), [utterance])[0]["words"]
    assert [word["word"] for word in words] == [*words_of(utterance.text)]
    assert all(0 < word["conf"] <= 1 and word["start"] < word["end"] for word in words)
    assert all(one["end"] <= other["start"] + 1e-6 for one, other in pairwise(words))


def test_a_grammar_narrows_what_is_heard(tiny_model: Folder, language: str) -> None:
    phrases, expected = GRAMMAR[language]
    voice = load_declared(language).voices.plain[0]
    utterances = [Utterance(text, voice, grammar=tuple(phrases)) for text in expected]
    assert texts(hear(tiny_model(language, "dynamic"), utterances)) == [*expected.values()]


def test_a_static_graph_hears_the_same_words(tiny_model: Folder, language: str) -> None:
    utterances = held_out(load_declared(language), telephone=False)
    dynamic = texts(hear(tiny_model(language, "dynamic"), utterances))
    static = texts(hear(tiny_model(language, "static"), utterances))
    same = sum(one == other for one, other in zip(dynamic, static, strict=True))
    assert same >= 0.97 * len(utterances)
