"""How long a score takes: of facts scored before, of facts never seen, and without telling why.

    python -m tests.benchmarks.scores

Prints microseconds a person in one category: the best of several rounds.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from time import thread_time
from typing import Any

from scoring import Category, Profile, read_profile, ruleset_for, score
from scoring.engine import total_of, totals
from scoring.j_skip import j_skip
from scoring.notices import notices_for
from tests.scoring.people import TODAY

PEOPLE, ROUNDS = 2_000, 5
RULES = ruleset_for(TODAY)
TABLE = RULES.categories[Category.B]


def people(chance: random.Random, count: int) -> list[Profile]:
    """People who all differ, as those of a busy office do: everything known but two facts."""

    def yes_no() -> bool:
        return chance.random() < 0.5

    def facts() -> dict[str, Any]:
        return {
            "category": "b",
            "birth_date": f"{chance.randint(1975, 2002)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}",
            "degrees": chance.sample(["bachelor", "master", "mba_mot", "doctorate"], chance.randint(0, 2)),
            "degrees_in_different_fields": yes_no(),
            "experience_years": chance.randint(0, 160) / 12,
            "salary_yen": chance.randint(3_000_000, 12_000_000),
            "japanese": chance.choice(["n1", "n2", "none"]),
            "japanese_degree": yes_no(),
            "patents": chance.randint(0, 1),
            "foreign_grants": 0,
            "papers": chance.randint(0, 4),
            "licences": chance.randint(0, 2),
            "employer_innovation_support": yes_no(),
            "employer_sme": yes_no(),
            "employer_rd_ratio": chance.choice([0, 0.05]),
            "employer_local_support": yes_no(),
            "foreign_qualification": yes_no(),
            "growth_field": yes_no(),
            "designated_university": yes_no(),
            "designated_training": False,
            "investment_management": False,
            "international_services": False,
        }

    return [read_profile(facts(), as_of=TODAY) for _ in range(count)]


def microseconds(work: Callable[[Profile], object], of: Sequence[Profile]) -> float:
    """The time of one call, without the time others have the processor."""
    start = thread_time()
    for person in of:
        work(person)
    return (thread_time() - start) / len(of) * 1e6


def _untold(person: Profile) -> object:
    """All that a score says but for its lines."""
    told = notices_for(person, person, TODAY, RULES, [Category.B], total_of)
    return totals(person, TODAY, TABLE), j_skip(person, TABLE), told


def main() -> None:
    chance = random.Random(1)
    groups = [people(chance, PEOPLE) for _ in range(2 * ROUNDS)]
    # What the groups of the table come to is known after the first thousands of people of an office.
    for person in people(chance, PEOPLE):
        score(person)
    untold = min(microseconds(_untold, each) for each in groups[:ROUNDS])
    fresh = min(microseconds(score, each) for each in groups[ROUNDS:])
    again = min(microseconds(score, groups[-1][:500]) for _ in range(ROUNDS))
    print(f"without telling why {untold:6.1f} us")
    print(f"with every line     {fresh:6.1f} us   {fresh / untold:4.2f} times")
    print(f"the same facts again{again:6.1f} us")


if __name__ == "__main__":
    main()
