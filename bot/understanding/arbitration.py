"""The arbiter as the last component of Rasa's pipeline: the final intent, with the reason for it."""

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.understanding.arbiter import Ranked, circumstances_of, decide

_KEPT = 3
"""How many intents of the ranking travel on: the tracker is shipped with every call of an action."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class Arbitration(GraphComponent, IntentClassifier):
    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "Arbitration":
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            ranking = message.get(INTENT_RANKING_KEY) or []
            decision = decide(
                message.get(TEXT) or "",
                [Ranked(entry["name"], entry["confidence"]) for entry in ranking],
                circumstances_of(message.get("metadata") or {}),
            )
            intent = {"name": decision.intent, "confidence": decision.confidence, "why": decision.why}
            message.set(INTENT, intent, add_to_output=True)
            message.set(INTENT_RANKING_KEY, [_rounded(entry) for entry in ranking[:_KEPT]], add_to_output=True)
        return messages


def _rounded(entry: dict[str, Any]) -> dict[str, Any]:
    return {"name": entry["name"], "confidence": round(entry["confidence"], 3)}
