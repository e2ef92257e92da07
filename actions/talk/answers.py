"""Questions answered from the company's knowledge; what was open is asked again afterwards."""

from dataclasses import replace

from actions.draft import Form
from actions.form_events import Events
from actions.line_action import LineAction
from actions.live_work import LiveWork
from actions.orders.second_thoughts import told_sku
from actions.talk.goods import GoodsAsked, goods_asked, say_goods
from actions.talk.rasa_actions import hand_off
from bot.company.knowledge import KnowledgeMatch
from bot.company.model import Selling
from bot.dialogue.model import HandoffReason

_WORTH_OFFERING = 0.3
"""Below this score the nearest answer has nothing to do with the question."""
_MOST_UNANSWERED = 2


class AnswerQuestion(LineAction):
    action_name = "action_answer"

    async def act(self, work: LiveWork) -> Events:
        match = work.turn.company.knowledge.find(work.utterance.text, work.language)
        line = work.draft.cart.get(work.draft.last_item)
        spoken_of = told_sku(work.draft) or (line.sku if line is not None else "")
        asked = goods_asked(work.utterance.text, work.turn.company, work.language, spoken_of)
        is_answered = match is not None and match.is_confident
        # Services are explained by the knowledge; goods are told from the catalogue, whatever it has of their kind.
        is_of_goods = work.company.selling is Selling.GOODS
        if asked is not None and (not is_answered or (asked.is_plain and is_of_goods)):
            self._tell_goods(work, asked)
        elif match is not None and match.is_confident:
            self._answer(work, match)
        else:
            self._admit(work, match)
        if not work.wishes:
            work.ask_pending()
        return []

    def _tell_goods(self, work: LiveWork, asked: GoodsAsked) -> None:
        work.says.extend(say_goods(asked, work.asking))
        if work.draft.form is Form.NONE:
            work.draft = replace(work.draft, failures=0)

    def _answer(self, work: LiveWork, match: KnowledgeMatch) -> None:
        is_spoken = work.utterance.is_spoken
        texts = match.answer.spoken if is_spoken else match.answer.written
        work.say("answer", answer=texts[work.language])
        if work.draft.form is Form.NONE:
            work.draft = replace(work.draft, failures=0)
            if is_spoken:
                work.say("anything_else")

    def _admit(self, work: LiveWork, match: KnowledgeMatch | None) -> None:
        """Honestly: no answer. The nearest is offered, then a person; after a second time a person comes."""
        failures = work.draft.failures + 1
        work.draft = replace(work.draft, failures=failures)
        if failures >= _MOST_UNANSWERED:
            work.draft = replace(work.draft, failures=0)
            hand_off(work, HandoffReason.NO_ANSWER, "")
        elif work.draft.form is not Form.NONE:
            # No second question beside the open one: a yes must mean one thing.
            work.say("no_answer_here")
        elif match is not None and match.score >= _WORTH_OFFERING:
            work.say("no_answer_near", question=match.answer.questions[work.language][0].rstrip(" ?!."))
        else:
            work.say("no_answer")
