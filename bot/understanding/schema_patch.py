"""Makes Rasa check the answers of our actions with validators built once.

Rasa 3.6 calls `jsonschema.validate` for each answer, which checks the schema itself every time: more than half of the
time that Rasa spends on a message. The checks stay the same; only the version they were read from is patched.
"""

from typing import Any

import jsonschema
import rasa
from rasa.core.actions.action import RemoteAction
from rasa.core.nlg.callback import CallbackNaturalLanguageGenerator, nlg_response_format_spec
from rasa.shared.exceptions import RasaException

KNOWN_VERSION = "3.6.21"


def apply() -> bool:
    """False, and nothing done, when this is not the Rasa that the patch was written for."""
    if rasa.__version__ != KNOWN_VERSION:
        return False
    actions = _validator(RemoteAction.action_response_format_spec())
    texts = _validator(nlg_response_format_spec())

    def check_action(self: RemoteAction, result: Any) -> bool:
        actions.validate(result)
        return True

    def check_text(content: Any) -> bool:
        problem = None if not content else next(texts.iter_errors(content), None)
        if problem is not None:
            raise RasaException(f"The line returned a text of the wrong shape: {problem.message}")
        return True

    RemoteAction._validate_action_result = check_action
    CallbackNaturalLanguageGenerator.validate_response = staticmethod(check_text)
    return True


def _validator(schema: dict[str, Any]) -> Any:
    return jsonschema.validators.validator_for(schema)(schema)
