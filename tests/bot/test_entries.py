"""What stands for a talk's entry in a client's calendar: a file, or in a terminal words with the link."""

from __future__ import annotations

from bot.storage.memory import MemoryStore
from bot.turns.entries import EntryFile, entry_file, payload_of
from bot.words.words import Words
from dialogs.booking.booking import State
from dialogs.booking.entry import EntryChange, EntryNews
from tests.dialogs.booking.offices import office
from tests.storage.contract.bookings import TEN, a_booking, booked
from tests.storage.contract.stores import NOW, stored


def entry(store: MemoryStore, number: int) -> EntryFile | None:
    news = payload_of(EntryNews(number, EntryChange.NEW, TEN), "en")
    with store.transaction() as tx:
        return entry_file(tx, Words(), office(), news, NOW)


def test_where_no_file_can_be_sent_its_words_are() -> None:
    store = MemoryStore()
    found = entry(store, booked(store, stored(store)).booking.number)
    assert found is not None
    filed, said = found.content(NOW, as_file=True), found.content(NOW, as_file=False)
    assert filed.document is not None
    assert said.document is None
    assert [[line.key for line in content.lines] for content in (filed, said)] == [["entry-new"], ["entry-new-no-file"]]
    assert all("calendar.google.com" in str(content.lines[0].args["link"]) for content in (filed, said))


def test_of_a_talk_that_is_gone_or_over_there_is_none() -> None:
    store = MemoryStore()
    kept = booked(store, stored(store), a_booking(state=State.CANCELLED))
    assert entry(store, kept.booking.number) is None
    assert entry(store, 99) is None
