"""Tests can fail, always run, and do not wait for the clock."""

from tests.house.expectation import expect_none
from tests.house.rules import honest_tests
from tests.house.rules.checkout import Checkout


def test_every_test_can_fail(project: Checkout) -> None:
    expect_none(honest_tests.silent_tests(project))


def test_every_test_runs(project: Checkout) -> None:
    expect_none(honest_tests.excused_tests(project))


def test_no_test_sleeps(project: Checkout) -> None:
    expect_none(honest_tests.sleeping_tests(project))


def test_a_test_without_a_check_is_found() -> None:
    silent = "def test_it_runs():\n    go()\n"
    checks = "def test_it_raises():\n    with pytest.raises(ValueError):\n        go()\n"
    found = honest_tests.silent_tests(Checkout({"tests/test_a.py": silent + checks}))
    assert found == ["tests/test_a.py:1: test_it_runs asserts nothing"]


def test_an_excuse_is_found_as_a_mark_and_as_a_call() -> None:
    lines = "\n".join(f"pytest.{name}" for name in ("mark.skip", "mark.xfail", "importorskip", "mark.voice"))
    assert len(honest_tests.excused_tests(Checkout({"tests/test_a.py": lines}))) == 3


def test_a_sleeping_test_is_found_and_one_that_lets_others_run_is_not() -> None:
    lines = "time.sleep(1)\nasyncio.sleep(0.1)\nasyncio.sleep(0)\n"
    found = honest_tests.sleeping_tests(Checkout({"tests/test_a.py": lines, "tests/engine.py": lines}))
    assert [where.split(":")[1] for where in found] == ["1", "2"]
