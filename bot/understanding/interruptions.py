"""Rasa's rules, with forms that step aside at once for what the arbiter took for an interruption.

Stock Rasa runs the form first and looks at the rules only after the form's own action has refused, which costs a call
of the action server for every question, complaint and request for a person in the middle of an order.
"""

from rasa.core.policies.rule_policy import RulePolicy
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.core.events import ActiveLoop, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.understanding.arbiter import INTERRUPTIONS


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.POLICY_WITHOUT_END_TO_END_SUPPORT, is_trainable=True)
class InterruptibleRulePolicy(RulePolicy):
    @staticmethod
    def _find_action_from_loop_happy_path(tracker: DialogueStateTracker) -> tuple[str | None, str | None]:
        form_has_run = tracker.latest_action_name == tracker.active_loop_name
        if not form_has_run and _is_interrupted(tracker):
            return None, None
        found: tuple[str | None, str | None] = RulePolicy._find_action_from_loop_happy_path(tracker)
        return found


def _is_interrupted(tracker: DialogueStateTracker) -> bool:
    """The customer interrupted the form that is open; one opened since they spoke is not interrupted."""
    for event in reversed(tracker.events):
        if isinstance(event, ActiveLoop) and event.name != tracker.active_loop_name:
            return False
        if isinstance(event, UserUttered):
            return event.intent_name in INTERRUPTIONS
    return False
