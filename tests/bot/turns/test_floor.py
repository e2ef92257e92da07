"""Whose turn it is: the bot never talks over the caller, and silence always leads somewhere."""

import random

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


def after(*timeline: tuple[int, FloorEvent]) -> tuple[Floor, list[FloorEffect]]:
    floor = Floor()
    effects = [effect for now, event in timeline for effect in floor.handle(event, now)]
    return floor, effects


def test_when_the_bot_has_finished_it_is_the_callers_turn() -> None:
    floor, effects = after((0, BotBegan()), (900, BotFinished()))
    assert floor.state is FloorState.SILENT
    assert effects == [TellListening()]


def test_a_cough_does_not_interrupt_the_bot() -> None:
    floor, effects = after((0, BotBegan()), (500, CallerBegan()), (700, CallerEnded(False)))
    assert floor.state is FloorState.BOT
    assert effects == []


def test_speech_of_300_ms_over_the_bot_stops_it() -> None:
    floor, effects = after((0, BotBegan()), (500, CallerBegan()), (799, Tick()), (800, Tick()))
    assert floor.state is FloorState.CALLER
    assert effects == [StopSpeaking()]


def test_a_short_yes_over_the_end_of_a_question_answers_it() -> None:
    floor, effects = after((0, BotBegan()), (500, CallerBegan()), (700, CallerEnded(True)))
    assert floor.state is FloorState.THINKING
    assert effects == [StopSpeaking()]


def test_what_becomes_ready_while_the_caller_speaks_is_not_said_over_her() -> None:
    floor, effects = after((0, CallerBegan()), (100, BotBegan()))
    assert floor.state is FloorState.CALLER
    assert effects == [StopSpeaking()]


def test_silence_is_asked_once_and_then_ends_with_a_goodbye() -> None:
    floor, effects = after(
        (0, BotBegan()),
        (1000, BotFinished()),
        (9000, Tick()),
        (9100, BotBegan()),
        (10_000, BotFinished()),
        (18_000, Tick()),
        (19_000, BotFinished()),
    )
    assert effects == [TellListening(), Reprompt(), TellListening(), SayGoodbye(), HangUp()]
    assert floor.state is FloorState.OVER


def test_who_answers_the_reprompt_starts_afresh() -> None:
    _, effects = after(
        (1000, BotBegan()),
        (2000, BotFinished()),
        (10_000, Tick()),
        (10_100, BotBegan()),
        (11_000, BotFinished()),
        (12_000, CallerBegan()),
        (13_000, CallerEnded(True)),
        (13_100, BotBegan()),
        (14_000, BotFinished()),
        (22_000, Tick()),
    )
    assert effects[-1] == Reprompt()


def test_a_word_during_the_goodbye_takes_it_back() -> None:
    floor, effects = after(
        (0, BotBegan()),
        (1, BotFinished()),
        (8001, Tick()),
        (8002, BotBegan()),
        (8003, BotFinished()),
        (16_003, Tick()),
        (16_500, CallerBegan()),
    )
    assert floor.state is FloorState.CALLER
    assert effects[-1] == StopSpeaking()


def test_an_answer_that_never_comes_leaves_nobody_in_silence() -> None:
    floor, effects = after(
        (0, CallerBegan()), (1000, CallerEnded(True)), (15_999, Tick()), (16_000, Tick()), (24_000, Tick())
    )
    assert effects == [TellListening(), Reprompt()]
    assert floor.handle(BotBegan(), 24_100) == []
    assert floor.state is FloorState.BOT


def test_a_goodbye_that_is_never_said_ends_the_call_all_the_same() -> None:
    floor, effects = after(
        (0, BotBegan()), (1, BotFinished()), (8001, Tick()), (23_001, Tick()), (31_001, Tick()), (46_001, Tick())
    )
    assert effects == [TellListening(), Reprompt(), TellListening(), SayGoodbye(), HangUp()]
    assert floor.state is FloorState.OVER


def test_nobody_who_waits_for_a_person_is_hurried() -> None:
    floor, effects = after((0, BotBegan()), (10, WaitingChanged(True)), (1000, BotFinished()), (60_000, Tick()))
    assert floor.state is FloorState.SILENT
    assert effects == [TellListening()]


def test_words_to_a_person_leave_the_floor_free() -> None:
    floor, effects = after((0, CallerBegan()), (900, CallerEnded(True)), (950, AnswerReady(is_silent=True)))
    assert floor.state is FloorState.SILENT
    assert effects == [TellListening()]


def test_in_any_order_of_events_the_bot_never_speaks_over_the_caller() -> None:
    """Invariant: whenever the caller has the floor, the bot has been told to stop or was silent; after HangUp nothing
    happens; unless somebody speaks or thinks, there is a deadline or the caller waits for a person."""
    for seed in range(300):
        chance = random.Random(seed)
        floor, now, bot_speaks, is_waiting = Floor(), 0, False, False
        for _ in range(200):
            now += chance.choice((10, 300, 9000))
            event: FloorEvent = chance.choice(
                [
                    BotBegan(),
                    BotFinished(),
                    CallerBegan(),
                    CallerEnded(chance.random() < 0.5),
                    AnswerReady(chance.random() < 0.5),
                    WaitingChanged(chance.random() < 0.3),
                    Tick(),
                ]
            )
            was_over = floor.state is FloorState.OVER
            bot_speaks = isinstance(event, BotBegan) or (bot_speaks and not isinstance(event, BotFinished))
            is_waiting = event.is_waiting if isinstance(event, WaitingChanged) else is_waiting
            effects = floor.handle(event, now)
            assert not (was_over and effects)
            if StopSpeaking() in effects:
                bot_speaks = False
            if floor.state is FloorState.CALLER:
                assert not bot_speaks
            if floor.state is FloorState.SILENT and not is_waiting:
                assert floor.deadline is not None
