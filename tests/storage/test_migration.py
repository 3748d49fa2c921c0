"""A database of version 0.2.0 is carried over: nobody, no lead, nothing that waits and no sealed value is lost."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, update

from bot.__main__ import main
from bot.app import Core, build_core
from bot.delivery.post import Content, Post
from bot.settings import Settings
from bot.storage.database import PLAIN_MEMOS, Database, open_database, version_on_disk
from bot.storage.records import (
    PEOPLE,
    audits_of,
    lead_numbers,
    leads_numbered,
    open_lead,
    open_person,
    open_post,
    open_run,
)
from bot.storage.seal import key_id_of
from bot.storage.tables import (
    HEAD,
    PADDED,
    addresses,
    audit,
    handles,
    memos,
    metadata,
    outbox,
    people,
    runs,
    updates,
    wishes,
)
from bot.storage.tables import leads as leads_table
from bot.turns.acts import OfficeTurn
from bot.turns.records import Person, StoredLead
from bot.words.words import Words
from dialogs.desk.matter import Member, Recorded
from dialogs.desk.papers import lead_shown
from dialogs.desk.rights import EVERYTHING
from dialogs.messages import Text
from tests.storage.reading import memo
from tests.support import NAME, PHONE, Talk, as_kept_by_0_1, core_in, settings_in

pytestmark = pytest.mark.usefixtures("by_alembic")

DUMP = Path(__file__).with_name("database_0_2_0.sql")
BACK = "← Back"
KEY = "a2tra2tra2tra2tra2tra2tra2tra2tra2tra2tra2s"


def made_by_0_2_0(folder: Path) -> Settings:
    """A folder with the database as 0.2.0 left it."""
    path = folder / "intake.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(DUMP.read_text(encoding="utf-8"))
    path.chmod(0o600)
    return Settings(database=f"sqlite:///{path}", key=KEY)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return made_by_0_2_0(tmp_path)


@pytest.fixture
def database(settings: Settings) -> Iterator[Database]:
    opened = open_database(settings)
    yield opened
    opened.close()


def rows(database: Database, table: Any) -> list[Any]:
    with database.reading() as connection:
        return list(connection.execute(select(table)).all())


def everybody(database: Database) -> dict[str, Person]:
    with database.reading() as connection:
        found = [open_person(database.sealer, row) for row in connection.execute(PEOPLE)]
    return {person.address.to: person for person in found}


def posts(database: Database, state: str) -> list[Post]:
    return [open_post(database.sealer, row) for row in rows(database, outbox) if row.state == state]


def leads(database: Database) -> list[StoredLead]:
    with database.reading() as connection:
        return leads_numbered(connection, database.sealer, lead_numbers(connection))


one_words = cache(Words)


def words_of(content: dict[str, Any]) -> str:
    """What a message says, in plain words."""
    say = Content.from_json(content)
    return "\n".join(one_words().plain(say.language, line) for line in say.lines)


def as_it_was(folder: Path) -> list[Any]:
    with closing(sqlite3.connect(folder / "intake.db")) as connection:
        tables = sorted(name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'"))
        return [(name, connection.execute(f"SELECT * FROM {name}").fetchall()) for name in tables]


def test_the_command_says_from_where_to_where(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in [name for name in os.environ if name.startswith("INTAKE_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("INTAKE_KEY", KEY)
    before = version_on_disk(settings)
    assert main(["migrate"]) == 0
    assert capsys.readouterr().out == f"intake.db was brought from schema {before} to {HEAD}.\n"
    assert main(["migrate"]) == 0
    assert "nothing was changed" in capsys.readouterr().out


# --- what is carried over -------------------------------------------------------------------------------------------


def test_everybody_is_one_person_with_one_address(database: Database) -> None:
    found = everybody(database)
    assert set(found) == {"1001", "1002", "1003", "1004", "1005", "local"}
    assert {to: (p.address.channel, p.address.reachable) for to, p in found.items()} == {
        **dict.fromkeys(("1001", "1002", "1003", "1004"), ("telegram", True)),
        "1005": ("telegram", False),
        "local": ("console", True),
    }
    half, refused = found["1001"], found["1002"]
    assert half.conversation.place.at == "birth_date"
    assert half.conversation.answers["salary_yen"].value == 8_000_000
    assert (refused.conversation.refused, refused.conversation.language) == (True, "ja")
    assert found["1003"].conversation.place.at == "result"
    assert found["1003"].conversation.answers["name"].value == NAME
    assert all(isinstance(entry[0], str) for person in found.values() for entry in person.inbox)
    assert sum(len(person.inbox) for person in found.values()) > 40
    assert all(person.version > 1 for person in found.values())
    assert all(person.created_at % 3600 == 0 and person.updated_at >= person.created_at for person in found.values())
    for address in rows(database, addresses):
        where = database.sealer.open_json("addresses", address.id, address.sealed, owner=address.person)
        assert address.finder == database.sealer.fingerprint("person", address.channel, where["to"])
        assert where["language"] == found[where["to"]].conversation.language


# What the migrations after 0004 made.
MADE_SINCE = (
    "bookings",
    "cells",
    "timers",
    "talk",
    "audit",
    "saved_texts",
    "staff",
    "calendars",
    "entries",
    "feeds",
    "web_sessions",
    "web_events",
    "web_files",
    "desk_sessions",
    "lead_parts",
    "counters",
    "profile_changes",
    "leases",
)
UNMADE = "".join(f"DROP TABLE {name};" for name in MADE_SINCE) + (
    "DROP INDEX handles_channel; CREATE INDEX handles_channel ON handles (channel);"
)


def back_to_0004(folder: Path) -> None:
    """Take away what the migrations after 0004 made."""
    with closing(sqlite3.connect(folder / "intake.db")) as connection:
        connection.executescript(f"{UNMADE} UPDATE alembic_version SET version_num = '0004';")


def back_to_0002(folder: Path, more: str = "") -> None:
    """Take away what the migrations after 0002 made; `more` is done as well."""
    with closing(sqlite3.connect(folder / "intake.db")) as connection:
        connection.executescript(
            f"{UNMADE} ALTER TABLE outbox RENAME COLUMN channel TO bot;"
            "ALTER TABLE updates RENAME COLUMN channel TO bot;"
            "DROP TABLE wishes; DROP INDEX leads_waits_since; ALTER TABLE leads DROP COLUMN waits_since;"
            f"UPDATE alembic_version SET version_num = '0002'; {more}"
        )


def as_0002_kept_leads(core: Core) -> None:
    """Have every lead stored as before: the values shown, and beside them the answers they were made of."""
    with core.database.writing() as connection:
        for row in connection.execute(select(leads_table)).all():
            record = open_lead(core.database.sealer, row).record
            lead = lead_shown(core.dialogue, record)
            before = {**as_kept_by_0_1(lead), "answers": record.consented.answers}
            content = {**record.to_json(), "lead": before, "created_at": 0.0, "updated_at": 0.0}
            sealed = core.database.sealer.seal_json(
                "leads", row.id, content, owner=row.person, version=row.version, pad=PADDED["leads"]
            )
            connection.execute(update(leads_table).where(leads_table.c.id == row.id).values(sealed=sealed))


def test_open_leads_keep_their_wishes_and_none_is_shown_again(tmp_path: Path) -> None:
    """An office that never pressed "done" would see all its old leads at once."""
    core = core_in(tmp_path)
    for chat in ("1", "2"):
        talk = Talk(core, chat)
        talk.go_to("half_days")
        offered = [b.action for row in (talk.screen.rows if talk.screen else ()) for b in row]
        for action in (*offered[:2], "done"):
            talk.press(action)
    core.ledger.do(OfficeTurn("o1", 2, "done", "佐藤", talk.clock(), rights=EVERYTHING))
    as_0002_kept_leads(core)
    core.database.close()
    back_to_0002(tmp_path)
    database = open_database(settings_in(tmp_path))
    assert {row.waits_since for row in rows(database, leads_table)} == {None}
    [closed, open_lead] = leads(database)
    kept = [(row.lead, row.half_day) for row in rows(database, wishes)]
    assert kept == [(open_lead.id, half_day) for half_day in open_lead.record.consented.half_days]
    assert len(kept) == len(closed.record.consented.half_days) == 2
    database.close()


def test_a_damaged_lead_has_no_wishes_and_stops_nobody(settings: Settings, tmp_path: Path) -> None:
    open_database(settings).close()
    back_to_0002(tmp_path, "UPDATE leads SET sealed = CAST(sealed || x'00' AS BLOB);")
    opened = open_database(settings)
    assert rows(opened, wishes) == []
    assert len(rows(opened, leads_table)) == 2
    opened.close()


# --- what staff did moves into a table of its own ---------------------------------------------------------------------

ACTS: tuple[dict[str, Any], ...] = (
    {"at": 3_600.5, "act": "take", "row": "", "by": {"id": "5", "name": "佐藤"}},
    {"at": 3_600.5, "act": "ok", "row": "age", "by": {"id": None, "name": "鈴木"}},
    {"at": 9_000.0, "act": "not_ok", "row": "age", "by": {"id": "5", "name": "佐藤"}},
)


def as_0004_kept_leads(core: Core, acts: Sequence[Mapping[str, Any]]) -> None:
    """Have every lead stored as before: what staff did in it."""
    with core.database.writing() as connection:
        for row in connection.execute(select(leads_table)).all():
            sealed_of, place = core.database.sealer, {"owner": row.person, "version": row.version}
            content = sealed_of.open_json("leads", row.id, row.sealed, **place)
            sealed = sealed_of.seal_json("leads", row.id, {**content, "acts": list(acts)}, **place, pad=512)
            connection.execute(update(leads_table).where(leads_table.c.id == row.id).values(sealed=sealed))


def two_leads_of_0004(folder: Path) -> None:
    """A database as 0004 left it, with what staff did in both of its leads."""
    core = core_in(folder)
    for chat in ("1", "2"):
        Talk(core, chat).go_to("handed_off")
    as_0004_kept_leads(core, ACTS)
    core.database.close()
    back_to_0004(folder)


def test_what_staff_did_moves_in_its_order_and_is_in_the_lead_no_more(tmp_path: Path) -> None:
    two_leads_of_0004(tmp_path)
    database = open_database(settings_in(tmp_path))
    kept = leads(database)
    with database.reading() as connection:
        found = audits_of(connection, database.sealer, [lead.person for lead in kept])
        content = [
            database.sealer.open_json("leads", row.id, row.sealed, owner=row.person, version=row.version)
            for row in connection.execute(select(leads_table))
        ]
    assert found == {lead.person: [Recorded.from_json(act) for act in ACTS] for lead in kept}
    assert [row.lead for row in rows(database, audit)] == [1, 1, 1, 2, 2, 2]
    assert {row.at for row in rows(database, audit)} == {3_600.0, 7_200.0}
    assert not any("acts" in lead for lead in content)
    assert {(len(row.sealed) - 37) % PADDED["audit"] for row in rows(database, audit)} == {0}
    database.close()


def test_a_damaged_lead_keeps_what_is_in_it_and_stops_no_other(tmp_path: Path) -> None:
    two_leads_of_0004(tmp_path)
    with closing(sqlite3.connect(tmp_path / "intake.db")) as connection:
        connection.execute("UPDATE leads SET sealed = CAST(sealed || x'00' AS BLOB) WHERE number = 1")
        connection.commit()
        before = connection.execute("SELECT sealed FROM leads WHERE number = 1").fetchall()
    database = open_database(settings_in(tmp_path))
    assert {row.lead for row in rows(database, audit)} == {2}
    with closing(sqlite3.connect(tmp_path / "intake.db")) as connection:
        assert connection.execute("SELECT sealed FROM leads WHERE number = 1").fetchall() == before
    database.close()


def test_leads_keep_their_numbers_and_what_staff_did(database: Database) -> None:
    newer, older = sorted(leads(database), key=lambda lead: -lead.record.number)
    done, taken = newer.record, older.record
    assert (taken.number, taken.state, taken.checking) == (1, "taken", True)
    assert (taken.consented.name, taken.consented.text("contact"), taken.confirmed) == (NAME, PHONE, ("academic",))
    assert (done.number, done.state, done.consented.name) == (2, "done", "山田 花子")
    assert (taken.taken_by, done.taken_by) == (Member(None, "佐藤"), Member(None, "鈴木")), "known by name alone"
    assert newer.created_at - older.created_at == 3600
    with database.reading() as connection:
        order = lead_numbers(connection)
    assert order == [
        lead.record.number for lead in sorted(leads(database), key=lambda x: (-x.updated_at, -x.record.number))
    ]


@pytest.fixture
def _new_updates(monkeypatch: pytest.MonkeyPatch) -> None:
    """Updates that were not seen before the migration."""
    monkeypatch.setattr("tests.support._updates", count(10_000))


@pytest.mark.usefixtures("_new_updates")
def test_a_number_that_was_given_is_not_given_again(settings: Settings) -> None:
    """Number 3 was that of somebody erased."""
    core = build_core(settings)
    talk = Talk(core, "2001")
    talk.go_to("handed_off")
    assert max(lead.record.number for lead in leads(core.database)) == 4
    core.database.close()


def test_runs_handles_facts_and_updates_are_kept(database: Database) -> None:
    people_by_id = {person.id: to for to, person in everybody(database).items()}
    kept = [(people_by_id[row.person], open_run(database.sealer, row)) for row in rows(database, runs)]
    assert sorted(to for to, _ in kept) == ["1003", "1004"]
    assert all(moment > 0 and run["categories"] for _, (moment, run) in kept)
    sent = rows(database, handles)
    assert len(sent) == 22
    assert {row.channel for row in sent} == {"telegram", "office"}
    assert all(isinstance(row.message_id, str) and row.sent_at % 3600 == 0 for row in sent)
    [topic] = [row for row in sent if row.id.startswith("t:")]
    assert (topic.channel, topic.message_id, people_by_id[topic.person]) == ("office", "77", "1003")
    with database.reading() as connection:
        assert memo(connection, database.sealer, "office_chat") == {"setting": -1001, "chat": -1009876}
    assert len(rows(database, updates)) == 97
    assert {row.channel for row in rows(database, updates)} == {"telegram", "office", "console"}
    assert all(row.seen_at % 3600 == 0 for row in rows(database, updates))


def test_every_sealed_value_is_bound_and_padded_anew(database: Database) -> None:
    for table in metadata.sorted_tables:
        if "sealed" in table.c and table.name not in MADE_SINCE:
            sealed = [row.sealed for row in rows(database, table) if getattr(row, "name", "") not in PLAIN_MEMOS]
            assert sealed, table.name
            assert {blob[:1] for blob in sealed} == {b"\x02"}
            assert {key_id_of(blob) for blob in sealed} == {database.sealer.key_id}
            assert {(len(blob) - 37) % PADDED.get(table.name, 1) for blob in sealed} == {0}


# --- what waits to be sent ------------------------------------------------------------------------------------------


def test_what_waits_for_clients_says_the_same_in_no_messenger_s_terms(database: Database) -> None:
    waiting = [post for post in posts(database, "queued") if post.channel == "telegram"]
    assert {post.kind for post in waiting} == {"screen", "strip", "picture", "erase"}
    by_person = {person.id: person for person in everybody(database).values()}
    for post in waiting:
        if post.person in by_person:
            person = by_person[post.person]
            assert (post.payload["to"], post.lane) == (person.address.to, person.address.id)
    screens = [post for post in waiting if post.kind == "screen"]
    assert {post.payload["at"] for post in screens} == {None}
    edits = [post for post in screens if post.payload["replaces"] is not None]
    assert edits
    assert all(post.payload["replaces"] == post.handle for post in edits)
    [asked] = [post for post in screens if post.payload["to"] == "1001"]
    say = Content.from_json(asked.payload["say"])
    assert "When were you born?" in words_of(asked.payload["say"])
    assert "<" not in words_of(asked.payload["say"])
    assert say.language == "en"
    labels = {one_words().plain("en", choice.label): choice.data for row in say.rows for choice in row}
    assert labels[BACK].endswith(".back")
    assert labels[BACK][0].isdecimal(), "as 0.2.0 wrote it: a button of a stray copy"
    [file] = [say for post in screens if (say := Content.from_json(post.payload["say"])).document]
    assert file.document is not None
    assert file.document[0] == "mydata.json"
    assert NAME in file.document[1]
    [picture] = [post for post in waiting if post.kind == "picture"]
    assert (picture.payload["to"], picture.payload["language"]) == ("1003", "en")
    assert picture.payload["picture"]["office"]


def test_the_receipt_of_somebody_erased_is_on_its_way(database: Database) -> None:
    mine = [post for post in posts(database, "queued") if post.payload.get("to") == "1007"]
    assert [post.kind for post in mine] == ["erase", "screen"]
    erase, receipt = mine
    assert erase.payload["messages"]
    assert all(isinstance(number, str) for number in erase.payload["messages"])
    assert words_of(receipt.payload["say"]).startswith("Done.")
    assert receipt.handle is None
    assert erase.lane == database.sealer.fingerprint("person", "telegram", "1007")


def test_what_waits_for_staff_says_the_same(database: Database) -> None:
    waiting = [post for post in posts(database, "queued") if post.channel == "office"]
    by_kind: dict[str, list[Post]] = {}
    for post in waiting:
        by_kind.setdefault(post.kind, []).append(post)
    assert set(by_kind) == {"card", "note", "reply", "erase"}
    card = [post for post in by_kind["card"] if post.payload["number"] == 1][-1]
    assert NAME in words_of(card.payload["say"])
    rows = Content.from_json(card.payload["say"]).rows
    assert "ok:1:academic" in {choice.data for row in rows for choice in row}
    assert NAME in one_words().plain("ja", Text.from_json(card.payload["topic"]))
    assert card.payload["ring"] is False
    sheet = next(post for post in by_kind["note"] if "sheet" in post.payload)
    assert sheet.payload["name"] == "points-1.pdf"
    assert sheet.payload["sheet"]["client"] == NAME
    assert NAME in words_of(sheet.payload["card"])
    [reply] = by_kind["reply"]
    assert reply.payload["thread"] == "12"
    assert words_of(reply.payload["say"]) == "#1 Maria & co"
    [erase] = by_kind["erase"]
    assert (erase.payload["name"], erase.payload["topic"]) == ("#3", None)
    assert "3" in words_of(erase.payload["say"])


def test_what_is_held_and_what_is_dead_stays_so(database: Database) -> None:
    held = posts(database, "held")
    assert {post.payload["to"] for post in held} == {"1005"}
    assert {post.kind for post in held} == {"screen", "strip"}
    [dead] = posts(database, "dead")
    assert dead.kind == "note"
    assert "Please call <b>me</b> & only me" in words_of(dead.payload["say"])


@pytest.mark.usefixtures("_new_updates")
def test_the_conversations_go_on(settings: Settings) -> None:
    core = build_core(settings)
    talk = Talk(core, "1001")
    talk.say("1994-05-01")
    found = everybody(core.database)["1001"]
    assert found.conversation.answers["birth_date"].value == "1994-05-01"
    back = Talk(core, "1005")
    back.command("start")
    assert everybody(core.database)["1005"].address.reachable
    assert not posts(core.database, "held"), "what was held goes out now"
    gone = Talk(core, "1003")
    gone.command("forget")
    core.database.close()


# --- killed midway --------------------------------------------------------------------------------------------------

DYING = """
import os, signal, sys
from pathlib import Path
from bot.settings import Settings
from bot.storage import database
from bot.storage.seal import Sealer
real, left = Sealer.seal, [int(sys.argv[3])]
def seal(self, *args, **kwargs):
    left[0] -= 1
    if left[0] == 0:
        os.kill(os.getpid(), signal.SIGKILL)
    return real(self, *args, **kwargs)
Sealer.seal = seal
database.open_database(Settings(database=f"sqlite:///{sys.argv[1]}", key=sys.argv[2]))
"""


@pytest.mark.parametrize("sealed", [1, 9, 20, 30])
def test_killed_midway_it_begins_again(sealed: int, settings: Settings, tmp_path: Path) -> None:
    before = as_it_was(tmp_path)
    died = subprocess.run(
        [sys.executable, "-c", DYING, str(tmp_path / "intake.db"), KEY, str(sealed)], check=False, env=os.environ
    )
    assert died.returncode == -signal.SIGKILL
    assert as_it_was(tmp_path) == before
    assert version_on_disk(settings) == "0001"
    database = open_database(settings)
    assert version_on_disk(settings) == HEAD
    assert len(rows(database, people)) == 6
    assert len(rows(database, outbox)) == 22
    database.close()


def test_with_another_key_nothing_is_touched(settings: Settings, tmp_path: Path) -> None:
    before = as_it_was(tmp_path)
    other = Settings(database=settings.database, key="B" * 43)
    with pytest.raises(Exception, match="is sealed with key"):
        open_database(other)
    assert as_it_was(tmp_path) == before


def test_nothing_of_the_old_tables_is_left_in_the_file(settings: Settings, tmp_path: Path) -> None:
    """Their values were bound to less, and lay about unpadded."""
    with closing(sqlite3.connect(tmp_path / "intake.db")) as connection:
        old = [row[0] for row in connection.execute("SELECT sealed FROM people UNION SELECT sealed FROM leads")]
    open_database(settings).close()
    raw = b"".join(file.read_bytes() for file in tmp_path.glob("intake.db*"))
    assert not [blob for blob in old if blob[40:72] in raw]
    with closing(sqlite3.connect(tmp_path / "intake.db")) as connection:
        names = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
    assert not [name for name in names if name.startswith("old_") or name.startswith("ix_")]
    assert memos.name in names
