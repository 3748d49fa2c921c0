"""The points over time as JSON, under `timeline` of the answer."""

from __future__ import annotations

from typing import Any

from scoring.timeline import ChangeCause, Timeline


def as_json_timeline(over_time: Timeline) -> list[dict[str, Any]]:
    """A timeline as plain JSON values; `from` is the first day, and what a cause says beside its `id` is its own.

    `doubtful_days` are those of the step on which by the law on ages another age may count already: staff confirm.
    """
    return [
        {
            "from": step.first_day.isoformat(),
            "total": step.total,
            "range": [step.least, step.greatest],
            "verdict": step.verdict.value,
            "causes": [_cause(cause) for cause in step.causes],
            "doubtful_days": [day.isoformat() for day in over_time.doubtful_days if over_time.at(day) is step],
        }
        for step in over_time.steps
    ]


def _cause(cause: ChangeCause) -> dict[str, Any]:
    details = {"age": cause.age, "years": cause.years, "ruleset": cause.ruleset, "fields": list(cause.fields) or None}
    return {"id": cause.kind.value} | {name: value for name, value in details.items() if value is not None}
