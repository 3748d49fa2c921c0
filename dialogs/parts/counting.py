"""Whether points answer what a person came for: where they do not, they are neither asked nor shown, to nobody."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from dialogs.messages import Text
from dialogs.situation import Situation
from scoring.stay.statuses import HIGHLY_SKILLED, StatusCode, status_of

Lines = Callable[[Situation], Iterable[Text]]


def counts_points(situation: Situation) -> bool:
    """Return whether today's points say anything of what the person came for."""
    goal, status = situation.following.goal, status_of(situation.profile.status)
    if status is StatusCode.PERMANENT or (goal == "hsp2" and status is StatusCode.HSP2):
        return goal not in ("hsp", "pr", "hsp2", "family")
    if goal == "family":
        return status not in HIGHLY_SKILLED and situation.value("residence") != "hsp"
    return not needs_no_points(situation)


def needs_no_points(situation: Situation) -> bool:
    """Return whether a way to permanent residence without points stands for what the person came for: it is open, or
    their points were not asked for beside it."""
    ways = situation.following.own_ways
    return any(way.met for way in ways) or not situation.has_counted_points


def of_points(lines: Lines) -> Lines:
    """Return lines about points that say of a way without points only that it needs none, and of a permanent resident
    that they do not need the status."""

    def told(situation: Situation) -> Iterable[Text]:
        if situation.following.goal is not None and status_of(situation.profile.status) is StatusCode.PERMANENT:
            return (Text("result-gate", {"text": Text("follows-goal-closed-permanent")}),)
        return (Text("follows-own-no-points"),) if needs_no_points(situation) else lines(situation)

    return told
