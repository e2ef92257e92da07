"""What of the drafts others need: the open question for the dialogue, and the bot's first words after a person."""

from collections.abc import Mapping
from dataclasses import replace

from actions.draft import Draft
from actions.orders.next_question import Asking
from actions.resuming import resume_after_agent
from bot.company.book import CompanyBook
from bot.dialogue.model import Reply, ReplyPart
from bot.dialogue.rasa_client import OpenQuestion
from bot.kit.clock import Clock
from bot.kit.db import Database
from records.conversations import store as conversations
from records.conversations.model import Conversation


class OpenQuestions:
    """Tells the engine what a conversation waits for."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def open_question(self, conversation: str) -> OpenQuestion:
        async with self._database.read() as unit:
            content = await conversations.get_draft(unit, conversation)
        return OpenQuestion(str((content or {}).get("form", "")), str((content or {}).get("asked", "")))


class ResumeFromDraft:
    """A `Resuming`: goes on from the draft, with what the person changed."""

    def __init__(self, database: Database, companies: CompanyBook, clock: Clock) -> None:
        self._database = database
        self._companies = companies
        self._clock = clock

    async def resume(self, conversation: Conversation, changes: Mapping[str, str]) -> Reply:
        company = self._companies.get(conversation.company)
        now = self._clock.now()
        today = now.astimezone(company.company.time_zone).date()
        async with self._database.begin() as unit:
            draft = Draft.from_json(await conversations.get_draft(unit, conversation.id))
            step = resume_after_agent(draft, changes, Asking(company.company, conversation.language, today))
            saved = replace(step.draft, said=step.says)
            await conversations.save_draft(unit, conversation.id, saved.to_json(), now)
        parts = []
        for said in step.says:
            rendered = company.prompts.render(
                said.prompt,
                conversation.language,
                spoken=conversation.channel.is_spoken,
                values=said.values,
                variant=conversation.turns,
            )
            parts.append(ReplyPart(rendered.text, rendered.buttons, said.prompt))
        return Reply(tuple(parts))
