"""Channels on a house of the tests, behind a real server."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from fastapi import FastAPI

from bot.app.errors import answer_errors
from bot.channels.base import Channel, ChannelParts
from bot.channels.origins import Origins
from bot.channels.rest_gate import RestGate
from bot.channels.welcome import SpeechAbility, Welcome
from bot.conversation.voice import VoiceParts
from bot.conversation.voice_calls import VoiceCalls
from bot.kit.clock import SystemClock
from bot.kit.tasks import TaskOwner
from tests.fakes.house import House
from tests.fakes.served import served
from tests.fakes.speech import ScriptedRecognizer, ScriptedSynthesizer


@dataclass(frozen=True)
class ServedChannels:
    address: str
    recognizer: ScriptedRecognizer


@asynccontextmanager
async def served_channels(
    house: House, data: Path, *channels: type[Channel], rest_token: str | None = None
) -> AsyncIterator[ServedChannels]:
    thinking = TaskOwner("thinking")
    recognizer = ScriptedRecognizer()
    voice_parts = VoiceParts(
        conversations=house.conversations,
        book=house.book,
        bus=house.bus,
        clock=SystemClock(),
        recognizer=recognizer,
        synthesizer=ScriptedSynthesizer(),
        data=data,
    )
    parts = ChannelParts(
        conversations=house.conversations,
        calls=VoiceCalls(voice_parts),
        book=house.book,
        bus=house.bus,
        welcome=Welcome(house.book, SpeechAbility("tiny", True)),
        origins=Origins(),
        rest_gate=RestGate(rest_token),
        thinking=thinking,
    )
    app = FastAPI()
    answer_errors(app)
    for channel in channels:
        app.include_router(channel(parts).routes())
    async with served(app) as address:
        yield ServedChannels(address, recognizer)
    await thinking.close()
