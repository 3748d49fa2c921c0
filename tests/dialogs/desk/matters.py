"""Matters to decide over: an engineer who sent their lead, and members of staff."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from dialogs.desk.decision import Decision
from dialogs.desk.desk import Desk
from dialogs.desk.matter import NEW, LeadRecord, Matter, Member
from dialogs.desk.rights import EVERYTHING
from dialogs.desk.staff import StaffAct
from dialogs.effects import FileLead
from tests.dialogs.walker import ENGINEER, TO_THE_CARD, Walk, real_dialogue

SATO, SUZUKI = Member("901", "佐藤"), Member("902", "鈴木")
NUMBER = 12


@cache
def _walked() -> Walk:
    walk = Walk().answers(ENGINEER, until="result").presses("ok")
    return walk.answers(TO_THE_CARD, {"note": "Please help"}, until="leave").presses("yes")


def walked() -> Walk:
    """An engineer who has just sent the card."""
    return _walked().copy()


def now() -> datetime:
    """The moment of the walk."""
    return walked().now


def later(**step: int) -> datetime:
    """A moment after it."""
    return now() + timedelta(**step)


def matter(state: str = NEW, **changed: Any) -> Matter:
    """The engineer's matter, with the lead in a state; `changed` are fields of its record."""
    walk = walked()
    record = LeadRecord(NUMBER, state, walk.leads[-1].consented)
    return Matter(walk.conversation, True, walk.now.timestamp(), replace(record, **changed))


def no_lead() -> Matter:
    """Somebody who has sent nothing."""
    return replace(matter(), record=None)


def desk() -> Desk:
    """The desk as it ships, at the example office."""
    return Desk(real_dialogue())


def snapshot(of: Matter) -> Matter:
    """A matter that nobody can change: of all that is in it the conversation alone could be."""
    return replace(of, conversation=deepcopy(of.conversation))


def press(before: Matter, name: str, by: Member = SATO, row: str = "", **later_by: int) -> Decision:
    """One act of staff; what was given to the desk is unchanged."""
    kept = snapshot(before)
    decision = desk().handle(before, StaffAct(name, by, row, rights=EVERYTHING), later(**later_by))
    assert snapshot(before) == kept, "the desk changed what it was given"
    return decision


def pressed(before: Matter, *acts: tuple[str, str]) -> Matter:
    """The matter after several acts, each with the row it names."""
    for name, row in acts:
        before = press(before, name, row=row).matter
    return before


def file(before: Matter, **changed: Any) -> Decision:
    """The client sends the lead; `changed` are fields of what they consent to."""
    lead = walked().leads[-1]
    return desk().handle(before, FileLead(replace(lead, consented=replace(lead.consented, **changed))), now())


def record_of(decided: Decision | Matter) -> LeadRecord:
    """The lead after a decision."""
    found = decided.matter.record if isinstance(decided, Decision) else decided.record
    assert found is not None
    return found
