"""What the customer hears when Rasa does not answer: the company's knowledge, or a person."""

from bot.company.knowledge import KnowledgeMatch
from bot.dialogue.live_turns import LiveTurn
from bot.dialogue.model import HandOff, HandoffReason, Reply, ReplyPart

HANDOFF_PROMPT = "handoff_error"
"""The prompt with which a conversation goes to a person after a fault of ours."""


def fallback_reply(turn: LiveTurn, knowledge: KnowledgeMatch | None, why: str) -> Reply:
    """`why` says what failed, for the trace and the person who takes over."""
    utterance = turn.utterance
    turn.trace.engine = "fallback"
    turn.trace.rule = why
    if knowledge is not None and knowledge.is_confident:
        texts = knowledge.answer.spoken if utterance.is_spoken else knowledge.answer.written
        return Reply((ReplyPart(texts[utterance.language]),), (), turn.trace)
    prompt = turn.company.prompts.render(
        HANDOFF_PROMPT, utterance.language, spoken=utterance.is_spoken, values={}, variant=utterance.turn
    )
    part = ReplyPart(prompt.text, prompt.buttons, HANDOFF_PROMPT)
    return Reply((part,), (HandOff(HandoffReason.ERROR, why),), turn.trace)
