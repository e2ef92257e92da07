"""One trained model and one running Rasa for all tests of the session that need them."""

from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
import pytest_asyncio

from bot.dialogue.fallback import fallback_reply
from bot.dialogue.rasa_engine import RasaEngine
from bot.dialogue.rasa_process import Patience, RasaPlace, RasaProcess
from bot.dialogue.training import Trained, Training
from bot.kit.clock import SystemClock
from tests.bot.dialogue.small_line import SECRET, SmallLine

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="session")
def training() -> Training:
    """Kept between runs: trained anew only when what it is made of has changed."""
    return Training(ROOT, ROOT / ".venv-rasa", ROOT / ".build" / "models")


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def trained(training: Training) -> Trained:
    return await training.train(print)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def line() -> AsyncIterator[SmallLine]:
    async with SmallLine().served() as line:
        yield line


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def rasa(
    trained: Trained, training: Training, line: SmallLine, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[RasaProcess]:
    place = RasaPlace(training.python, ROOT, trained.model, tmp_path_factory.mktemp("rasa"), line.url)
    process = RasaProcess(place, SECRET, SystemClock(), Patience(probe_every=300, probe_answer=2_000, first_pause=100))
    await process.open()
    try:
        assert await process.wait_until_ready(90_000), (place.run_folder / "rasa.log").read_text()
        yield process
    finally:
        await process.close()


@pytest_asyncio.fixture(loop_scope="session")
async def engine(rasa: RasaProcess, line: SmallLine) -> AsyncIterator[RasaEngine]:
    assert await rasa.wait_until_ready(90_000)
    line.called.clear()
    async with httpx.AsyncClient(trust_env=False) as http:
        yield RasaEngine(rasa, http, line.companies, line, line.turns, SystemClock(), fallback_reply)
