"""Small talk, repeating, stopping and the way to a person, as Rasa's custom actions."""

import re
from dataclasses import replace

from actions.draft import Draft, Form, Said
from actions.form_events import Events, reopened_form
from actions.line_action import LineAction
from actions.live_work import LiveWork
from actions.orders.second_thoughts import told_sku
from actions.orders.steps import begin_order, order_step
from actions.step import MOST_FAILURES
from bot.dialogue.model import CloseConversation, HandOff, HandoffReason

_OFFERS_A_PERSON = frozenset({"no_answer", "out_of_scope", "order_status_none", "order_status_not_yours"})
_ENDS_A_MATTER = frozenset(
    {"anything_else", "thanks_back", "order_placed", "complaint_logged", "answer", "stopped"}
    | {"goods_told", "goods_are_there", "goods_among_others", "goods_in_catalogue"}
)
_OF_PEOPLE = re.compile(r"(?<!\w)(?:челове\w+|люд\w+|жив\w+|human\w*|person|people|real|someone alive)(?!\w)")
_OF_MACHINES = re.compile(
    r"(?<!\w)(?:робот\w*|бот\w*|машин\w+|автомат\w*|автоответчик\w*|программ\w+|компьютер\w*|нейросет\w+|"
    r"ии|robots?|bots?|machine|automated|computer|program|ai|chatbot|recording)(?!\w)"
)


class Greet(LineAction):
    action_name = "action_greet"

    async def act(self, work: LiveWork) -> Events:
        is_first = not work.draft.is_greeted and work.draft.form is Form.NONE
        work.say("greet_back" if is_first else "greet_again")
        work.draft = replace(work.draft, is_greeted=True)
        work.ask_pending()
        return []


class Goodbye(LineAction):
    action_name = "action_goodbye"

    async def act(self, work: LiveWork) -> Events:
        work.draft = work.draft.ended()
        work.say("goodbye")
        work.wishes.append(CloseConversation())
        return []


class Thanks(LineAction):
    action_name = "action_thanks"

    async def act(self, work: LiveWork) -> Events:
        work.say("thanks_back" if work.draft.form is Form.NONE else "thanks_back_short")
        work.ask_pending()
        return []


class BotChallenge(LineAction):
    action_name = "action_bot_challenge"

    async def act(self, work: LiveWork) -> Events:
        work.say(_who_we_are(work.utterance.text))
        work.ask_pending()
        return []


class YesNo(LineAction):
    """A yes or no with no form open answers what the bot said last."""

    action_name = "action_yes_no"

    async def act(self, work: LiveWork) -> Events:
        last = {said.prompt for said in work.draft.said}
        is_yes = work.intent == "affirm"
        if is_yes and last & _OFFERS_A_PERSON:
            hand_off(work, HandoffReason.NO_ANSWER, "")
        elif is_yes and (question := offered_question(work.draft)):
            await self._answer(work, question)
        elif is_yes:
            work.say("help_start" if "listening" in last else "listening")
        elif last & _ENDS_A_MATTER:
            work.say("goodbye")
            work.wishes.append(CloseConversation())
        else:
            work.say("anything_else" if last else "help_start")
        return []

    async def _answer(self, work: LiveWork, question: str) -> None:
        match = work.turn.company.knowledge.find(question, work.language)
        if match is None:
            hand_off(work, HandoffReason.NO_ANSWER, "")
            return
        texts = match.answer.spoken if work.utterance.is_spoken else match.answer.written
        work.say("answer", answer=texts[work.language])


class HandOffToPerson(LineAction):
    """First time, at any moment. The draft stays, so the form goes on while one waits and after the person."""

    action_name = "action_hand_off"

    async def act(self, work: LiveWork) -> Events:
        hand_off(work, HandoffReason.ASKED_HUMAN, "")
        return reopened_form(work)


class Repeat(LineAction):
    action_name = "action_repeat"

    async def act(self, work: LiveWork) -> Events:
        said, work.draft = work.draft.said, replace(work.draft, said=())
        work.says.extend(said or (Said("nothing_to_repeat"),))
        return []


class Stop(LineAction):
    action_name = "action_stop"

    async def act(self, work: LiveWork) -> Events:
        match work.draft.form:
            case Form.ORDER:
                work.say("order_dropped")
            case Form.COMPLAINT:
                work.say("complaint_dropped")
            case _:
                work.say("stopped")
        work.draft = work.draft.ended()
        return []


class Fallback(LineAction):
    """Not understood: said otherwise, then with choices, then a person."""

    action_name = "action_fallback"

    async def act(self, work: LiveWork) -> Events:
        if self._takes_what_was_told(work):
            return reopened_form(work)
        failures = work.draft.failures + 1
        work.draft = replace(work.draft, failures=failures)
        if failures >= MOST_FAILURES:
            work.draft = replace(work.draft, failures=0)
            hand_off(work, HandoffReason.REPEATED_FAILURE, work.intent)
        elif work.draft.form is not Form.NONE:
            work.say("not_understood")
            work.ask_pending()
        elif failures == 1:
            work.say("out_of_scope" if work.intent == "out_of_scope" else "say_otherwise")
        else:
            work.say("help_start")
        return []

    def _takes_what_was_told(self, work: LiveWork) -> bool:
        """«Два», right after one thing's price was told: an order begins."""
        if work.draft.form is not Form.NONE or not told_sku(work.draft):
            return False
        begun = begin_order(work.draft, work.company, work.customer, work.utterance.caller_number)
        step = order_step(work.utterance.text, begun, work.reply_context)
        if not step.draft.cart and not step.draft.choices:
            return False
        work.take(step)
        return True


def _who_we_are(text: str) -> str:
    """«Вы человек?» and «вы робот?» are answered with a no and a yes."""
    plain = text.lower()
    is_of_machines, is_of_people = bool(_OF_MACHINES.search(plain)), bool(_OF_PEOPLE.search(plain))
    if is_of_machines != is_of_people:
        return "bot_challenge" if is_of_machines else "bot_not_person"
    return "bot_itself"


def hand_off(work: LiveWork, reason: HandoffReason, detail: str) -> None:
    work.say("connecting_to_person")
    work.wishes.append(HandOff(reason, detail))


def offered_question(draft: Draft) -> str:
    """The question that «может быть, вы об этом?» offered last."""
    return next((said.values["question"] for said in draft.said if said.prompt == "no_answer_near"), "")
