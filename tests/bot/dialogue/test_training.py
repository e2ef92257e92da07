import shutil
from pathlib import Path

import pytest

from bot.dialogue.training import HeldOut, Trained, Training, TrainingFailed, refuse_a_bad_one
from tests.bot.dialogue.conftest import ROOT

CONTRADICTION = """
- rule: A greeting is taken for thanks
  steps:
  - intent: greet
  - action: action_thanks
"""


@pytest.fixture
def copy(tmp_path: Path) -> Training:
    """A copy of everything that the model is made of, next to a model that is in use."""
    root = tmp_path / "root"
    shutil.copytree(ROOT / "nlu_data", root / "nlu_data")
    shutil.copy(ROOT / "config.yml", root)
    (root / "bot").symlink_to(ROOT / "bot")
    models = tmp_path / "models"
    models.mkdir()
    (models / "frontline-old.tar.gz").write_bytes(b"old")
    (models / "current.json").write_text('{"model": "frontline-old.tar.gz", "fingerprint": "old"}')
    return Training(root, ROOT / ".venv-rasa", models)


def test_anything_that_the_model_is_made_of_changes_its_fingerprint(copy: Training, tmp_path: Path) -> None:
    before = copy.fingerprint()
    assert copy.fingerprint() == before
    for name in ("config.yml", "nlu_data/ru/order.yml", "nlu_data/flows/order.yml", "nlu_data/domain/order.yml"):
        with (tmp_path / "root" / name).open("a") as file:
            file.write("# another line\n")
        after = copy.fingerprint()
        assert after != before, name
        before = after


def test_a_model_that_understands_too_little_is_refused_with_the_reason() -> None:
    refuse_a_bad_one((HeldOut("ru", 200, 0.9, ()), HeldOut("en", 200, 0.85, ())))
    with pytest.raises(TrainingFailed, match=r"61\.0% of nlu_data/tests/en\.csv"):
        refuse_a_bad_one((HeldOut("ru", 200, 0.9, ()), HeldOut("en", 200, 0.61, ())))


@pytest.mark.rasa
@pytest.mark.asyncio(loop_scope="session")
async def test_an_unchanged_model_is_not_trained_again(trained: Trained, training: Training) -> None:
    said: list[str] = []
    again = await training.train(said.append)
    assert (again.model, again.is_new, said) == (trained.model, False, [])
    assert training.is_up_to_date()


@pytest.mark.rasa
async def test_a_failed_training_says_why_and_leaves_the_old_model(copy: Training, tmp_path: Path) -> None:
    with (tmp_path / "root" / "nlu_data" / "flows" / "general.yml").open("a") as file:
        file.write(CONTRADICTION)
    with pytest.raises(TrainingFailed, match="A greeting is taken for thanks"):
        await copy.train(lambda line: None)
    assert copy.current_model() == tmp_path / "models" / "frontline-old.tar.gz"
    assert sorted(file.name for file in (tmp_path / "models").iterdir()) == ["current.json", "frontline-old.tar.gz"]
