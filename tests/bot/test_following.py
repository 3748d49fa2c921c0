"""What another process decided holds here as well: where the staff group went, what was changed of the profile."""

from __future__ import annotations

import asyncio
import logging
import shutil
from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path

import pytest

from bot.app import Core, renew_office
from bot.delivery.handles import Handles
from bot.office.desk import OFFICE_CHAT_MEMO, OfficeDesk
from bot.office.following import DecidedElsewhere
from bot.office.group import StaffChat
from bot.office.roster import NoBook, Roster
from bot.office_profile.editing import read_profile
from bot.turns.counting import ProfileChange
from bot.turns.ledger import Call
from bot.turns.writer import Writer
from dialogs.desk.matter import Member
from tests.support import SettableClock

MONDAY = ('mon = ["09:00-18:30"]', 'mon = ["10:00-11:00"]')


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    return Path(shutil.copy("bot/offices/tsubakuro.toml", tmp_path / "office.toml"))


@pytest.fixture
async def desk(core: Core, clock: SettableClock) -> AsyncIterator[OfficeDesk]:
    writer = Writer(core.ledger)
    writer.start()
    yield OfficeDesk(writer, core.words, StaffChat(-1), Handles(), Roster((), NoBook(), clock), now=clock)
    await asyncio.to_thread(writer.stop)


def following(core: Core, desk: OfficeDesk, profile: Path) -> DecidedElsewhere:
    renew = partial(renew_office, core, desk, None)
    return DecidedElsewhere(
        desk.writer, desk, profile, lambda: core.dialogue.around.office, renew, frozenset({"staff"})
    )


def change(core: Core, profile: Path, about: str = "hours") -> None:
    """Change the profile as another process would."""
    profile.write_text(profile.read_text().replace(*MONDAY))
    kept = ProfileChange(0.0, Member("1", "佐藤"), about, "", read_profile(profile).digest)
    core.ledger.do(Call(lambda batch: batch.tx.add_profile_change(kept)))


def another(profile: Path) -> None:
    """Have the file of this machine be another one."""
    profile.write_text(f"{profile.read_text()}\n# of this machine\n")


def opens(core: Core) -> int:
    return core.dialogue.around.office.hours[0][0].opens.hour


async def test_the_group_went_elsewhere(core: Core, desk: OfficeDesk, profile: Path) -> None:
    desk.handles.keep({"l:1": "5"})
    it = following(core, desk, profile)
    for setting, chat in ((-7, -1), (-1, -2)):
        memo = {"setting": setting, "chat": -2}
        core.ledger.do(Call(lambda batch, memo=memo: batch.tx.set_memo(OFFICE_CHAT_MEMO, memo)))  # type: ignore[misc]
        await it.look()
        assert desk.chat == chat
    assert desk.handles.known(["l:1"]) == {}


async def test_what_was_changed_of_the_profile_holds(core: Core, desk: OfficeDesk, profile: Path) -> None:
    change(core, profile)
    it = following(core, desk, profile)
    await it.look()
    assert opens(core) == 9, "what was changed before the start was read at the start"
    change(core, profile, "staff")
    await it.look()
    assert opens(core) == 9, "this holds after the next start"
    change(core, profile)
    await it.look()
    assert opens(core) == 10


async def test_a_profile_on_another_machine_is_told(
    core: Core, desk: OfficeDesk, profile: Path, caplog: pytest.LogCaptureFixture
) -> None:
    it = following(core, desk, profile)
    await it.look()
    change(core, profile)
    another(profile)
    with caplog.at_level(logging.WARNING):
        await it.look()
    assert "copy the file here" in caplog.text
    assert opens(core) == 9
