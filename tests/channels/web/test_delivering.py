"""A process that only delivers makes no pages: nobody asks it for one."""

from __future__ import annotations

from pathlib import Path

from bot.app import build_core, build_runner
from bot.channels.web.channel import WebChannel
from bot.settings import Settings
from tests.e2e.website.visitor import profile
from tests.e2e.world import CLIENT_TOKEN


def test_whoever_only_delivers_makes_no_pages(tmp_path: Path) -> None:
    given = {"INTAKE_CLIENT_TOKEN": CLIENT_TOKEN, "INTAKE_PUBLIC_URL": "https://office.example.net"}
    given |= {"INTAKE_OFFICE": str(profile(tmp_path)), "INTAKE_DATABASE": f"sqlite:///{tmp_path}/intake.db"}
    core = build_core(Settings.load(given, tmp_path))
    channel = build_runner(core, role="deliver").channels["web"]
    core.database.close()
    assert isinstance(channel, WebChannel)
    assert "site" not in vars(channel)
    assert channel.endpoints
    assert "site" in vars(channel)
