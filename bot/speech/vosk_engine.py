"""Vosk inside a worker process. libvosk kills its process on some inputs: none of them gets past here.

Guarded: a grammar that is empty, no JSON list, or holds unknown words; a grammar for a model that cannot take one; a
grammar changed inside an utterance (each utterance has a recogniser of its own); two threads on one recogniser (each
stream is a lane); odd chunks; a rate of zero; speech without an end, which makes the lattice grow.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.audio.frame import BYTES_PER_MS, SAMPLE_RATE_HZ
from bot.speech.engine import EngineRefused
from bot.speech.worker_messages import Message

UNKNOWN = "[unk]"
#: From here on a pause ends a part of the utterance; from there on the part ends without one.
_LONG_MS, _TOO_LONG_MS = 15_000, 20_000
_PIECE_BYTES = 100 * BYTES_PER_MS
_ALTERNATIVES = 5


def open_engine(config: dict[str, Any]) -> "VoskEngine":
    """`config["models"]`: language → the folder of its model."""
    import vosk  # loads libvosk

    vosk.SetLogLevel(-1)
    models = {language: _load(vosk, language, Path(folder)) for language, folder in config["models"].items()}
    return VoskEngine(vosk, models)


def takes_grammar(folder: Path) -> bool:
    """Only a model whose graph is composed at run time can be narrowed; others ignore a grammar in silence."""
    return any(
        (folder / at / "HCLr.fst").is_file() and not (folder / at / "HCLG.fst").is_file() for at in ("graph", ".")
    )


@dataclass(frozen=True, slots=True)
class _Model:
    model: Any
    is_dynamic: bool


@dataclass(slots=True)
class _Utterance:
    """`words` of the parts that have ended; times are milliseconds from the utterance's first sample."""

    recognizer: Any
    language: str
    grammar: str | None
    heard_ms: int = 0
    part_from_ms: int = 0
    words: list[tuple[str, float, int, int]] = field(default_factory=list)


class VoskEngine:
    def __init__(self, vosk: Any, models: dict[str, _Model]) -> None:
        self._vosk = vosk
        self._models = models
        self._utterances: dict[str, _Utterance] = {}

    def handle(self, request: Message) -> Message:
        """`do`: feed or finish the utterance of the lane; decode, alternatives: of whole audio."""
        fields, lane = request.fields, str(request.fields["lane"])
        if len(request.body) % 2:
            raise EngineRefused("half a sample")
        match fields["do"]:
            case "feed":
                return Message({"partial": self._feed(lane, fields, request.body)})
            case "finish":
                self._feed(lane, fields, request.body)
                return Message(_finish(self._utterances.pop(lane)))
            case "decode":
                utterance = self._begin(fields)
                self._accept(utterance, request.body)
                return Message(_finish(utterance))
            case "alternatives":
                return Message({"texts": self._alternatives(fields, request.body)})
        raise EngineRefused(f"cannot {fields['do']}")

    def close_lane(self, lane: str) -> None:
        self._utterances.pop(lane, None)

    def _feed(self, lane: str, fields: dict[str, Any], pcm: bytes) -> str:
        if lane not in self._utterances:
            self._utterances[lane] = self._begin(fields)
        utterance = self._utterances[lane]
        self._accept(utterance, pcm)
        # A recogniser that has heard nothing yet tells no partial at all.
        partial = json.loads(utterance.recognizer.PartialResult()).get("partial", "")
        return " ".join([*(word for word, *_ in utterance.words), *_known_words(partial)])

    def _begin(self, fields: dict[str, Any]) -> _Utterance:
        language = str(fields["language"])
        if language not in self._models:
            raise EngineRefused(f"there is no model for {language}")
        grammar = _grammar(self._models[language], fields.get("hints", []), fields.get("always", []))
        return _Utterance(self._recognizer(language, grammar), language, grammar)

    def _recognizer(self, language: str, grammar: str | None) -> Any:
        model = self._models[language].model
        narrowed = () if grammar is None else (grammar,)
        recognizer = self._vosk.KaldiRecognizer(model, SAMPLE_RATE_HZ, *narrowed)
        recognizer.SetWords(True)
        return recognizer

    def _accept(self, utterance: _Utterance, pcm: bytes) -> None:
        for piece in _pieces(pcm):
            is_pause = utterance.recognizer.AcceptWaveform(piece)
            utterance.heard_ms += len(piece) // BYTES_PER_MS
            part_ms = utterance.heard_ms - utterance.part_from_ms
            if part_ms >= _TOO_LONG_MS or (is_pause and part_ms >= _LONG_MS):
                utterance.words += _words(utterance.recognizer.FinalResult(), utterance.part_from_ms)
                utterance.part_from_ms = utterance.heard_ms
                utterance.recognizer = self._recognizer(utterance.language, utterance.grammar)

    def _alternatives(self, fields: dict[str, Any], pcm: bytes) -> list[str]:
        utterance = self._begin({**fields, "hints": []})
        recognizer = utterance.recognizer
        # Vosk gives word confidences or alternatives, never both.
        recognizer.SetWords(False)
        recognizer.SetMaxAlternatives(_ALTERNATIVES)
        for piece in _pieces(pcm[-_TOO_LONG_MS * BYTES_PER_MS :]):
            recognizer.AcceptWaveform(piece)
        found = json.loads(recognizer.FinalResult()).get("alternatives", [])
        texts = (" ".join(_known_words(alternative["text"])) for alternative in found)
        return list(dict.fromkeys(text for text in texts if text))


def _load(vosk: Any, language: str, folder: Path) -> _Model:
    """Tries it on a moment of silence: some damage shows only in use, and then in a crash. Now no caller is there."""
    try:
        model = vosk.Model(str(folder))
        trial = vosk.KaldiRecognizer(model, SAMPLE_RATE_HZ)
        trial.AcceptWaveform(bytes(_PIECE_BYTES))
        trial.FinalResult()
    except Exception as error:  # vosk raises nothing narrower
        raise EngineRefused(f"the model for {language} in {folder} is missing or damaged") from error
    return _Model(model, takes_grammar(folder))


def _grammar(model: _Model, hints: list[str], always: list[str]) -> str | None:
    """The phrases whose every word the model knows. None: it takes no grammar, or knows none of the hints."""
    if not model.is_dynamic:
        return None
    known = _known_phrases(model, hints)
    return json.dumps([*known, *_known_phrases(model, always), UNKNOWN], ensure_ascii=False) if known else None


def _known_phrases(model: _Model, phrases: list[str]) -> list[str]:
    plain = (" ".join(phrase.lower().split()) for phrase in phrases)
    return [phrase for phrase in dict.fromkeys(plain) if phrase and _knows(model, phrase)]


def _knows(model: _Model, phrase: str) -> bool:
    return all(model.model.vosk_model_find_word(word) >= 0 for word in phrase.split())


def _finish(utterance: _Utterance) -> dict[str, Any]:
    words = utterance.words + _words(utterance.recognizer.FinalResult(), utterance.part_from_ms)
    known = [word for word in words if word[0] != UNKNOWN]
    return {"words": known, "unknown": len(words) - len(known), "narrowed": utterance.grammar is not None}


def _words(result: str, from_ms: int) -> list[tuple[str, float, int, int]]:
    return [
        (word["word"], float(word["conf"]), from_ms + round(word["start"] * 1000), from_ms + round(word["end"] * 1000))
        for word in json.loads(result).get("result", [])
    ]


def _known_words(text: str) -> list[str]:
    return [word for word in text.split() if word != UNKNOWN]


def _pieces(pcm: bytes) -> Iterator[bytes]:
    for start in range(0, len(pcm), _PIECE_BYTES):
        yield pcm[start : start + _PIECE_BYTES]
