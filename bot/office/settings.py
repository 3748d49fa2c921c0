"""What staff change in the office's profile: what it would do, the change itself, who made it, and taking it back.

The file on disk stays the source. Nothing is written that the reader of profiles refuses, or that was not shown before
as the very lines that change; and nothing at all where the file is another by then.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bot.delivery.post import Content
from bot.office.moments import day_of, moment_of
from bot.office_profile.editing import EditedProfile, ProfileText, diff_of, office_of, undone, write_profile
from bot.office_profile.settings import PARTS
from bot.turns.apply import NOBODYS, Batch
from bot.turns.counting import ProfileChange
from bot.turns.overdue import Overdue
from dialogs.desk.matter import Member, Recorded
from dialogs.desk.rights import LEAD, MEMBER, rights_in
from dialogs.desk.ringing import rung_by
from dialogs.dialogue import Dialogue
from dialogs.messages import Text, Typed
from dialogs.office import LANGUAGE_OF_STAFF, OF_PEOPLE, IsHoliday, Office, hours_on, openings

if TYPE_CHECKING:
    # An office without bookings loads nothing of them.
    from dialogs.booking.booking import Booking

# Under this number stand acts that are about no lead.
NO_LEAD = 0
LAST_MONTH = timedelta(days=30)
MOST_LEADS, MOST_OVERDUE, MOST_TALKS = 1_000, 100, 500
MOST_HISTORY = 50
# What of an office each part of the settings changes. What else stands in the file holds after the next start.
FIELDS: Mapping[str, tuple[str, ...]] = {
    "hours": ("hours", "closed_on_holidays"),
    "closures": ("closures",),
    "staff": ("staff",),
    "ringing": ("ringing",),
    "ways": ("consultation_ways",),
    "keeping": ("privacy", "keeping", "leads", "response"),
}
UNDO = "undo"


@dataclass(frozen=True, slots=True)
class Proposed:
    """A change before it is made: the file as it is and would be, the lines that change, and the office it makes."""

    part: str
    before: ProfileText
    after: ProfileText
    office: Office

    @property
    def diff(self) -> str:
        """The lines that change; empty where nothing does."""
        return diff_of(self.before.text, self.after.text)


def proposed(part: str, before: ProfileText, given: Mapping[str, str]) -> Proposed:
    """Return what a form would change. Raises `OfficeProfileError` with what is wrong in it."""
    draft = EditedProfile(before)
    PARTS[part].take(draft, given)
    after = before.changed(draft.text)
    return Proposed(part, before, after, office_of(after))


def proposed_undoing(change: ProfileChange, before: ProfileText) -> Proposed | None:
    """Return what it takes to take a change back; None where those lines are others by now. Raises as above."""
    text = undone(before.text, change.diff)
    if text is None:
        return None
    after = before.changed(text)
    return Proposed(change.about, before, after, office_of(after))


# --- what it would do -------------------------------------------------------------------------------------------------


def consequences(batch: Batch, change: Proposed, now: datetime) -> Iterator[Text]:
    """Say what a change would do, by what is stored today."""
    dialogue = batch.dialogue
    office, new = dialogue.around.office, change.office
    if new.ringing != office.ringing:
        yield _of_ringing(batch, dialogue, new, now)
    kept = [(office.kept_days(kind), new.kept_days(kind)) for kind in OF_PEOPLE]
    if any(after < before for before, after in kept):
        over = Overdue(batch.tx, new, batch.counting, batch.posting, batch.decide).overdue(now, MOST_OVERDUE)
        args = {"count": over, "more": "yes" if over == MOST_OVERDUE else "no"}
        yield Text("desk-would-erase", args) if over else Text("desk-would-erase-none")
    if any(after > before for before, after in kept):
        yield Text("desk-would-keep", {"days": str(max(before for before, after in kept if after > before))})
    week_changes = new.hours != office.hours or new.closed_on_holidays != office.closed_on_holidays
    if office.booking is not None and (week_changes or new.closures != office.closures):
        ahead = [kept.booking for kept in batch.tx.bookings_from(int(now.timestamp()), MOST_TALKS)]
        outside = sum(_is_outside(new, booking, dialogue.around.holiday) for booking in ahead)
        before = sum(_is_outside(office, booking, dialogue.around.holiday) for booking in ahead)
        more = max(0, outside - before)
        yield Text("desk-would-close", {"count": more}) if more else Text("desk-would-close-none")
    if office.booking is not None:
        lost = _without_times(taken_up(office, new, change.part), dialogue, now) - _without_times(office, dialogue, now)
        labels = [way.label[LANGUAGE_OF_STAFF] for way in new.consultation_ways if way.id in lost]
        if labels:
            yield Text("desk-would-have-no-times", {"ways": Typed("、".join(labels))})
    gone = [one.names[LANGUAGE_OF_STAFF] for one in office.staff if one.id not in {other.id for other in new.staff}]
    if gone:
        yield Text("desk-would-leave", {"names": Typed("、".join(gone))})
    if new.staff and new.staff != office.staff and all(one.role == MEMBER for one in new.staff):
        yield Text("desk-would-all-lead")


def _of_ringing(batch: Batch, dialogue: Dialogue, new: Office, now: datetime) -> Text:
    since = (now - LAST_MONTH).timestamp()
    stored, _ = batch.tx.newest_leads(MOST_LEADS)
    records = [lead.record for lead in stored if lead.created_at >= since]
    before, after = rung_by(dialogue, records, (dialogue.around.office.ringing, new.ringing))
    more = len(after.rung) - len(before.rung)
    args = {"leads": str(before.of), "before": str(len(before.rung)), "after": str(len(after.rung))}
    return Text(
        "desk-would-ring", {**args, "count": abs(more), "way": "more" if more > 0 else "less" if more else "same"}
    )


def _is_outside(office: Office, booking: Booking, holiday: IsHoliday) -> bool:
    """Return whether a talk stands in a time in which the office would be closed, for who works as it does."""
    if booking.start is None or str(booking.state) not in ("booked", "requested"):
        return False
    start, day = moment_of(booking.start, office.zone), day_of(booking.start, office.zone)
    member = next((one for one in office.staff if one.id == booking.staff), None)
    week = None if member is None else member.hours
    return not any(o <= start < c for _, o, c in openings(office, day, hours_on(office, day, holiday, week)))


def _without_times(office: Office, dialogue: Dialogue, now: datetime) -> set[str]:
    """Return the ways for which there is no time to book at all, were nothing taken."""
    from dialogs.booking.slots import TakenByWeek, offered

    nothing = TakenByWeek(office, lambda *_: {}, lambda *_: {})
    ways = {} if office.booking is None else office.booking.minutes
    return {way for way in ways if next(offered(office, dialogue.around.holiday, way, now, nothing), None) is None}


def locks_out(change: Proposed, by: Member) -> bool:
    """Return whether whoever makes a change could not make another by it.

    So there is always somebody left who leads, with an account that is theirs: they are signed in with it.
    """
    staff = change.office.staff
    return change.part == "staff" and bool(staff) and not rights_in(staff, by.id or "", is_anonymous=False).may(LEAD)


# --- doing it ---------------------------------------------------------------------------------------------------------


def keep(batch: Batch, change: Proposed, by: Member, now: datetime, *, undoes: bool = False) -> None:
    """Write the file, and keep who changed what; the group is told. Raises `IntakeError` where it cannot be written."""
    write_profile(change.after)
    about = change.part
    kept = ProfileChange(now.timestamp(), by, f"{UNDO}.{about}" if undoes else about, change.diff, change.after.digest)
    batch.tx.add_profile_change(kept)
    batch.tx.add_audit(NOBODYS, NO_LEAD, Recorded(now.timestamp(), "settings", about, by))
    told = Text("desk-settings-changed", {"name": Typed(by.name), "what": Text(f"desk-part-{about}")})
    batch.posting.reply_to_staff(Content(LANGUAGE_OF_STAFF, (told,)), None, now)


def taken_up(office: Office, new: Office, part: str) -> Office:
    """Return the office that is in use with what a part of the settings changes of it."""
    return replace(office, **{name: getattr(new, name) for name in FIELDS[part]})


def history(batch: Batch) -> Sequence[ProfileChange]:
    """Return who changed what, the newest first."""
    return batch.tx.profile_changes(MOST_HISTORY)


__all__ = ["Proposed", "consequences", "history", "keep", "locks_out", "proposed", "proposed_undoing", "taken_up"]
