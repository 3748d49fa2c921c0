"""What clients do that concerns the desk: they send their lead, write on, leave and come back, ask to be forgotten."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from dialogs.consented import Consented
from dialogs.conversation import Value
from dialogs.desk.by_employer import by_employer
from dialogs.desk.decision import Decision, EraseEverything, Order, RelayToStaff, ShowCard, WriteToStaff
from dialogs.desk.matter import DECLINED, DONE, NEW, LeadRecord, Matter
from dialogs.effects import Erase, FileLead, Reach, TellStaff
from dialogs.messages import Text, Typed


def file_lead(matter: Matter, act: FileLead, now: datetime) -> Decision:
    """Keep the lead (one a person, for ever) and show its card; a lead that was closed opens again.

    A choice of when to meet changes nothing of what was consented to besides.
    """
    consented, confirmed, before = act.lead.consented, tuple(matter.conversation.confirmed), matter.record
    if before is None:
        record = LeadRecord(0, NEW, consented, confirmed=confirmed, waits_since=now.timestamp())
        record = replace(record, corrections=by_employer(matter.conversation, ()))
        return Decision(replace(matter, record=record), (ShowCard(ring=consented.rings),))
    if act.only:
        consented, confirmed = before.consented.with_answers(act.only, consented), before.confirmed
    closed = before.state in (DONE, DECLINED)
    record = replace(before, consented=consented, confirmed=confirmed, lapsed=())
    if not act.only:
        corrections = by_employer(matter.conversation, before.corrections)
        record = replace(record, before=_changed(before.consented, consented), corrections=corrections)
    if closed:
        record = replace(record, state=NEW, taken_by=None, waits_since=now.timestamp())
    orders: tuple[Order, ...] = (ShowCard(),)
    if consented.rings and (closed or not before.consented.rings):
        # A card that is changed makes no sound.
        orders = (*orders, WriteToStaff(Text("staff-ring", {"number": str(before.number)}), ring=True))
    return Decision(replace(matter, record=record), orders)


def _changed(before: Consented, now: Consented) -> Mapping[str, Value]:
    """Return the answers of before that are others now; what version 0.1 sent had none."""
    if before.earlier is not None:
        return {}
    names = [*now.answers, *(name for name in before.answers if name not in now.answers)]
    return {name: before.value(name) for name in names if before.value(name) != now.value(name)}


def write(matter: Matter, act: TellStaff) -> Decision:
    """Pass on what was written after the hand-off; without a lead no staff would read it."""
    if matter.record is None:
        return Decision(matter)
    if act.said is not None:
        return Decision(matter, (RelayToStaff(act.said),))
    return Decision(matter, (WriteToStaff(Text("staff-note", {"text": Typed(act.text)}), ring=True),))


def reach(matter: Matter, act: Reach) -> Decision:
    """Note that a person can or cannot be written to; staff who wait for them hear of it, without a sound."""
    if matter.reachable == act.reachable:
        return Decision(matter)
    changed = replace(matter, reachable=act.reachable)
    if matter.record is None:
        return Decision(changed)
    told = Text("staff-reachable" if act.reachable else "staff-unreachable")
    return Decision(changed, (WriteToStaff(told, ring=False),))


@dataclass(frozen=True, slots=True)
class Moved:
    """Somebody goes on by another of their channels, or has one more: `channels` are all of them, the last first."""

    channels: tuple[str, ...]


def move(matter: Matter, moved: Moved) -> Decision:
    """Show staff by which channel a client writes now; they answer where they always do."""
    record = matter.record
    if record is None or record.channels == moved.channels:
        return Decision(matter)
    name = Text("channel-name", {"channel": moved.channels[0]})
    after = replace(matter, record=replace(record, channels=moved.channels))
    return Decision(after, (ShowCard(), WriteToStaff(Text("staff-goes-on", {"channel": name}), ring=False)))


@dataclass(frozen=True, slots=True)
class HouseholdKnown:
    """Somebody compares with a partner, whose lead has this number (0 without one); None: with nobody (any more)."""

    number: int | None


def know_household(matter: Matter, known: HouseholdKnown) -> Decision:
    """Show staff whether a client has agreed to compare with a partner, and which lead that is."""
    record = matter.record
    if record is None or record.household == known.number:
        return Decision(matter)
    return Decision(replace(matter, record=replace(record, household=known.number)), (ShowCard(),))


def erase(matter: Matter, _act: Erase) -> Decision:
    """Erase everything, because the person (or the office for them) asked for it."""
    return Decision(matter, (EraseEverything("staff-erased", asked=True),))


def withdraw(matter: Matter) -> Decision:
    """Tell staff that a client took back the leave to keep answers: what was sent to the office stays with it."""
    if matter.record is None:
        return Decision(matter)
    return Decision(matter, (WriteToStaff(Text("staff-withdrawn"), ring=True),))
