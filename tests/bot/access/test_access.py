"""Passwords, tries, origins and roles."""

import random
import re

import pytest
from argon2 import PasswordHasher

from bot.access.origins import is_our_origin
from bot.access.passwords import Passwords, new_password
from bot.access.permissions import ACTS, Act, Role, may
from bot.access.sign_in_limit import SignInLimit, SignInRules

MINUTE = 60_000


async def test_a_password_is_kept_as_an_argon2_hash_and_recognised_by_it_alone() -> None:
    passwords = Passwords(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    kept = await passwords.hash("bavo-timu")
    assert kept.startswith("$argon2id$")
    assert "bavo" not in kept
    assert await passwords.matches("bavo-timu", kept)
    assert not await passwords.matches("bavo-timo", kept)
    assert not await passwords.matches("bavo-timu", None)
    assert not await passwords.matches("bavo-timu", "not a hash")


def test_generated_passwords_can_be_read_aloud_and_do_not_repeat() -> None:
    made = {new_password() for _ in range(1000)}
    assert len(made) == 1000
    assert all(
        re.fullmatch(r"(?:[bdfgmnprstvz][aeiou]){2}(?:-(?:[bdfgmnprstvz][aeiou]){2}){3}-\d\d", one) for one in made
    )


def test_after_five_failures_the_sixth_try_waits_until_the_first_is_fifteen_minutes_old() -> None:
    limit = SignInLimit()
    for second in range(5):
        assert limit.wait_ms("marina", "10.0.0.1", second * 1000) == 0
        limit.failed("marina", "10.0.0.1", second * 1000)
    assert limit.wait_ms(" Marina", "10.0.0.1", 5000) == 15 * MINUTE - 5000
    assert limit.wait_ms("marina", "10.0.0.1", 15 * MINUTE) == 0


def test_a_stranger_cannot_lock_an_agent_out_of_her_own_computer() -> None:
    limit = SignInLimit()
    for _ in range(5):
        limit.failed("marina", "10.6.6.6", 0)
    assert limit.wait_ms("marina", "10.6.6.6", 1) > 0
    assert limit.wait_ms("marina", "10.0.0.1", 1) == 0


def test_one_address_cannot_try_the_logins_of_everybody() -> None:
    limit = SignInLimit()
    for n in range(20):
        limit.failed(f"agent{n}", "10.6.6.6", 0)
    assert limit.wait_ms("marina", "10.6.6.6", 1) > 0


def test_the_right_password_forgives_the_slips_before_it() -> None:
    limit = SignInLimit()
    for _ in range(5):
        limit.failed("marina", "10.0.0.1", 0)
    limit.succeeded("MARINA", "10.0.0.1", 0)
    assert limit.wait_ms("marina", "10.0.0.1", 1) == 0


def test_a_whole_office_may_begin_its_shift_behind_one_address() -> None:
    limit = SignInLimit()
    for n in range(100):
        assert limit.wait_ms(f"agent{n}", "10.0.0.1", n) == 0
        limit.failed(f"agent{n}", "10.0.0.1", n)
        limit.succeeded(f"agent{n}", "10.0.0.1", n)


def test_a_right_password_takes_back_no_failure_of_others() -> None:
    limit = SignInLimit()
    for n in range(19):
        limit.failed(f"agent{n}", "10.6.6.6", n)
    limit.failed("marina", "10.6.6.6", 19)
    limit.succeeded("marina", "10.6.6.6", 19)
    limit.failed("agent19", "10.6.6.6", 20)
    assert limit.wait_ms("marina", "10.6.6.6", 21) > 0


def test_in_any_order_of_tries_no_more_failures_than_the_rule_fit_into_a_window() -> None:
    """Invariant: of one login from one address at most 5 failures are ever let through within any 15 minutes."""
    chance = random.Random(7)
    limit, let_through, now = SignInLimit(), [], 0
    for _ in range(3000):
        now += chance.randrange(0, 2 * MINUTE)
        if limit.wait_ms("marina", "10.0.0.1", now) == 0:
            limit.failed("marina", "10.0.0.1", now)
            let_through.append(now)
    assert len(let_through) > 100
    assert all(later - earlier >= 15 * MINUTE for earlier, later in zip(let_through, let_through[5:], strict=False))


def test_what_is_remembered_is_bounded() -> None:
    limit = SignInLimit(SignInRules(remembered=30))
    for n in range(500):
        limit.failed(f"agent{n}", f"10.0.{n // 250}.{n % 250}", n)
    assert len(limit._failures) <= 30


@pytest.mark.parametrize(
    ("origin", "host", "is_ours"),
    [
        ("http://127.0.0.1:8000", "127.0.0.1:8000", True),
        ("https://Desk.Example", "desk.example", True),
        ("https://other.example", "desk.example", True),
        ("http://other.example", "desk.example", False),
        ("http://127.0.0.1:9000", "127.0.0.1:8000", False),
        ("http://desk.example.evil.example", "desk.example", False),
        ("null", "desk.example", False),
        (None, "desk.example", False),
        ("", "", False),
    ],
)
def test_a_page_is_ours_when_it_comes_from_our_host_or_is_on_the_list(
    origin: str | None, host: str, is_ours: bool
) -> None:
    assert is_our_origin(origin, host, ["https://other.example"]) is is_ours


EXPECTED = {
    Role.AGENT: {Act.SEE_QUEUE, Act.READ_STORY, Act.TAKE_HANDOFF, Act.SPEAK, Act.FINISH, Act.RETURN_TO_BOT},
    Role.SUPERVISOR: set(Act),
    Role.ADMIN: {Act.SEE_QUEUE},
}


def test_every_role_may_do_exactly_what_is_written_here() -> None:
    assert set(EXPECTED) == set(Role)
    assert {role: {act for act in Act if may(role, act)} for role in Role} == EXPECTED
    assert set(ACTS) == set(Role)
