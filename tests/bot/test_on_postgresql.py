"""Every command that opens the database, on PostgreSQL: as on a file, and without a word of the password."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.app import build_core, now
from bot.checks.store import check_store
from bot.settings import Settings
from bot.storage.tables import HEAD
from bot.turns.ledger import Call
from tests import postgres
from tests.e2e.doctor.patient import said
from tests.postgres import KEY
from tests.storage.beside import keep_beside
from tests.support import SettableClock, Talk


@pytest.fixture
def settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Settings]:
    """The settings of a new database, which are those of each command as well."""
    for name in [name for name in os.environ if name.startswith("INTAKE_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    key = tmp_path / "a.key"
    key.write_text(f"{KEY}\n")
    key.chmod(0o600)
    with postgres.fresh(migrated=False) as made:
        monkeypatch.setenv("INTAKE_DATABASE", made.database)
        monkeypatch.setenv("INTAKE_KEY_FILE", str(key))
        yield made


def test_from_the_first_migration_to_the_erasure(
    settings: Settings, capsys: pytest.CaptureFixture[str], clock: SettableClock
) -> None:
    place = f"postgresql:///{settings.database.rpartition('@/')[2].partition('?')[0]}"

    def says(*words: str, code: int = 0) -> str:
        assert main([*words]) == code
        told = capsys.readouterr()
        return told.out + told.err

    assert f"no database at {place} yet" in says("leads")
    assert f"no database at {place} yet" in says("forget", "1", code=1)
    assert f"no database at {place} yet" in says("rescore", "--ruleset", "hsp-2015-04-01")
    assert f"{place} has no tables yet: run `intake migrate`" in _doctor(settings)
    assert says("migrate") == f"{place} was made, with schema {HEAD}.\n"
    assert says("migrate") == f"{place} has the newest schema already ({HEAD}); nothing was changed.\n"

    core = build_core(settings)
    Talk(core, clock=clock).go_to("handed_off")
    core.ledger.do(Call(lambda batch: keep_beside(batch, "1001", clock())))
    core.database.close()

    assert [lead["id"] for lead in json.loads(says("leads", "--json"))] == [1]
    assert "Maria" in says("leads")
    assert says("bookings", "--json").startswith("[")
    assert "hsp-2015-04-01" in says("rescore", "--ruleset", "hsp-2015-04-01")
    assert "Nothing is sealed with another key any more" in says("keys", "rotate")
    settings = replace(settings, key=None, key_file=Path("a.key"))
    found = _doctor(settings)
    assert f"{place} is reached; the server is PostgreSQL" in found
    assert f"{place} opens and has the newest schema ({HEAD})" in found
    assert "fits the database" in found
    assert f"was kept in {place}" in says("forget", "1")
    assert says("leads") == "There are no leads yet.\n"
    assert "erasure" not in _doctor(settings), "the dead rows were taken out at once"


def _doctor(settings: Settings) -> str:
    """What the doctor says of what is kept."""
    found = check_store(settings, now()).findings
    return "\n".join(f"{finding.severity} {said(finding.label)}: {said(finding.says)}" for finding in found)
