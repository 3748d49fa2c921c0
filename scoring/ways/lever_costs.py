"""What changes cost and how long they take: our own judgement as data (`rules/levers.toml`), read strictly. Not law.

It orders ways and says "about how long"; it never decides what a change is worth.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from scoring.confidence import Confidence
from scoring.dated_rules import DatedRules
from scoring.errors import did_you_mean
from scoring.profile import HIGHEST_YEN, Category
from scoring.rule_files import Section, parse_file
from scoring.sources import cited

MOST_LEVERS = 3  # what one line of text can join
# Levers that cost something, each named as in the file. Code offers them, so a new one needs code too.
LEVER_IDS = (
    "japanese_n2",
    "japanese_n1",
    "japanese_n1_after_n2",
    "licence_one",
    "licence_two",
    "degree_master",
    "degree_mba_mot",
    "degree_doctorate",
    "second_field",
    "japanese_degree",
    "position_director",
)
# What a person may look at first, because it may be true already: the ids of the levers that cost nothing.
CHECK_IDS = (
    *("innovation", "innovation_sme", "sme", "rd_ratio", "local_gov", "growth", "invest_mgmt", "invest100m"),
    *("foreign_qual", "designated_univ", "jica", "research", "years", "salary", "japanese", "licence"),
    *("degree", "multi_degree", "jp_degree", "position"),
)


class Demand(StrEnum):
    """What a change asks of a person, the lightest first: to look, to wait, to agree it at work, to achieve it."""

    CHECK = "check"
    WAIT = "wait"
    WORK = "work"
    DO = "do"


class Cost(StrEnum):
    """Effort and money together, as a class."""

    FREE = "free"
    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


@dataclass(frozen=True, slots=True)
class LeverCost:
    """Demand, cost class and usual time of one lever. With `full_time` the years of work stand still meanwhile."""

    demand: Demand
    cost: Cost
    months: int
    full_time: bool
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class Rise:
    """A rise of salary up to `up_to_percent` of the salary now."""

    up_to_percent: int
    cost: Cost
    months: int


@dataclass(frozen=True, slots=True)
class Rare:
    """Checks that seldom turn out well; some of them do for a holder of a doctorate, or of a degree from here.

    In order such a check weighs `months` of waiting, and each further lever of a way `more`.
    """

    checks: frozenset[str]
    not_with_doctorate: frozenset[str]
    not_with_japanese_degree: frozenset[str]
    months: int
    more: int


@dataclass(frozen=True)
class LeverCosts:
    """The whole file. `weights` are months of waiting that a cost class is worth; yen are a year."""

    last_checked_on: date
    weights: Mapping[Cost, int]
    most_levers: int
    wait_months: int
    rises: tuple[Rise, ...]
    unknown_salary_up_to: Mapping[Category, int]
    levers: Mapping[str, LeverCost]
    rare: Rare

    def rise(self, now_yen: int, to_yen: int) -> Rise | None:
        """The row for a rise between two salaries; None where it is not realistic."""
        for rise in self.rises:
            if to_yen * 100 <= now_yen * (100 + rise.up_to_percent):
                return rise
        return None


def load_lever_costs(name: str, text: str) -> LeverCosts:
    """Read a file of costs strictly. Raises `RulesetError` with file, key and what was expected."""
    file = parse_file(name, text).only({"head", "weights", "limits", "rare", "salary", "levers"})
    head = file.child("head").only({"effective_from", "reference", "last_checked_on", "confidence"})
    head.day("effective_from")
    head.text("reference")
    head.confidence()
    weights = _judged(file.child("weights"), set(Cost))
    limits = _judged(file.child("limits"), {"levers", "wait_months"})
    salary = _judged(file.child("salary"), {"rises", "unknown_up_to"})
    unknown = salary.child("unknown_up_to").only(set(Category))
    levers = file.child("levers").only(LEVER_IDS)
    return LeverCosts(
        last_checked_on=head.day("last_checked_on"),
        weights={cost: weights.whole(cost, least=0) for cost in Cost},
        most_levers=limits.whole("levers", most=MOST_LEVERS),
        wait_months=limits.whole("wait_months", least=0),
        rises=_rises(salary),
        unknown_salary_up_to={c: unknown.whole(c, least=0, most=HIGHEST_YEN) for c in Category},
        levers={lever_id: _lever(levers.child(lever_id)) for lever_id in LEVER_IDS},
        rare=_rare(
            _judged(file.child("rare"), {"checks", "not_with_doctorate", "not_with_japanese_degree", "months", "more"})
        ),
    )


def _rare(section: Section) -> Rare:
    checks = frozenset(section.texts("checks"))
    for name in sorted(checks.difference(CHECK_IDS)):
        raise section.fail("checks", f"only levers that can be looked at, not {name!r}{did_you_mean(name, CHECK_IDS)}")
    usual = {key: frozenset(section.texts(key)) for key in ("not_with_doctorate", "not_with_japanese_degree")}
    for key, names in usual.items():
        if not names <= checks:
            raise section.fail(key, "some of the checks")
    return Rare(
        checks=checks,
        not_with_doctorate=usual["not_with_doctorate"],
        not_with_japanese_degree=usual["not_with_japanese_degree"],
        months=section.whole("months", least=0),
        more=section.whole("more", least=0),
    )


def _judged(section: Section, keys: Collection[str], optional: Collection[str] = ()) -> Section:
    """A section that says how sure it is, and by whom."""
    section.only({*keys, "confidence", "source"}, optional)
    section.confidence()
    cited(section)
    return section


def _lever(section: Section) -> LeverCost:
    _judged(section, {"kind", "cost", "months"}, {"full_time"})
    return LeverCost(
        demand=section.one_of("kind", Demand),
        cost=section.one_of("cost", Cost),
        months=section.whole("months", least=0),
        full_time=section.maybe_flag("full_time"),
        confidence=section.confidence(),
    )


def _rises(section: Section) -> tuple[Rise, ...]:
    rises = []
    for entry in section.tables("rises"):
        entry.only({"up_to_percent", "cost", "months"})
        percent, months = entry.whole("up_to_percent", least=0), entry.whole("months", least=0)
        rises.append(Rise(percent, entry.one_of("cost", Cost), months))
    percents = [rise.up_to_percent for rise in rises]
    if not rises or percents != sorted(set(percents)):
        raise section.fail("rises", "at least one rise, from the smallest to the greatest")
    return tuple(rises)


_DATED = DatedRules("levers", load_lever_costs)


def lever_costs(day: date) -> LeverCosts:
    """Return the costs of a day. Raises `NoRulesForDate` for a day before the first version."""
    return _DATED.on(day)
