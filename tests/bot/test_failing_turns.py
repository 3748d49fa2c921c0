"""A turn that fails hurts nobody else's, and nothing of anybody is readable on the disk."""

from __future__ import annotations

import asyncio
import logging
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from bot.app import Core
from bot.delivery.post import Content, Post
from bot.errors import StorageTrouble
from bot.storage.tables import leads, outbox, people, runs
from bot.turns.acts import OfficeTurn, Turned
from bot.turns.apply import Batch
from bot.turns.ledger import MOST_REDONE, Call
from bot.turns.outcomes import NotErased, NotShown
from bot.turns.ports import Stale
from bot.turns.writer import Writer
from dialogs.desk.decision import ShowCard
from dialogs.desk.rights import EVERYTHING
from dialogs.marks import mark_of
from dialogs.messages import Act, ActKind
from tests.bot.writing import TRAP, count, everybody, person, queued, trapped
from tests.support import NAME, PHONE, SettableClock, Talk

__all__ = ["trapped"]


def said(core: Core, payload: dict[str, Any]) -> str:
    """The words of what waits to be sent."""
    content = Content.from_json(payload["say"])
    return "\n".join(core.words.plain(content.language, line) for line in content.lines)


def on_disk(folder: Path) -> bytes:
    """Every byte of the database and its log."""
    return b"".join(file.read_bytes() for file in sorted(folder.glob("intake.db*")) if file.suffix != ".key")


# --- a turn that fails ------------------------------------------------------------------------------------------------


def refused(turned: Turned) -> str | None:
    """What whoever acted is told instead, by its key."""
    return None if turned.refused is None else turned.refused.key


@pytest.mark.usefixtures("trapped")
def test_a_failing_turn_hurts_no_other_and_its_person_is_told(core: Core, caplog: pytest.LogCaptureFixture) -> None:
    talks = [Talk(core, chat) for chat in "123"]
    for talk in talks:
        talk.go_to("goal")
    before = person(core, "2").conversation.to_json()
    turns = [talk.turn(Act(ActKind.TEXT, text)) for talk, text in zip(talks, ("hsp", TRAP, "pr"), strict=True)]
    with caplog.at_level(logging.DEBUG):
        first, failed, third = core.ledger.batch(turns)
    assert (refused(first), refused(failed), refused(third)) == (None, "sorry", None)
    assert [person(core, chat).conversation.place.at for chat in "13"] == ["residence"] * 2
    after = person(core, "2").conversation.to_json()
    assert after == {**before, "messages": before["messages"] + 1}, "nothing moved"
    assert "something went wrong on our side" in said(core, queued(core, "2")[-1])
    assert "a turn failed: ValueError" in caplog.text
    assert TRAP not in caplog.text
    assert core.ledger.do(turns[1]).repeated, "and it does not come back for ever"


@pytest.mark.usefixtures("trapped")
def test_a_newcomer_whose_first_word_fails_is_told_and_can_begin(core: Core) -> None:
    talk = Talk(core)
    assert refused(talk.say(TRAP)) == "sorry"
    assert len(queued(core, "1001")) == 1
    talk.go_to("goal")


def stumble(*_args: object, **_more: object) -> None:
    raise ValueError(TRAP)


def waiting_at_the_office(core: Core) -> list[Post]:
    with core.ledger.store.transaction() as tx:
        return [post for post in tx.waiting() if post.channel == "office"]


def test_a_card_that_cannot_be_made_loses_no_lead(
    core: Core, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """A mistake of ours in the card: the lead is kept, staff read whom to write to, and the card comes in its place."""
    talk = Talk(core)
    talk.go_to("leave")
    monkeypatch.setattr("dialogs.desk.desk.card_screen", stumble)
    assert refused(talk.press("yes")) is None
    assert count(core, leads) == 1
    assert "the card of lead 1 cannot be made (ValueError)" in caplog.text
    assert TRAP not in caplog.text
    [card] = waiting_at_the_office(core)
    assert card.kind == "card"
    assert card.payload["ring"]
    told = Content.from_json(card.payload["say"])
    assert told.lines[0].key == "staff-card-failed"
    assert (told.lines[0].args["name"], told.lines[0].args["contact"]) == (NAME, PHONE)
    assert [choice.data for row in told.rows for choice in row][:3] == ["take:1", "done:1", "decline:1"]
    monkeypatch.undo()
    assert refused(core.ledger.do(OfficeTurn("5", 1, "take", "Tim", talk.clock(), rights=EVERYTHING))) is None
    made = next(post for post in reversed(waiting_at_the_office(core)) if post.kind == "card")
    assert made.handle == card.handle, "in its place"
    assert Content.from_json(made.payload["say"]).lines[0].key != "staff-card-failed"


def test_a_request_that_cannot_be_filed_is_not_lost(core: Core, monkeypatch: pytest.MonkeyPatch) -> None:
    """A mistake of ours where the card is sent: the client reads so, and staff get name and contact all the same."""
    talk = Talk(core)
    talk.go_to("leave")
    monkeypatch.setattr("dialogs.desk.clients.file_lead", stumble)
    assert refused(talk.press("yes")) == "sorry"
    monkeypatch.undo()
    assert count(core, leads) == 0
    [note] = waiting_at_the_office(core)
    told = Content.from_json(note.payload["say"])
    assert note.payload["ring"]
    with core.ledger.store.transaction() as tx:
        assert tx.erase(tx.person_at(talk.channel, talk.chat, talk.clock()).id).number is None
        assert note not in tx.waiting(), "it goes with the person"
    [line] = told.lines
    assert line.key == "staff-sending-failed"
    assert (line.args["name"], line.args["contact"]) == (NAME, PHONE)


def test_staff_are_told_of_a_turn_that_fails_and_it_is_not_done_twice(
    core: Core, monkeypatch: pytest.MonkeyPatch, clock: SettableClock
) -> None:
    def stumble(_batch: Batch, _turn: OfficeTurn) -> Turned:
        raise ValueError(TRAP)

    monkeypatch.setattr(Batch, "office_turn", stumble)
    turn = OfficeTurn("5", 1, "take", "Tim", clock(), rights=EVERYTHING)
    assert refused(core.ledger.do(turn)) == "staff-failed"
    assert core.ledger.do(turn).repeated, "its failure is known: nobody is told again"
    monkeypatch.undo()
    assert core.ledger.do(turn).repeated


def test_a_batch_that_is_always_stale_is_trouble_and_keeps_nothing(
    core: Core, monkeypatch: pytest.MonkeyPatch, clock: SettableClock
) -> None:
    tries: list[None] = []

    def stale(_batch: Batch, _turn: OfficeTurn) -> Turned:
        tries.append(None)
        raise Stale

    monkeypatch.setattr(Batch, "office_turn", stale)
    turn = OfficeTurn("5", 1, "take", "Tim", clock(), rights=EVERYTHING)
    with pytest.raises(StorageTrouble, match="another process"):
        core.ledger.do(turn)
    assert len(tries) == MOST_REDONE
    monkeypatch.undo()
    assert refused(core.ledger.do(turn)) == "staff-not-found", "it was not marked as seen"


async def test_a_call_that_fails_goes_back_to_its_caller_alone(core: Core) -> None:
    def fail(_batch: object) -> None:
        raise KeyError("x")

    writer = Writer(core.ledger)
    turn = Talk(core).turn(Act(ActKind.COMMAND, command="start"))
    jobs = [
        writer.submit(Call(fail)),
        writer.submit(turn),
        writer.submit(Call(lambda batch: batch.tx.lead_of("nobody"))),
    ]
    waiting = [asyncio.create_task(job) for job in jobs]
    await asyncio.sleep(0)
    writer.start()
    failed, turned, nobody = await asyncio.gather(*waiting, return_exceptions=True)
    await asyncio.to_thread(writer.stop)
    assert isinstance(failed, KeyError)
    assert isinstance(turned, Turned)
    assert turned.screens
    assert nobody is None
    assert len(everybody(core)) == 1


def test_a_database_in_trouble_acknowledges_nothing(core: Core, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError("disk full")

    talk = Talk(core)
    turn = talk.turn(Act(ActKind.COMMAND, command="start"))
    with monkeypatch.context() as patched:
        patched.setattr("bot.storage.transaction.SqlTransaction.flush", full)
        with pytest.raises(OSError, match="disk full"):
            core.ledger.do(turn)
    assert not core.ledger.do(turn).repeated, "the messenger brings it again, and then it counts"


# --- what stands on the disk ------------------------------------------------------------------------------------------


TYPED = (NAME, PHONE, "1994-05-01", "8,000,000", "8000000", "7005551234", "specialist", "Google Meet", "qualifies")


def test_nothing_a_person_said_can_be_read_on_the_disk(core: Core, tmp_path: Path) -> None:
    talk = Talk(core, "7005551234")
    talk.go_to("handed_off")
    talk.say("Please telephone in the morning")
    assert count(core, leads) == count(core, runs) == 1
    raw = on_disk(tmp_path)
    assert len(raw) > 100_000
    found = [word for word in (*TYPED, "telephone in the morning") if word.encode() in raw]
    assert found == []
    assert [word for word in TYPED if word.encode("utf-16-le") in raw] == []


def test_after_erasing_no_byte_of_a_person_is_left(core: Core, tmp_path: Path) -> None:
    other, talk = Talk(core, "2002"), Talk(core, "1001")
    other.go_to("handed_off")
    talk.go_to("handed_off")
    mine = {p.id for p in everybody(core) if p.address.to == "1001"}
    sealed: list[bytes] = []
    with core.database.engine.connect() as connection:
        for table, owner in ((people, "id"), (runs, "person"), (leads, "person"), (outbox, "person")):
            rows = connection.execute(select(table.c.sealed).where(table.c[owner].in_(mine))).scalars().all()
            assert rows, table.name
            sealed += rows
    # A long one is spread over several pages of the file.
    assert all(blob[:64] in on_disk(tmp_path) for blob in sealed)
    talk.command("forget")
    assert talk.press("forget").erased
    raw = on_disk(tmp_path)
    # Any 32 bytes of it, so that half a row in a freed page is found as well.
    pieces = [blob[i : i + 32] for blob in sealed for i in range(0, len(blob) - 32, 32)]
    assert sum(piece in raw for piece in pieces) == 0
    assert [p.address.to for p in everybody(core)] == ["2002"]
    assert count(core, leads) == count(core, runs) == 1
    assert [said(core, row)[:5] for row in queued(core, "1001")] == ["Done."], "the receipt alone is on its way"


def test_somebody_erased_may_begin_anew_in_the_same_batch(core: Core) -> None:
    talk = Talk(core)
    talk.go_to("goal")
    talk.command("forget")
    conversation = talk.conversation
    assert conversation is not None
    press = Act(ActKind.PRESS, data=f"{mark_of(conversation)}.forget")
    erased, begun = core.ledger.batch([talk.turn(press), talk.turn(Act(ActKind.COMMAND, command="start"))])
    assert erased.erased
    assert begun.person != erased.person
    assert person(core, "1001").conversation.answers == {}
    assert person(core, "1001").version == 1


def test_who_fails_where_they_decline_to_send_the_card_is_no_request_of_staff(
    core: Core, monkeypatch: pytest.MonkeyPatch
) -> None:
    for chat, answer, notes in (("1001", "no", 0), ("1002", "yes", 1)):
        talk = Talk(core, chat)
        talk.go_to("leave")
        with monkeypatch.context() as patched:
            patched.setattr("dialogs.dialogue.Dialogue.handle", stumble)
            assert refused(talk.press(answer)) == "sorry"
        assert len(waiting_at_the_office(core)) == notes, answer


def test_an_order_about_a_lead_that_is_not_there_is_a_mistake_of_ours(core: Core) -> None:
    talk = Talk(core)
    talk.command("start")

    def carry_out(batch: Batch) -> None:
        batch._carry_out(batch.tx.person_at(talk.channel, talk.chat, talk.clock()), None, ShowCard(), talk.clock())

    with pytest.raises(ValueError, match="ShowCard is an order about a lead, and there is none"):
        core.ledger.do(Call(carry_out))
    assert waiting_at_the_office(core) == []


def test_a_lead_that_comes_with_its_half_days_takes_their_places_at_once(core: Core) -> None:
    """What an earlier version asked before the card: the half-days are there when the lead is new."""
    talk = Talk(core)
    talk.go_to("leave")

    def choose(batch: Batch) -> None:
        person = batch.tx.person_at(talk.channel, talk.chat, talk.clock())
        person.conversation.keep("consultation", "online", talk.clock().date())
        person.conversation.keep("half_days", ["20261125am", "20261126pm"], talk.clock().date())
        person.touched = True

    core.ledger.do(Call(choose))
    assert refused(talk.press("yes")) is None
    halves = ["20261125am", "20261126pm", "20261127am"]
    wished = core.ledger.do(Call(lambda batch: batch.tx.wished(halves, "another")))
    assert wished == {"20261125am": 1, "20261126pm": 1}


@pytest.mark.parametrize("error", [Stale(), StorageTrouble("error-database-rewritten")])
def test_a_waiting_lead_that_another_process_changes_is_no_mistake_of_its_card_nor_of_its_person(
    core: Core, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    talk = Talk(core)
    talk.go_to("handed_off")
    later = talk.clock() + timedelta(days=1)

    def raised(*_args: object) -> None:
        raise error

    with monkeypatch.context() as patched:
        patched.setattr(Batch, "decide", raised)
        with pytest.raises(StorageTrouble):
            core.ledger.do(Call(lambda batch: batch.show_waiting(later)))
        with pytest.raises(StorageTrouble):
            core.ledger.do(Call(lambda batch: batch.prune(later + timedelta(days=3_000))))
        patched.setattr(Batch, "decide", stumble)
        with pytest.raises(NotShown):
            core.ledger.do(Call(lambda batch: batch.show_waiting(later)))
        with pytest.raises(NotErased):
            core.ledger.do(Call(lambda batch: batch.prune(later + timedelta(days=3_000))))
    assert core.ledger.do(Call(lambda batch: batch.show_waiting(later))) == 1
