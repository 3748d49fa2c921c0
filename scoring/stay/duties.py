"""What a holder must do, and how the status can be lost (届出、取消し、更新): by status and day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from scoring.confidence import Confidence
from scoring.dated_rules import DatedRules
from scoring.points import Reason, ReasonValue
from scoring.rule_files import Section, parse_rules
from scoring.sources import cited
from scoring.stay.statuses import StatusCode, status_of

_FIGURES = ("months", "days", "years", "points")


@dataclass(frozen=True, slots=True)
class DutyRule:
    """One duty, for whom, from when and to when.

    `figures` are its numbers by unit; `begins` is announced for a later day.
    """

    id: str
    statuses: frozenset[StatusCode]
    since: date | None
    until: date | None
    begins: date | None
    figures: tuple[tuple[str, int], ...]
    citation: str | None
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class Duty:
    """One duty in words, with its source where one is known and how sure it is."""

    id: str
    why: Reason
    citation: str | None
    confidence: Confidence


def duties(status: str | None, as_of: date) -> tuple[Duty, ...]:
    """The duties of a holder of a status on a day, most important first.

    Statuses outside these rules, and an unknown one, get none here; that does not mean that they have no duties.
    """
    held = status_of(status)
    return tuple(
        _duty(rule, as_of)
        for rule in duty_rules(as_of)
        if held in rule.statuses
        and (rule.since is None or rule.since <= as_of)
        and (rule.until is None or as_of <= rule.until)
    )


def before_a_new_employer(status: str | None, as_of: date) -> Duty | None:
    """Return what a holder does first who changes employers; of HSP (i) a permission comes before the work.

    None for other statuses, and for one that is not known.
    """
    held = duties(status, as_of)
    return next((duty for duty in held if duty.id in ("employer_first", "employer_second")), None)


def _duty(rule: DutyRule, as_of: date) -> Duty:
    args: dict[str, ReasonValue] = dict(rule.figures)
    if rule.begins is not None:
        args["day"] = rule.begins
    begun = "-now" if rule.begins is not None and rule.begins <= as_of else ""
    key = f"follows-duty-{rule.id.replace('_', '-')}{begun}"
    return Duty(rule.id, Reason(key, args), rule.citation, rule.confidence)


def load_duties(name: str, text: str) -> tuple[DutyRule, ...]:
    """Read the rule file strictly. Raises `RulesetError` with file, key and what was expected."""
    file = parse_rules(name, text, {"duties"})
    return tuple(_rule(duty_id, section) for duty_id, section in file.children("duties"))


def _rule(duty_id: str, section: Section) -> DutyRule:
    section.only({"statuses", "confidence", "source"}, {"since", "until", "begins", "citation", *_FIGURES})
    cited(section)
    names = section.texts("statuses")
    if not set(names) <= set(StatusCode):
        raise section.fail("statuses", "statuses among " + ", ".join(StatusCode))
    return DutyRule(
        id=duty_id,
        statuses=frozenset(StatusCode(name) for name in names),
        since=section.maybe_day("since"),
        until=section.maybe_day("until"),
        begins=section.maybe_day("begins"),
        figures=tuple((unit, section.whole(unit)) for unit in _FIGURES if unit in section.values),
        citation=section.text("citation") if "citation" in section.values else None,
        confidence=section.confidence(),
    )


_DATED = DatedRules("duties", load_duties)


def duty_rules(day: date) -> tuple[DutyRule, ...]:
    """Return the rules of a day, in their file's order. Raises `NoRulesForDate` for a day before the first version."""
    return _DATED.on(day)
