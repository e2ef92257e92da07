"""A reply while it is being read: what has been understood is taken out, so that nothing is read twice."""

import re
import unicodedata


class ReplyText:
    """`plain` is the text in lower case with е for ё and straight apostrophes, letter for letter as long as `text`."""

    def __init__(self, text: str) -> None:
        self.text = unicodedata.normalize("NFC", text)
        self.plain = "".join(_plain(letter) for letter in self.text)

    def search(self, pattern: re.Pattern[str], start: int = 0) -> re.Match[str] | None:
        return pattern.search(self.plain, start)

    def has(self, pattern: re.Pattern[str]) -> bool:
        return pattern.search(self.plain) is not None

    def take(self, start: int, end: int) -> str:
        """The words as they were written; blanks stay in their place."""
        taken = self.text[start:end]
        blank = " " * (end - start)
        self.text = self.text[:start] + blank + self.text[end:]
        self.plain = self.plain[:start] + blank + self.plain[end:]
        return taken

    @property
    def is_used_up(self) -> bool:
        return not re.search(r"\w", self.text)


def _plain(letter: str) -> str:
    lower = letter.lower()
    if len(lower) != 1:
        return letter
    return {"ё": "е", "’": "'", "‘": "'"}.get(lower, lower)
