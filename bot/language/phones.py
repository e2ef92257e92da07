"""Telephone numbers: read from text, shown to people, said aloud. Stored as E.164 ("+79161234567").

phonenumbers knows every country's plan; it is imported when first used and never inside Rasa's process.
"""

import re

from bot.language.languages import Language
from bot.language.plural import number_in_words

_RUSSIA = 7


def parse_phone(text: str, default_region: str = "RU") -> str | None:
    """The number as E.164, or None if it cannot be one. In Russia 8 and +7 begin the same number, and ten digits
    that begin with 9 are a mobile number. Words must be made digits first (`digits_of`)."""
    import phonenumbers

    digits = re.sub(r"\D", "", text)
    if not digits or re.search(r"[^\W\d_]", text):
        return None
    if default_region == "RU" and len(digits) == 11 and digits[0] in "78":
        text = "+7" + digits[1:]
    try:
        number = phonenumbers.parse(text, default_region)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(number):
        return None
    # With a digit forgotten, "8 916 123 45 6" would be a possible number of area 891, which does not exist.
    if number.country_code == _RUSSIA and not phonenumbers.is_valid_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def show_phone(e164: str) -> str:
    """The number grouped for reading: "+7 916 123-45-67", "+1 415-555-0123"."""
    groups = phone_groups(e164)
    if e164.startswith("+7") and len(groups) == 5:
        return f"{groups[0]} {groups[1]} {'-'.join(groups[2:])}"
    import phonenumbers

    return phonenumbers.format_number(phonenumbers.parse(e164), phonenumbers.PhoneNumberFormat.INTERNATIONAL)


def phone_groups(e164: str) -> list[str]:
    """The country code with its plus, then the groups in which the number is said (Russia: 3-3-2-2)."""
    if re.fullmatch(r"\+7\d{10}", e164):
        return [e164[:2], e164[2:5], e164[5:8], e164[8:10], e164[10:]]
    import phonenumbers

    shown = phonenumbers.format_number(phonenumbers.parse(e164), phonenumbers.PhoneNumberFormat.INTERNATIONAL)
    return re.findall(r"\+?\d+", shown)


def spoken_groups(groups: list[str], language: Language) -> str:
    """With a pause between: «плюс семь, девятьсот шестнадцать, сто двадцать три, сорок пять, шестьдесят семь»;
    in English digit by digit: "plus seven, nine one six, …"."""
    plus = "плюс" if language is Language.RU else "plus"
    return ", ".join(
        f"{plus} {spoken_digits(group[1:], language)}" if group.startswith("+") else spoken_digits(group, language)
        for group in groups
    )


def spoken_digits(group: str, language: Language) -> str:
    """A group of a phone number: Russians say it as a number («ноль пять», «двести семь»), English speakers digit by
    digit. Four and more digits are said in pairs."""
    if language is Language.EN:
        return " ".join("oh" if digit == "0" else number_in_words(int(digit), language) for digit in group)
    if len(group) > 3:
        first = 3 if len(group) % 2 else 2
        return f"{spoken_digits(group[:first], language)} {spoken_digits(group[first:], language)}"
    zeros = len(group) - len(group.lstrip("0"))
    said = ["ноль"] * zeros + ([number_in_words(int(group), language)] if zeros < len(group) else [])
    return " ".join(said)
