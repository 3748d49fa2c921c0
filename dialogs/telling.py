"""Small steps from what is known to texts: a reason of scoring, several texts as one, an id as a part of a key."""

from __future__ import annotations

from collections.abc import Iterable

from dialogs.messages import Text
from scoring import Reason


def say(reason: Reason) -> Text:
    """A reason of scoring as a text."""
    return Text(reason.key, reason.args)


def listed(items: Iterable[Text]) -> Text:
    """Texts one behind the other."""
    return Text("list", {"items": tuple(items)})


def dashed(name: str) -> str:
    """An id as it stands in text keys."""
    return name.replace("_", "-")
