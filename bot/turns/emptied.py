"""What a batch does when many talks are gone from the office's calendar at once: one question, and one answer to it."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.errors import SealError
from bot.office.cards import screen_content
from bot.turns.apply import Batch
from bot.turns.records import StoredEntry
from dialogs.booking.booking import State
from dialogs.booking.office_entry import GONE
from dialogs.desk.emptied import BACK, EMPTIED_ACTS, OPEN, OVER, PUT_BACK, EntriesGone, gone_screen
from dialogs.desk.matter import Member
from dialogs.desk.rights import Rights
from dialogs.desk.staff import StaffAct
from dialogs.messages import Text

GONE_MEMO = "entries_gone"
log = logging.getLogger(__name__)


def ask_about_all(batch: Batch, known: Sequence[StoredEntry], now: datetime) -> None:
    """Ask staff about entries that are all gone at once; as long as nothing is decided, more of them join these."""
    before = _last(batch)
    is_open = before is not None and before.state == OPEN and any(_is_gone(batch, one) for one in before.bookings)
    gone = before if before is not None and is_open else EntriesGone(1 if before is None else before.number + 1)
    numbers = batch.tx.lead_numbers_of({entry.person for entry in known})
    leads = [numbers[entry.person] for entry in known if entry.person in numbers]
    bookings = dict.fromkeys((*gone.bookings, *(entry.booking for entry in known)))
    _show(batch, replace(gone, bookings=tuple(bookings), leads=tuple(sorted({*gone.leads, *leads}))), now)


def put_all_back(batch: Batch, number: int, by: Member, rights: Rights, now: datetime) -> Text | None:
    """Have all that is still gone put back into the calendar; return why nothing came of it."""
    gone = _last(batch)
    if gone is None or gone.number != number or gone.state != OPEN:
        return Text("staff-entries-over")
    if not rights.may(EMPTIED_ACTS[PUT_BACK]):
        return rights.refusal(EMPTIED_ACTS[PUT_BACK])
    back = sum(_put_back(batch, booking, by, rights, now) for booking in gone.bookings)
    _show(batch, replace(gone, state=BACK if back else OVER, back=back, by=by.name), now)
    return None if back else Text("staff-entries-over")


def _put_back(batch: Batch, number: int, by: Member, rights: Rights, now: datetime) -> bool:
    """Keep one talk as it was agreed, if it is still gone; one that is damaged holds up no other."""
    booked = batch.tx.booking(number) if _is_gone(batch, number) else None
    person = None if booked is None else batch.tx.whole_person(booked.person)
    if person is None:
        return False
    try:
        stored = batch.tx.lead_of(person.id)
    except SealError:
        log.error("the entry of booking %d is not put back: its lead cannot be opened (damaged)", number)
        return False
    if stored is None:
        return False
    decision, _ = batch.decide(person, stored, StaffAct("restore_entry", by, f"{number}_0_0", rights=rights), now)
    return decision.refused is None


def _is_gone(batch: Batch, number: int) -> bool:
    """Return whether staff are still asked about a talk that is gone from the calendar."""
    booked = batch.tx.booking(number)
    if booked is None:
        return False
    return booked.booking.state is State.BOOKED and not booked.booking.ended and booked.booking.elsewhere == GONE


def _last(batch: Batch) -> EntriesGone | None:
    kept = batch.tx.memo(GONE_MEMO)
    return None if kept is None else EntriesGone.from_json(kept)


def _show(batch: Batch, gone: EntriesGone, now: datetime) -> None:
    batch.tx.set_memo(GONE_MEMO, gone.to_json())
    batch.posting.notice(f"entries:{gone.number}", screen_content(gone_screen(gone)), now, ring=gone.state == OPEN)
