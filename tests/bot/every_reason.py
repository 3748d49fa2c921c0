"""Every reason scoring can give: enough profiles to reach every sentence of every row, gate, J-Skip and notice."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from itertools import product
from typing import Any

from scoring import Reason, Score, all_rulesets, read_profile, score

_BIRTH = "1990-06-15"
_FLAGS = (None, False, True)
_AGES = (None, 29, 34, 39, 60)
_PAY = (None, 0, 3_000_000, 4_500_000, 7_500_000, 12_000_000, 40_000_000)
_DEGREES: tuple[list[str] | None, ...] = (None, [], *([d] for d in ["bachelor", "master", "professional", "mba_mot"]))
_LEVELS = (None, "n1", "n2", "japanese_major_abroad", "none")
# Facts that are read together, each with the values worth telling apart; the rest of the profile stays unknown.
_TOGETHER: tuple[dict[str, tuple[Any, ...]], ...] = (
    {"degrees": (*_DEGREES, ["doctorate", "master"]), "degrees_in_different_fields": _FLAGS},
    {"experience_years": (None, 0, 1.5, 2.9, 3, 5, 6.9, 7, 12), "salary_yen": (None, 30_000_000)},
    {"age": _AGES, "salary_yen": _PAY, "degrees": (None, [], ["master"]), "experience_years": (None, 0, 11)},
    {
        "patents": (None, 0, 1),
        "foreign_grants": (None, 0, 3),
        "papers": (None, 0, 3),
        "other_research_recognised": _FLAGS,
    },
    {"licences": (None, 0, 1, 2, 5)},
    {"position": (None, "representative", "director", "none")},
    {
        "employer_innovation_support": _FLAGS,
        "employer_sme": _FLAGS,
        "employer_rd_ratio": (None, 0.0, 0.03, 0.05),
    },
    {
        "japanese_degree": _FLAGS,
        "japanese": _LEVELS,
        "designated_training": _FLAGS,
        "designated_training_at_japanese_university": _FLAGS,
        "degrees": (None, []),
    },
    *(
        {name: _FLAGS}
        for name in (
            "employer_local_support",
            "foreign_qualification",
            "growth_field",
            "invested_100m_yen",
            "investment_management",
        )
    ),
    {"designated_university": _FLAGS, "degrees": (None, [])},
    {"international_services": _FLAGS, "salary_yen": (None, 30_000_000), "experience_years": (None, 20)},
    {"age": (18, 25), "degrees": (["doctorate"],), "experience_years": (None, 30)},
    {"work_periods": ([{"from": "2015-04-01"}],)},
    {"earlier": ({"2020-01-01": {}},)},
    {"status": ("student",)},
    {"status_since": ("2020-01-01",)},
    {"household_income_yen": (1,)},
    {"children": ([],)},
    {"pregnancy": (True,)},
)
_STRONG = {
    "degrees": ["doctorate"],
    "experience_years": 10,
    "salary_yen": 40_000_000,
    "age": 28,
    "japanese": "n1",
    "international_services": False,
}


@cache
def every_reason() -> tuple[Reason, ...]:
    """One reason for each key, and for each combination of arguments that choose words."""
    found: dict[tuple[object, ...], Reason] = {}
    for result in _scores():
        for reason in _reasons(result):
            chosen = (v for v in reason.args.values() if isinstance(v, str))
            found.setdefault((reason.key, *chosen, reason.args.get("count")), reason)
    return tuple(found.values())


def _scores() -> Iterator[Score]:
    days = [ruleset.effective_from for ruleset in all_rulesets()]
    for day in (days[0], days[-1]):
        for facts in _TOGETHER:
            for values in product(*facts.values()):
                yield _score(dict(zip(facts, values, strict=True)), day)
    for day in days:
        yield _score(_STRONG, day)
        yield _score({**_STRONG, "salary_yen": 0, "degrees": [], "experience_years": 0}, day)
        yield _score({"birth_date": _BIRTH, "salary_yen": 6_000_000}, date(day.year + 1, 1, 1))
    for age in (30, 35, 40):
        birthday = date(1990 + age, 6, 15)
        for ahead in (1, 40):
            yield _score({"birth_date": _BIRTH, "salary_yen": 5_500_000}, birthday - timedelta(days=ahead))
    yield _score({}, max(ruleset.last_checked_on for ruleset in all_rulesets()) + timedelta(days=400))


def _score(facts: dict[str, Any], day: date) -> Score:
    return score(read_profile(facts, as_of=day))


def _reasons(result: Score) -> Iterator[Reason]:
    yield result.j_skip.why
    yield from (notice.why for notice in result.notices)
    for entry in result.categories:
        yield entry.j_skip.why
        yield from (gate.why for gate in entry.gates)
        yield from (item.why for item in entry.items)
