"""Run as a process of its own: speaks what stdin asks for and prints what the stock Vosk library makes of it.

libvosk may end its process, which must not be the process of the tests.
stdin: {"model": folder, "utterances": [{"text", "voice", "words_a_minute", "telephone", "grammar"}]};
stdout: a list of {"text": what was heard, "words": [{"word", "start", "end", "conf"}]}.
"""

import json
import sys
from typing import Any

import numpy as np
import vosk

from bot.speech.tiny_model import augmentation, espeak_phones
from bot.speech.tiny_model.augmentation import SAMPLE_RATE_HZ, TELEPHONE_RATE_HZ, telephone_8khz, to_int16_steps
from bot.speech.tiny_model.espeak_phones import Espeak, Manner
from bot.speech.tiny_model.resampling import Samples, resample

PAUSE_S = 0.3
CHUNK_BYTES = 4_000


def speak(espeak: Espeak, utterance: dict[str, Any]) -> Samples:
    """Clean speech at 16 kHz with a short pause on either side."""
    spoken = espeak.speak(utterance["text"], Manner(utterance["voice"], utterance["words_a_minute"]))
    samples = resample(spoken.samples.astype(np.float32), espeak_phones.SAMPLE_RATE_HZ, SAMPLE_RATE_HZ)
    return to_int16_steps(np.pad(samples * np.float32(0.5), int(PAUSE_S * SAMPLE_RATE_HZ)))


def hear(model: vosk.Model, samples: Samples, rate_hz: int, grammar: list[str] | None) -> dict[str, Any]:
    recognizer = vosk.KaldiRecognizer(model, rate_hz, *([json.dumps(grammar, ensure_ascii=False)] if grammar else []))
    recognizer.SetWords(True)
    pcm = samples.astype("<i2").tobytes()
    results = [
        json.loads(recognizer.Result())
        for start in range(0, len(pcm), CHUNK_BYTES)
        if recognizer.AcceptWaveform(pcm[start : start + CHUNK_BYTES])
    ]
    results.append(json.loads(recognizer.FinalResult()))
    words = [word for result in results for word in result.get("result", [])]
    return {"text": " ".join(result["text"] for result in results if result["text"]), "words": words}


def main() -> None:
    vosk.SetLogLevel(-1)
    asked = json.load(sys.stdin)
    model, espeak = vosk.Model(asked["model"]), Espeak().open()
    heard = []
    for number, utterance in enumerate(asked["utterances"]):
        samples, rate_hz = speak(espeak, utterance), SAMPLE_RATE_HZ
        if utterance["telephone"]:
            chance = np.random.default_rng(number)
            noisy = augmentation.to_int16_steps(samples + augmentation.noise_for(samples, 25.0, chance))
            samples, rate_hz = telephone_8khz(noisy, chance), TELEPHONE_RATE_HZ
        heard.append(hear(model, samples, rate_hz, utterance["grammar"]))
    json.dump(heard, sys.stdout, ensure_ascii=False)


if __name__ == "__main__":
    main()
