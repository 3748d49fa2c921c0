"""The points of Japan's Highly Skilled Professional visa (高度専門職), by the law in force on a given day.

Pure functions over dated data; the standard library only, no clock, no words. Facts go in as a `Profile` in which
`None` means not known; a `Score` comes out that explains and cites every line.
"""

from scoring.calendar import completed_years, months_later
from scoring.changes import Cause, Difference, Move, explain_difference
from scoring.confidence import Confidence
from scoring.engine import age_band, deciding_facts, open_facts, score, weights
from scoring.errors import NoRulesetForDate, ProfileError, Refusal, RulesetError, ScoringError
from scoring.export.score import as_json
from scoring.history import facts_on, first_day_with, going_on, whole_months
from scoring.j_skip import j_skip_facts
from scoring.points import (
    CategoryScore,
    Gate,
    JSkip,
    Notice,
    PointItem,
    Reason,
    ReasonValue,
    Score,
    Status,
    Verdict,
)
from scoring.profile import (
    Category,
    Degree,
    Experience,
    Japanese,
    Position,
    Profile,
    WorkPeriod,
    read_profile,
)
from scoring.ruleset import CategoryRules, Row, Ruleset, all_rulesets, ruleset_for

__all__ = [
    "Category",
    "CategoryRules",
    "CategoryScore",
    "Cause",
    "Confidence",
    "Degree",
    "Difference",
    "Experience",
    "Gate",
    "JSkip",
    "Japanese",
    "Move",
    "NoRulesetForDate",
    "Notice",
    "PointItem",
    "Position",
    "Profile",
    "ProfileError",
    "Reason",
    "ReasonValue",
    "Refusal",
    "Row",
    "Ruleset",
    "RulesetError",
    "Score",
    "ScoringError",
    "Status",
    "Verdict",
    "WorkPeriod",
    "age_band",
    "all_rulesets",
    "as_json",
    "completed_years",
    "deciding_facts",
    "explain_difference",
    "facts_on",
    "first_day_with",
    "going_on",
    "j_skip_facts",
    "months_later",
    "open_facts",
    "read_profile",
    "ruleset_for",
    "score",
    "weights",
    "whole_months",
]
