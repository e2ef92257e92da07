"""What the customer hears when Rasa does not answer: the company's knowledge, or a person."""

from bot.company.knowledge import KnowledgeMatch
from bot.dialogue.live_turns import LiveTurn
from bot.dialogue.model import HandOff, HandoffReason, Reply, ReplyPart

HANDOFF_PROMPT = "system_trouble"
"""The prompt with which a conversation goes to a person after a fault of ours."""


def fallback_reply(turn: LiveTurn, knowledge: KnowledgeMatch | None, why: str) -> Reply:
    """`why` says what failed, for the trace and the person who takes over."""
    turn.trace.engine = "fallback"
    turn.trace.rule = why
    if knowledge is not None and knowledge.is_confident:
        return Reply((_answer(turn, knowledge),), (), turn.trace)
    utterance = turn.utterance
    prompt = turn.company.prompts.render(
        HANDOFF_PROMPT, utterance.language, spoken=utterance.is_spoken, values={}, variant=utterance.turn
    )
    part = ReplyPart(prompt.text, prompt.buttons, HANDOFF_PROMPT)
    return Reply((part,), (HandOff(HandoffReason.ERROR, why),), turn.trace)


def _answer(turn: LiveTurn, knowledge: KnowledgeMatch) -> ReplyPart:
    """In the customer's language, or in the company's own where it has no other."""
    texts = knowledge.answer.spoken if turn.utterance.is_spoken else knowledge.answer.written
    language = turn.utterance.language
    return ReplyPart(texts.get(language) or texts[turn.company.company.default_language], prompt="answer")
