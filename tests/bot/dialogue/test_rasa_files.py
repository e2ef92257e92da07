from pathlib import Path

import pytest
import yaml

from bot.dialogue.rasa_client import OpenQuestion, plain, state_events
from bot.dialogue.rasa_files import SECRET_HEADER, SECRET_VARIABLE, quiet_environment, write_rasa_files


def test_rasa_is_told_where_the_line_is_but_not_its_secret(tmp_path: Path) -> None:
    files = write_rasa_files(tmp_path / "run", "http://127.0.0.1:8000")
    endpoints = yaml.safe_load(files.endpoints.read_text())
    assert endpoints["action_endpoint"]["url"] == "http://127.0.0.1:8000/rasa/actions"
    assert endpoints["action_endpoint"]["enable_selective_domain"] is True
    assert endpoints["nlg"]["headers"] == {SECRET_HEADER: "${" + SECRET_VARIABLE + "}"}
    assert "event_broker" not in endpoints
    assert yaml.safe_load(files.credentials.read_text()) == {"rest": {}}


def test_rasa_gets_the_secrets_by_its_environment_and_nothing_of_ours_besides(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FRONTLINE_PASSWORD", "hidden")
    environment = quiet_environment(tmp_path, "secret", "token")
    assert environment[SECRET_VARIABLE] == "secret"
    assert environment["RASA_TELEMETRY_ENABLED"] == "false"
    assert "hidden" not in environment.values()


@pytest.mark.parametrize(
    ("typed", "sent"), [("/handoff", "handoff"), (" //restart", "restart"), ("1/2 кг", "1/2 кг"), ("/", "")]
)
def test_a_slash_at_the_beginning_is_taken_away(typed: str, sent: str) -> None:
    assert plain(typed) == sent


def test_a_rebuilt_conversation_listens_with_its_form_and_question_open() -> None:
    events = state_events(OpenQuestion("order_form", "when"))
    assert [event["event"] for event in events] == ["action", "session_started", "active_loop", "slot", "action"]
    assert (events[2]["name"], events[3]["value"], events[4]["name"]) == ("order_form", "when", "action_listen")
    assert state_events(OpenQuestion())[2]["name"] is None
