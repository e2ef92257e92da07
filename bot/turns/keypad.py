"""Keys of the telephone as entries: digits may always stand in for speech. A pure machine."""

from enum import StrEnum

ENTRY_ENDS_AFTER_MS = 2_500


class KeyMeaning(StrEnum):
    PERSON = "person"
    REPEAT = "repeat"


class Keypad:
    """`#` ends an entry, and so does a pause; alone, `0` asks for a person and `*` for the last words again."""

    def __init__(self) -> None:
        self._digits = ""
        self.deadline: int | None = None

    def press(self, digit: str, now: int) -> KeyMeaning | str | None:
        """What it comes to: a meaning, a finished entry, or nothing yet."""
        if not self._digits and digit in "0*":
            return KeyMeaning.PERSON if digit == "0" else KeyMeaning.REPEAT
        if digit in "#*":
            return self._take()
        self._digits += digit
        self.deadline = now + ENTRY_ENDS_AFTER_MS
        return None

    def tick(self, now: int) -> str | None:
        return self._take() if self.deadline is not None and now >= self.deadline else None

    def _take(self) -> str | None:
        entry, self._digits, self.deadline = self._digits, "", None
        return entry or None
