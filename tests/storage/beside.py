"""What is kept of a person beside the conversation and the lead: something in every table that talks do not fill."""

from __future__ import annotations

from datetime import datetime

from bot.app import Core
from bot.storage.tables import PADDED, saved_texts, staff
from bot.turns.apply import Batch
from bot.turns.counting import ProfileChange
from bot.turns.desk import DeskSession
from bot.turns.feeds import new_feed
from bot.turns.ledger import Call
from bot.turns.records import THEIRS, EntryKept, FeedKind, Pair, StoredBooking, StoredCalendar, StoredEntry, Timer
from bot.turns.website import WebEvent, WebSession
from dialogs.booking.booking import Booking, State
from dialogs.booking.cells import CELL_SECONDS, HOUR
from dialogs.desk.matter import Member, Recorded


def keep_beside(batch: Batch, chat: str, now: datetime, mark: str = "") -> None:
    """A booking with its cells, its entry in the office's calendar, a timer, a message of a talk and an act of staff.

    `mark` stands where words may.
    """
    tx, moment = batch.tx, int(now.timestamp())
    person = tx.person_at("telegram", chat, now)
    start = (moment // HOUR + 24 + 3 * int(chat) % 1000) * HOUR
    cells = (start // CELL_SECONDS, (start + HOUR) // CELL_SECONDS)
    booking = Booking(
        state=State.HELD,
        way="online",
        staff="a1",
        start=start,
        minutes=60,
        cells=cells,
        until=moment + 600,
        zone=f"Asia/{mark}",
        room=f"https://meet.example/{mark}",
        asked_at=moment,
    )
    kept = tx.keep_booking(StoredBooking(person.id, booking))
    written = EntryKept("/calendar/1.ics", ((start, start + HOUR),), line=f"#1 {mark}")
    tx.keep_entry(StoredEntry(kept.booking.number, person.id, 2, 1, moment, written))
    tx.set_timer(Timer("hold", str(kept.booking.number), moment + 600, 0, person.id))
    tx.keep_feed(new_feed(FeedKind.CLIENT, person.id, now))
    tx.pair(Pair(f"pair-{kept.booking.number}", person.id, THEIRS, "70", "7", moment, {"said": f"{mark} said"}))
    tx.keep_web_session(WebSession(f"session-{kept.booking.number}", person.id, f"chat {mark}", moment))
    tx.show_web_event(
        WebEvent(f"event-{kept.booking.number}", person.id, "own", {"text": f"{mark} typed"}, f"c:{person.id}:1")
    )
    tx.keep_web_piece(person.id, f"file-{kept.booking.number}", 0, mark.encode(), moment)
    stored = tx.lead_of(person.id)
    number = 0 if stored is None else stored.record.number
    tx.add_audit(person.id, number, Recorded(moment, "take", "", Member("5", f"{mark} member")))


def keep_of_the_office(core: Core) -> None:
    """A saved text, something of a member of staff, a browser and a change of theirs, and what a calendar says."""
    with core.database.writing() as connection:
        for table in (saved_texts, staff):
            sealed = core.database.sealer.seal_json(table.name, "x1", {"text": "..."}, pad=PADDED[table.name])
            connection.execute(table.insert().values(id="x1", sealed=sealed))
    calendar = StoredCalendar("address-1", "a hash", ((0, 3_600),), until=7_200, marks={"ETag": "x"})
    core.ledger.do(Call(lambda batch: batch.tx.keep_calendar(calendar)))
    session = DeskSession("desk-1", Member("5", "佐藤"), 3_700, 3_700)
    core.ledger.do(Call(lambda batch: batch.tx.keep_desk_session(session)))
    change = ProfileChange(3_700.0, Member("5", "佐藤"), "hours", "+mon = []", "a digest")
    core.ledger.do(Call(lambda batch: batch.tx.add_profile_change(change)))


def with_all(core: Core, *chats: str, now: datetime) -> None:
    """All of it, of some people."""
    for chat in chats:
        core.ledger.do(Call(lambda batch, chat=chat: keep_beside(batch, chat, now)))  # type: ignore[misc]
    keep_of_the_office(core)
