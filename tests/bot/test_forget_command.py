"""`intake forget NUMBER`: the person of a lead is erased, nobody else is, and the receipt says what was done."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.__main__ import main
from bot.app import Core
from bot.delivery.post import Post
from bot.storage.lock import RunLock
from bot.storage.records import PEOPLE, open_person
from bot.storage.tables import metadata
from bot.turns.acts import Delivered
from bot.turns.apply import Batch
from bot.turns.ledger import Call
from tests.support import ANSWERS, NAME, SettableClock, Talk, core_in, damage


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder of its own, and none of this machine's settings."""
    for name in [name for name in os.environ if name.startswith("INTAKE_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("bot.commands.forget.now", SettableClock())
    return tmp_path


@pytest.fixture
def office(folder: Path) -> Core:
    """Two leads of the messenger, everything sent, and one of a terminal."""
    core = core_in(folder)
    Talk(core, "1001").go_to("handed_off")
    Talk(core, "1002").go_to("handed_off", {**ANSWERS, "name": "Li Wei"})
    Talk(core, "local", "console").go_to("handed_off", {**ANSWERS, "name": "Somebody here"})

    def sent(batch: Batch) -> None:
        for number, post in enumerate(batch.tx.waiting(), start=500):
            made = {post.handle: str(number)} if post.handle and post.kind != "strip" else {}
            batch.tx.delivered(Delivered(post, made, Talk(core).clock().timestamp()))

    core.ledger.do(Call(sent))
    return core


def waiting(core: Core) -> list[Post]:
    """What waits to be sent."""
    posts: list[Post] = core.ledger.do(Call(lambda batch: batch.tx.waiting()))
    return posts


def people(core: Core) -> set[str]:
    with core.database.reading() as connection:
        return {open_person(core.database.sealer, row).address.to for row in connection.execute(PEOPLE)}


def everything(core: Core) -> list[object]:
    with core.database.reading() as connection:
        return [connection.execute(select(table)).all() for table in metadata.sorted_tables]


def test_the_person_is_erased_and_messages_are_taken_back(
    office: Core, capsys: pytest.CaptureFixture[str], folder: Path
) -> None:
    assert main(["forget", "1"]) == 0
    said = capsys.readouterr().out
    assert said.startswith("Erased: lead 1 and everything about its client that was kept in intake.db")
    assert "`intake run` takes back what a bot may in the client's chat and the staff group when it is started" in said
    assert NAME not in said
    assert people(office) == {"1002", "local"}
    assert office.ledger.do(Call(lambda batch: batch.tx.lead_numbered(1))) is None
    assert office.ledger.do(Call(lambda batch: batch.tx.lead_numbered(2))) is not None
    staff, chat, receipt = waiting(office)
    assert (staff.channel, staff.kind, staff.payload["name"]) == ("office", "erase", "#1")
    assert staff.payload["messages"]
    assert (chat.channel, chat.kind, chat.payload["to"]) == ("telegram", "erase", "1001")
    assert chat.payload["messages"]
    assert receipt.payload["say"]["lines"][0]["key"] == "erased", "the client is told, as by /forget"
    assert NAME not in str([post.payload for post in waiting(office)])
    assert not office.database.has_traces()
    raw = b"".join(file.read_bytes() for file in folder.glob("intake.db*") if file.suffix != ".key")
    assert NAME.encode() not in raw


def test_beside_a_running_service_it_is_within_seconds(
    office: Core, capsys: pytest.CaptureFixture[str], folder: Path
) -> None:
    offered: list[Post] = []
    office.news.listen(lambda posts, erased, all_there_is: offered.extend(posts))
    office.ledger.do(Call(lambda batch: None))
    assert offered == []
    with RunLock(folder / "intake.db"):
        assert main(["forget", "#2"]) == 0
    assert "within seconds" in capsys.readouterr().out
    office.ledger.do(Call(lambda batch: None))
    assert [post.kind for post in offered] == ["erase", "erase", "screen"], (
        "the running service finds what it must send"
    )
    office.ledger.do(Call(lambda batch: None))
    assert len(offered) == 3


def test_what_was_queued_elsewhere_is_picked_up_after_a_turn_that_failed(office: Core) -> None:
    offered: list[Post] = []
    office.ledger.do(Call(lambda batch: None))
    office.news.listen(lambda posts, erased, all_there_is: offered.extend(posts))
    assert main(["forget", "2"]) == 0

    def fail(_batch: Batch) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        office.ledger.do(Call(fail))
    assert offered == []
    office.ledger.do(Call(lambda batch: None))
    assert len(offered) == 3


def test_a_damaged_lead_is_erased_like_any_other(office: Core, capsys: pytest.CaptureFixture[str]) -> None:
    damage(office, "leads", "number = 1")
    assert main(["forget", "1"]) == 0
    said = capsys.readouterr().out
    assert said.startswith("Erased: lead 1")
    assert "could not be opened" not in said
    assert people(office) == {"1002", "local"}
    assert [post.kind for post in waiting(office)] == ["erase", "erase", "screen"]


@pytest.mark.parametrize("table", ["people", "addresses"])
def test_of_a_damaged_client_goes_what_can_go_and_the_rest_is_said(
    office: Core, capsys: pytest.CaptureFixture[str], table: str
) -> None:
    person = office.ledger.do(Call(lambda batch: batch.tx.lead_owner(1)))
    damage(office, table, f"{'id' if table == 'people' else 'person'} = '{person}'")
    office.database.close()
    assert main(["forget", "1"]) == 0
    said = capsys.readouterr().out
    assert "takes back what a bot may in the staff group when it is started" in said
    assert "damaged and could not be opened" in said
    assert people(office) == {"1002", "local"}
    assert office.ledger.do(Call(lambda batch: batch.tx.lead_owner(1))) is None
    [staff] = waiting(office)
    assert (staff.channel, staff.kind, staff.payload["name"]) == ("office", "erase", "#1")
    assert staff.payload["messages"]


def test_a_damaged_client_of_a_terminal_is_no_matter_of_staff(office: Core, capsys: pytest.CaptureFixture[str]) -> None:
    person = office.ledger.do(Call(lambda batch: batch.tx.lead_owner(3)))
    damage(office, "people", f"id = '{person}'")
    office.database.close()
    assert main(["forget", "3"]) == 0
    assert "No messages need to be taken back." in capsys.readouterr().out
    assert waiting(office) == []


def test_somebody_at_a_terminal_has_no_messages(office: Core, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["forget", "3"]) == 0
    assert "No messages need to be taken back." in capsys.readouterr().out
    assert people(office) == {"1001", "1002"}
    assert waiting(office) == []


@pytest.mark.parametrize("number", ["4", "0", "999999999999999"])
def test_an_unknown_number_changes_nothing(number: str, office: Core, capsys: pytest.CaptureFixture[str]) -> None:
    before = everything(office)
    assert main(["forget", number]) == 1
    ran = capsys.readouterr()
    assert ran.out == ""
    assert ran.err == (
        f"intake: there is no lead {number}: it was erased, or the number is wrong; see `intake leads`\n"
    )
    assert everything(office) == before


@pytest.mark.parametrize("words", [[], ["-1"], ["one"], ["１"], ["1", "2"]])
def test_a_number_is_a_number(words: list[str], folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["forget", *words])
    assert list(folder.iterdir()) == []


def test_without_a_database_none_is_made(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["forget", "1"]) == 1
    assert "there is no database at intake.db yet" in capsys.readouterr().err
    assert list(folder.iterdir()) == []
