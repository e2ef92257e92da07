"""In which language the bot goes on, judged by what the customer typed."""

from collections.abc import Collection

from bot.language.languages import LANGUAGES, Language, guess_language
from bot.language.words import split_words

TELLING_WORDS = 2
"""From so many words on, the alphabet alone tells; a single word may be a name or a brand."""


def choose_language(current: Language, text: str, spoken_by_company: Collection[Language]) -> Language:
    """The language to answer in. One foreign word changes nothing unless it is one of that language's own signals."""
    guessed = guess_language(text)
    if guessed is None or guessed is current or guessed not in spoken_by_company:
        return current
    words = [word.text.lower() for word in split_words(text)]
    if len(words) >= TELLING_WORDS or _is_signal(words, guessed):
        return guessed
    return current


def _is_signal(words: list[str], language: Language) -> bool:
    traits = LANGUAGES[language]
    return " ".join(words) in {*traits.yes_words, *traits.no_words, *traits.global_words}
