"""What the status brings for parents, the spouse and helpers in the home (優遇措置): what is met, what is missing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType

from scoring.calendar import ONE_DAY, birthday
from scoring.confidence import Confidence
from scoring.dated_rules import DatedRules
from scoring.points import Reason, ReasonValue
from scoring.profile import Profile
from scoring.rule_files import Section, parse_rules
from scoring.sources import cited
from scoring.stay.statuses import HIGHLY_SKILLED, StatusCode, status_of
from scoring.three import every

# Facts that no profile has and that the person may be asked: a spouse who cannot do the housework, a helper employed
# abroad for the time asked.
GROUNDS = ("spouse_unable", "employed_abroad")


@dataclass(frozen=True, slots=True)
class BenefitRule:
    """One benefit: what it asks for. `also` must hold besides and is not judged here."""

    id: str
    since: date
    income_yen: int | None
    child_under: int | None
    pregnancy: bool
    ground: str | None
    j_skip: bool
    investment_management: bool
    workers: int | None
    two_workers_from_yen: int | None
    ends_with_permanent: bool
    also: tuple[tuple[str, Confidence], ...]
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class FamilyRules:
    """Everything the rule file says. `worker` has the least pay in yen a month, the least age, and years abroad."""

    benefits: tuple[BenefitRule, ...]
    worker: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Also:
    """Something that must hold besides and is not judged here."""

    id: str
    why: Reason
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class Benefit:
    """One benefit for a holder of the status with these facts.

    `met` is whether what can be judged is met. `missing` names what is not known and still decides: profile fields,
    `GROUNDS`, or "j_skip". `lacking` names the conditions that fail: "income", "reason", "j_skip",
    "investment_management", or "status" for a permanent resident: these benefits hang on the status of a highly
    skilled person. `until` is the last day on which the youngest child is young enough, where that is the only reason;
    that day itself is for staff. `workers` is how many helpers the income allows. `ends_with_permanent` is whether
    permanent residence ends a stay that hangs on the benefit; HSP (ii) keeps it.
    """

    id: str
    met: bool | None
    missing: tuple[str, ...]
    lacking: tuple[str, ...]
    until: date | None
    workers: int | None
    why: Reason
    also: tuple[Also, ...]
    ends_with_permanent: bool
    confidence: Confidence


def family(
    profile: Profile,
    *,
    as_of: date,
    j_skip: bool | None,
    grounds: Mapping[str, bool | None] = MappingProxyType({}),
) -> tuple[Benefit, ...]:
    """Each benefit that exists on the day, for a holder of the status then.

    `j_skip` is whether J-Skip is met; `grounds` answers `GROUNDS`. A household has at least the holder's own salary, so
    that alone can prove an income. Who holds the status as J-Skip has what J-Skip brings; staff confirm it where the
    conditions are no longer met, and where they are met by a holder of the status by points: the note on the card
    matters. Raises `KeyError` for a ground that is none.
    """
    for name in grounds:
        if name not in GROUNDS:
            raise KeyError(name)
    rules = family_rules(as_of)
    status = status_of(profile.status)
    holds = status is StatusCode.J_SKIP
    doubtful = (holds and j_skip is False) or (status in HIGHLY_SKILLED and not holds and j_skip is True)
    found = tuple(
        _benefit(rule, rules, profile, as_of, holds or j_skip, grounds)
        for rule in rules.benefits
        if rule.since <= as_of
    )
    if status is StatusCode.PERMANENT:
        return tuple(replace(b, met=False, missing=(), lacking=("status",), until=None, workers=None) for b in found)
    if not doubtful:
        return found
    special = {rule.id for rule in rules.benefits if rule.j_skip}
    return tuple(replace(b, confidence=Confidence.STAFF_CONFIRMS) if b.id in special else b for b in found)


def _benefit(
    rule: BenefitRule,
    rules: FamilyRules,
    profile: Profile,
    as_of: date,
    j_skip: bool | None,
    grounds: Mapping[str, bool | None],
) -> Benefit:
    reason, needed, until = _reason_for(rule, profile, as_of, grounds)
    parts: dict[str, tuple[bool | None, tuple[str, ...]]] = {}
    if rule.income_yen is not None:
        parts["income"] = (_income(profile, rule.income_yen), ("household_income_yen",))
    if rule.child_under is not None or rule.ground is not None:
        parts["reason"] = (reason, needed)
    if rule.j_skip:
        parts["j_skip"] = (j_skip, ("j_skip",))
    if rule.investment_management:
        parts["investment_management"] = (profile.investment_management, ("investment_management",))
    met = every(answer for answer, _ in parts.values())
    args: dict[str, ReasonValue] = {
        "income_yen": rule.income_yen or 0,
        "more_yen": rule.two_workers_from_yen or 0,
        "age": rule.child_under or 0,
        "years": rules.worker["employed_abroad_years"],
    }
    return Benefit(
        id=rule.id,
        met=met,
        missing=tuple(n for answer, names in parts.values() if answer is None for n in names) if met is None else (),
        lacking=tuple(name for name, (answer, _) in parts.items() if answer is False),
        until=until if met is not False else None,
        workers=_workers(rule, profile),
        why=Reason(f"follows-family-{rule.id.replace('_', '-')}", args),
        also=tuple(_also(name, sure, rules) for name, sure in rule.also),
        ends_with_permanent=rule.ends_with_permanent,
        # By the law on ages an age may be reached on the day before the birthday.
        confidence=Confidence.STAFF_CONFIRMS if met is not False and until == as_of else rule.confidence,
    )


def _income(profile: Profile, need_yen: int) -> bool | None:
    if profile.household_income_yen is not None:
        return profile.household_income_yen >= need_yen
    return True if profile.salary_yen is not None and profile.salary_yen >= need_yen else None


def _workers(rule: BenefitRule, profile: Profile) -> int | None:
    if rule.two_workers_from_yen is not None and _income(profile, rule.two_workers_from_yen):
        return 2
    return rule.workers


def _reason_for(
    rule: BenefitRule, profile: Profile, as_of: date, grounds: Mapping[str, bool | None]
) -> tuple[bool | None, tuple[str, ...], date | None]:
    """Whether one of the reasons holds, what is missing to know it, and until when it holds by a child alone."""
    answers: dict[str, bool | None] = {}
    last: date | None = None
    if rule.child_under is not None:
        last = _last_day_under(profile, as_of, rule.child_under)
        answers["children"] = None if profile.children is None else last is not None
    if rule.pregnancy:
        answers["pregnancy"] = profile.pregnancy
    if rule.ground is not None:
        answers[rule.ground] = grounds.get(rule.ground)
    if True in answers.values():
        by_child_alone = [name for name, answer in answers.items() if answer] == ["children"]
        return True, (), last if by_child_alone else None
    missing = tuple(name for name, answer in answers.items() if answer is None)
    return (None if missing else False), missing, None


def _last_day_under(profile: Profile, as_of: date, age: int) -> date | None:
    """The last day on which the youngest child born by `as_of` is under an age; None where none is."""
    ends = [birthday(born, age) for born in profile.children or () if born <= as_of]
    end = max(ends, default=as_of)
    return end - ONE_DAY if end > as_of else None


def _also(name: str, sure: Confidence, rules: FamilyRules) -> Also:
    worker = rules.worker
    args: dict[str, dict[str, ReasonValue]] = {
        "worker_pay": {"pay_yen": worker["pay_yen_a_month"]},
        "worker_age": {"age": worker["age"]},
    }
    return Also(name, Reason(f"follows-also-{name.replace('_', '-')}", args.get(name, {})), sure)


def load_family(name: str, text: str) -> FamilyRules:
    """Read the rule file strictly. Raises `RulesetError` with file, key and what was expected."""
    file = parse_rules(name, text, {"benefits", "worker"})
    keys = ("pay_yen_a_month", "age", "employed_abroad_years")
    worker = file.child("worker").only({*keys, "since", "confidence", "source"})
    cited(worker)
    worker.day("since")
    worker.confidence()
    return FamilyRules(
        benefits=tuple(_rule(benefit_id, section) for benefit_id, section in file.children("benefits")),
        worker=MappingProxyType({key: worker.whole(key) for key in keys}),
    )


def _rule(benefit_id: str, section: Section) -> BenefitRule:
    numbers = ("income_yen", "child_under", "workers", "two_workers_from_yen")
    flags = ("pregnancy", "j_skip", "investment_management", "ends_with_permanent")
    section.only({"since", "confidence", "source"}, {*numbers, *flags, "ground", "also", "also_staff"})
    cited(section)
    ground = section.text("ground") if "ground" in section.values else None
    if ground is not None and ground not in GROUNDS:
        raise section.fail("ground", " or ".join(GROUNDS))
    also = [(name, Confidence.VERIFIED) for name in section.maybe_texts("also")]
    also += [(name, Confidence.STAFF_CONFIRMS) for name in section.maybe_texts("also_staff")]
    return BenefitRule(
        id=benefit_id,
        since=section.day("since"),
        income_yen=section.maybe_whole("income_yen"),
        child_under=section.maybe_whole("child_under"),
        pregnancy=section.maybe_flag("pregnancy"),
        ground=ground,
        j_skip=section.maybe_flag("j_skip"),
        investment_management=section.maybe_flag("investment_management"),
        workers=section.maybe_whole("workers"),
        two_workers_from_yen=section.maybe_whole("two_workers_from_yen"),
        ends_with_permanent=section.maybe_flag("ends_with_permanent"),
        also=tuple(also),
        confidence=section.confidence(),
    )


_DATED = DatedRules("family", load_family)


def family_rules(day: date) -> FamilyRules:
    """Return the rules of a day. Raises `NoRulesForDate` for a day before the first version."""
    return _DATED.on(day)
