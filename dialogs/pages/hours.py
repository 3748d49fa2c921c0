"""What the last pages share: the office's hours, and the ways back into the interview."""

from __future__ import annotations

from dialogs.messages import Text
from dialogs.office import is_open, next_opening
from dialogs.pages.page import Row, button
from dialogs.place import YES, Wish
from dialogs.view import WEEKDAYS, View


def hours_line(view: View) -> Text:
    """Return whether the office is open now, and else when it opens, in real hours."""
    office, holiday = view.around.office, view.around.holiday
    if is_open(office, view.now, holiday):
        return Text("hours-open", {"phone": office.phone})
    opening = next_opening(office, view.now, holiday)
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


def ways_back(view: View) -> Row:
    """Return the ways to the result and what changed, or on with the interview, or to another choice of a wish."""
    if view.conversation.last_run:
        return (button("button-my-result", "result"), button("button-recheck", "recheck"))
    to_a_person = view.questionnaire.to_a_person
    if view.place.wants(Wish.HUMAN) == YES or not to_a_person.holds(view):
        return (button("button-interview", "interview"),)
    cause = next(name for part in to_a_person.parts if part.holds(view) for name in part.questions())
    return (button("button-other-wish", f"change:{cause}"),)
