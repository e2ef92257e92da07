"""The small call centre that the desk's tests run in."""

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.handoff.desk_world import BASE, World, make_base


@pytest.fixture(scope="session")
def empty_base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated base that every test copies."""
    folder = tmp_path_factory.mktemp("base")
    make_base(folder)
    return folder / BASE


@pytest.fixture
async def world(tmp_path: Path, empty_base: Path) -> AsyncIterator[World]:
    shutil.copy(empty_base, tmp_path / BASE)
    made = World(tmp_path)
    await made.open()
    try:
        yield made
    finally:
        await made.close()
