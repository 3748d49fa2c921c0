"""How long the search for ways to a mark takes, over random people with known and unknown facts.

`python -m tests.benchmarks.whatif [people]` prints p50 and p99; nothing here runs with the tests.
"""

from __future__ import annotations

import random
import sys
from collections import Counter
from datetime import timedelta
from statistics import quantiles
from time import thread_time
from typing import Any

from scoring import Profile, read_profile
from scoring.ways.whatif import ways
from tests.scoring.people import TODAY
from tests.scoring.reference import FIELDS

PEOPLE = 1_000
WARM_UP = 20


def person(chance: random.Random) -> Profile:
    """Somebody with about a third of the facts not known, as after half an interview."""
    facts: dict[str, Any] = {name: chance.choice((False, False, True)) for name in FIELDS}
    held = [[], ["bachelor"], ["bachelor"], ["bachelor", "master"], ["bachelor", "mba_mot"], ["doctorate"]]
    facts |= {
        "degrees": chance.choice(held),
        "experience_years": chance.randrange(0, 150) / 12,
        "salary_yen": chance.randrange(2_500_000, 14_000_000, 50_000),
        "patents": chance.choice((0, 0, 1)),
        "foreign_grants": chance.choice((0, 0, 3)),
        "papers": chance.choice((0, 0, 3)),
        "licences": chance.choice((0, 0, 1, 2)),
        "position": chance.choice(("none", "director", "representative")),
        "employer_rd_ratio": chance.choice((0, 0.02, 0.05)),
        "japanese": chance.choice(("none", "none", "n2", "n1")),
        "international_services": False,
    }
    for name in FIELDS:
        if chance.random() < 0.35:
            facts[name] = None
    del facts["age"]
    facts["birth_date"] = (TODAY - timedelta(days=chance.randrange(21 * 365, 52 * 365))).isoformat()
    facts["category"] = chance.choice(("a", "b", "b", "b", "c", None))
    return read_profile(facts, as_of=TODAY)


def main(people: int) -> None:
    """Measure and print."""
    chance = random.Random(20_261_122)
    figures: dict[int, list[float]] = {70: [], 80: []}
    found: Counter[str] = Counter()
    for number in range(people + WARM_UP):
        profile = person(chance)
        for mark, times in figures.items():
            start = thread_time()
            result = ways(profile, as_of=TODAY, mark=mark)
            if number >= WARM_UP:
                times.append((thread_time() - start) * 1_000)
                found["some" if result else "none"] += 1
                found["ways"] += len(result)
    for mark, times in figures.items():
        cuts = quantiles(times, n=100)
        print(
            f"ways to {mark}   p50 {cuts[49]:6.2f} ms   p99 {cuts[98]:6.2f} ms   most {max(times):6.2f} ms   n {people}"
        )
    print(f"with ways {found['some']}, without {found['none']}, ways in all {found['ways']}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else PEOPLE)
