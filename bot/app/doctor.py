"""Is this installation well? Its parts one by one, and then a real call that must end in an order."""

import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version

import httpx

from bot.app.caller import Call, Script, SimulatedCaller
from bot.app.commands.address import LineAddress
from bot.app.preparation import training_of
from bot.app.servers import bind, port_of
from bot.app.settings import Settings
from bot.app.speech import prepare_ears
from bot.company.model import Company
from bot.kit.db import Database
from bot.kit.errors import FrontlineError
from bot.language.languages import Language
from bot.speech.ports import Synthesizer
from records.conversations import store as conversations
from records.orders import store as orders

NEEDED_BYTES = 1_000_000_000
MOST_EXCHANGES = 14
TEST_NUMBER = "+79990000000"
PARTS = ("rasa-sdk", "vosk", "pyttsx3", "espeakng-loader", "fastapi", "sqlalchemy")

ANSWERS: dict[Language, dict[str, str]] = {
    Language.RU: {
        "items": "хочу заказать {product}",
        "choice": "{product}",
        "handover": "самовывоз",
        "address": "улица Лесная дом пять квартира двенадцать",
        "when": "завтра утром",
        "name": "Анна",
        "phone": "восемь девятьсот шестнадцать сто двадцать три сорок пять шестьдесят семь",
        "confirmation": "да",
    },
    Language.EN: {
        "items": "I would like to order {product}",
        "choice": "{product}",
        "handover": "pickup",
        "address": "five Lesnaya street apartment twelve",
        "when": "tomorrow in the morning",
        "name": "Anna",
        "phone": "eight nine one six one two three four five six seven",
        "confirmation": "yes",
    },
}
"""What the doctor's caller says to each question of an order."""


@dataclass(frozen=True, slots=True)
class Finding:
    name: str
    is_well: bool
    sentence: str


def versions() -> Finding:
    python = ".".join(map(str, sys.version_info[:3]))
    parts = ", ".join(f"{part} {version(part)}" for part in PARTS)
    return Finding("versions", sys.version_info >= (3, 11), f"Python {python}; {parts}")


def disk(settings: Settings) -> Finding:
    settings.data.mkdir(parents=True, exist_ok=True)
    free = shutil.disk_usage(settings.data).free
    return Finding("disk", free > NEEDED_BYTES, f"{free / 1e9:.1f} GB free where {settings.data} is")


def rasa_model(settings: Settings) -> Finding:
    training = training_of(settings)
    if not training.python.is_file():
        return Finding("bot", False, "Rasa's environment is missing: run `make setup`")
    if training.current_model() is None:
        return Finding("bot", False, "not trained yet: run `frontline train`")
    if training.is_up_to_date():
        return Finding("bot", True, "trained from the present data")
    return Finding("bot", False, "older than its data: run `frontline train`")


def ears(settings: Settings, report: Callable[[str], None]) -> Finding:
    chosen = prepare_ears(settings, report)
    return Finding("ears", True, "; ".join(f"{language}: {choice.kind}" for language, choice in chosen.items()))


async def base(settings: Settings) -> Finding:
    if settings.database is None and not (settings.data / "frontline.db").is_file():
        return Finding("base", True, "none yet: it is made at the first start")
    database = Database(settings.database_url)
    await database.open()
    try:
        async with database.begin() as unit:
            found = await conversations.recent(unit, settings.company, 1)
        return Finding("base", True, f"can be read and written{'' if found else ', no conversations yet'}")
    finally:
        await database.close()


def port(settings: Settings) -> Finding:
    """Well when our line has it, or when it is free."""
    if is_our_line(settings):
        return Finding("port", True, f"the line answers on {settings.port}")
    try:
        listening = bind(settings.host, settings.port)
    except FrontlineError as error:
        return Finding("port", False, error.sentence)
    with listening:
        return Finding("port", True, f"{port_of(listening)} is free")


def is_our_line(settings: Settings) -> bool:
    scheme = "https" if settings.tls else "http"
    try:
        answer = httpx.get(f"{scheme}://127.0.0.1:{settings.port}/health/live", timeout=2, verify=False)
        return answer.status_code == 200 and answer.json() == {"status": "alive"}
    except (httpx.HTTPError, ValueError):
        return False


def order_script(database: Database, company: Company, language: Language, synthesizer: Synthesizer) -> Script:
    """Answers each question of the order aloud until there is an order, or the caller has talked for too long."""
    product = company.products[0].name[language].lower()

    async def next_speech(call: Call) -> tuple[str, bytes] | None:
        async with database.read() as unit:
            if await orders.of_conversation(unit, call.conversation) or len(call.exchanges) >= MOST_EXCHANGES:
                return None
            draft = await conversations.get_draft(unit, call.conversation) or {}
        words = ANSWERS[language].get(str(draft.get("asked") or "items"), "").format(product=product)
        frames = [frame.pcm async for frame in synthesizer.speak(words, company.voices[language])]
        return words, b"".join(frames)

    return next_speech


async def place_order(
    line: LineAddress, database: Database, company: Company, language: Language, synthesizer: Synthesizer
) -> Finding:
    caller = SimulatedCaller(line, company=company.id, language=language.value, caller_number=TEST_NUMBER, is_test=True)
    name = f"call ({language})"
    try:
        call = await caller.call(order_script(database, company, language, synthesizer))
    except (FrontlineError, OSError) as error:
        return Finding(name, False, f"the call failed: {error}")
    async with database.read() as unit:
        placed = await orders.of_conversation(unit, call.conversation)
    if not placed:
        said = " | ".join(f"{one.said} → {one.heard or 'nothing heard'}" for one in call.exchanges)
        return Finding(name, False, f"no order came of it: {said}; see `frontline why {call.conversation}`")
    slowest = max((one.answer_ms for one in call.exchanges if one.answer_ms is not None), default=0)
    sentence = f"order {placed[0].number} placed in {len(call.exchanges)} turns, the slowest answer after {slowest} ms"
    return Finding(name, placed[0].is_test, sentence)
