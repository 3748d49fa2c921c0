"""`intake keys rotate`: a new key in full operation; stopped between any two pieces, it goes on and nothing is lost."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, select, text

from bot.__main__ import main
from bot.app import Core
from bot.checks.store import check_store
from bot.errors import AlreadyRunning, SealError, StorageError, StorageTrouble
from bot.settings import Settings
from bot.storage import rotation, sqlite
from bot.storage.database import PLAIN_MEMOS, Database, open_database
from bot.storage.desk import hashed_parts
from bot.storage.keys import add_key, key_file_of, load_sealer
from bot.storage.records import (
    PEOPLE,
    audits_of,
    lead_numbers,
    leads_numbered,
    open_booking,
    open_calendar,
    open_pair,
    open_person,
)
from bot.storage.rotation import Rotation
from bot.storage.seal import key_id_of
from bot.storage.store import SqlStore
from bot.storage.tables import addresses, bookings, calendars, metadata, outbox, talk
from bot.storage.tables import people as people_table
from bot.turns.acts import OfficeTurn
from bot.turns.finding import parts_of, parts_of_word
from bot.turns.ledger import Call
from dialogs.desk.rights import EVERYTHING
from tests.e2e.doctor.patient import said as in_words
from tests.storage.beside import with_all
from tests.storage.reading import memo, waiting_posts
from tests.support import NAME, TUESDAY_MORNING, Talk, core_in, settings_in


class Stopped(BaseException):
    """Death between two pieces."""


@pytest.fixture
def busy(core: Core) -> Core:
    """People half way and handed off, posts that wait, and a fact."""
    for chat in ("1", "2"):
        Talk(core, chat).go_to("handed_off")
    for number in range(10, 14):
        Talk(core, str(number)).go_to("goal")
    core.ledger.do(OfficeTurn("t", 1, "take", "佐藤", Talk(core).clock(), rights=EVERYTHING))
    core.ledger.do(Call(lambda batch: batch.tx.set_memo("office_chat", {"chat": -5})))
    with_all(core, "1", "2", now=TUESDAY_MORNING)
    return core


def all_sealed(database: Database) -> list[bytes]:
    """Every sealed value there is."""
    with database.reading() as connection:
        return [
            row.sealed
            for table in metadata.sorted_tables
            if "sealed" in table.c
            for row in connection.execute(select(table))
            if getattr(row, "name", "") not in PLAIN_MEMOS
        ]


def opened(database: Database) -> list[object]:
    """Everything that can be opened, opened."""
    with database.reading() as connection:
        people = [open_person(database.sealer, row) for row in connection.execute(PEOPLE)]
        # A lane is named by its address, which a new key names anew.
        lanes = {person.address.id: person.address.to for person in people}
        return [
            sorted((p.address.to, p.conversation.place.at, p.version, str(p.inbox)) for p in people),
            leads_numbered(connection, database.sealer, lead_numbers(connection)),
            [
                (post.id, lanes.get(post.lane, post.lane), post.payload)
                for post in waiting_posts(connection, database.sealer)
            ],
            memo(connection, database.sealer, "office_chat"),
            audits_of(connection, database.sealer, [person.id for person in people]),
            [open_booking(database.sealer, row) for row in connection.execute(select(bookings))],
            [open_pair(database.sealer, row) for row in connection.execute(select(talk))],
            [open_calendar(database.sealer, row) for row in connection.execute(select(calendars))],
        ]


def keys_in(folder: Path) -> list[str]:
    return (folder / "intake.db.key").read_text().split()


def rotate(folder: Path, between: Callable[[], None] = lambda: None) -> rotation.Rotated:
    """As the command does it: opened anew, with the keys of the file."""
    settings = settings_in(folder)
    database = open_database(settings)
    try:
        return Rotation(database, key_file_of(settings), between).run()
    finally:
        database.close()


def test_all_is_sealed_anew_and_the_old_key_opens_nothing(busy: Core, tmp_path: Path) -> None:
    before, [old] = opened(busy.database), keys_in(tmp_path)
    done = rotate(tmp_path)
    [new] = keys_in(tmp_path)
    assert new != old
    assert (tmp_path / "intake.db.key").stat().st_mode & 0o777 == 0o600
    assert (done.went_on, done.dropped) == (False, 1)
    assert done.sealed["people"] == done.sealed["addresses"] == 6
    assert done.sealed["leads"] == done.sealed["runs"] == done.sealed["bookings"] == done.sealed["talk"] == 2
    assert done.sealed["audit"] == 3
    assert done.sealed["facts"] == done.sealed["calendars"] == 1
    fresh = open_database(settings_in(tmp_path))
    assert {key_id_of(sealed) for sealed in all_sealed(fresh)} == {done.key_id} == {fresh.sealer.key_id}
    assert opened(fresh) == before
    with fresh.reading() as connection:
        for row in connection.execute(select(addresses)):
            to = fresh.sealer.open_json("addresses", row.id, row.sealed, owner=row.person)["to"]
            assert row.finder == fresh.sealer.fingerprint("person", "telegram", to)
    fresh.close()
    with pytest.raises(SealError, match="is sealed with key"):
        open_database(Settings(database=busy.settings.database, key=old))


@pytest.mark.parametrize("stopped", [False, True])
def test_the_old_key_does_not_tell_who_is_a_client(busy: Core, tmp_path: Path, stopped: bool) -> None:
    """Chats are numbers: whoever has the key of a hash can try them all."""
    old, chats = busy.database.sealer, ("1", "2", *map(str, range(10, 14)), "77")
    made = {old.fingerprint("person", "telegram", chat).encode() for chat in chats}
    leaving = Talk(busy, "2")
    leaving.command("forget")
    leaving.press("forget")  # the receipt waits, and its person is gone
    pieces = iter(range(1_000))

    def between() -> None:
        piece = next(pieces)
        Talk(busy, "77" if piece % 2 else "10").command("help")
        if stopped and piece == 3:
            raise Stopped

    if stopped:
        with pytest.raises(Stopped):
            rotate(tmp_path, between)
    rotate(tmp_path, between)
    fresh = open_database(settings_in(tmp_path))
    with fresh.reading() as connection:
        people = [open_person(fresh.sealer, row) for row in connection.execute(PEOPLE)]
        assert {row.lane for row in connection.execute(select(outbox)) if row.channel == "telegram"} == {
            fresh.sealer.fingerprint("person", "telegram", chat) for chat in chats
        }
        for person in people:
            content = connection.execute(select(people_table).where(people_table.c.id == person.id)).one()
            opened = fresh.sealer.open_json(
                "people", person.id, content.sealed, owner=person.id, version=content.version
            )
            assert opened["address"] == person.address.id
    assert fresh.empty_log()
    fresh.close()
    here = b"".join(path.read_bytes() for path in tmp_path.glob("intake.db*"))
    assert [finder for finder in made if finder in here] == []


def test_a_running_process_follows_at_its_next_turn(busy: Core, tmp_path: Path) -> None:
    """It reads the key file again by itself, finds everybody, and seals with the new key from the first turn on."""
    known = Talk(busy, "10")
    known.command("help")
    half = Talk(busy, "11")
    half.command("help")
    turns = iter(range(1000))

    def a_turn() -> None:
        number = next(turns)
        known.say("hsp" if number % 2 else "something else")
        Talk(busy, f"new-{number}").command("start")

    done = rotate(tmp_path, a_turn)
    assert busy.database.sealer.key_id == done.key_id
    half.say("hsp")
    found = opened(busy.database)[0]
    assert isinstance(found, list)
    assert len(found) == 6 + next(turns), "nobody was met twice"
    assert {key_id_of(sealed) for sealed in all_sealed(busy.database)} == {done.key_id}
    assert len(keys_in(tmp_path)) == 1


def test_a_process_that_slept_through_it_follows_too(busy: Core, tmp_path: Path) -> None:
    done = rotate(tmp_path)
    Talk(busy, "10").say("hsp")
    Talk(busy, "99").command("start")
    assert {key_id_of(sealed) for sealed in all_sealed(busy.database)} == {done.key_id}
    assert rotate(tmp_path).key_id != done.key_id
    Talk(busy, "99").say("English")
    assert len(opened(busy.database)[0]) == 7  # type: ignore[arg-type]


def pieces(folder: Path) -> int:
    """How many places there are to be stopped at."""
    count = [0]

    def step() -> None:
        count[0] += 1

    rotate(folder, step)
    return count[0]


def test_stopped_between_any_two_pieces_it_goes_on(busy: Core, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rotation, "ROWS_AT_ONCE", 16)
    before = opened(busy.database)
    total = pieces(tmp_path)
    assert total > 10
    for place in range(1, total + 1):
        left = [place]

        def stop(left: list[int] = left) -> None:
            left[0] -= 1
            if not left[0]:
                raise Stopped

        with pytest.raises(Stopped):
            rotate(tmp_path, stop)
        # As it was left: every start opens everything, and goes on writing.
        again = open_database(settings_in(tmp_path))
        assert opened(again) == before
        again.close()
        Talk(busy, "10").command("help")
        before = opened(busy.database)
        done = rotate(tmp_path)
        assert done.went_on
        assert len(keys_in(tmp_path)) == 1
        assert {key_id_of(sealed) for sealed in all_sealed(busy.database)} == {done.key_id}
        assert opened(busy.database) == before


DYING = """
import os, signal, sys
from pathlib import Path
from bot.settings import Settings
from bot.storage import rotation
from bot.storage.database import open_database
from bot.storage.keys import key_file_of
rotation.ROWS_AT_ONCE = 8
folder = Path(sys.argv[1])
settings = Settings.load({"INTAKE_DATABASE": f"sqlite:///{folder}/intake.db"}, folder)
left = [int(sys.argv[2])]
def die():
    left[0] -= 1
    if left[0] == 0:
        os.kill(os.getpid(), signal.SIGKILL)
rotation.Rotation(open_database(settings), key_file_of(settings), die).run()
"""


def test_killed_it_goes_on(busy: Core, tmp_path: Path) -> None:
    before = opened(busy.database)
    root = str(Path(__file__).resolve().parents[2])
    died = subprocess.run(
        [sys.executable, "-c", DYING, str(tmp_path), "5"], check=False, env={**os.environ, "PYTHONPATH": root}
    )
    assert died.returncode == -signal.SIGKILL
    assert len(keys_in(tmp_path)) == 2
    assert rotate(tmp_path).went_on
    assert opened(busy.database) == before
    assert len(keys_in(tmp_path)) == 1


def test_a_value_that_an_old_key_sealed_meanwhile_is_told(busy: Core, tmp_path: Path) -> None:
    """Another process with a key file of its own would do that; then the old key stays."""
    stranger = load_sealer(Settings(key=keys_in(tmp_path)[0]), database_exists=True)

    def seal_with_the_old_key() -> None:
        with busy.database.writing() as connection:
            sealed = stranger.seal_json("facts", "office_chat", 1)
            connection.execute(text("UPDATE facts SET sealed = :s WHERE name = 'office_chat'"), {"s": sealed})

    with pytest.raises(StorageError, match="still sealed with an old key, and the key file was left"):
        rotate(tmp_path, seal_with_the_old_key)
    assert len(keys_in(tmp_path)) == 2


def damage(core: Core, *rows: tuple[str, str]) -> list[tuple[str, str]]:
    """Spoil what is sealed of some rows, as a bad disk would; returns their tables and ids."""
    spoilt = []
    with core.database.writing() as connection:
        for table, column in rows:
            key = connection.execute(text(f"SELECT {column} FROM {table} ORDER BY {column} LIMIT 1")).scalar_one()
            change = f"UPDATE {table} SET sealed = CAST(sealed || x'00' AS BLOB) WHERE {column} = :key"
            connection.execute(text(change), {"key": key})
            spoilt.append((table, str(key)))
    return spoilt


ONE_OF_EACH = (
    ("facts", "name"),
    ("people", "id"),
    ("addresses", "id"),
    ("runs", "id"),
    ("leads", "number"),
    ("bookings", "number"),
    ("talk", "id"),
    ("audit", "seq"),
    ("saved_texts", "id"),
    ("staff", "id"),
    ("feeds", "id"),
    ("web_sessions", "id"),
    ("web_events", "seq"),
    ("web_files", "id"),
    ("counters", "id"),
    ("profile_changes", "seq"),
    ("desk_sessions", "id"),
    ("calendars", "id"),
    ("outbox", "seq"),
)


@pytest.mark.parametrize("row", ONE_OF_EACH, ids=lambda row: row[0])
def test_a_damaged_row_stops_nothing_and_keeps_the_key_it_names(
    core: Core, tmp_path: Path, row: tuple[str, str]
) -> None:
    for chat in ("1", "2"):
        Talk(core, chat).go_to("handed_off")
    core.ledger.do(Call(lambda batch: batch.tx.set_memo("a_fact", 1)))
    with_all(core, "1", "2", now=TUESDAY_MORNING)
    [old] = keys_in(tmp_path)
    spoilt = damage(core, row)
    before = len(all_sealed(core.database))
    done = rotate(tmp_path)
    assert done.damaged == spoilt
    assert done.dropped == 0
    assert keys_in(tmp_path)[1:] == [old]
    keys = [key_id_of(sealed) for sealed in all_sealed(core.database)]
    assert len(keys) == before
    assert sum(key != done.key_id for key in keys) == 1, "all others are sealed anew"


def test_a_row_put_back_from_a_backup_is_sealed_and_lets_the_old_key_go(busy: Core, tmp_path: Path) -> None:
    before = opened(busy.database)
    whole = text("SELECT id, sealed FROM people ORDER BY id LIMIT 1")
    with busy.database.reading() as connection:
        backup = connection.execute(whole).one()
    damage(busy, ("people", "id"))
    old = busy.database.sealer.key_id
    first = rotate(tmp_path)
    again = rotate(tmp_path)
    assert not again.went_on, "damaged rows keep nobody from another key"
    assert again.key_id != first.key_id
    assert len(keys_in(tmp_path)) == 2, "and only the key they name stays"
    with busy.database.writing() as connection:
        connection.execute(text("UPDATE people SET sealed = :sealed WHERE id = :id"), backup._asdict())
    assert key_id_of(backup.sealed) == old
    last = rotate(tmp_path)
    assert last.went_on
    assert (last.damaged, last.dropped, len(keys_in(tmp_path))) == ([], 1, 1)
    fresh = open_database(settings_in(tmp_path))
    assert opened(fresh)[0] == before[0]
    fresh.close()


def test_where_nobody_knows_which_key_a_damaged_row_needs_all_stay(busy: Core, tmp_path: Path) -> None:
    with busy.database.writing() as connection:
        connection.execute(text("UPDATE leads SET sealed = zeroblob(100) WHERE number = 1"))
    assert rotate(tmp_path).damaged == [("leads", "1")]
    assert rotate(tmp_path).dropped == 0
    assert len(keys_in(tmp_path)) == 3


def test_one_rotation_at_a_time(busy: Core, tmp_path: Path) -> None:
    def another() -> None:
        with pytest.raises(AlreadyRunning, match="wait until it is done"):
            rotate(tmp_path)

    rotate(tmp_path, another)


def test_a_process_that_does_not_see_the_new_key_stops_instead_of_losing_it(busy: Core, tmp_path: Path) -> None:
    """Its key is in a setting, say. Nothing it would seal could be opened by the others."""
    [old] = keys_in(tmp_path)
    apart = open_database(Settings(database=busy.settings.database, key=old))
    rotate(tmp_path)
    with pytest.raises(StorageTrouble, match="is sealed with key"), SqlStore(apart).transaction():
        raise AssertionError("it must not come so far")
    apart.close()


def test_a_piece_that_the_database_ended_is_done_again(busy: Core, monkeypatch: pytest.MonkeyPatch) -> None:
    """On PostgreSQL turns and a piece may stand in each other's way: one of them is ended, and begins anew."""
    really, ended = rotation._seal_page, list[Any]()

    def seal(connection: Connection, *rest: Any) -> Any:
        found = really(connection, *rest)
        if len(ended) < 3:
            ended.append(found)
            raise StorageTrouble("error-database-unusable", path="x", error="40P01")
        return found

    monkeypatch.setattr(rotation, "_seal_page", seal)
    between: list[None] = []
    done = Rotation(busy.database, key_file_of(busy.settings), between=lambda: between.append(None)).run()
    assert (len(ended), done.damaged) == (3, [])
    assert done.sealed["people"] > 0


def test_a_piece_that_is_ended_again_and_again_is_told_and_begun_anew_it_goes_on(
    busy: Core, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The last try's trouble is the command's: nothing says that it is done, and the old key stays."""
    tries: list[object] = []

    def ended(*_args: object) -> None:
        tries.append(None)
        raise StorageTrouble("error-database-unusable", path="x", error="40P01")

    before = opened(busy.database)
    with monkeypatch.context() as ending:
        ending.setattr(rotation, "_seal_page", ended)
        with pytest.raises(StorageTrouble, match="40P01"):
            Rotation(busy.database, key_file_of(busy.settings)).run()
    assert len(tries) == rotation.MOST_TRIES
    done = Rotation(busy.database, key_file_of(busy.settings)).run()
    assert (done.went_on, done.damaged, done.dropped) == (True, [], 1)
    assert opened(busy.database) == before


# --- the command ----------------------------------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder of its own, and none of this machine's settings."""
    for name in [name for name in os.environ if name.startswith("INTAKE_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("bot.commands.keys._PAUSE_SECONDS", 0)
    return tmp_path


def test_the_command_says_what_it_did(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    core = core_in(folder)
    Talk(core).go_to("handed_off")
    core.database.close()
    before = (folder / "intake.db.key").read_text()
    assert main(["keys", "rotate"]) == 0
    said = capsys.readouterr().out
    assert "Made the new key" in said
    assert "1 in people, 1 in addresses, 1 in runs, 1 in leads" in said
    assert "1 old key taken out of the file" in said
    assert before.strip() not in said
    assert (folder / "intake.db.key").read_text().strip() not in said
    assert NAME not in said
    add_key(folder / "intake.db.key")
    assert main(["keys", "rotate"]) == 0
    assert "Went on with the new key" in capsys.readouterr().out


def test_who_reads_meanwhile_keeps_the_old_key_in_the_log_and_that_is_said(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite, "TRUNCATE_MILLISECONDS", 0)
    core = core_in(folder)
    Talk(core).go_to("goal")
    with core.database.reading() as connection:
        connection.execute(select(people_table)).all()
        assert main(["keys", "rotate"]) == 0
    said = capsys.readouterr().out
    assert "may still be in the log beside the database until `intake run` is started anew" in said
    assert "Copy the key file to where you keep its copy" in said
    core.database.close()
    assert main(["keys", "rotate"]) == 0
    assert "may still be in the log" not in capsys.readouterr().out


def test_a_lock_file_that_cannot_be_made_is_a_sentence(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing is changed then: two rotations at once could lose a key."""
    core_in(folder).database.close()
    before = (folder / "intake.db.key").read_bytes()
    (folder / "intake.db.keys.lock").mkdir()
    assert main(["keys", "rotate"]) == 1
    said = capsys.readouterr().err
    assert "The lock file" in said
    assert "intake.db.keys.lock cannot be used (Is a directory): check its folder" in said
    assert (folder / "intake.db.key").read_bytes() == before


def test_the_command_names_what_is_damaged_and_so_does_the_doctor(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    core = core_in(folder)
    for chat in range(12):
        Talk(core, str(chat)).command("start")
    with core.database.writing() as connection:
        connection.execute(text("UPDATE people SET sealed = CAST(sealed || x'00' AS BLOB)"))
        ids = list(connection.execute(text("SELECT id FROM people ORDER BY id")).scalars())
    core.database.close()
    assert main(["keys", "rotate"]) == 1
    said = capsys.readouterr()
    assert "12 in addresses" in said.out
    assert "Nothing is sealed with another key" not in said.out
    assert "0 old keys taken out" in said.out
    [sentence] = said.err.splitlines()
    assert sentence.startswith(f"intake: 12 rows (people {ids[0]}, people {ids[1]}, ")
    assert "2 more) cannot be opened with any key (damaged)" in sentence

    def said_of_the_keys() -> list[tuple[str, str]]:
        store = check_store(settings_in(folder), TUESDAY_MORNING)
        found = [(f.severity, in_words(f.says)) for f in store.findings]
        return [(level, line) for level, line in found if "the key file holds" in line]

    [(level, line)] = said_of_the_keys()
    assert level == "warning"
    assert f"12 rows (people {ids[0]}, " in line
    # Beside rows that a rotation still has to seal, both are said.
    add_key(folder / "intake.db.key")
    assert [level for level, _ in said_of_the_keys()] == ["note", "warning"]


def test_a_key_in_the_environment_cannot_be_changed(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("INTAKE_KEY", "B" * 43)
    assert main(["migrate"]) == 0
    assert main(["keys", "rotate"]) == 1
    said = capsys.readouterr().err
    assert "INTAKE_KEY_FILE" in said
    assert "B" * 43 not in said


def test_there_must_be_a_database(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["keys", "rotate"]) == 1
    assert "there is no database at intake.db yet" in capsys.readouterr().err
    assert list(folder.iterdir()) == []
    with pytest.raises(SystemExit, match="2"):
        main(["keys", "turn"])


def test_a_key_file_given_by_a_setting_is_changed_where_it_is(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "safe").mkdir()
    real = folder / "safe" / "key"
    real.write_text("B" * 43 + "\n")
    real.chmod(0o600)
    (folder / "link").symlink_to(real)
    monkeypatch.setenv("INTAKE_KEY_FILE", str(folder / "link"))
    assert main(["migrate"]) == 0
    assert main(["keys", "rotate"]) == 0
    assert str(real) in capsys.readouterr().out
    assert (folder / "link").is_symlink()
    assert real.read_text() != "B" * 43 + "\n"
    assert sorted(file.name for file in real.parent.iterdir()) == ["key"]
    assert main(["leads"]) == 0


def test_what_the_newest_key_has_sealed_already_stays_as_it_is(busy: Core) -> None:
    """Two pieces may meet a row twice, where it was written in between."""
    before = all_sealed(busy.database)
    with busy.database.writing() as connection:
        ids = list(connection.execute(select(people_table.c.id)).scalars())
        assert ids
        assert rotation._seal_page(connection, busy.database.sealer, people_table, ids) == (0, {})
    assert all_sealed(busy.database) == before


def test_few_damaged_rows_are_named_each_and_many_by_the_first() -> None:
    few = [("people", "ab12"), ("leads", "7")]
    assert in_words(rotation.named_rows(few[:1])) == "1 row (people ab12)"
    assert in_words(rotation.named_rows(few)) == "2 rows (people ab12, leads 7)"
    many = in_words(rotation.named_rows(few * 6))
    assert many.startswith("12 rows (people ab12, leads 7, ")
    assert "2 more" in many


def test_leads_are_found_under_the_new_key_and_no_more_under_the_old(core: Core) -> None:
    Talk(core, "1").go_to("handed_off")
    parts = parts_of_word("santos")
    old = core.database.sealer.fingerprint("part", "sa")
    lead = core.ledger.do(Call(lambda batch: batch.tx.lead_numbered(1)))
    Rotation(core.database, key_file_of(core.settings)).run()
    assert core.ledger.do(Call(lambda batch: batch.tx.leads_with_parts(parts))) == {1}
    assert core.database.sealer.fingerprint("part", "sa") != old
    with core.database.reading() as connection:
        kept = {part for (part,) in connection.exec_driver_sql("SELECT part FROM lead_parts WHERE lead = 1")}
    expected = hashed_parts(core.database.sealer, parts_of(lead.record.consented))[0]
    assert kept == set(expected), "nothing of the old key is left"
