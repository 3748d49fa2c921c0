"""A place to set up in, with nothing of an installation in it."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path

import pytest

from bot.checks import machine
from bot.commands import doctor
from tests.e2e.setup.operator import CLIENT_TOKEN, OFFICE_TOKEN, Place
from tests.e2e.world import STAFF_CHAT, TUESDAY_MORNING, quick_bot
from tests.telegram import FakeClock, FakeTelegram


@pytest.fixture
async def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Place]:
    """An empty folder to be in, and a Telegram that knows both bots."""
    clock = FakeClock(TUESDAY_MORNING)
    async with FakeTelegram(clock) as fake:
        for name in [name for name in os.environ if name.startswith("INTAKE_")]:
            monkeypatch.delenv(name)
        monkeypatch.setenv("INTAKE_TELEGRAM_API", fake.base_url)
        monkeypatch.chdir(tmp_path)
        monkeypatch.setattr("os.geteuid", lambda: 1000)  # who runs the tests is not our subject
        monkeypatch.setattr(machine, "dump_taker", lambda: None)
        monkeypatch.setattr(doctor, "examine", partial(doctor.examine, now=clock, make_bot=quick_bot))
        client = fake.add_bot(CLIENT_TOKEN, username="yamada_bot", can_join_groups=False)
        office = fake.add_bot(OFFICE_TOKEN, username="yamada_office_bot")
        group = fake.add_group(STAFF_CHAT, title="相談", forum=True)
        staff = fake.add_private_chat(900, first_name="山田")
        group.add_member(staff, owner=True)
        yield Place(fake, tmp_path, client, office, group, staff)
        fake.assert_clean()
        assert fake.undue_faults() == []
