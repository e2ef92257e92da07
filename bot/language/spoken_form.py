"""Written text to what the synthesizer should read: numbers, money, times, phones, measures, abbreviations in words.

    >>> spoken_form("Заказ № 1042 на 1240 ₽", Language.RU)
    'Заказ номер десять, сорок два на тысячу двести сорок рублей'

Text without figures and abbreviations comes back as it was. Amounts are Decimal throughout.
"""

from bot.language.languages import Language
from bot.language.spoken_english import spoken_english
from bot.language.spoken_russian import spoken_russian


def spoken_form(text: str, language: Language) -> str:
    """The text as it is said aloud in the language."""
    return {Language.RU: spoken_russian, Language.EN: spoken_english}[language](text)
