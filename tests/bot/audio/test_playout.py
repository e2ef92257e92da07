"""What the caller hears is paced by the clock, can be called back, and is known to the millisecond."""

import random

from bot.audio.frame import SILENT_FRAME, AudioFrame
from bot.audio.playout import Mark, Playout, SentenceHeard


def playout_with(frames: int, *, lead_ms: int = 100, sentence: str = "s") -> Playout:
    playout = Playout(lead_ms)
    for n in range(frames):
        playout.queue(SILENT_FRAME, sentence, covers_chars=n + 1)
    return playout


def frames_in(out: "list[AudioFrame | Mark]") -> int:
    return sum(isinstance(item, AudioFrame) for item in out)


def test_only_the_lead_leaves_at_once() -> None:
    playout = playout_with(50)
    assert frames_in(playout.let_out(1000)) == 6
    assert playout.deadline == 1020
    assert frames_in(playout.let_out(1019)) == 0
    assert frames_in(playout.let_out(1020)) == 1


def test_a_late_tick_makes_up_for_itself() -> None:
    playout = playout_with(50)
    playout.let_out(1000)
    assert frames_in(playout.let_out(1100)) == 5


def test_a_sentence_that_comes_after_a_silence_starts_at_once() -> None:
    playout = playout_with(2)
    playout.let_out(1000)
    playout.queue(SILENT_FRAME, "later", 1)
    assert frames_in(playout.let_out(5000)) == 1
    assert playout.ends_at() == 5020


def test_a_mark_leaves_right_after_its_audio() -> None:
    playout = playout_with(3)
    playout.queue_mark(Mark("end"))
    assert playout.let_out(0)[-1] == Mark("end")
    assert playout.deadline is None


def test_the_mark_of_audio_that_waits_waits_too() -> None:
    playout = playout_with(10)
    playout.queue_mark(Mark("end"))
    assert Mark("end") not in playout.let_out(0)
    assert Mark("end") in playout.let_out(80)


def test_what_was_heard_before_an_interruption_is_known() -> None:
    playout = playout_with(50)
    playout.let_out(1000)
    playout.let_out(1090)
    assert playout.clear(1090) == (SentenceHeard("s", heard_ms=90, queued_ms=1000, chars=4),)
    assert playout.let_out(1100) == []
    assert not playout.is_playing(1100)
    assert playout.heard(1200) == ()


def test_a_sentence_still_waiting_was_not_heard() -> None:
    playout = playout_with(4, sentence="first")
    playout.queue(SILENT_FRAME, "second", 9)
    playout.let_out(0)
    first, second = playout.heard(80)
    assert first.is_whole
    assert (second.heard_ms, second.chars, second.is_whole) == (0, 0, False)


def test_the_callers_loudspeaker_may_be_late() -> None:
    playout = playout_with(4)
    playout.queue_mark(Mark("end"))
    playout.let_out(1000)
    playout.confirm("end", 1280)
    assert playout.ends_at() == 1280
    playout.queue(SILENT_FRAME, "next", 3)
    playout.let_out(2000)
    assert playout.heard(2150)[-1].heard_ms == 0
    assert playout.heard(2220)[-1] == SentenceHeard("next", 20, 20, 3)
    playout.clear(2100)
    assert not playout.is_playing(2100)


def test_an_unknown_mark_changes_nothing() -> None:
    playout = playout_with(4)
    playout.let_out(0)
    playout.confirm("never sent", 9000)
    assert playout.ends_at() == 80


def test_in_any_order_of_events_frames_keep_their_order_and_their_pace() -> None:
    """Invariant: frames come out in order, none twice; never more than the lead ahead of the clock; the sum of what was
    heard is at most the time that passed, and what is heard never exceeds what was let out."""
    for seed in range(200):
        chance = random.Random(seed)
        playout, now, let_out_ms, n, expected = Playout(100), 0, 0, 0, list[AudioFrame]()
        for _ in range(200):
            now += chance.choice((0, 1, 20, 20, 35, 400))
            match chance.randrange(6):
                case 0 | 1:
                    for _ in range(chance.randrange(30)):
                        n += 1
                        frame = AudioFrame(n.to_bytes(2, "little") * 320)
                        expected.append(frame)
                        playout.queue(frame, f"s{n // 40}", n)
                case 2 if chance.random() < 0.2:
                    playout.clear(now)
                    expected.clear()
                    let_out_ms = 0
                case _:
                    out = [item for item in playout.let_out(now) if isinstance(item, AudioFrame)]
                    assert out == expected[: len(out)]
                    del expected[: len(out)]
                    let_out_ms += 20 * len(out)
            ends_at = playout.ends_at()
            assert ends_at is None or ends_at <= now + 120
            assert sum(sentence.heard_ms for sentence in playout.heard(now)) <= min(let_out_ms, now)
