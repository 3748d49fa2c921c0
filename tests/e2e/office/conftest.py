"""Groups of staff: with topics, without, and one that is still small."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot import app
from bot.settings import Settings
from tests.e2e.staff import one_words
from tests.e2e.world import World, make_world


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a database and its key, made once: migrating takes its time."""
    folder = tmp_path_factory.mktemp("made")
    app.build_core(Settings(database=f"sqlite:///{folder}/intake.db")).database.close()
    return folder


@pytest.fixture(autouse=True)
def _quick(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(app, "Words", one_words)
    for name in ("intake.db", "intake.db.key"):
        shutil.copy2(made / name, tmp_path / name)


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    """A world with a forum of staff; nobody may break a rule of Telegram's."""
    async with make_world(tmp_path) as made_world:
        yield made_world
        made_world.fake.assert_clean()
        assert made_world.fake.undue_faults() == []


@pytest.fixture
async def plain(tmp_path: Path) -> AsyncIterator[World]:
    """The same with a group that has no topics."""
    async with make_world(tmp_path, forum=False) as made_world:
        yield made_world
        made_world.fake.assert_clean()
        assert made_world.fake.undue_faults() == []
