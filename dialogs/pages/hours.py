"""What the last pages share: the office's hours, and the ways back into the interview."""

from __future__ import annotations

from datetime import datetime

from dialogs.messages import Arg, Text
from dialogs.office import is_open, next_opening
from dialogs.pages.page import ButtonRow, button
from dialogs.place import YES, Wish
from dialogs.reminding.chosen import clock_of_person
from dialogs.situation import WEEKDAYS, Situation


def hours_line(situation: Situation) -> Text:
    """Return whether the office is open now, and else when it opens, in real hours; also by the client's own clock."""
    office, holiday = situation.around.office, situation.around.holiday
    if is_open(office, situation.now, holiday):
        return Text("hours-open", {"phone": office.phone})
    opening = next_opening(office, situation.now, holiday)
    if opening is None:
        return Text("hours-unknown", {"phone": office.phone})
    there = opening.astimezone(clock_of_person(situation))
    if there.utcoffset() == opening.utcoffset():
        return Text("hours-closed", {"phone": office.phone, **_named(opening)})
    both = {"there": Text("hours-moment", _named(there)), "here": Text("hours-moment", _named(opening))}
    return Text("hours-closed-abroad", {"phone": office.phone, **both})


def _named(moment: datetime) -> dict[str, Arg]:
    return {"day": moment.date(), "weekday": WEEKDAYS[moment.weekday()], "time": moment.strftime("%H:%M")}


def ways_back(situation: Situation) -> ButtonRow:
    """Return the ways to the result and what changed, or on with the interview, or to another choice of a wish."""
    if situation.conversation.last_run:
        return (button("button-my-result", "result"), button("button-recheck", "recheck"))
    to_a_person = situation.questionnaire.to_a_person
    if situation.place.wants(Wish.HUMAN) == YES or not to_a_person.holds(situation):
        return (button("button-interview", "interview"),)
    cause = next(name for part in to_a_person.parts if part.holds(situation) for name in part.questions())
    return (button("button-other-wish", f"change:{cause}"),)
