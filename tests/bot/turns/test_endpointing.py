"""Endpointing counts the caller's audio: scripted timelines, and random ones that must keep its promises."""

import random

from bot.turns.endpointing import (
    Endpointing,
    EndpointingEffect,
    EndpointingLimits,
    EndReason,
    FrameHeard,
    PauseAllowed,
    UtteranceBegan,
    UtteranceEnded,
)


def play(machine: Endpointing, timeline: str, start: int = 0) -> list[EndpointingEffect]:
    """Each character is 100 ms: `#` speech, `.` silence."""
    effects: list[EndpointingEffect] = []
    now = start
    for character in timeline:
        for _ in range(5):
            now += 20
            effects += machine.handle(FrameHeard(character == "#"), now)
    return effects


def test_an_utterance_begins_a_little_before_its_first_loud_sound() -> None:
    assert play(Endpointing(), ".....##")[0] == UtteranceBegan(from_ms=200)


def test_a_pause_of_600_ms_ends_it_and_a_shorter_one_does_not() -> None:
    effects = play(Endpointing(), "###.....###......")
    assert effects == [UtteranceBegan(0), UtteranceEnded(EndReason.PAUSE, speech_until_ms=1100)]


def test_a_click_is_no_utterance() -> None:
    machine = Endpointing()
    assert machine.handle(FrameHeard(True), 20) == []
    assert machine.handle(FrameHeard(True), 40) == []
    assert machine.handle(FrameHeard(False), 60) == []
    assert not machine.is_in_utterance


def test_a_longer_pause_may_be_allowed_while_one_reads_out_a_number() -> None:
    machine = Endpointing()
    machine.handle(PauseAllowed(1200), 0)
    effects = play(machine, "###..........##............")
    assert effects[1:] == [UtteranceEnded(EndReason.PAUSE, speech_until_ms=1500)]


def test_nobody_speaks_for_ever() -> None:
    effects = play(Endpointing(EndpointingLimits(longest=2000)), "#" * 30)
    assert effects[1] == UtteranceEnded(EndReason.TOO_LONG, speech_until_ms=2000)


def test_the_next_utterance_takes_no_sound_of_the_one_before() -> None:
    effects = play(Endpointing(), "###......##")
    assert effects[2] == UtteranceBegan(from_ms=900)


def test_whatever_is_heard_utterances_alternate_and_never_overlap() -> None:
    """Invariant: begins and ends alternate; an utterance begins no earlier than the one before ended; none is longer
    than the limit and a frame; inside one the deadline is ahead."""
    for seed in range(200):
        chance = random.Random(seed)
        machine, limits = Endpointing(), EndpointingLimits()
        ended, began, now = 0, None, 0
        for _ in range(3000):
            now += 20
            for effect in machine.handle(FrameHeard(chance.random() < chance.choice((0.02, 0.5, 0.98))), now):
                if isinstance(effect, UtteranceBegan):
                    assert began is None
                    assert effect.from_ms >= ended
                    began = effect.from_ms
                else:
                    assert began is not None
                    assert now - began <= limits.longest + 20
                    began, ended = None, now
            assert machine.is_in_utterance == (began is not None)
            assert machine.deadline is None or machine.deadline > now
