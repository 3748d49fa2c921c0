"""The office's desk without a group, and what it does with words that cannot be passed on or may not be."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.app import Core
from bot.delivery.handles import Handles
from bot.delivery.post import Post
from bot.errors import StorageTrouble
from bot.office import commands
from bot.office import desk as office_desk
from bot.office.commands import Asked
from bot.office.desk import OfficeDesk
from bot.office.group import StaffChat
from bot.office.roster import NoBook, Roster
from bot.storage.transaction import SqlTransaction
from bot.turns.acts import OFFICE, Delivered, StaffMessage
from bot.turns.ports import Store
from bot.turns.records import StoredLead
from bot.turns.writer import Writer
from dialogs.desk.matter import Member
from dialogs.desk.rights import EVERYTHING, MEMBER, NOBODY, Rights
from dialogs.talk import Utterance
from tests.storage.contract.stores import AT, NOW, deliver, queue, waiting, with_lead

WRITTEN = StaffMessage("1", "77", Utterance("Ünverwechselbar", id="5"), "佐藤", NOW, "901", EVERYTHING)
OUTSIDE = Rights(leads=("五十嵐",))


@pytest.fixture
def store(core: Core) -> Store:
    """A client with a lead, whose topic is 77."""
    store = core.ledger.store
    person, lead = with_lead(store)
    [card] = queue(store, person, "card", channel=OFFICE, handle=f"l:{lead.id}")
    deliver(store, Delivered(card, {f"t:{lead.id}": "77"}, AT))
    return store


@pytest.fixture
async def desk(core: Core) -> AsyncIterator[OfficeDesk]:
    writer = Writer(core.ledger)
    writer.start()
    roster = Roster((), NoBook(), lambda: NOW)
    yield OfficeDesk(writer, core.words, StaffChat(None), Handles(), roster, now=lambda: NOW)
    writer.stop()


def answers(store: Store) -> list[tuple[str, str | None]]:
    """What staff are answered, by its key, and in which topic."""
    posts: list[Post] = [post for post in waiting(store) if post.kind == "reply"]
    return [(post.payload["say"]["lines"][0]["key"], post.payload["thread"]) for post in posts]


async def test_where_the_office_has_no_group_nobody_may_do_anything(desk: OfficeDesk) -> None:
    assert await desk.rights(Member("901", "佐藤"), is_anonymous=True, needs=MEMBER) is NOBODY


async def test_staff_are_told_of_a_message_that_a_mistake_of_ours_keeps_from_the_client(
    desk: OfficeDesk, store: Store, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def stumble(*_args: Any) -> None:
        raise ValueError(WRITTEN.said.text)

    monkeypatch.setattr(office_desk, "staff_wrote", stumble)
    with caplog.at_level(logging.DEBUG):
        await desk.wrote(WRITTEN)
    assert answers(store) == [("staff-write-failed", "77")]
    assert "could not be passed on (ValueError)" in caplog.text
    assert WRITTEN.said.text not in caplog.text


async def test_a_message_that_a_database_in_trouble_could_not_keep_comes_again(
    desk: OfficeDesk, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def trouble(*_args: Any) -> None:
        raise StorageTrouble("the disk is full")

    monkeypatch.setattr(office_desk, "staff_wrote", trouble)
    with pytest.raises(StorageTrouble):
        await desk.wrote(WRITTEN)
    assert answers(store) == []


async def test_whoever_may_not_write_to_a_client_is_told_once_who_may_and_elsewhere_nothing(
    desk: OfficeDesk, store: Store
) -> None:
    written = replace(WRITTEN, rights=OUTSIDE)
    for thread, key in (("78", "1"), (None, "2"), ("77", "3"), ("77", "3")):
        await desk.wrote(replace(written, thread=thread, update_key=key))
    assert answers(store) == [("staff-not-of-staff", "77")]
    assert not [post for post in waiting(store) if post.kind == "relay"]


@pytest.mark.parametrize(("days", "opened"), [(0, 3), (100, 1)])
async def test_the_figures_open_no_lead_behind_the_first_that_has_not_changed_for_two_months(
    desk: OfficeDesk, store: Store, monkeypatch: pytest.MonkeyPatch, days: int, opened: int
) -> None:
    for chat in ("1002", "1003"):
        with_lead(store, chat)
    looked: list[Sequence[int]] = []
    real = SqlTransaction.leads_numbered

    def leads_numbered(tx: SqlTransaction, numbers: Sequence[int]) -> list[StoredLead]:
        looked.append(numbers)
        return real(tx, numbers)

    monkeypatch.setattr(SqlTransaction, "leads_numbered", leads_numbered)
    monkeypatch.setattr(commands, "OPENED_AT_ONCE", 1)
    desk.replies.now = lambda: NOW + timedelta(days=days)
    await desk.answer("stats", Asked(1, None, "", Member("901", "佐藤"), EVERYTHING))
    assert len(looked) == opened
    assert answers(store) == [("staff-stats-title", None)]
