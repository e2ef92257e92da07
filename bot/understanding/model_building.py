"""Trains the one model, tries it on the held-out sentences, and says what came out: a JSON object a line."""

import asyncio
import csv
import json
import os
import time
from pathlib import Path

from rasa.core.agent import Agent, load_agent
from rasa.model_training import train

from bot.understanding.quiet_logs import keep_words_out

_TRAINING_DATA = ("flows", "ru", "en")


def build(root: Path, model: Path) -> int:
    """Writes the model file; 0 when it was written. What people read goes to the standard output, a JSON a line."""
    keep_words_out()
    began = time.monotonic()
    _say(step="training")
    os.chdir(model.parent)
    result = train(
        domain=str(root / "nlu_data" / "domain"),
        config=str(root / "config.yml"),
        training_files=[str(root / "nlu_data" / part) for part in _TRAINING_DATA],
        output=str(model.parent),
        fixed_model_name=model.name,
        # Rasa's own cache does not notice a change of our components' code.
        force_training=True,
    )
    if result.model is None:
        return 1
    _say(step="trained", seconds=round(time.monotonic() - began, 1))
    for file in sorted((root / "nlu_data" / "tests").glob("*.csv")):
        _say(step="tested", **asyncio.run(_try_on(result.model, file)))
    return 0


async def _try_on(model: str, file: Path) -> dict[str, object]:
    agent: Agent = await load_agent(model)
    with file.open(encoding="utf-8", newline="") as lines:
        rows = [(row["text"], row["intent"]) for row in csv.DictReader(lines)]
    wrong = []
    for text, intent in rows:
        found = (await agent.parse_message(text))["intent"]["name"]
        if found != intent:
            wrong.append([text, intent, found])
    return {"set": file.stem, "lines": len(rows), "accuracy": round(1 - len(wrong) / len(rows), 4), "wrong": wrong}


def _say(**fields: object) -> None:
    print(json.dumps(fields, ensure_ascii=False), flush=True)
