"""What a conversation waits for, read from its draft in the base."""

from bot.dialogue.rasa_client import OpenQuestion
from bot.kit.db import Database
from records.conversations import store


class StoredDrafts:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def open_question(self, conversation: str) -> OpenQuestion:
        async with self._database.read() as unit:
            draft = await store.get_draft(unit, conversation)
        return question_of(draft or {})


def question_of(draft: dict[str, object]) -> OpenQuestion:
    """`draft` as JSON keeps it. A question without a form, or a form without one, is nothing to wait for."""
    form, asked = str(draft.get("form") or ""), str(draft.get("asked") or "")
    return OpenQuestion(form, asked) if form and asked else OpenQuestion()
