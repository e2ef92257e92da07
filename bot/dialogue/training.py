"""Training the one model when what it is made of has changed; a failed training leaves the old model in place."""

import asyncio
import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.dialogue.rasa_files import quiet_environment
from bot.kit.errors import FrontlineError

Report = Callable[[str], None]
"""Takes one line of progress for a person."""

ACCURACY_FLOOR = 0.8
"""Of the held-out sentences, per set: a model below it does not replace the one in use."""
_RASA_VERSION_FOLDER = "lib/python*/site-packages/rasa-*.dist-info"
_INGREDIENTS = ("config.yml", "nlu_data", "bot/understanding", "bot/language")
_PATIENCE_S = 300


@dataclass(frozen=True, slots=True)
class HeldOut:
    """How a model did on sentences it was not trained on."""

    name: str
    lines: int
    accuracy: float
    wrong: tuple[tuple[str, str, str], ...]
    """(text, intent, what was understood)."""


@dataclass(frozen=True, slots=True)
class Trained:
    model: Path
    is_new: bool
    held_out: tuple[HeldOut, ...] = ()


class TrainingFailed(FrontlineError):
    def __init__(self, sentence: str) -> None:
        super().__init__("training_failed", sentence, status=500)


class Training:
    def __init__(self, root: Path, environment: Path, models: Path) -> None:
        """`root` holds config.yml and nlu_data, `environment` is Rasa's virtual environment, `models` is written to."""
        self._root = root
        self._environment = environment
        self._models = models

    @property
    def python(self) -> Path:
        return self._environment / "bin" / "python"

    def current_model(self) -> Path | None:
        """The model to serve with, whether or not it is up to date."""
        record = self._record()
        model = self._models / record.get("model", "missing")
        return model if model.is_file() else None

    def is_up_to_date(self) -> bool:
        return self.current_model() is not None and self._record().get("fingerprint") == self.fingerprint()

    def fingerprint(self) -> str:
        """Of everything that the model is made of."""
        digest = hashlib.sha256()
        for folder in sorted(self._environment.glob(_RASA_VERSION_FOLDER)):
            digest.update(folder.name.encode())
        for file in self._ingredients():
            digest.update(str(file.relative_to(self._root)).encode() + b"\0" + file.read_bytes() + b"\0")
        return digest.hexdigest()[:16]

    async def train(self, report: Report, *, force: bool = False) -> Trained:
        """Raises TrainingFailed with the reason; the model in use stays."""
        model = self.current_model()
        if model is not None and not force and self.is_up_to_date():
            return Trained(model, is_new=False)
        fingerprint = self.fingerprint()
        work = self._models / f"work-{os.getpid()}"
        work.mkdir(parents=True, exist_ok=True)
        try:
            held_out = await self._build(work / "new.tar.gz", report)
            refuse_a_bad_one(held_out)
            return Trained(self._swap(work / "new.tar.gz", fingerprint, held_out), True, held_out)
        finally:
            shutil.rmtree(work, ignore_errors=True)

    def _ingredients(self) -> Iterator[Path]:
        for name in _INGREDIENTS:
            path = self._root / name
            files = [path] if path.is_file() else sorted(path.rglob("*"))
            yield from (file for file in files if file.suffix in {".py", ".yml", ".csv"} and file.is_file())

    async def _build(self, model: Path, report: Report) -> tuple[HeldOut, ...]:
        process = await asyncio.create_subprocess_exec(
            *(str(self.python), "-m", "bot.understanding.launcher", "--parent", str(os.getpid()), "train"),
            *("--root", str(self._root), "--model", str(model)),
            cwd=model.parent,
            env=quiet_environment(self._root, "", ""),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
            limit=1_000_000,
            start_new_session=True,
        )
        try:
            async with asyncio.timeout(_PATIENCE_S):
                held_out, last_lines = await _follow(process, report)
                await process.wait()
        except TimeoutError:
            raise TrainingFailed(f"Training took longer than {_PATIENCE_S} seconds and was stopped.") from None
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()
        if process.returncode != 0:
            raise TrainingFailed("Training failed; the last lines say why:\n" + "\n".join(last_lines))
        return held_out

    def _swap(self, built: Path, fingerprint: str, held_out: tuple[HeldOut, ...]) -> Path:
        old = self.current_model()
        model = self._models / f"frontline-{fingerprint}.tar.gz"
        built.replace(model)
        record = {"model": model.name, "fingerprint": fingerprint, "held_out": {s.name: s.accuracy for s in held_out}}
        new_record = self._models / "current.json.new"
        new_record.write_text(json.dumps(record), encoding="utf-8")
        new_record.replace(self._models / "current.json")
        for file in self._models.glob("frontline-*.tar.gz"):
            # A running Rasa may be started again with the one it had.
            if file not in {old, model}:
                file.unlink(missing_ok=True)
        return model

    def _record(self) -> dict[str, str]:
        file = self._models / "current.json"
        record: dict[str, str] = json.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}
        return record


async def _follow(process: asyncio.subprocess.Process, report: Report) -> tuple[tuple[HeldOut, ...], list[str]]:
    """The results of the held-out sets, and the last lines of everything that was printed."""
    assert process.stdout is not None
    held_out: list[HeldOut] = []
    last_lines: list[str] = []
    async for raw in process.stdout:
        line = raw.decode("utf-8", "replace").rstrip()
        if not line.startswith('{"step"'):
            last_lines = [*last_lines, line][-15:]
            continue
        match json.loads(line):
            case {"step": "training"}:
                report("Training what the bot understands…")
            case {"step": "trained", "seconds": seconds}:
                report(f"Trained in {seconds} s; trying it on sentences it has not seen…")
            case {"step": "tested", "set": name, "lines": lines, "accuracy": accuracy, "wrong": wrong}:
                report(f"{name}: {accuracy:.1%} of {lines} understood.")
                held_out.append(HeldOut(name, lines, accuracy, tuple((text, meant, got) for text, meant, got in wrong)))
    return tuple(held_out), last_lines


def refuse_a_bad_one(held_out: tuple[HeldOut, ...]) -> None:
    """Raises TrainingFailed for a model that understands too little of any set."""
    for tried in held_out:
        if tried.accuracy < ACCURACY_FLOOR:
            raise TrainingFailed(
                f"The new model understands only {tried.accuracy:.1%} of nlu_data/tests/{tried.name}.csv "
                f"(at least {ACCURACY_FLOOR:.0%} are needed), so the old one stays."
            )
