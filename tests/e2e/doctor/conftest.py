"""A healthy installation, for each test to spoil."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from importlib.resources import files
from pathlib import Path

import pytest

from bot.app import build_core
from bot.checks import contents, machine
from bot.settings import Settings
from tests.e2e.doctor.patient import LOOKING, Patient, environ, one_words
from tests.e2e.world import make_world


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a database and its key, made once: migrating takes its time."""
    folder = tmp_path_factory.mktemp("made")
    build_core(Settings(database=f"sqlite:///{folder}/intake.db")).database.close()
    return folder


@pytest.fixture
async def patient(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Patient]:
    """A healthy installation with both bots, polling, with a database and an office profile of its own."""
    profile = tmp_path / "office.toml"
    shipped = files("bot").joinpath("offices", "tsubakuro.toml").read_text(encoding="utf-8")
    profile.write_text(shipped.replace("example = true", "example = false"), encoding="utf-8")
    # How far the translators are is not our subject, nor how long the texts take to read.
    monkeypatch.setattr(contents, "Words", one_words)
    monkeypatch.setattr(contents, "stale", lambda _language: [])
    async with make_world(tmp_path, office=profile) as world:
        world.client.me["can_join_groups"] = False
        shutil.copy2(made / "intake.db", tmp_path / "intake.db")
        (tmp_path / "elsewhere").mkdir()
        key = shutil.copy2(made / "intake.db.key", tmp_path / "elsewhere" / "intake.key")
        monkeypatch.setattr("os.geteuid", lambda: 1000)  # who runs the tests is not our subject either
        monkeypatch.setattr(machine, "dump_taker", lambda: None)
        yield Patient(world, environ(world.settings) | {"INTAKE_KEY_FILE": str(key)}, tmp_path)
        assert {call.method for call in world.fake.calls} <= LOOKING
        world.fake.assert_clean()
