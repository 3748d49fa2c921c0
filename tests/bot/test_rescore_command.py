"""`intake rescore`: everybody by another table, beside whoever runs; who crosses a mark and why; what is refused."""

from __future__ import annotations

import json
import os
import shutil
import threading
from pathlib import Path
from typing import Any

import pytest

from bot.__main__ import main
from bot.app import Core
from bot.storage.lock import RunLock
from bot.turns.ledger import Call
from tests.bot.command_line import Intake
from tests.scoring.drafts import LESS_FOR_N1, MORE_FOR_GROWTH, MORE_PAY, NAME, NEWEST, draft_text
from tests.support import SettableClock, Talk, core_in
from tests.turns.test_law import ENGINEER, NO_N1, passes, person, press

CITED = "高度専門職省令(平成26年法務省令第37号)第1条第1項第2号の表「特別加算」(加算⑧・計算表⑮)"


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which three people were scored: two with a lead, one of whom agreed, and one whom nothing touches."""
    folder = tmp_path_factory.mktemp("lived")
    core, clock = core_in(folder), SettableClock()
    person(core, "1", clock, ENGINEER, "points").go_to("handed_off", ENGINEER)
    person(core, "2", clock, NO_N1).go_to("handed_off", NO_N1)
    person(core, "3", clock, ENGINEER)
    Talk(core, "4", clock=clock).go_to("degrees")
    core.database.close()
    return folder


@pytest.fixture
def folder(lived: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of it as working folder, with a table that does not ship."""
    for name in [name for name in os.environ if name.startswith("INTAKE_")]:
        monkeypatch.delenv(name)
    for file in lived.iterdir():
        shutil.copy(file, tmp_path / file.name)
    (tmp_path / NAME).write_text(draft_text(LESS_FOR_N1), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("bot.commands.rescore.now", SettableClock())
    return tmp_path


@pytest.fixture
def intake(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Intake:
    return Intake(monkeypatch, capsys)


def with_group(monkeypatch: pytest.MonkeyPatch) -> None:
    """There is a staff group."""
    monkeypatch.setenv("INTAKE_OFFICE_TOKEN", "1:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")
    monkeypatch.setenv("INTAKE_OFFICE_CHAT", "-1001")


def waiting(folder: Path) -> list[Any]:
    core: Core = core_in(folder)
    try:
        posts: list[Any] = core.ledger.do(Call(lambda batch: batch.tx.waiting()))
        return [post for post in posts if post.kind == "notice"]
    finally:
        core.database.close()


def test_a_draft_as_programs_read_it(intake: Intake) -> None:
    done = intake("rescore", "--rules", NAME, "--json")
    assert (done.code, done.err) == (0, "")
    found = done.json
    assert found["ruleset"] == {"id": "hsp-2027-04-01", "effective_from": "2027-04-01", "draft": True}
    assert found["against"] == {"id": NEWEST.id, "effective_from": NEWEST.effective_from.isoformat()}
    assert (found["day"], found["scored"], found["not_scored"]) == ("2027-04-01", 3, 1)
    assert found["marks"] == [
        {"mark": 70, "mark_before": 70, "reached": 0, "lost": 2},
        {"mark": 80, "mark_before": 80, "reached": 0, "lost": 0},
    ]
    assert (found["may_cross"], found["agreed"], found["corrected"], found["damaged"]) == (0, 1, 0, [])
    assert found["without_lead"] == {"crossing": 1, "may_cross": 0}
    [maria] = found["people"]
    assert (maria["lead"], maria["agreed"]) == (1, True)
    [category] = maria["categories"]
    assert (category["category"], category["before"]["total"], category["after"]["total"]) == ("b", 75, 65)
    assert category["crossings"][0] == {"mark": 70, "mark_before": 70, "crossed": True, "before": True, "after": None}
    [moved] = [moved for moved in category["moved"] if moved["item"] == "n1"]
    assert moved == {
        "item": "n1",
        "points": [15, 5],
        "most": [15, 5],
        "citation": CITED,
        "confidence": "verified",
    }


def test_a_table_for_people_in_both_languages(intake: Intake) -> None:
    english = intake("rescore", "--rules", NAME, "--lang", "en").out
    assert "(hsp-2027-04-01), in force from April 1, 2027, a draft" in english
    assert "both applied on April 1, 2027" in english
    assert "70 points: 0 reach it, 2 no longer do." in english
    assert "without a lead and so without a number: 1." in english
    assert "loses 70, as far as known" in english
    assert f"15 → 5 ({CITED})" in english
    japanese = intake("rescore", "--rules", NAME, "--lang", "ja").out
    assert "70点：届くようになる方0名、届かなくなる方2名。" in japanese
    assert "#1 " in japanese
    assert "70点に届かなくなる（未回答あり）" in japanese
    assert "#2" not in japanese, "whom nothing touches is not named"


def test_a_condition_that_moves_is_told(intake: Intake, folder: Path) -> None:
    (folder / NAME).write_text(draft_text(MORE_PAY), encoding="utf-8")
    assert "met → not met" in intake("rescore", "--rules", NAME, "--lang", "en").out
    gates = intake("rescore", "--rules", NAME, "--json").json["people"][0]["categories"][0]["gates"]
    assert [(gate["id"], gate["before"], gate["after"]) for gate in gates] == [("min_salary", True, False)]


def test_of_a_line_that_is_open_it_says_the_most_that_it_can_bring(intake: Intake, folder: Path) -> None:
    (folder / NAME).write_text(draft_text(LESS_FOR_N1, MORE_FOR_GROWTH), encoding="utf-8")
    assert "not known yet: up to 10 → up to 12 (" in intake("rescore", "--rules", NAME, "--lang", "en").out


def test_by_the_table_in_force_nobody_crosses_anything(intake: Intake) -> None:
    found = intake("rescore", "--ruleset", NEWEST.id, "--json").json
    assert (found["scored"], found["people"], found["may_cross"]) == (3, [], 0)
    assert found["day"] == "2026-11-24", "its first day is past, so it is applied today"
    assert "Nobody crosses a mark." in intake("rescore", "--ruleset", NEWEST.id).out


def test_a_table_is_compared_with_the_one_that_is_named(intake: Intake) -> None:
    found = intake("rescore", "--ruleset", NEWEST.id, "--against", "hsp-2017-04-26", "--json").json
    assert (found["against"]["id"], found["ruleset"]["draft"]) == ("hsp-2017-04-26", False)


def test_it_reads_beside_a_run_and_beside_somebody_who_writes(intake: Intake, folder: Path) -> None:
    """Whoever holds the pen is not waited for: waiting would take fifteen seconds, and end with an error."""
    core = core_in(folder)
    try:
        with RunLock(folder / "intake.db"), core.database.writing() as connection:
            connection.exec_driver_sql("UPDATE people SET updated_at = updated_at")
            done = intake("rescore", "--rules", NAME, "--json")
        assert (done.code, done.json["scored"]) == (0, 3)
    finally:
        core.database.close()


def test_it_gives_way_to_turns(intake: Intake, monkeypatch: pytest.MonkeyPatch) -> None:
    threads: list[int] = []
    monkeypatch.setattr("bot.commands.rescore.give_way", lambda: threads.append(threading.get_ident()))
    assert intake("rescore", "--rules", NAME).code == 0
    assert threads
    assert threading.get_ident() not in threads


def test_it_writes_nothing_unless_it_is_asked_to(intake: Intake, folder: Path) -> None:
    intake("rescore", "--rules", NAME)
    assert waiting(folder) == []


# --- proposing --------------------------------------------------------------------------------------------------------


def test_a_proposal_waits_for_the_staff_group(intake: Intake, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with_group(monkeypatch)
    done = intake("rescore", "--rules", NAME, "--propose", "--lang", "en")
    assert done.code == 0
    assert "Proposal 1 goes to the staff group; 1 would be told once whoever leads approves." in done.out
    [post] = waiting(folder)
    assert post.says.lines[0].key == "staff-law-title"
    again = intake("rescore", "--rules", NAME, "--propose", "--json", "--lang", "en")
    assert "Proposal 2" in again.err
    assert again.json["agreed"] == 1


def test_where_nobody_is_to_be_told_nothing_is_proposed(
    intake: Intake, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_group(monkeypatch)
    done = intake("rescore", "--ruleset", NEWEST.id, "--propose", "--lang", "en")
    assert (done.code, "Nobody is to be told" in done.out) == (0, True)
    assert waiting(folder) == []


@pytest.mark.parametrize(
    "tables",
    [["--ruleset", "hsp-2019-03-29"], ["--ruleset", "hsp-2021-07-30", "--against", "hsp-2019-03-29"]],
    ids=["older", "replaced"],
)
def test_no_client_is_told_that_a_table_applies_which_a_later_one_replaced(
    intake: Intake, folder: Path, monkeypatch: pytest.MonkeyPatch, tables: list[str]
) -> None:
    with_group(monkeypatch)
    assert intake("rescore", *tables, "--json").code == 0
    done = intake("rescore", *tables, "--propose", "--lang", "en")
    assert (done.code, done.out) == (1, "")
    assert f"{tables[1]} is replaced by hsp-20" in done.err
    assert waiting(folder) == []


def test_while_another_is_sent_it_says_so(intake: Intake, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with_group(monkeypatch)
    intake("rescore", "--rules", NAME, "--propose")
    core = core_in(folder)
    press(core, SettableClock())
    core.database.close()
    done = intake("rescore", "--rules", NAME, "--propose", "--lang", "en")
    assert (done.code, "still being sent" in done.err) == (1, True)


def test_a_corrected_table_is_proposed_for_who_was_told_of_the_other(
    intake: Intake, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_group(monkeypatch)
    intake("rescore", "--rules", NAME, "--propose")
    core, clock = core_in(folder), SettableClock()
    press(core, clock)
    passes(core, clock)
    core.database.close()
    assert intake("rescore", "--rules", NAME, "--json").json["agreed"] == 0
    (folder / NAME).write_text(draft_text(), encoding="utf-8")
    found = intake("rescore", "--rules", NAME, "--json").json
    assert (found["agreed"], found["corrected"], found["people"], found["may_cross"]) == (1, 1, [], 0)
    shown = intake("rescore", "--rules", NAME, "--propose", "--lang", "en").out
    assert "Nobody crosses a mark." in shown
    assert "told of this table before it was corrected: 1." in shown
    assert "1 would be told" in shown


# --- what is refused --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("argv", "code", "says"),
    [
        (["--ruleset", "hsp-2023-04-12"], 1, "did you mean hsp-2023-04-21? Known: hsp-2013-12-24, "),
        (["--ruleset", "hsp-2023-04-21", "--against", "2023"], 1, "Known: hsp-2013-12-24"),
        (["--rules", "2027-05-01.toml"], 1, "2027-05-01.toml"),
        (["--rules", NAME, "--propose"], 1, "set INTAKE_OFFICE_TOKEN and INTAKE_OFFICE_CHAT first"),
        ([], 2, "name one table"),
        (["--rules", NAME, "--ruleset", "hsp-2023-04-21"], 2, "name one table"),
    ],
)
def test_what_is_wrong_is_said_in_one_sentence(intake: Intake, argv: list[str], code: int, says: str) -> None:
    done = intake("rescore", *argv, "--lang", "en")
    assert (done.code, done.out) == (code, "")
    assert says in done.err
    assert done.err.count("\n") == 1


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (draft_text((r"points = 70", "points = 0")), "gates.pass_mark.points"),
        ("head", "valid TOML"),
        (b"\xff\xfe", "no text in UTF-8"),
    ],
)
def test_a_draft_with_a_fault_is_named_with_its_place(
    intake: Intake, folder: Path, content: str | bytes, says: str
) -> None:
    (folder / NAME).write_bytes(content if isinstance(content, bytes) else content.encode())
    done = intake("rescore", "--rules", NAME, "--lang", "en")
    assert (done.code, done.out) == (1, "")
    assert NAME in done.err
    assert says in done.err


def test_without_a_database_nobody_was_scored_and_none_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in [name for name in os.environ if name.startswith("INTAKE_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    assert main(["rescore", "--ruleset", NEWEST.id, "--lang", "en"]) == 0
    assert "There is no database at" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_damaged_record_stops_nobody(intake: Intake, folder: Path) -> None:
    core = core_in(folder)
    with core.database.writing() as connection:
        connection.exec_driver_sql(
            "UPDATE people SET sealed = CAST(sealed || x'00' AS BLOB)"
            " WHERE id = (SELECT person FROM leads WHERE number = 1)"
        )
    core.database.close()
    done = intake("rescore", "--rules", NAME, "--json")
    assert (done.code, done.json["scored"], done.json["damaged"]) == (0, 2, ["#1"])
    assert "Could not be read: 1 (#1)." in intake("rescore", "--rules", NAME, "--lang", "en").out


def test_its_help_has_an_example(intake: Intake) -> None:
    assert "intake rescore --rules 2027-04-01.toml --lang ja" in intake("rescore", "--help").out


def test_json_is_the_same_whatever_the_language(intake: Intake) -> None:
    assert json.dumps(intake("rescore", "--rules", NAME, "--json", "--lang", "ja").json) == json.dumps(
        intake("rescore", "--rules", NAME, "--json", "--lang", "en").json
    )
