"""What one person could change, or find to be true already, in one category: the levers of a way to a mark.

A lever is offered only where it can happen to this person and brings something; what it brings comes from the points
table, what it costs from `lever_costs`. No words here, no clock.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from scoring.calendar import MONTHS_A_YEAR, months_later, months_until
from scoring.groups import KINDS_NEED, facts_of, groups_of
from scoring.history import first_day_with
from scoring.points import Reason, ReasonValue
from scoring.profile import GRADUATE_DEGREES, Category, Degree, Japanese, Position, Profile, WorkPeriod
from scoring.ruleset import CategoryRules
from scoring.ways.lever import Lever, group_points
from scoring.ways.lever_costs import Cost, Demand, LeverCosts

# Facts that stand alone, that a person may simply learn, and that are not changed at will: field and row.
_LEARNED = {
    "employer_local_support": "local_gov",
    "growth_field": "growth",
    "investment_management": "invest_mgmt",
    "invested_100m_yen": "invest100m",
    "foreign_qualification": "foreign_qual",
}
YOUNGEST_WORKER = 15  # years not known are not more than since this age, as `notices` has it
_RESEARCH_TOLD = ("patents", "papers", "foreign_grants")  # "recognised" is the Minister's, never a person's plan


def levers(
    now: Profile,
    spells: Sequence[WorkPeriod],
    *,
    as_of: date,
    age: int | None,
    rules: CategoryRules,
    costs: LeverCosts,
) -> tuple[Lever, ...]:
    """Every lever of one person in one category, a smaller step before a greater one.

    `now` has the facts of the day, years as a number; `spells` is the work that may go on after it.
    """
    return tuple(_Offer(now, spells, as_of, age, rules, costs).all())


@dataclass(frozen=True)
class _Offer:
    """Looks at one person, subject by subject."""

    now: Profile
    spells: Sequence[WorkPeriod]
    as_of: date
    age: int | None
    rules: CategoryRules
    costs: LeverCosts
    _before: dict[str, int] = field(default_factory=dict)

    def all(self) -> Iterator[Lever]:
        for subject in (
            self.innovation,
            self.learned,
            self.university,
            self.training,
            self.research,
            self.years,
            self.salary,
            self.japanese,
            self.licences,
            self.degrees,
            self.position,
        ):
            yield from subject()

    # --- what the employer and the work may already bring ---------------------------------------------------------

    def innovation(self) -> Iterator[Lever]:
        """Support, with or without being small; R&D above the limit at a small company. Small alone brings nothing."""
        supported, small, ratio = (
            self.now.employer_innovation_support,
            self.now.employer_sme,
            self.now.employer_rd_ratio,
        )
        row = self.rules.row("rd_ratio")
        over = None if row is None else row.over_ratio
        smaller = None
        if small is None:
            smaller = self.check("sme", {"employer_sme": True})
            yield from self.worth(smaller)
        if supported is None:
            alone = self.check("innovation", {"employer_innovation_support": True})
            yield from self.worth(alone)
            if smaller is not None and not self.brings(smaller):
                both = {"employer_innovation_support": True, "employer_sme": True}
                yield from self.worth(self.check("innovation_sme", both, lower=alone))
        if ratio is None and small is not False and over is not None:
            changes = {"employer_sme": True, "employer_rd_ratio": round(over + 0.001, 6)}
            lower = smaller if smaller is not None and self.brings(smaller) else None
            yield from self.worth(self.check("rd_ratio", changes, lower=lower))

    def learned(self) -> Iterator[Lever]:
        for name, row_id in _LEARNED.items():
            if getattr(self.now, name) is None and self.rules.row(row_id) is not None:
                yield self.check(row_id, {name: True})

    def university(self) -> Iterator[Lever]:
        """The lists are looked up, never guessed; a person without a degree graduated from none."""
        if self.now.designated_university is None and self.now.degrees != frozenset():
            yield from self.worth(self.check("designated_univ", {"designated_university": True}))

    def training(self) -> Iterator[Lever]:
        """Beside a Japanese degree only training without Japanese university classes counts."""
        if self.now.designated_training is None:
            changes: dict[str, Any] = {"designated_training": True}
            if self.now.japanese_degree:
                if self.now.designated_training_at_japanese_university:
                    return
                changes["designated_training_at_japanese_university"] = False
            yield from self.worth(self.check("jica", changes, {"degree": "yes" if len(changes) > 1 else "no"}))

    def research(self) -> Iterator[Lever]:
        for name in _RESEARCH_TOLD:
            if getattr(self.now, name) is None:
                yield from self.worth(self.check("research", {name: KINDS_NEED[name]}, {"result": name}))

    # --- years and pay --------------------------------------------------------------------------------------------

    def years(self) -> Iterator[Lever]:
        """Work that goes on reaches the next steps; years not known may be more than thought."""
        row = self.rules.row("career")
        steps = {int(tier.at) for tier in row.tiers} if row is not None else set()
        if self.near_j_skip and self.rules.j_skip is not None:
            steps.add(self.rules.j_skip.min_years)
        had = self.now.experience_years.years(self.category)
        lower = None
        for step in sorted(steps):
            changes = {"experience_years": replace(self.now.experience_years, **{self.category.value: float(step)})}
            if had is None:
                if self.age is not None and step > self.age - YOUNGEST_WORKER:
                    return
                lower = self.check("years", changes, {"years": step}, lower=lower)
                yield lower
            elif had < step:
                day = self.day_with(step)
                if day is None:
                    return
                lever = self.check("years", changes, {"years": step, "day": day}, lower=lower, demand=Demand.WAIT)
                lower = replace(lever, months=months_until(self.as_of, day), day=day)
                yield lower

    def salary(self) -> Iterator[Lever]:
        """The steps of the table that bring more at this age, the least pay a category asks for, and J-Skip's."""
        pay, row = self.now.salary_yen, self.rules.row("salary")
        steps = {int(tier.at) for tier in row.tiers} if row is not None else set()
        opening = set()
        if pay is not None and self.rules.min_salary_yen is not None:
            opening.add(self.rules.min_salary_yen)
        if self.near_j_skip and self.rules.j_skip is not None:
            opening.add(self.rules.j_skip.min_salary_yen)
        lower = None
        for step in sorted(steps | opening):
            lever = self.raise_to(step, lower)
            if lever is not None and (step in opening or self.brings(lever)):
                yield lever
                lower = lever

    def raise_to(self, step: int, lower: Lever | None) -> Lever | None:
        """One salary step; None where it is reached already or not realistic."""
        pay = self.now.salary_yen
        changes, args = {"salary_yen": step}, {"salary_yen": step}
        if pay is None:
            known_limit = self.costs.unknown_salary_up_to[self.category]
            return self.check("salary", changes, args, lower=lower) if step <= known_limit else None
        rise = self.costs.rise(pay, step)
        if pay >= step or rise is None:
            return None
        lever = self.check("salary", changes, args, lower=lower, demand=Demand.WORK)
        return replace(lever, cost=rise.cost, months=rise.months, day=months_later(self.as_of, rise.months))

    # --- what one learns ------------------------------------------------------------------------------------------

    def japanese(self) -> Iterator[Lever]:
        held = self.now.japanese
        if held in (Japanese.N1, Japanese.MAJOR_ABROAD):
            return
        lower = None
        for level in (Japanese.N2, Japanese.N1):
            if held is level:
                continue
            changes, args = {"japanese": level}, {"level": level.value}
            if held is None:
                lever = self.check("japanese", changes, args, lower=lower)
            else:
                cost_id = "japanese_n1_after_n2" if held is Japanese.N2 else f"japanese_{level.value}"
                lever = self.priced(cost_id, "japanese", changes, args, lower=lower)
            # A Japanese degree takes the points of N2.
            if self.brings(lever):
                yield lever
                lower = lever

    def licences(self) -> Iterator[Lever]:
        row = self.rules.row("licence")
        held = self.now.licences
        lower = None
        for need in sorted(int(tier.at) for tier in row.tiers) if row is not None else ():
            more = need - (held or 0)
            if more <= 0:
                continue
            changes, args = {"licences": need}, {"count": more}
            if held is None:
                lower = self.check("licence", changes, args, lower=lower)
            else:
                cost_id = "licence_one" if more == 1 else "licence_two"
                lower = self.priced(cost_id, "licence", changes, args, lower=lower)
            yield lower

    def degrees(self) -> Iterator[Lever]:
        held = self.now.degrees
        if held is None:
            # What a foreign course counts as may be more than thought; who holds more than a master's knows it.
            lower = None
            for level in (Degree.BACHELOR, Degree.MASTER):
                lever = self.check("degree", {"degrees": frozenset({level})}, {"level": level.value}, lower=lower)
                if self.brings(lever):
                    yield lever
                    lower = lever
            yield from self.japanese_degree(held, ())
        else:
            offered = tuple(self.next_degrees(held))
            yield from offered
            yield from self.japanese_degree(held, offered)

    def next_degrees(self, held: frozenset[Degree]) -> Iterator[Lever]:
        """The next level up. One graduate degree has one field, whatever was answered about fields without one."""
        graduate = held & GRADUATE_DEGREES
        one_field = bool(self.now.degrees_in_different_fields and not graduate)
        first = {"degrees_in_different_fields": False} if one_field else {}
        levels = [Degree.DOCTORATE] if graduate else [Degree.MASTER]
        lower = None
        for level in [*levels, Degree.MBA_MOT] if held else ():
            changes = {"degrees": held | {level}, **first}
            below = lower if level is Degree.MBA_MOT and not graduate else None
            lever = self.priced(f"degree_{level.value}", "degree", changes, {"level": level.value}, lower=below)
            if level not in held and self.brings(lever):
                yield lever
                lower = lever
        if graduate and not self.now.degrees_in_different_fields:
            changes = {"degrees_in_different_fields": True}
            if self.now.degrees_in_different_fields is None:
                yield from self.worth(self.check("multi_degree", changes))
            else:
                yield from self.worth(self.priced("second_field", "multi_degree", changes))

    def japanese_degree(self, held: frozenset[Degree] | None, offered: Sequence[Lever]) -> Iterator[Lever]:
        """A degree from here that is already there, or a master's degree taken here, which is one anywhere too."""
        if self.now.japanese_degree is None and held != frozenset():
            yield from self.worth(self.check("jp_degree", {"japanese_degree": True}))
        elif self.now.japanese_degree is False and held != frozenset():
            changes: dict[str, Any] = {"japanese_degree": True}
            if held is not None and not held & GRADUATE_DEGREES:
                # Who has a graduate degree already has the level; the degree from here is what is new.
                changes["degrees"] = held | {Degree.MASTER}
                if self.now.degrees_in_different_fields:
                    changes["degrees_in_different_fields"] = False
            anywhere = next((o for o in offered if o.changes.get("degrees") == changes.get("degrees", held)), None)
            yield from self.worth(self.priced("japanese_degree", "jp_degree", changes, lower=anywhere))

    def position(self) -> Iterator[Lever]:
        """A place on the board may be agreed; the right to represent the company is only looked up."""
        if self.rules.row("position") is None:
            return
        held = self.now.position
        changes, args = {"position": Position.DIRECTOR}, {"position": Position.DIRECTOR.value}
        if held is Position.NONE:
            yield self.priced("position_director", "position", changes, args)
        if held is None:
            director = self.check("position", changes, args)
            yield director
            args = {"position": Position.REPRESENTATIVE.value}
            yield self.check("position", {"position": Position.REPRESENTATIVE}, args, lower=director)

    # --- shared ---------------------------------------------------------------------------------------------------

    @property
    def category(self) -> Category:
        return self.rules.category

    @property
    def near_j_skip(self) -> bool:
        """Whether the pay of the route without points is had, or a realistic rise away."""
        rule, pay = self.rules.j_skip, self.now.salary_yen
        return rule is not None and pay is not None and self.costs.rise(pay, rule.min_salary_yen) is not None

    def day_with(self, years: int) -> date | None:
        """The day on which work that goes on without a break makes so many years; None where it is too far."""
        until = months_later(self.as_of, self.costs.wait_months)
        day = first_day_with(self.spells, self.category, years * MONTHS_A_YEAR, until)
        # A number a hair below whole years may be a spell that is there already.
        return None if day is None else max(day, self.as_of)

    def brings(self, lever: Lever) -> bool:
        """Whether the table gives more with this lever alone."""
        for group in groups_of(self.rules):
            if not lever.changes.keys().isdisjoint(facts_of(group, self.rules)):
                if group.id not in self._before:
                    self._before[group.id] = group_points(group, self.rules, self.now, self.age, {})
                after = group_points(group, self.rules, self.now, self.age, lever.changes)
                if after > self._before[group.id]:
                    return True
        return False

    def worth(self, lever: Lever) -> Iterator[Lever]:
        """The lever, where it brings something."""
        if self.brings(lever):
            yield lever

    def check(
        self,
        lever_id: str,
        changes: Mapping[str, Any],
        args: Mapping[str, ReasonValue] | None = None,
        *,
        lower: Lever | None = None,
        demand: Demand = Demand.CHECK,
    ) -> Lever:
        """A lever that costs nothing and is there today; of the changes, those that change something."""
        changes = {name: value for name, value in changes.items() if getattr(self.now, name) != value}
        why = Reason(f"ways-{demand.value}-{lever_id}", dict(args or {}))
        return Lever(lever_id, demand, changes, Cost.FREE, 0, self.as_of, why, lower=lower)

    def priced(
        self,
        cost_id: str,
        lever_id: str,
        changes: Mapping[str, Any],
        args: Mapping[str, ReasonValue] | None = None,
        *,
        lower: Lever | None = None,
    ) -> Lever:
        """A lever that takes effort and time."""
        cost = self.costs.levers[cost_id]
        return replace(
            self.check(lever_id, changes, args, lower=lower, demand=cost.demand),
            cost=cost.cost,
            months=cost.months,
            day=months_later(self.as_of, cost.months),
            full_time=cost.full_time,
        )
