"""Ears and voice of the line: which models, which engines, and what to say when there are none."""

import asyncio
from collections.abc import Awaitable, Iterable, Mapping
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
from bot.language.languages import Language
from bot.language.spoken_form import spoken_form
from bot.speech.models import ModelChoice, ModelKind, find_model
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


Ears = Mapping[Language, ModelChoice]


def prepare_ears(settings: Settings, report: Report) -> Ears:
    """The official models where they are, otherwise the tiny ones, built now if need be (a minute or two)."""

    def make_tiny(language: Language) -> Path:
        return ensure_tiny_model(language, settings.build_folder / "tiny-models", report)

    ears = {language: find_model(language, settings.model_settings, make_tiny) for language in Language}
    for language, choice in ears.items():
        report(f"hearing {language}: the {choice.kind} model ({choice.reason})")
    return ears


def kind_of(ears: Ears) -> str:
    """What the customer is told: one tiny model makes it a demonstration."""
    kinds = {choice.kind for choice in ears.values()}
    return ModelKind.TINY.value if ModelKind.TINY in kinds else ModelKind.OFFICIAL.value


async def open_speech(settings: Settings, stack: AsyncExitStack, clock: Clock, book: CompanyBook, ears: Ears) -> Speech:
    """An engine that does not start leaves the line deaf or mute, not closed: typing always works."""
    recognizer = VoskRecognizer(
        {language: choice.path for language, choice in ears.items()}, clock, settings.speech.recognizers
    )
    synthesizer = Pyttsx3Synthesizer(PhraseCache(settings.data / "phrases"), clock, settings.speech.synthesizers)
    stack.push_async_callback(recognizer.close)
    stack.push_async_callback(synthesizer.close)
    hears = await _starts(recognizer.start(), "ears")
    speaks = await _starts(synthesizer.start(), "voice")
    if speaks:
        rendering = TaskOwner("prerender")
        stack.push_async_callback(rendering.close)
        rendering.start(_prerender(synthesizer, book.all()), "fixed phrases")
    return Speech(recognizer, synthesizer, SpeechAbility(kind_of(ears) if hears else "none", hears and speaks))


async def _starts(starting: Awaitable[None], name: str) -> bool:
    try:
        await starting
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
