"""Run as a process of its own, because espeak-ng is one engine a process: says sentences as callers, not as the bot.

stdin: [{"text", "voice", "words_a_minute"}]; stdout: a list of 16 kHz PCM, base64.
"""

import base64
import json
import sys

from bot.audio.resample import resample
from bot.speech.tiny_model.espeak_phones import SAMPLE_RATE_HZ, Espeak, Manner

BREATH = bytes(16_000 * 2 * 3 // 10)


def main() -> None:
    espeak = Espeak().open()
    said = []
    for asked in json.load(sys.stdin):
        samples = espeak.speak(asked["text"], Manner(asked["voice"], asked["words_a_minute"])).samples
        pcm = (resample(samples, SAMPLE_RATE_HZ, 16_000) // 2).astype("<i2").tobytes()
        said.append(base64.b64encode(BREATH + pcm).decode())
    json.dump(said, sys.stdout)


if __name__ == "__main__":
    main()
