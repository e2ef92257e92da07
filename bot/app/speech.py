"""Ears and voice of the line: which models, which engines, and what to say when there are none."""

import asyncio
from collections.abc import Iterable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path

from bot.app.preparation import Report
from bot.app.settings import Settings
from bot.channels.welcome import SpeechAbility
from bot.company.book import CompanyBook, OpenCompany
from bot.kit.clock import Clock
from bot.kit.log import logger
from bot.kit.tasks import TaskOwner
from bot.language.languages import LANGUAGES, Language
from bot.language.spoken_form import spoken_form
from bot.speech.phrase_cache import PhraseCache
from bot.speech.ports import SpeechFailed
from bot.speech.pyttsx3_synthesizer import Pyttsx3Synthesizer
from bot.speech.tiny_model.cache import ensure_tiny_model
from bot.speech.vosk_recognizer import VoskRecognizer

log = logger(__name__)


@dataclass(frozen=True, slots=True)
class Speech:
    recognizer: VoskRecognizer
    synthesizer: Pyttsx3Synthesizer
    ability: SpeechAbility


@dataclass(frozen=True, slots=True)
class Ears:
    """A model folder a language; `kind` is `official` or `tiny`."""

    models: dict[Language, Path]
    kind: str


def prepare_ears(settings: Settings, report: Report) -> Ears:
    """The official models where they are, otherwise the tiny ones, built now if need be (a minute or two)."""
    chosen = {Language.RU: settings.speech.ru, Language.EN: settings.speech.en}
    official = {
        language: chosen[language] or settings.models_folder / LANGUAGES[language].vosk_small_model
        for language in Language
    }
    if settings.speech.mode == "auto" and all(folder.is_dir() for folder in official.values()):
        return Ears(official, "official")
    report(
        "speech: the tiny demonstration models (a few hundred words, synthetic voices); see docs/guides/tiny-model.md"
    )
    cache = settings.build_folder / "tiny-models"
    return Ears({language: ensure_tiny_model(language, cache, report) for language in Language}, "tiny")


async def open_speech(settings: Settings, stack: AsyncExitStack, clock: Clock, book: CompanyBook, ears: Ears) -> Speech:
    """An engine that does not start leaves the line deaf or mute, not closed: typing always works."""
    recognizer = VoskRecognizer(ears.models, clock, settings.speech.recognizers)
    synthesizer = Pyttsx3Synthesizer(PhraseCache(settings.data / "phrases"), clock, settings.speech.synthesizers)
    stack.push_async_callback(recognizer.close)
    stack.push_async_callback(synthesizer.close)
    hears = await _starts(recognizer.start(), "ears")
    speaks = await _starts(synthesizer.open(), "voice")
    if speaks:
        rendering = TaskOwner("prerender")
        stack.push_async_callback(rendering.close)
        rendering.start(_prerender(synthesizer, book.all()), "fixed phrases")
    return Speech(recognizer, synthesizer, SpeechAbility(ears.kind if hears else "none", hears and speaks))


async def _starts(starting: object, name: str) -> bool:
    try:
        await starting  # type: ignore[misc]
    except SpeechFailed as error:
        log.error("a speech engine did not start", engine=name, exc_info=error)
        return False
    return True


async def _prerender(synthesizer: Pyttsx3Synthesizer, companies: Iterable[OpenCompany]) -> None:
    """Prompts and answers without a customer's words are rendered once, in the background."""
    for open_company in companies:
        for language, voice in open_company.company.voices.items():
            texts = [spoken_form(text, language) for text in open_company.prompts.fixed_texts(language)]
            texts += [spoken_form(answer.spoken[language], language) for answer in open_company.company.answers]
            await synthesizer.prerender(texts, voice)
            await asyncio.sleep(0)
