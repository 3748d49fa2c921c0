"""`intake doctor` on a healthy installation, beside a running one, and on nothing."""

from __future__ import annotations

import asyncio
import os
import re
import sqlite3
from argparse import Namespace
from contextlib import closing
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest

from bot.checks.finding import Severity
from bot.commands import doctor
from bot.rulebook.contents import unchecked
from bot.storage.lock import RunLock
from tests.e2e.doctor.patient import Patient, said
from tests.e2e.world import quick_bot


def _snapshot(folder: Path) -> dict[str, tuple[bytes, int, int]]:
    return {p.name: (p.read_bytes(), p.stat().st_mtime_ns, p.stat().st_mode) for p in folder.iterdir() if p.is_file()}


async def test_a_healthy_installation_has_no_complaint_and_is_not_touched(patient: Patient) -> None:
    before = _snapshot(patient.folder)
    lines = await patient.lines()
    left = len(unchecked(frozenset(), patient.world.clock().date()))
    assert [line for line in lines if not line.startswith(("ok", "note"))] == []
    assert _snapshot(patient.folder) == before
    for seen in (
        "client bot: INTAKE_CLIENT_TOKEN belongs to tsubakuro_bot (@tsubakuro_bot)",
        "client bot updates: polling",
        "office bot: INTAKE_OFFICE_TOKEN belongs to tsubakuro_office_bot",
        "staff group: found: 相談, with a topic for each client",
        "staff group: the office bot is an administrator",
        "clock: agrees",
        "database: ",
        "key: ",
        "outbox: nothing waits",
        "service: `intake run` is not running",
        "rule table: hsp-2023-04-21, in force since 2023-04-21",
        "rule files: all of them can be read, and all they name has its words",
        "sources: each of the ",
        f"checked rules: marked for the office's practitioner and not checked: {left}; `intake rules` lists them first",
        "texts: ja: complete and current",
        "office profile: valid",
        "opening hours: the office is open now",
        "holidays: Japanese holidays are known to the end of 2027",
    ):
        assert any(seen in line for line in lines), seen


async def test_beside_a_running_service(patient: Patient) -> None:
    with RunLock(patient.database):
        lines = await patient.lines()
        with closing(sqlite3.connect(patient.database)) as writing:
            writing.execute("BEGIN IMMEDIATE")  # a log beside the file now, as while intake runs
            assert await patient.complaints() == []
    assert "ok service: `intake run` is working on this database" in lines


async def test_the_command_prints_a_line_each_and_exits_by_the_worst(
    patient: Patient, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in [name for name in os.environ if name.startswith("INTAKE_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(patient.folder)
    for name, value in patient.environ.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(doctor, "examine", partial(doctor.examine, now=patient.world.clock, make_bot=quick_bot))
    assert await asyncio.to_thread(doctor.run, Namespace(settings=False, write=False, lang="en")) == 0
    out = capsys.readouterr().out
    assert re.match(r"ok       settings: ", out)
    assert "\x1b" not in out
    assert out.endswith("\n\nAll is well.\nnext: start `intake run`, and write to the client bot as a client would\n")
    assert "calendar" not in out

    monkeypatch.setenv("INTAKE_CLIENT_TOKEN", "100:another-secret-another-secret")
    assert await asyncio.to_thread(doctor.run, Namespace(settings=False, write=False, lang="en")) == 1
    out = capsys.readouterr().out
    assert "problem  client bot: INTAKE_CLIENT_TOKEN was refused" in out
    step = "put right what the line “client bot” says, then run `intake doctor` again"
    assert out.endswith(f"\n\n1 problem and 0 warnings.\nnext: {step}\n")
    assert "secret" not in out

    assert await asyncio.to_thread(doctor.run, Namespace(settings=False, write=True, lang="ja")) == 1
    out = capsys.readouterr().out
    assert "問題  お客様用ボット: INTAKE_CLIENT_TOKENがTelegramに拒否されました" in out
    assert "参考  カレンダー: 書き込むカレンダーはありません" in out
    assert out.endswith(
        "\n\n問題1件、注意0件。\n次：「お客様用ボット」の行のとおりに直し、もう一度`intake doctor`を実行してください\n"
    )


def test_without_anything_it_looks_at_the_rest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    moment = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
    monkeypatch.chdir(tmp_path)  # whoever runs the tests may have tried the chat in this folder
    findings = asyncio.run(doctor.examine({}, tmp_path, lambda: moment))
    severities = {f.about: f.severity for f in findings}
    assert severities["client bot"] is severities["office bot"] is severities["database"] is Severity.NOTE
    assert severities["office profile"] is Severity.WARNING
    assert "names a real office" in next(said(f.says) for f in findings if f.about == "office profile")
    assert Severity.PROBLEM not in severities.values()
    assert {"rule table", "texts", "holidays", "opening hours"} <= set(severities)
    assert list(tmp_path.iterdir()) == []
