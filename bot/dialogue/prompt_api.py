"""Rasa's NLG endpoint: it names a prompt with values, the company's own words come back."""

from typing import Any

from fastapi import APIRouter, Depends
from pydantic import BaseModel, Field

from bot.company.book import CompanyBook
from bot.dialogue.rasa_files import NLG_PATH
from bot.dialogue.rasa_guard import only_rasa
from bot.language.languages import parse_language

_PREFIX = "utter_"


class MessageMetadata(BaseModel):
    """What the line sent along with the customer's message."""

    company: str
    language: str
    turn: int = 0
    spoken: bool = False


class LatestMessage(BaseModel):
    metadata: MessageMetadata


class TrackerState(BaseModel):
    latest_message: LatestMessage


class PromptRequest(BaseModel):
    response: str
    arguments: dict[str, Any] = Field(default_factory=dict)
    tracker: TrackerState


class PromptButton(BaseModel):
    title: str
    payload: str


class PromptAnswer(BaseModel):
    text: str
    buttons: list[PromptButton]


def prompt_router(companies: CompanyBook, secret: str) -> APIRouter:
    """`POST /rasa/nlg`: a prompt that nobody has written is an error 500, which Rasa answers with silence."""
    router = APIRouter(include_in_schema=False, dependencies=[Depends(only_rasa(secret))])

    @router.post(NLG_PATH)
    async def say(asked: PromptRequest) -> PromptAnswer:
        about = asked.tracker.latest_message.metadata
        rendered = companies.get(about.company).prompts.render(
            asked.response.removeprefix(_PREFIX),
            parse_language(about.language),
            spoken=about.spoken,
            values=asked.arguments,
            variant=about.turn,
        )
        buttons = () if about.spoken else rendered.buttons
        return PromptAnswer(
            text=rendered.text, buttons=[PromptButton(title=title, payload=payload) for title, payload in buttons]
        )

    return router
