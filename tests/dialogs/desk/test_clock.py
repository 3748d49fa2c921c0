"""What happens at the desk because time has passed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

from dialogs.desk.clock import DayBegan, kept_since
from dialogs.desk.decision import Decision, EraseEverything, WriteToStaff
from dialogs.desk.desk import ACTS, Desk
from dialogs.messages import Text
from tests.dialogs.desk.matters import desk, later, matter, no_lead, now
from tests.dialogs.walker import real_dialogue


def test_a_person_is_erased_silently_when_their_keeping_time_is_over() -> None:
    days = real_dialogue().around.office.privacy.keep_days
    person = no_lead()
    kept = later(days=days)
    assert desk().handle(person, DayBegan(), kept) == Decision(person), "to the very moment"
    over = desk().handle(person, DayBegan(), kept + timedelta(seconds=1))
    assert over.orders == (EraseEverything("staff-erased-overdue", asked=False),)
    assert kept_since(real_dialogue().around.office, kept) == now().timestamp()
    came_back = replace(person, acted_at=later(days=1).timestamp())
    assert desk().handle(came_back, DayBegan(), kept + timedelta(seconds=1)) == Decision(came_back)


@dataclass(frozen=True)
class MonthBegan:
    """An act of the clock that the product does not have."""


def test_an_act_of_the_clock_is_added_by_one_entry() -> None:
    note = WriteToStaff(Text("staff-help"), ring=False)
    larger = Desk(
        real_dialogue(), acts={**ACTS, MonthBegan: lambda _dialogue, before, _act, _now: Decision(before, (note,))}
    )
    assert larger.handle(matter(), MonthBegan(), now()).orders == (note,)
    assert larger.handle(no_lead(), DayBegan(), now()) == Decision(no_lead())
