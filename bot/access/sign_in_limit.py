"""How often somebody may try to sign in: by login from one address, by address, by login from anywhere. Pure."""

from collections import deque
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SignInRules:
    """Failures within the window after which the next try is refused."""

    window_ms: int = 15 * 60_000
    by_login_and_address: int = 5
    by_address: int = 20
    by_login: int = 20
    """More than from one address: otherwise a stranger could lock an agent out with five tries."""
    remembered: int = 10_000
    """How many keys are remembered; the oldest are forgotten first."""


class SignInLimit:
    """Failed tries of the last minutes. All times are integer milliseconds of one clock."""

    def __init__(self, rules: SignInRules | None = None) -> None:
        self._rules = rules or SignInRules()
        self._failures: dict[tuple[str, str], deque[int]] = {}

    def wait_ms(self, login: str, address: str, now: int) -> int:
        """0 when a try is allowed, otherwise how long until it will be."""
        return max(self._wait_of(key, limit, now) for key, limit in self._limits(login, address))

    def failed(self, login: str, address: str, now: int) -> None:
        for key, limit in self._limits(login, address):
            failures = self._failures.pop(key, deque(maxlen=limit))
            failures.append(now)
            self._failures[key] = failures
        while len(self._failures) > self._rules.remembered:
            del self._failures[next(iter(self._failures))]

    def succeeded(self, login: str, address: str, tried_at: int) -> None:
        """The try counted at that moment was none, and forgives the slips before it; those from elsewhere stay."""
        for key, _ in self._limits(login, address):
            failures = self._failures.get(key)
            if failures is not None and tried_at in failures:
                failures.remove(tried_at)
        self._failures.pop((_fold(login), address), None)

    def _limits(self, login: str, address: str) -> tuple[tuple[tuple[str, str], int], ...]:
        rules = self._rules
        return (
            ((_fold(login), address), rules.by_login_and_address),
            (("", address), rules.by_address),
            ((_fold(login), ""), rules.by_login),
        )

    def _wait_of(self, key: tuple[str, str], limit: int, now: int) -> int:
        failures = self._failures.get(key)
        if failures is None or len(failures) < limit:
            return 0
        return max(0, failures[0] + self._rules.window_ms - now)


def _fold(login: str) -> str:
    return login.strip().casefold()
