"""A second, naive reading of the rulebook (sections 1 to 3), by hand and apart from `scoring/`: slow, plain, complete.

It shares no code and no data with the engine. A fact that is None counts nothing and excludes nothing.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

Facts = Mapping[str, Any]

ADDITIONS_2017 = date(2017, 4, 26)
LOCAL_SUPPORT = date(2019, 3, 15)
INVESTMENT_MANAGEMENT = date(2021, 7, 30)
J_SKIP = date(2023, 4, 21)
GRADUATE = {"master", "professional", "mba_mot", "doctorate"}

# Facts of one person in the order of the table; `age` stands for birth date or age.
FIELDS = (
    "degrees",
    "degrees_in_different_fields",
    "experience_years",
    "salary_yen",
    "age",
    "patents",
    "foreign_grants",
    "papers",
    "other_research_recognised",
    "licences",
    "position",
    "employer_innovation_support",
    "employer_sme",
    "employer_rd_ratio",
    "employer_local_support",
    "foreign_qualification",
    "japanese_degree",
    "japanese",
    "designated_training",
    "designated_training_at_japanese_university",
    "growth_field",
    "designated_university",
    "invested_100m_yen",
    "investment_management",
    "international_services",
)

# Values that stand for all others in a brute-force search: both sides of every step, in every category.
DOMAINS: dict[str, Sequence[Any]] = {
    "degrees": (
        (),
        ("bachelor",),
        ("master",),
        ("professional",),
        ("mba_mot",),
        ("doctorate",),
        ("bachelor", "master"),
        ("mba_mot", "doctorate"),
    ),
    "experience_years": (0, 2.99, 3, 5, 7, 10),
    "salary_yen": (0, 3_000_000, *range(4_000_000, 11_000_000, 1_000_000)),
    "age": (29, 30, 35, 40),
    "patents": (0, 1),
    "foreign_grants": (0, 2, 3),
    "papers": (2, 3),
    "licences": (0, 1, 2),
    "position": ("none", "director", "representative"),
    "employer_rd_ratio": (0, 0.03, 0.031),
    "japanese": ("none", "n2", "n1", "japanese_major_abroad"),
}
PAY_IN_C = (0, 3_000_000, 10_000_000, 15_000_000, 20_000_000, 25_000_000, 30_000_000)


def domain(field: str, category: str) -> Sequence[Any]:
    """Values that stand for all others of one fact."""
    if field == "salary_yen" and category == "c":
        return PAY_IN_C
    return DOMAINS.get(field, (False, True))


def items(category: str, facts: Facts, day: date) -> dict[str, int]:
    """Points of every row this category's table has on a day."""
    held = set(facts["degrees"] or ())
    years = facts["experience_years"] or 0
    pay = facts["salary_yen"] or 0
    age = facts["age"]
    since_2017 = day >= ADDITIONS_2017
    points: dict[str, int] = {}

    # 1.1, the highest only; the bachelor's tier came to (a) in 2017; MBA/MOT is worth more than a master's in (b), (c).
    worth = {"doctorate": 20 if category == "c" else 30, "mba_mot": 20 if category == "a" else 25}
    worth |= {"master": 20, "professional": 20, "bachelor": 10 if category != "a" or since_2017 else 0}
    points["academic"] = max((worth[level] for level in held), default=0)
    if since_2017:
        points["multi_degree"] = 5 if facts["degrees_in_different_fields"] and held & GRADUATE else 0

    # 1.2
    career = {"a": ((7, 15), (5, 10), (3, 5)), "b": ((10, 20), (7, 15), (5, 10), (3, 5))}
    career["c"] = ((10, 25), (7, 20), (5, 15), (3, 10))
    points["career"] = max((p for need, p in career[category] if years >= need), default=0)

    # 1.3 and 1.4: the printed matrix, column by column.
    if category == "c":
        steps = ((30, 50), (25, 40), (20, 30), (15, 20), (10, 10))
        points["salary"] = max((p for need, p in steps if pay >= need * 1_000_000), default=0)
    else:
        points["salary"] = _printed_matrix(pay, age)
        points["age"] = 0 if age is None or age >= 40 else 15 if age < 30 else 10 if age < 35 else 5

    # 1.5, kinds and not items.
    kinds = sum(
        (
            (facts["patents"] or 0) >= 1,
            (facts["foreign_grants"] or 0) >= 3,
            (facts["papers"] or 0) >= 3,
            bool(facts["other_research_recognised"]),
        )
    )
    if category == "a":
        points["research"] = (0, 20, 25, 25, 25)[kinds]
    if category == "b":
        points["research"] = 15 if kinds else 0
        points["licence"] = (0, 5, 10)[min(facts["licences"] or 0, 2)]
    if category == "c":
        points["position"] = {"representative": 10, "director": 5}.get(facts["position"], 0)

    # 1.8
    small = facts["employer_sme"]
    points["innovation"] = 10 if facts["employer_innovation_support"] else 0
    points["innovation_sme"] = 10 if facts["employer_innovation_support"] and small else 0
    if day >= LOCAL_SUPPORT:
        points["local_gov"] = 10 if facts["employer_local_support"] else 0
    points["rd_ratio"] = 5 if small and (facts["employer_rd_ratio"] or 0) > 0.03 else 0
    points["foreign_qual"] = 5 if facts["foreign_qualification"] else 0

    # 1.9 and 1.10
    degree, level = facts["japanese_degree"], facts["japanese"]
    points["jp_degree"] = 10 if degree else 0
    points["n1"] = 15 if level in ("n1", "japanese_major_abroad") else 0
    if since_2017:
        points["n2"] = 10 if level == "n2" and not degree else 0
        points["growth"] = 10 if facts["growth_field"] else 0
        points["designated_univ"] = 10 if facts["designated_university"] else 0
        points["jica"] = 5 if facts["designated_training"] and not _training_excluded(facts) else 0
        if category == "c":
            points["invest100m"] = 5 if facts["invested_100m_yen"] else 0
    if day >= INVESTMENT_MANAGEMENT and category != "a":
        points["invest_mgmt"] = 10 if facts["investment_management"] else 0
    return points


def _training_excluded(facts: Facts) -> bool:
    return bool(facts["japanese_degree"] and facts["designated_training_at_japanese_university"])


def _printed_matrix(pay: int, age: int | None) -> int:
    """1.3 for (a) and (b); with an unknown age, only what every age gets."""
    column = 3 if age is None or age >= 40 else 0 if age < 30 else 1 if age < 35 else 2
    million = pay // 1_000_000
    matrix = {
        9: (35, 35, 35, 35),
        8: (30, 30, 30, 30),
        7: (25, 25, 25, 0),
        6: (20, 20, 20, 0),
        5: (15, 15, 0, 0),
        4: (10, 0, 0, 0),
    }
    return 40 if million >= 10 else matrix.get(million, (0, 0, 0, 0))[column]


def excluded(category: str, facts: Facts, day: date) -> set[str]:
    """Rows whose facts hold while an exclusion takes their points."""
    found = set()
    if day >= ADDITIONS_2017 and facts["japanese"] == "n2" and facts["japanese_degree"]:
        found.add("n2")
    if day >= ADDITIONS_2017 and facts["designated_training"] and _training_excluded(facts):
        found.add("jica")
    return found


def gates(category: str, facts: Facts) -> dict[str, bool]:
    """The gates besides the pass mark, for complete facts."""
    found = {}
    if category in ("b", "c"):
        found["min_salary"] = facts["salary_yen"] >= 3_000_000
    if category == "b":
        found["international_services"] = not facts["international_services"]
    return found


def j_skip(category: str, facts: Facts, day: date) -> bool:
    """Section 3, for complete facts."""
    if day < J_SKIP or (category == "b" and facts["international_services"]):
        return False
    if category == "c":
        return bool(facts["salary_yen"] >= 40_000_000 and facts["experience_years"] >= 5)
    grounds = bool(set(facts["degrees"]) & GRADUATE) or facts["experience_years"] >= 10
    return bool(facts["salary_yen"] >= 20_000_000 and grounds)


@dataclass(frozen=True)
class Case:
    """One way the unknown facts could turn out."""

    values: tuple[Any, ...]
    items: dict[str, int]
    gates: dict[str, bool]

    @cached_property
    def total(self) -> int:
        return sum(self.items.values())

    def passes(self, mark: int = 70) -> bool:
        return self.total >= mark and all(self.gates.values())


class BruteForce:
    """Every completion of a partly known person, one by one, and what follows from the list."""

    def __init__(self, category: str, facts: Facts, day: date) -> None:
        self.unknown = [name for name in FIELDS if facts[name] is None]
        self.cases = [
            Case(values, items(category, complete, day), gates(category, complete))
            for values in itertools.product(*(domain(name, category) for name in self.unknown))
            for complete in [{**facts, **dict(zip(self.unknown, values, strict=True))}]
        ]

    @property
    def range(self) -> tuple[int, int]:
        totals = [case.total for case in self.cases]
        return min(totals), max(totals)

    def reached(self, row: str) -> set[int]:
        return {case.items[row] for case in self.cases}

    def gate(self, name: str) -> bool | None:
        met = {case.total >= 70 if name == "pass_mark" else case.gates[name] for case in self.cases}
        return None if len(met) > 1 else met.pop()

    @property
    def verdict(self) -> str:
        if any(not any(case.gates[name] for case in self.cases) for name in self.cases[0].gates):
            return "blocked"
        passing = {case.passes() for case in self.cases}
        return "undecided" if len(passing) > 1 else "qualifies" if passing.pop() else "short"

    def deciding(self, *marks: int) -> set[str]:
        """Unknown facts a change of which, the rest standing still, makes the difference between passing and not."""
        return self._moving(lambda case: tuple(case.passes(mark) for mark in marks))

    def open(self) -> set[str]:
        """Unknown facts a change of which moves any line or gate."""
        return self._moving(lambda case: (tuple(case.items.values()), tuple(case.gates.values())))

    def _moving(self, seen: Any) -> set[str]:
        found = set()
        for i, name in enumerate(self.unknown):
            if any(len({seen(case) for case in alike}) > 1 for alike in self._alike_but(i)):
                found.add(name)
        return found

    def _alike_but(self, i: int) -> Iterator[list[Case]]:
        groups: dict[tuple[Any, ...], list[Case]] = {}
        for case in self.cases:
            groups.setdefault(case.values[:i] + case.values[i + 1 :], []).append(case)
        yield from groups.values()
