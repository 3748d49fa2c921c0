"""Whether points answer what a person came for: where they do not, they are neither asked nor shown, to nobody."""

from __future__ import annotations

from dialogs.parts import residence
from dialogs.situation import Situation
from scoring.stay.statuses import HIGHLY_SKILLED, StatusCode, status_of


def counts_points(situation: Situation) -> bool:
    """Return whether today's points say anything of what the person came for."""
    goal, status = situation.following.goal, status_of(situation.profile.status)
    if status is StatusCode.PERMANENT or (goal == "hsp2" and status is StatusCode.HSP2):
        return goal not in ("pr", "hsp2", "family")
    if goal == "family":
        return status not in HIGHLY_SKILLED and situation.value("residence") != "hsp"
    return goal != "pr" or not residence.has_own_route(situation)
