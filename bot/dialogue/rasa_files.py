"""What Rasa must be told to find the line: its endpoints and credentials, written at each start."""

import os
from dataclasses import dataclass
from pathlib import Path

import yaml

SECRET_HEADER = "X-Frontline-Secret"
SECRET_VARIABLE = "FRONTLINE_RASA_SECRET"
TOKEN_VARIABLE = "FRONTLINE_RASA_TOKEN"
ACTIONS_PATH = "/rasa/actions"
NLG_PATH = "/rasa/nlg"


@dataclass(frozen=True, slots=True)
class RasaFiles:
    endpoints: Path
    credentials: Path


def write_rasa_files(folder: Path, line_url: str) -> RasaFiles:
    """`line_url` is the address of the line's own server, e.g. `http://127.0.0.1:8000`. The secret itself is not in the
    files: Rasa takes it from its environment."""
    folder.mkdir(parents=True, exist_ok=True)
    files = RasaFiles(folder / "endpoints.yml", folder / "credentials.yml")
    _write(files.endpoints, endpoints(line_url))
    # Only this channel: it answers in the same HTTP response.
    _write(files.credentials, {"rest": {}})
    return files


def endpoints(line_url: str) -> dict[str, object]:
    headers = {SECRET_HEADER: f"${{{SECRET_VARIABLE}}}"}
    return {
        "action_endpoint": {"url": line_url + ACTIONS_PATH, "headers": headers, "enable_selective_domain": True},
        "nlg": {"url": line_url + NLG_PATH, "headers": headers},
        "tracker_store": {"type": "bot.understanding.tracker_store.CompactTrackerStore"},
    }


def quiet_environment(root: Path, secret: str, token: str) -> dict[str, str]:
    """The environment of a Rasa process: our code on its path, one thread for numbers, no telemetry, no chatter."""
    return {
        "PATH": os.environ.get("PATH", ""),
        "HOME": os.environ.get("HOME", ""),
        "LANG": os.environ.get("LANG", "C.UTF-8"),
        "PYTHONPATH": str(root),
        "PYTHONUTF8": "1",
        "PYTHONWARNINGS": "ignore",
        "RASA_TELEMETRY_ENABLED": "false",
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
        "CUDA_VISIBLE_DEVICES": "",
        **{
            f"{library}_NUM_THREADS": "1"
            for library in ("OMP", "OPENBLAS", "MKL", "NUMEXPR", "TF_INTRAOP", "TF_INTEROP")
        },
        SECRET_VARIABLE: secret,
        TOKEN_VARIABLE: token,
    }


def _write(file: Path, content: dict[str, object]) -> None:
    file.write_text(yaml.safe_dump(content, sort_keys=False), encoding="utf-8")
