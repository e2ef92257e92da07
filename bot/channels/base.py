"""What every way in has in common: what it can do, and how a customer is recognised on it."""

import hashlib
from dataclasses import dataclass
from typing import Protocol

from fastapi import APIRouter

from bot.channels.origins import Origins
from bot.channels.rest_gate import RestGate
from bot.channels.welcome import Welcome
from bot.company.book import CompanyBook
from bot.conversation.live import Conversations
from bot.conversation.voice_calls import VoiceCalls
from bot.kit.bus import Bus
from bot.kit.errors import FrontlineError
from bot.kit.tasks import TaskOwner
from bot.language.languages import Language, parse_language
from records.conversations.model import ChannelKind

BROWSER_COOKIE = "frontline_browser"


@dataclass(frozen=True, slots=True)
class Abilities:
    """What a channel can carry; prompts and behaviour follow it."""

    hears: bool = False
    speaks: bool = False
    shows_buttons: bool = False
    takes_keys: bool = False
    transfers: bool = False


@dataclass(frozen=True, slots=True)
class ChannelParts:
    """What channels are built from; each takes what it needs.

    `thinking` owns the replies: they are finished even when the customer's socket is gone.
    """

    conversations: Conversations
    calls: VoiceCalls
    book: CompanyBook
    bus: Bus
    welcome: Welcome
    origins: Origins
    rest_gate: RestGate
    thinking: TaskOwner


class Channel(Protocol):
    """One way in. It takes what comes to the conversation, and brings back what is said."""

    def __init__(self, parts: ChannelParts) -> None: ...

    @property
    def kind(self) -> ChannelKind: ...

    @property
    def abilities(self) -> Abilities: ...

    def routes(self) -> APIRouter: ...


def browser_hash(secret: str | None) -> str | None:
    """How the base knows a browser: the cookie itself is never kept."""
    return None if not secret else hashlib.sha256(secret.encode()).hexdigest()


def language_of(code: object, default: Language) -> Language:
    """The language asked for, the default when none was. Raises FrontlineError for one that is not spoken here."""
    if code is None or code == "":
        return default
    try:
        return parse_language(str(code))
    except ValueError as error:
        raise FrontlineError("unknown_language", f"{error}") from error
