"""What the house tests expect, told so that every violation can be read in the failure."""

from collections.abc import Sequence


def expect_none(violations: Sequence[str]) -> None:
    assert not violations, "\n" + "\n".join(violations)
