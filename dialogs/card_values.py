"""What the card says of a person in a line: their facts as values, each with its points, and what decides."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from dialogs.kinds.kind import NONE
from dialogs.messages import Text
from dialogs.parsing import PartialDate
from dialogs.parts import manager
from dialogs.situation import Situation
from dialogs.telling import dashed, listed
from scoring import CategoryScore, completed_years

# Facts that are told by their value, in this order, each with the row that gives its points.
_ROWS: Mapping[str, str] = {
    "salary_yen": "salary",
    "birth_date": "age",
    "degrees": "academic",
    "experience_years": "career",
    "position": "position",
}
# What decides a route to permanent residence, HSP (ii) or the family, in this order, where it was told.
_DECIDING_A_ROUTE = (
    *("hsp_kind", "status_since", "resident_since", "married_since", "in_japan_since", "work_begins"),
    *("longest_trip_days", "days_abroad_a_year", "salary_since", "salary_before"),
    *("youngest_child", "household_income_yen"),
)
# Once it has begun, the day on which the work begins decides nothing.
_ONLY_COMING = frozenset({"work_begins"})
# Sums that are told in tens of thousands, as Japan counts pay.
_SUMS = frozenset({"salary_before", "household_income_yen"})
# What is told with how many or which, where it brings points.
_COUNTED: Mapping[str, str] = {"research": "research", "licence": "licences"}
_MAN = 10_000


def values(situation: Situation, now: CategoryScore | None) -> tuple[Text, ...]:
    """Return the facts with their points; what else brings points is named by its row.

    Without a score the facts stand alone: points that were not asked are no zero.
    """
    return (*_told(situation, now), *(_others(situation, now) if now else ()), *days(situation))


def _told(situation: Situation, now: CategoryScore | None) -> Iterator[Text]:
    points = {item.id: item.points for item in now.items} if now else {}
    for question_id, row in _ROWS.items():
        # Whoever has no position does not run the company: that is no fact to tell.
        if situation.value(question_id) not in (None, "none"):
            shown = _value(situation, question_id)
            yield Text("card-value", {"value": shown, "points": points[row]}) if row in points else shown


def days(situation: Situation) -> Iterator[Text]:
    """Yield what a route or an own way hangs on besides points: from when which status, stay, marriage and pay run."""
    for question_id in _DECIDING_A_ROUTE:
        if question_id in _ONLY_COMING and situation.counted_for == situation.today:
            continue
        value = situation.value(question_id)
        if value not in (None, NONE):
            question = situation.questionnaire[question_id]
            shown = situation.shown(question, value)
            if question_id in _SUMS and isinstance(value, int):
                shown = Text("card-man", {"man": _man(value)})
            yield Text("card-fact", {"what": Text(f"{question.text_key}.short"), "value": shown})


def _others(situation: Situation, now: CategoryScore) -> Iterator[Text]:
    told = {row for question_id, row in _ROWS.items() if situation.value(question_id) is not None}
    for item in now.items:
        if item.points and item.id not in told:
            yield Text("card-value", {"value": _other(situation, item.id), "points": item.points})


def _other(situation: Situation, row: str) -> Text:
    """Return what else brings points: how many licences, which results of research, of all others the row's name."""
    value = situation.value(_COUNTED[row]) if row in _COUNTED else None
    if row == "research" and isinstance(value, list):
        return Text("card-research", {"value": listed(Text(f"card-research-{dashed(one)}") for one in value)})
    if row == "licence" and value is not None:
        return Text("card-licences", {"value": situation.shown(situation.questionnaire["licences"], value)})
    return Text(f"item-{dashed(row)}.short")


def _man(yen: int) -> Decimal:
    return (Decimal(int(yen)) / _MAN).normalize() + 0


def _value(situation: Situation, question_id: str) -> Text:
    value = situation.value(question_id)
    if question_id == "salary_yen" and isinstance(value, int):
        return Text("card-salary", {"man": _man(value)})
    if question_id == "birth_date":
        return _born(situation, PartialDate.parse_iso(str(value)))
    if question_id == "degrees" and not situation.profile.degrees:
        return Text("card-no-degree")
    shown = situation.shown(situation.questionnaire[question_id], value)
    return Text("card-experience", {"time": shown}) if question_id == "experience_years" else shown


def _born(situation: Situation, birth: PartialDate) -> Text:
    ages = sorted({max(0, completed_years(day, situation.counted_for)) for day in (birth.first(), birth.last())})
    return Text("card-born", {"year": str(birth.year), "age": "–".join(map(str, ages))})


def deciding(situation: Situation, now: CategoryScore) -> tuple[Text, ...]:
    """Return what decides: conditions that are not met or not known, then the facts that can change the outcome."""
    gates = [
        Text("card-gate", {"name": Text(f"gate-{gate.id}"), "state": Text(_STATES[gate.met])})
        for gate in sorted(now.other_gates, key=lambda gate: gate.met is not False)
        if gate.met is not True
    ]
    questions = dict.fromkeys(q.id for f in now.decided_by if (q := situation.questionnaire.of_field(f)) is not None)
    return (*gates, *manager.deciding(situation), *(Text(f"q-{name}.short") for name in questions))


_STATES: Mapping[bool | None, str] = {True: "score-met", False: "score-not-met", None: "score-open"}
