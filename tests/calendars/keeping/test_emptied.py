"""A calendar that is emptied is asked about once, for all talks that stood in it, and put right with one tap."""

from __future__ import annotations

import pytest

from bot.errors import SealError
from bot.storage.memory import MemoryTransaction
from bot.turns.apply import Batch
from bot.turns.emptied import put_all_back
from bot.turns.records import StoredLead
from dialogs.booking.booking import State
from dialogs.booking.office_entry import GONE
from dialogs.desk.emptied import EMPTIED_ACTS
from dialogs.desk.matter import Member
from dialogs.desk.rights import EVERYTHING, LEAD, Rights
from dialogs.messages import Text, Typed
from dialogs.office import LANGUAGE_OF_STAFF
from tests.calendars.fake import FakeServer
from tests.calendars.small_office import FRIDAY, HOUR, SmallOffice, times_of
from tests.dialogs.walker import real_words

SATO = Member("1", "佐藤")


def messages(office: SmallOffice) -> list[str]:
    """What was said in the group without a lead since this was asked last, as staff read it."""
    found = [post for post in office.posts() if post.kind == "notice"]
    words = real_words()
    lines = ["\n".join(words.plain(LANGUAGE_OF_STAFF, line) for line in post.says.lines) for post in found]
    rows = [[words.plain(LANGUAGE_OF_STAFF, b.label) for row in post.says.rows for b in row] for post in found]
    return [f"{text}\n{buttons}" for text, buttons in zip(lines, rows, strict=True)]


def puts_back(office: SmallOffice, number: int = 1, rights: Rights = EVERYTHING) -> Text | None:
    """A member of staff presses the button below the message."""
    refused: Text | None = office.do(lambda batch: put_all_back(batch, number, SATO, rights, office.clock()))
    return refused


async def emptied(office: SmallOffice, server: FakeServer, talks: int = 4) -> list[int]:
    """Bookings of two clients, all of whose entries are gone."""
    numbers = [office.books(FRIDAY + 2 * n * HOUR, chat="12"[n % 2]) for n in range(talks)]
    await office.looks()
    office.posts()
    server.objects.clear()
    await office.looks()
    return numbers


async def test_staff_are_asked_once_about_all_of_them(office: SmallOffice, server: FakeServer) -> None:
    numbers = await emptied(office, server)
    assert [office.booking(number).elsewhere for number in numbers] == [GONE] * 4
    posts = office.posts()
    assert [post.kind for post in posts if post.kind != "card"] == ["notice"]
    [notice] = [post for post in posts if post.kind == "notice"]
    assert notice.payload["ring"]
    said = "\n".join(real_words().plain(LANGUAGE_OF_STAFF, line) for line in notice.says.lines)
    assert "4件" in said
    assert "#1" in said
    assert "#2" in said
    assert office.asks() == office.asks("2") == ["cancel_entry"] * 2 + ["restore_entry"] * 2
    await office.looks()
    assert messages(office) == []


async def test_one_tap_puts_all_back_and_the_clients_hear_nothing(office: SmallOffice, server: FakeServer) -> None:
    numbers = await emptied(office, server)
    office.posts()
    assert puts_back(office) is None
    posts = office.posts()
    assert {post.kind for post in posts} == {"card", "notice"}
    [notice] = [post for post in posts if post.kind == "notice"]
    assert notice.says.lines[-1].args == {"state": "back", "count": 4, "by": Typed("佐藤")}
    assert not notice.says.rows
    await office.looks()
    assert sorted(times_of(one.text)[0] for one in server.all) == [FRIDAY + 2 * n * HOUR for n in range(4)]
    assert [office.booking(number).state for number in numbers] == [State.BOOKED] * 4
    assert office.asks() == office.asks("2") == []
    acts = office.do(lambda batch: [one.act for n in (1, 2) for one in batch.tx.audit_of(str(batch.tx.lead_owner(n)))])
    assert acts.count("restore_entry") == 4
    refused = puts_back(office)
    assert refused is not None
    assert refused.key == "staff-entries-over"


async def test_what_was_decided_on_a_card_is_left_alone(office: SmallOffice, server: FakeServer) -> None:
    numbers = await emptied(office, server, 3)
    office.presses("cancel_entry")
    gone = next(number for number in numbers if office.booking(number).state is State.CANCELLED)
    assert puts_back(office) is None
    await office.looks()
    assert len(server.all) == 2
    assert office.booking(gone).state is State.CANCELLED


async def test_whoever_may_not_decide_for_colleagues_decides_nothing(office: SmallOffice, server: FakeServer) -> None:
    assert EMPTIED_ACTS == {"entries_back": LEAD}
    numbers = await emptied(office, server)
    refused = puts_back(office, rights=Rights("member"))
    assert refused is not None
    assert refused.key == "staff-needs-lead"
    assert [office.booking(number).elsewhere for number in numbers] == [GONE] * 4
    assert puts_back(office) is None


async def test_a_few_are_asked_about_in_their_topics(office: SmallOffice, server: FakeServer) -> None:
    await emptied(office, server, 2)
    assert office.said() == ["staff-entry-gone", "staff-entry-gone"]


async def test_more_that_go_join_those_as_long_as_nothing_is_decided(office: SmallOffice, server: FakeServer) -> None:
    await emptied(office, server, 3)
    [first] = messages(office)
    assert "3件" in first
    for n in range(3):
        office.books(FRIDAY + (2 * n + 10) * HOUR, chat="1")
    await office.looks()
    server.objects.clear()
    office.posts()
    await office.looks()
    [second] = messages(office)
    assert "6件" in second
    assert puts_back(office) is None
    # Another time is another question.
    await office.looks()
    server.objects.clear()
    office.posts()
    await office.looks()
    [third] = messages(office)
    assert "6件" in third
    assert puts_back(office) is not None, "the button of before"
    assert puts_back(office, 2) is None


async def test_once_all_is_decided_on_the_cards_the_message_says_so(office: SmallOffice, server: FakeServer) -> None:
    await emptied(office, server, 3)
    for chat in ("1", "1", "2"):
        office.presses("restore_entry", chat)
    office.posts()
    refused = puts_back(office)
    assert refused is not None
    assert refused.key == "staff-entries-over"
    [said] = messages(office)
    assert "すべてカードで決まっていました。" in said
    assert said.endswith("[]")


async def test_a_lead_that_is_damaged_holds_up_no_other(
    office: SmallOffice, server: FakeServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    await emptied(office, server)
    really, damaged = MemoryTransaction.lead_of, office.do(lambda batch: batch.tx.lead_owner(1))

    def lead_of(tx: MemoryTransaction, person: str) -> StoredLead | None:
        if person == damaged:
            raise SealError("error-seal-damaged")
        return really(tx, person)

    monkeypatch.setattr(MemoryTransaction, "lead_of", lead_of)
    assert puts_back(office) is None
    await office.looks()
    assert len(server.all) == 2


async def test_who_is_erased_meanwhile_is_passed_over(office: SmallOffice, server: FakeServer) -> None:
    await emptied(office, server)
    office.forgets("1")
    assert puts_back(office) is None

    def gone(batch: Batch) -> int:
        return len(batch.tx.bookings_from(FRIDAY, 10))

    assert office.do(gone) == 2
    await office.looks()
    assert len(server.all) == 2
