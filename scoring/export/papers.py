"""The papers that prove the points, as JSON under `papers` of the answer."""

from __future__ import annotations

from datetime import date
from typing import Any

from scoring.export.shared import Say
from scoring.points import Reason
from scoring.profile import Category, Profile
from scoring.proof.papers import Paper, paper_rules
from scoring.proof.proving import per_item, reserves, smallest
from scoring.ruleset import Ruleset


def as_json_papers(
    profile: Profile, category: Category, mark: int, *, as_of: date, say: Say, ruleset: Ruleset | None = None
) -> dict[str, Any]:
    """`papers` of one category: what proves each scored line, and the smallest set for a mark.

    `smallest` is null when the mark is not reached or a gate is shut; so is a reserve's `total` when nothing keeps the
    mark without its row.
    """
    known = paper_rules(as_of).papers
    chosen = smallest(profile, category, mark, as_of=as_of, ruleset=ruleset)
    return {
        "per_item": [
            {
                "id": item.row,
                "papers": [
                    _paper(known[paper], name, say) | {"in_some_cases": paper in item.also}
                    for paper, name in item.names.items()
                ],
            }
            for item in per_item(profile, category, as_of=as_of, ruleset=ruleset)
        ],
        "smallest": None
        if chosen is None
        else {
            "mark": chosen.mark,
            "total": chosen.total,
            "items": dict(chosen.points),
            "papers": list(chosen.papers),
            "in_some_cases": list(chosen.also),
            "confidence": chosen.confidence.value,
            "reserve": [
                {"without": reserve.row, "papers": list(reserve.papers), "total": reserve.total}
                for reserve in reserves(profile, category, chosen, as_of=as_of, ruleset=ruleset)
            ],
        },
    }


def _paper(paper: Paper, name: str, say: Say) -> dict[str, Any]:
    return {
        "id": paper.id,
        "name": name,
        "where": say(Reason(f"paper-where-{paper.where.replace('_', '-')}")),
        "about_days": paper.about_days,
        "confidence": paper.confidence.value,
        "pitfalls": [
            {"why": say(Reason(_pitfall_key(pitfall.id))), "confidence": pitfall.confidence.value}
            for pitfall in paper.pitfalls
        ],
    }


def _pitfall_key(pitfall: str) -> str:
    return f"paper-pitfall-{pitfall.replace('_', '-')}"
