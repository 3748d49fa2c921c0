"""Conversations as earlier versions stored them, turned into what is stored today, before anything reads them.

Up to 0.2.0, and for a while after it, a bookmark named `state` and six more stood beside the answers, and pages and
wishes were answers themselves.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dialogs.place import START, Wish

# What was stored beside the answers and belongs to the place, and what it is called there.
_OF_A_PLACE = {name: name for name in ("overlay", "trail", "candidates", "draft", "failures")} | {"view": "side"}


def as_stored_today(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return a stored conversation in today's form; what is in it already stays as it is."""
    if "place" in data:
        return dict(data)
    answers = dict(data.get("answers", {}))
    wishes = {name: str(answers[name][0]) for name in Wish if name in answers and answers[name][0] is not None}
    # Whether to go on was asked like a question, and Back leads to it; the other wishes never were.
    passed = [name for name in answers if name not in list(Wish) or name == Wish.THOROUGH]
    place = {today: data[name] for name, today in _OF_A_PLACE.items() if name in data}
    # The chapter is found by the question: see `Flow.settle`.
    place |= {"at": data.get("state", START).removeprefix("ask_"), "wishes": wishes, "passed": passed}
    # Counting goes on from 0.2.0's number, so that no revision is used twice.
    counted = {"revision": data["step"], "opened": data["step"]} if "step" in data else {}
    facts = {name: given for name, given in answers.items() if name not in list(Wish)}
    return {**counted, **data, "answers": facts, "place": place}
