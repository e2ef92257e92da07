"""What an agent changed before giving a conversation back: into the draft and into the contact. Pure."""

from dataclasses import dataclass, replace
from datetime import date

from actions.draft import Draft, Known, Question, Source, missing_slots
from bot.language.days import find_day, find_part_of_day
from bot.language.languages import Language, guess_language
from bot.language.phones import parse_phone
from handoff.desk.refusals import refusal
from records.contacts.names import split_name
from records.contacts.store import ContactFields


@dataclass(frozen=True, slots=True)
class Changes:
    """In the form in which they are kept; None where nothing changed."""

    address: str | None = None
    when: str | None = None
    """`2026-11-24 morning`."""
    name: str | None = None
    phone: str | None = None
    """E.164."""

    def told(self) -> dict[str, str]:
        slots = {"address": self.address, "when": self.when, "name": self.name, "phone": self.phone}
        return {slot: value for slot, value in slots.items() if value is not None}


def read_changes(written: dict[str, str], today: date, language: Language) -> Changes:
    """From what she typed; what cannot be understood is refused in her language. `today` is the company's."""
    given = {slot: " ".join(text.split()) for slot, text in written.items() if text.strip()}
    return Changes(
        address=given.get("address"),
        when=_when(given["when"], today, language) if "when" in given else None,
        name=given.get("name"),
        phone=_phone(given["phone"], language) if "phone" in given else None,
    )


def _when(text: str, today: date, language: Language) -> str:
    spoken = guess_language(text) or language
    day = find_day(text, spoken, today)
    if day is None or day < today:
        raise refusal("bad_when", language)
    # The digits of a date are not a time of day.
    part = find_part_of_day(text.replace(day.isoformat(), " "), spoken)
    return f"{day.isoformat()} {part}" if part else day.isoformat()


def _phone(text: str, language: Language) -> str:
    phone = parse_phone(text)
    if phone is None:
        raise refusal("bad_phone", language)
    return phone


def change_draft(draft: Draft, changes: Changes) -> Draft:
    """She heard it from the customer, so it is sure; what was read back before is to be read back again."""
    for slot, value in changes.told().items():
        draft = draft.with_known(slot, Known(value, Source.AGENT, confirmed=True))
    if changes.address is not None and draft.handover is None:
        draft = draft.with_known("handover", Known("delivery", Source.AGENT, confirmed=True))
    asked = draft.asked if draft.asked.value in missing_slots(draft) else Question.NONE
    return replace(draft, asked=asked, failures=0, confirmed=draft.confirmed and not changes.told())


def change_contact(changes: Changes) -> ContactFields:
    fields = ContactFields()
    if changes.address is not None:
        fields["address"] = changes.address
    if changes.phone is not None:
        fields["phone"] = changes.phone
    if changes.name is not None:
        # What she left out, and the base knows, stays.
        fields.update({part: said for part, said in split_name(changes.name).items() if said})  # type: ignore[typeddict-item]
    return fields
