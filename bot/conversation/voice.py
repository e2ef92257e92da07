"""A voice conversation: the ear, the mouth and the floor around one running conversation.

What is said by the bot or an agent reaches the caller as it reaches any listener, as numbered turns; here they are
spoken. What the caller says becomes a turn like any typed one.
"""

import asyncio
import contextlib
from dataclasses import dataclass
from pathlib import Path

from bot.audio.frame import AudioFrame
from bot.audio.wav import write_wav
from bot.company.book import CompanyBook
from bot.conversation.feed import Feed
from bot.conversation.leg import (
    FromCaller,
    KeyPressed,
    LanguageChosen,
    Leg,
    MarkPlayed,
    PersonAsked,
    Typed,
    heard_message,
)
from bot.conversation.listening import Ear, Listened, Listener, PartialHeard, SpeechBegan, SpeechPaused, UtteranceHeard
from bot.conversation.live import Conversations
from bot.conversation.speaking import Cut, Speaker, Speech
from bot.kit.bus import Bus, Message
from bot.kit.clock import Clock
from bot.kit.errors import FrontlineError
from bot.kit.tasks import TaskOwner
from bot.language.languages import Language, parse_language
from bot.language.spoken_form import spoken_form
from bot.language.written_form import written_form
from bot.speech.ports import Heard, Recognizer, Synthesizer
from bot.turns.floor import (
    AnswerReady,
    BotBegan,
    BotFinished,
    CallerBegan,
    CallerEnded,
    Floor,
    FloorEffect,
    FloorEvent,
    FloorState,
    HangUp,
    Reprompt,
    SayGoodbye,
    StopSpeaking,
    TellListening,
    Tick,
    WaitingChanged,
)
from bot.turns.keypad import KeyMeaning, Keypad
from records.conversations.model import Conversation, NewTurn, Owner, Who
from records.conversations.outbox import conversation_topic

DOUBTFUL = 0.7
"""Below this mean confidence the utterance is decoded once more for its alternatives."""
TICK_S = 0.1
PLEASE = {KeyMeaning.PERSON: "person_please", KeyMeaning.REPEAT: "repeat_please"}
"""What a key says for the caller."""


@dataclass(frozen=True, slots=True)
class VoiceParts:
    """What every call needs. `data` is the folder below which utterances are kept."""

    conversations: Conversations
    book: CompanyBook
    bus: Bus
    clock: Clock
    recognizer: Recognizer
    synthesizer: Synthesizer
    data: Path


class VoiceCall:
    def __init__(self, parts: VoiceParts, conversation: Conversation, leg: Leg, caller_number: str | None) -> None:
        self._parts = parts
        self._id = conversation.id
        self._company = parts.book.get(conversation.company)
        self._leg = leg
        self._caller_number = caller_number
        self._listener = Listener(parts.recognizer, conversation.language, self._company.company.languages)
        self._ear = Ear(self._listener, self._listened)
        self._speaker = Speaker(leg, parts.synthesizer, parts.clock, lambda: self._floor_hears(BotFinished()))
        self._floor = Floor()
        self._keypad = Keypad()
        self._tasks = TaskOwner(f"voice call {conversation.id}")
        self._ended = asyncio.Event()
        self._held: list[Speech] = []
        """What became ready while the caller was speaking."""
        self._is_closed = False
        self._utterances = 0

    async def run(self) -> None:
        self._speaker.open()
        self._ear.open()
        try:
            feed = Feed(self._parts.bus, self._parts.conversations, self._id, 0)
            self._tasks.start(feed.run(self._told), "feed")
            self._tasks.start(self._keep_time(), "time")
            hearing = self._tasks.start(self._hear(), "hear")
            ending = self._tasks.start(self._ended.wait(), "end")
            await asyncio.wait({hearing, ending}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            await self._ear.close()
            await self._tasks.close()
            await self._speaker.close()

    async def _hear(self) -> None:
        async for item in self._leg.incoming():
            await self._take(item)

    async def _take(self, item: FromCaller) -> None:
        match item:
            case AudioFrame():
                self._ear.put(item)
            case MarkPlayed(name):
                self._speaker.played(name)
            case KeyPressed(digit):
                await self._entered(self._keypad.press(digit, self._now()))
            case PersonAsked():
                await self._entered(KeyMeaning.PERSON)
            case Typed(id, text):
                await self._said(NewTurn(who=Who.CUSTOMER, text=text, client_id=id))
            case LanguageChosen(code):
                with contextlib.suppress(ValueError):
                    await self._turn_to(parse_language(code))

    async def _listened(self, listened: Listened) -> None:
        match listened:
            case SpeechBegan():
                self._floor_hears(CallerBegan())
            case SpeechPaused():
                # Over the bot so short a sound is a cough, until words are found in it.
                if self._floor.state is FloorState.OVERLAP:
                    self._floor_hears(CallerEnded(said_something=False))
            case PartialHeard(text):
                message = {"type": "partial", "conversation": self._id, "text": text}
                self._parts.bus.publish(conversation_topic(self._id), message)
                await self._leg.tell({"type": "partial", "text": text})
            case UtteranceHeard(heard, language):
                await self._utterance(heard, language)

    async def _utterance(self, heard: Heard | None, language: Language) -> None:
        was_speech = heard is None or bool(heard.text) or heard.unknown_words > 0
        if was_speech:
            self._floor_hears(CallerBegan())
        self._floor_hears(CallerEnded(was_speech))
        await self._say_held(was_speech)
        if heard is not None and heard.text:
            await self._turn_to(language)
            await self._leg.tell(heard_message(heard))
            await self._said(await self._turn_of(heard, language))
        elif was_speech:
            self._tasks.start(self._parts.conversations.say(self._id, "speech_not_heard"), "not heard")

    async def _turn_of(self, heard: Heard, language: Language) -> NewTurn:
        self._utterances += 1
        name = f"audio/{self._id}/{self._utterances:04d}.wav"
        await asyncio.to_thread(_keep, self._parts.data / name, heard.pcm)
        is_doubtful = heard.confidence is not None and heard.confidence < DOUBTFUL
        return NewTurn(
            who=Who.CUSTOMER,
            text=written_form(heard.text, language),
            spoken=heard.text,
            words=heard.words,
            alternatives=await self._listener.alternatives(heard) if is_doubtful else (),
            audio=name,
        )

    async def _said(self, new: NewTurn) -> None:
        try:
            added = await self._parts.conversations.accept(self._id, new)
        except FrontlineError as error:
            message = {"code": error.code, "sentence": error.sentence, "can_retry": error.can_retry}
            await self._leg.tell({"type": "error", **message})
            return
        if added.is_new:
            self._tasks.start(self._answer(added.turn.n), "answer")

    async def _answer(self, n: int) -> None:
        turns = await self._parts.conversations.turns_after(self._id, n - 1)
        reply = await self._parts.conversations.answer(turns[0], caller_number=self._caller_number)
        self._floor_hears(AnswerReady(is_silent=reply is None or not reply.parts))

    async def _entered(self, entry: KeyMeaning | str | None) -> None:
        if isinstance(entry, KeyMeaning):
            language = self._listener.language
            entry = self._company.prompts.render(PLEASE[entry], language, spoken=False, values={}).text
        if entry is not None:
            await self._said(NewTurn(who=Who.CUSTOMER, text=entry))

    async def _turn_to(self, language: Language) -> None:
        if language not in self._company.company.languages:
            return
        self._listener.language = language
        await self._parts.conversations.set_language(self._id, language)

    async def _told(self, message: Message) -> None:
        """What every listener of the conversation is told: turns are spoken, the rest is passed on."""
        match message["type"]:
            case "turn" if message["who"] != Who.CUSTOMER.value:
                self._say(message)
            case "owner":
                self._floor_hears(WaitingChanged(message["owner"] in (Owner.QUEUE.value, Owner.AGENT.value)))
                await self._leg.tell(message)
            case "language":
                self._listener.language = parse_language(message["language"])
                await self._leg.tell(message)
            case "closed":
                self._is_closed = True
                if not self._speaker.is_speaking and not self._held:
                    self._ended.set()
            case "turn":
                await self._leg.tell(message)

    def _say(self, turn: Message) -> None:
        language = self._listener.language
        text = spoken_form(turn["text"], language)
        speech = Speech(turn["n"], text, self._company.company.voices[language], turn)
        if self._floor.state is FloorState.CALLER:
            self._held.append(speech)
        else:
            self._speak(speech)

    def _speak(self, speech: Speech) -> None:
        self._speaker.say(speech)
        self._floor_hears(BotBegan())

    async def _say_held(self, was_speech: bool) -> None:
        """After a noise all of it. After words an agent's words only: what the bot said before them is shown."""
        held, self._held = self._held, []
        for speech in held:
            if was_speech and speech.message["who"] == Who.BOT.value:
                await self._leg.tell(speech.message)
                await self._note_heard(speech.turn, 0)
            else:
                self._speak(speech)
        if self._is_closed and not self._speaker.is_speaking:
            self._ended.set()

    def _floor_hears(self, event: FloorEvent) -> None:
        """Effects start things and return: an interruption never waits."""
        for effect in self._floor.handle(event, self._now()):
            self._perform(effect)
        if isinstance(event, BotFinished) and self._is_closed:
            self._ended.set()

    def _perform(self, effect: FloorEffect) -> None:
        match effect:
            case StopSpeaking():
                self._tasks.start(self._tell_cut(self._speaker.stop()), "tell cut")
            case TellListening():
                self._tasks.start(self._leg.tell({"type": "listening"}), "listening")
            case Reprompt():
                self._tasks.start(self._parts.conversations.say(self._id, "silence_reprompt"), "reprompt")
            case SayGoodbye():
                self._tasks.start(self._parts.conversations.say(self._id, "goodbye_silence"), "goodbye")
            case HangUp():
                self._ended.set()

    async def _tell_cut(self, cut: Cut) -> None:
        """The page still shows what was not said; the transcript keeps what was really heard."""
        await self._leg.tell({"type": "clear"})
        for message in cut.untold:
            await self._leg.tell(message)
        for n, chars in cut.heard_chars.items():
            await self._note_heard(n, chars)

    async def _note_heard(self, n: int, chars: int) -> None:
        turns = await self._parts.conversations.turns_after(self._id, n - 1)
        said = spoken_form(turns[0].text, self._listener.language)
        await self._parts.conversations.note_heard(self._id, n, said[:chars])

    async def _keep_time(self) -> None:
        while True:
            await asyncio.sleep(TICK_S)
            self._floor_hears(Tick())
            await self._entered(self._keypad.tick(self._now()))

    def _now(self) -> int:
        return self._parts.clock.monotonic_ms()


def _keep(file: Path, pcm: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(write_wav(pcm))
