"""What the last pages share: the office's hours, and the ways back into the interview."""

from __future__ import annotations

from dialogs.messages import Text
from dialogs.office import is_open, next_opening
from dialogs.pages.page import ButtonRow, button
from dialogs.place import YES, Wish
from dialogs.situation import WEEKDAYS, Situation


def hours_line(situation: Situation) -> Text:
    """Return whether the office is open now, and else when it opens, in real hours."""
    office, holiday = situation.around.office, situation.around.holiday
    if is_open(office, situation.now, holiday):
        return Text("hours-open", {"phone": office.phone})
    opening = next_opening(office, situation.now, holiday)
    if opening is None:
        return Text("hours-unknown", {"phone": office.phone})
    return Text(
        "hours-closed",
        {
            "phone": office.phone,
            "day": opening.date(),
            "weekday": WEEKDAYS[opening.weekday()],
            "time": opening.strftime("%H:%M"),
        },
    )


def ways_back(situation: Situation) -> ButtonRow:
    """Return the ways to the result and what changed, or on with the interview, or to another choice of a wish."""
    if situation.conversation.last_run:
        return (button("button-my-result", "result"), button("button-recheck", "recheck"))
    to_a_person = situation.questionnaire.to_a_person
    if situation.place.wants(Wish.HUMAN) == YES or not to_a_person.holds(situation):
        return (button("button-interview", "interview"),)
    cause = next(name for part in to_a_person.parts if part.holds(situation) for name in part.questions())
    return (button("button-other-wish", f"change:{cause}"),)
