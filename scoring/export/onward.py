"""What follows from a score, all of it as plain JSON values under the reserved keys of the answer."""

from __future__ import annotations

from typing import Any

from scoring.calendar import months_later
from scoring.export.goals import as_json_firm, as_json_goals
from scoring.export.manager import as_json_manager
from scoring.export.over_time import as_json_timeline
from scoring.export.papers import as_json_papers
from scoring.export.shared import Say
from scoring.export.stays import as_json_family, as_json_hsp2, as_json_residence
from scoring.export.ways import as_json_keeping, as_json_ways
from scoring.points import Score
from scoring.profile import Profile
from scoring.ruleset import all_rulesets
from scoring.stay.family import family
from scoring.stay.firm import firm
from scoring.stay.goals import goals
from scoring.stay.indefinite import indefinite
from scoring.stay.manager import manager_conditions
from scoring.stay.residence import permanent_residence
from scoring.timeline import timeline
from scoring.ways.keeping import keeping
from scoring.ways.whatif import ways

MONTHS_BACK = 36
MONTHS_AHEAD = 60


def as_json_onward(profile: Profile, result: Score, say: Say) -> dict[str, Any]:
    """What follows, under the reserved keys and `goals`, `firm` and `keeping`, beside a score.

    What belongs to one category is given for the one asked for, or the most promising one, named by `follows_for`. What
    is known of days other than the score's says `scoring.known`.
    """
    day, rules = result.as_of, result.ruleset
    entry = result.most_promising
    start = max(months_later(day, -MONTHS_BACK), all_rulesets()[0].effective_from)
    if profile.birth_date is not None:
        start = max(start, profile.birth_date)
    over_time = timeline(profile, entry.category, start=start, end=months_later(day, MONTHS_AHEAD), as_of=day)
    marks = dict.fromkeys((entry.pass_mark, *rules.permanent_residence_marks))
    found = [way for mark in marks for way in ways(profile, as_of=day, mark=mark, rules=rules)]
    kept = [keeping(profile, entry.category, as_of=day, mark=mark) for mark in marks]
    return {
        "follows_for": entry.category.value,
        "what_if": as_json_ways(found, say),
        "timeline": as_json_timeline(over_time),
        "permanent_residence": as_json_residence(permanent_residence(profile, entry.category, as_of=day), say),
        "hsp2": as_json_hsp2(indefinite(profile, entry.category, as_of=day), say),
        "family": as_json_family(family(profile, as_of=day, j_skip=result.j_skip.met), say),
        "papers": as_json_papers(profile, entry.category, entry.pass_mark, as_of=day, say=say, ruleset=rules),
        "goals": as_json_goals(goals(profile, entry.category, as_of=day), say),
        "firm": {
            goal: as_json_firm(firm(profile, goal, entry.category, as_of=day), say)
            for goal in ("hsp", "pr", "hsp2", "family")
        },
        "manager_criteria": as_json_manager(manager_conditions(profile, as_of=day), entry.category, say),
        "keeping": as_json_keeping([each for each in kept if each is not None], say),
    }
