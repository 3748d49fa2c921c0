"""`intake leads`: the fields that were promised, as a table, as JSON, and as CSV that no spreadsheet runs."""

from __future__ import annotations

import csv
import io
import json
import os
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, timedelta, tzinfo
from pathlib import Path
from typing import Any

import pytest

from bot.__main__ import main
from bot.commands import leads as leads_command
from bot.commands.leads import _write_csv
from bot.storage import records
from bot.storage.seal import Sealer
from bot.terminal import width
from bot.turns.acts import OfficeTurn
from bot.turns.apply import Batch
from bot.turns.ledger import Call
from bot.turns.records import StoredLead
from dialogs.desk.matter import Recorded
from dialogs.desk.rights import EVERYTHING
from tests.support import ANSWERS, NAME, PHONE, TUESDAY_MORNING, SettableClock, Talk, core_in, damage

# A promise to other programs.
FIELDS = [
    *("id", "state", "rings", "created_at", "updated_at", "channel", "source", "language", "goal", "category", "total"),
    *(
        "range",
        "verdict",
        "j_skip",
        "flags",
        "unknown",
        "deadline",
        "name",
        "contact",
        "consultation",
        "taken_by",
        "outcome",
        "runs",
        "acts",
    ),
]
ALONE = {**ANSWERS, "goal": "a:other", "name": "=2+3\u202eマリア", "contact_way": "a:here"}


@dataclass
class Ran:
    code: int
    out: str
    err: str


Leads = Callable[..., Ran]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder of its own, and none of this machine's settings."""
    for name in [name for name in os.environ if name.startswith("INTAKE_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def leads(folder: Path, capsys: pytest.CaptureFixture[str]) -> Leads:
    """Run the command."""

    def run(*argv: str) -> Ran:
        code = main(["leads", *argv])
        return Ran(code, *capsys.readouterr())

    return run


@pytest.fixture
def office(folder: Path, clock: SettableClock) -> None:
    """Two leads: an engineer by phone, taken by Sato, and, an hour later, somebody who asked for a person."""
    core = core_in(folder)
    engineer = Talk(core, "1001", clock=clock)
    engineer.command("start", "website")
    engineer.go_to("half_days")
    for action in [b.action for row in (engineer.screen.rows if engineer.screen else ()) for b in row][:2]:
        engineer.press(action)
    engineer.press("done")
    core.ledger.do(OfficeTurn("1", 1, "take", "佐藤", clock(), by="77", rights=EVERYTHING))
    clock.advance(timedelta(hours=1))
    Talk(core, "1002", "console", clock=clock).go_to("consultation", ALONE)
    core.database.close()


@pytest.mark.parametrize("table", ["leads", "audit"])
def test_what_is_damaged_keeps_nobody_from_the_others(
    table: str, office: None, leads: Leads, folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    core = core_in(folder)
    damage(core, table, "rowid = 1")
    core.database.close()
    ran = leads("--json")
    assert ran.code == 0
    given = {lead["id"]: lead["acts"] for lead in json.loads(ran.out)}
    assert given == ({2: []} if table == "leads" else {2: [], 1: []})
    assert "lead 1 cannot be opened (damaged), and is left out" in caplog.text


@pytest.mark.usefixtures("office")
def test_json_has_every_promised_field(leads: Leads) -> None:
    ran = leads("--json")
    assert (ran.code, ran.err) == (0, "")
    alone, engineer = json.loads(ran.out)
    assert list(engineer) == list(alone) == FIELDS
    assert engineer == {
        "id": 1,
        "state": "taken",
        "rings": True,
        "created_at": "2026-11-24T10:00:00+09:00",
        "updated_at": "2026-11-24T10:00:00+09:00",
        "channel": "telegram",
        "source": "website",
        "language": "en",
        "goal": "hsp",
        "category": "b",
        "total": 70,
        "range": engineer["range"],
        "verdict": "qualifies",
        "j_skip": False,
        "flags": engineer["flags"],
        "unknown": [],
        "deadline": None,
        "name": NAME,
        "contact": PHONE,
        "consultation": {"way": "online", "half_days": engineer["consultation"]["half_days"]},
        "taken_by": "佐藤",
        "outcome": None,
        "runs": [{"day": "2026-11-24", "total": 70, "range": engineer["range"], "verdict": "qualifies"}],
        "acts": [
            {"at": "2026-11-24T10:00:00+09:00", "act": "take", "row": None, "by": {"id": "77", "name": "佐藤"}},
        ],
    }
    least, greatest = engineer["range"]
    assert least <= 70 <= greatest
    assert len(engineer["consultation"]["half_days"]) == 2
    assert all(isinstance(flag, str) for flag in engineer["flags"])


@pytest.mark.usefixtures("office")
def test_what_is_not_known_is_null_and_never_zero(leads: Leads) -> None:
    alone = json.loads(leads("--json").out)[0]
    assert {alone[name] for name in ("source", "category", "total", "range", "verdict", "j_skip", "taken_by")} == {None}
    assert alone["consultation"] is None
    assert alone["contact"] == "console", "to be answered where they wrote"
    assert alone["updated_at"] == "2026-11-24T11:00:00+09:00"
    assert alone["runs"] == []


@pytest.mark.usefixtures("office")
def test_the_table_is_aligned_newest_first_and_steers_no_terminal(leads: Leads) -> None:
    ran = leads()
    assert (ran.code, ran.err) == (0, "")
    assert not {"\x1b", "\u202e"} & set(ran.out)
    head, first, second = ran.out.splitlines()
    assert first.split()[0] == "2"
    assert second.split()[0] == "1"
    at = width(head[: head.index("category")])
    for line in (first, second):
        cells = 0
        for position, character in enumerate(line):
            if cells == at:
                assert line[position - 2 : position] == "  "
                assert character != " "
            cells += width(character)
    assert "2026-11-24 11:00" in first
    assert "70" in second


@pytest.mark.usefixtures("office")
def test_csv_is_private_readable_by_excel_and_runs_no_formula(leads: Leads, folder: Path) -> None:
    ran = leads("--csv", "leads.csv")
    assert (ran.code, ran.err) == (0, "")
    assert "2 leads written to leads.csv" in ran.out
    file = folder / "leads.csv"
    assert file.stat().st_mode & 0o777 == 0o600
    assert file.read_bytes().startswith(b"\xef\xbb\xbfid,state,")
    alone, engineer = csv.DictReader(io.StringIO(file.read_text(encoding="utf-8-sig"), newline=""))
    assert list(engineer) == FIELDS
    assert alone["name"].startswith("'=2+3")
    assert engineer["contact"] == f"'{PHONE}", "a number abroad begins with a sign of formulas"
    assert engineer["total"] == "70"
    assert engineer["range"].startswith("70.."), "65-80 would become a day"
    assert engineer["rings"] == "true"
    assert engineer["consultation"].startswith("online 2026")
    assert engineer["runs"].startswith("2026-11-24 70 70..")
    assert alone["total"] == alone["consultation"] == alone["runs"] == ""


@pytest.mark.usefixtures("office")
def test_csv_replaces_a_file_and_says_so(leads: Leads, folder: Path) -> None:
    (folder / "leads.csv").write_text("old and much longer than nothing\n" * 100)
    (folder / "leads.csv").chmod(0o644)
    ran = leads("--csv", "leads.csv")
    assert "replacing the file that was there" in ran.out
    assert (folder / "leads.csv").stat().st_mode & 0o777 == 0o600
    assert "old" not in (folder / "leads.csv").read_text(encoding="utf-8-sig")


@pytest.mark.usefixtures("office")
def test_csv_to_standard_output(leads: Leads) -> None:
    ran = leads("--csv", "-")
    assert ran.code == 0
    assert [row["id"] for row in csv.DictReader(io.StringIO(ran.out, newline=""))] == ["2", "1"]


@pytest.mark.usefixtures("office")
def test_json_and_csv_together(leads: Leads, folder: Path) -> None:
    ran = leads("--json", "--csv", "leads.csv")
    assert len(json.loads(ran.out)) == 2
    assert "written" in ran.err
    assert (folder / "leads.csv").exists()
    ran = leads("--json", "--csv", "-")
    assert (ran.code, ran.out) == (2, "")
    assert "give --csv a file" in ran.err


@pytest.mark.usefixtures("office")
def test_a_file_that_cannot_be_written_is_one_sentence(leads: Leads) -> None:
    ran = leads("--csv", "missing/leads.csv")
    assert ran.code == 1
    assert ran.err == (
        "intake: cannot write missing/leads.csv (No such file or directory); give a file that you may write\n"
    )


def test_without_a_database_there_are_no_leads_and_none_is_made(leads: Leads, folder: Path) -> None:
    ran = leads()
    assert (ran.code, ran.err) == (0, "")
    assert "no database at intake.db yet" in ran.out
    ran = leads("--json")
    assert (ran.code, json.loads(ran.out)) == (0, [])
    assert "no database" in ran.err
    assert list(folder.iterdir()) == []


def test_without_leads_it_says_so(leads: Leads, folder: Path) -> None:
    core_in(folder).database.close()
    assert leads().out == "There are no leads yet.\n"
    assert json.loads(leads("--json").out) == []
    leads("--csv", "leads.csv")
    assert (folder / "leads.csv").read_text(encoding="utf-8-sig").strip() == ",".join(FIELDS)


@pytest.mark.usefixtures("office")
def test_another_key_opens_nothing(leads: Leads, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INTAKE_KEY", "B" * 43)
    ran = leads("--json")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith("intake: The database is sealed with key ")
    assert NAME not in ran.err


TRAPS = (
    *("=1+1", "+1", "-1", "@SUM(A1)", "＝1", "＋1", "－1", "＠A1"),
    *("\u200b=1", "\u202a=1", "\ufeff=1", "\u2066\u200e=1", "\t=1", "\r=1", "\n=1", " =1", "\u3000=1", "\u00a0=1"),
    *("Santos;=1", "Santos; =1", "Santos;\u200b=1", 'Santos;"=1"', 'Santos";"=1', "Santos\n=1", "Santos\t@A1"),
    *('"=1"', "a;b;-1", "a\r\n+1", "Santos;\t=1", "Santos;'=1"),
)


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("trap", TRAPS)
def test_no_cell_is_a_formula_whatever_a_spreadsheet_separates_by(trap: str, separator: str) -> None:
    lead: dict[str, object] = dict.fromkeys(FIELDS) | {"name": trap, "taken_by": trap, "source": trap}
    written = io.StringIO()
    _write_csv(written, [lead])
    for row in csv.reader(io.StringIO(written.getvalue(), newline=""), delimiter=separator):
        for cell in row:
            assert not cell.lstrip(' \t\r\n\u3000\u00a0"').startswith(tuple("=+-@＝＋－＠")), (row, cell)


def test_an_ordinary_value_is_written_as_it_is() -> None:
    lead: dict[str, object] = dict.fromkeys(FIELDS) | {"name": "Anne-Marie (née O'Neil); a+b", "contact": "a@b.jp"}
    written = io.StringIO()
    _write_csv(written, [lead])
    [row] = csv.DictReader(io.StringIO(written.getvalue(), newline=""))
    assert (row["name"], row["contact"]) == (lead["name"], lead["contact"])


@pytest.mark.parametrize("argv", [[], ["--json"], ["--csv", "-"]], ids=["table", "json", "csv"])
def test_a_name_says_what_it_shows_in_every_form(
    argv: list[str], leads: Leads, folder: Path, clock: SettableClock
) -> None:
    core = core_in(folder)
    Talk(core, "1", "console", clock).go_to(
        "consultation", {**ANSWERS, "name": "Ma\u200bria\u202e Santos\u2066", "goal": "a:other"}
    )
    core.database.close()
    out = leads(*argv).out
    assert "Maria Santos" in out
    assert not set("\u200b\u202e\u2066") & set(out.encode().decode("unicode-escape"))


# --- beside a running service ---------------------------------------------------------------------------------------


@pytest.mark.usefixtures("office")
def test_a_writer_is_neither_waited_for_nor_kept_waiting(leads: Leads, folder: Path) -> None:
    with closing(sqlite3.connect(folder / "intake.db", isolation_level=None)) as writing:
        writing.execute("BEGIN IMMEDIATE")
        assert [lead["id"] for lead in json.loads(leads("--json").out)] == [2, 1]
        writing.execute("ROLLBACK")


@pytest.mark.usefixtures("office")
def test_nothing_is_locked_while_the_list_is_written_out(
    leads: Leads, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The output may stand still for hours, in a pager. Who is erased meanwhile is not in it any more."""
    monkeypatch.setattr("bot.storage.records.parts.__defaults__", (1,))
    given = leads_command.fields_of
    erased: list[int] = []

    def erase_the_first(batch: Batch) -> None:
        lead = batch.tx.lead_numbered(1)
        assert lead is not None
        person = batch.tx.person(lead.person)
        assert person is not None
        batch.erase(person, TUESDAY_MORNING)

    def slow(stored: StoredLead, acts: Sequence[Recorded], zone: tzinfo) -> dict[str, Any]:
        if not erased:
            core = core_in(folder)
            core.ledger.do(Call(erase_the_first))
            erased.append(1)
            core.database.close()
        return given(stored, acts, zone)

    monkeypatch.setattr(leads_command, "fields_of", slow)
    assert [lead["id"] for lead in json.loads(leads("--json").out)] == [2]


def _erase_the_first(batch: Batch) -> int:
    stored = batch.tx.lead_numbered(1)
    assert stored is not None
    person = batch.tx.person(stored.person)
    assert person is not None
    batch.tx.erase(person.id)
    return stored.record.number


@pytest.mark.usefixtures("office")
def test_leads_are_opened_part_by_part(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.storage.records.parts.__defaults__", (1,))
    opened: list[int] = []
    really = records.open_lead

    def noted(sealer: Sealer, row: Any) -> StoredLead:
        opened.append(row.number)
        return really(sealer, row)

    monkeypatch.setattr(records, "open_lead", noted)
    database = core_in(folder).database
    listed = iter(leads_command._Leads(database, UTC))
    assert next(listed)["id"] == 2
    assert opened == [2], "the second is opened when it is asked for"
    assert next(listed)["id"] == 1
    database.close()


# --- filters --------------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("office")
@pytest.mark.parametrize(
    ("options", "found"),
    [
        (["--waiting"], [2]),
        (["--taken-by", "佐藤"], [1]),
        (["--taken-by", "77"], [1]),
        (["--taken-by", "鈴木"], []),
        (["--qualifies"], [1]),
        (["--week"], [2, 1]),
        (["--week", "--qualifies"], [1]),
        (["--waiting", "--qualifies"], []),
        (["--changes"], []),
    ],
)
def test_options_leave_out_what_they_do_not_name(
    options: list[str], found: list[int], leads: Leads, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(leads_command, "now", lambda: TUESDAY_MORNING + timedelta(days=1))
    ran = leads("--json", *options)
    assert (ran.code, [lead["id"] for lead in json.loads(ran.out)]) == (0, found)
    assert ("None of the leads" in ran.err) is (not found)
    if found:
        assert [line.split()[0] for line in leads(*options).out.splitlines()[1:]] == [str(number) for number in found]


@pytest.mark.usefixtures("office")
def test_what_came_last_week_is_not_of_this_week(leads: Leads, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(leads_command, "now", lambda: TUESDAY_MORNING + timedelta(days=6))
    assert json.loads(leads("--json", "--week").out) == []


@pytest.mark.usefixtures("office")
@pytest.mark.parametrize(("days", "found"), [(30, [1]), (200, [])])
def test_what_moves_within_ninety_days_is_found(
    days: int, found: list[int], leads: Leads, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The engineer, 70 points, loses five with a birthday."""
    birthday = (TUESDAY_MORNING + timedelta(days=days)).date()
    core = core_in(folder)

    def older(batch: Batch) -> None:
        stored = batch.tx.lead_numbered(1)
        assert stored is not None
        born = birthday.replace(year=birthday.year - 35).isoformat()
        answers = {**stored.record.consented.answers, "birth_date": (born, "2026-11-24")}
        stored.record = replace(stored.record, consented=replace(stored.record.consented, answers=answers))
        batch.tx.save_lead(stored)

    core.ledger.do(Call(older))
    core.database.close()
    monkeypatch.setattr(leads_command, "now", lambda: TUESDAY_MORNING)
    assert [lead["id"] for lead in json.loads(leads("--json", "--changes").out)] == found


# --- every column of the CSV ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("column", FIELDS)
@pytest.mark.parametrize("trap", ["=1+1", "＋cmd|' /C calc'!A0", "@SUM(A1)", "-2+3", "\t=1", "\u200b=1"])
def test_no_column_brings_a_formula_into_a_spreadsheet(column: str, trap: str) -> None:
    lead: dict[str, object] = dict.fromkeys(FIELDS)
    for value in (trap, [trap], {"x": trap}, [{"name": trap}]):
        written = io.StringIO()
        _write_csv(written, [lead | {column: value}])
        [row] = csv.DictReader(io.StringIO(written.getvalue(), newline=""))
        assert row[column].lstrip()[:1] == "'", row[column]
