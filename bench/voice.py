"""How soon a caller is answered: from the end of her last word to the first audio of the answer, in real time.

Sentences are spoken at another pace and, in English, by another voice than the line's, and sent at a microphone's pace.
The pause that ends an utterance (600 ms of the caller's audio) is part of every figure; what is beyond it is ours.
"""

import asyncio
import statistics
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.served_line import served_line
from bot.app.caller import SimulatedCaller, in_order
from bot.app.commands.address import LineAddress
from bot.company.model import Voice
from bot.kit.clock import SystemClock
from bot.speech.phrase_cache import PhraseCache
from bot.speech.pyttsx3_synthesizer import Pyttsx3Synthesizer
from bot.turns.endpointing import EndpointingLimits

CALLS = 3
SPEECHES = {
    "ru": (
        "zle/ru",
        (
            "хочу заказать два шампуня",
            "до скольки вы работаете",
            "доставка",
            "улица Лесная дом пять квартира двенадцать",
            "завтра утром",
            "Марина Петрова",
            "да",
        ),
    ),
    "en": (
        "gmw/en-gb-x-rp",
        (
            "I would like to order two shampoos",
            "how late are you open",
            "delivery",
            "five Lesnaya street apartment twelve",
            "tomorrow",
            "Anna",
            "yes",
        ),
    ),
}


async def speech(synthesizer: Pyttsx3Synthesizer, text: str, voice: Voice) -> bytes:
    return b"".join([frame.pcm async for frame in synthesizer.speak(text, voice)])


async def measure(url: str, folder: Path) -> dict[str, list[int]]:
    times: dict[str, list[int]] = {}
    async with Pyttsx3Synthesizer(PhraseCache(folder), SystemClock(), workers=1) as synthesizer:
        for language, (voice_id, texts) in SPEECHES.items():
            voice = Voice(voice_id, 170)
            said = [(text, await speech(synthesizer, text, voice)) for text in texts]
            caller = SimulatedCaller(LineAddress(url), company="lavka", language=language, caller_number="+79990000001")
            calls = [await caller.call(in_order(said)) for _ in range(CALLS)]
            exchanges = [exchange for call in calls for exchange in call.exchanges]
            times[language] = [exchange.answer_ms for exchange in exchanges if exchange.answer_ms is not None]
            print(f"{language}: {len(times[language])} of {len(exchanges)} utterances answered", flush=True)
    return times


def main() -> None:
    with served_line() as line, TemporaryDirectory() as folder:
        times = asyncio.run(measure(line.url, Path(folder)))
    pause = EndpointingLimits().pause
    for language, answers in times.items():
        p50, p95 = statistics.median(answers), statistics.quantiles(answers, n=20)[-1]
        print(f"{language}: p50 {p50:.0f} ms, p95 {p95:.0f} ms from the end of speech", end="; ")
        print(f"beyond the pause of {pause} ms: p50 {p50 - pause:.0f} ms, p95 {p95 - pause:.0f} ms")
