"""Small steps from what is known to texts: a reason of scoring, several texts as one, an id as a part of a key."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from dialogs.messages import Text
from dialogs.parsing import PartialDate
from scoring import Reason

# Words, because a text can choose by a word but not by a figure that arrives as text.
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def say(reason: Reason) -> Text:
    """A reason of scoring as a text."""
    return Text(reason.key, reason.args)


def listed(items: Iterable[Text]) -> Text:
    """Texts one behind the other."""
    return Text("list", {"items": tuple(items)})


def dashed(name: str) -> str:
    """An id as it stands in text keys."""
    return name.replace("_", "-")


def day_shown(day: PartialDate) -> Text:
    """A day as far as it is known."""
    if day.month is None:
        return Text("value-year", {"year": str(day.year)})
    if day.day is None:
        return Text("value-month", {"year": str(day.year), "month": str(day.month), "name": MONTHS[day.month - 1]})
    return Text("value-day", {"day": date(day.year, day.month, day.day)})
