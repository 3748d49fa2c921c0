"""Timelines of people made up."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import strategies as st

from scoring import Category, Degree, Experience, Japanese, Profile, Ruleset, WorkPeriod, months_later, read_profile
from scoring.calendar import birthday
from scoring.timeline import Plan, PlanKind
from tests.properties import examples
from tests.scoring.people import TODAY, categories, known_facts
from tests.scoring.tables import UP_TO_2023

ONE_DAY = timedelta(days=1)
B = Category.B
FEWER = examples(20)


def table_to_come(base: Ruleset, first_day: date) -> Ruleset:
    """A table with a first day ahead, in which the rows of (b) and (a) bring double and (b) has no age row."""
    doubled = {
        category: replace(
            table,
            rows=tuple(
                replace(row, points=row.points * 2, tiers=tuple(replace(t, points=t.points * 2) for t in row.tiers))
                for row in table.rows
                if (category, row.id) != (Category.C, "career")
            ),
        )
        for category, table in base.categories.items()
    }
    return replace(base, id=f"hsp-{first_day}", effective_from=first_day, categories=doubled)


FUTURE = (*UP_TO_2023, table_to_come(UP_TO_2023[-1], date(2027, 4, 1)))
some_starts = st.sampled_from([date(2013, 12, 24), date(2016, 2, 29), date(2018, 11, 1), date(2022, 6, 1), TODAY])
some_spells = st.builds(
    lambda start, length, category: WorkPeriod(start, length and start + timedelta(days=length), category),
    st.dates(date(2009, 1, 1), date(2028, 1, 1)),
    st.none() | st.integers(1, 2_500),
    st.sampled_from([None, None, *Category]),
)


@st.composite
def lives(draw: st.DrawFn) -> tuple[Category, Profile, list[Plan], date, date]:
    """A category, a person with dated facts around a window of about a year, their plans, and the window."""
    category, start = Category(draw(categories)), draw(some_starts)
    end = start + timedelta(days=draw(st.integers(0, 400)))
    within = st.dates(start - timedelta(days=40), end + timedelta(days=40))
    facts = draw(known_facts)
    for name in draw(st.lists(st.sampled_from(sorted(facts)), unique=True, max_size=6)):
        facts[name] = None
    facts.pop("age")
    facts.pop("experience_years")
    near_birthday = st.builds(
        lambda day, age: birthday(day.replace(year=day.year - 41), 41 - age), within, st.sampled_from([30, 35, 40, 33])
    )
    births = near_birthday | st.sampled_from([date(1984, 2, 29), date(1988, 2, 29), date(1992, 2, 29)])
    birth = draw(st.none() | births)
    # A first day so that some threshold falls into the window.
    ripe = st.builds(lambda day, years: months_later(day, -12 * years), within, st.sampled_from([3, 5, 7, 10]))
    career = draw(
        st.just({"experience_years": Experience()})
        | st.fixed_dictionaries({"work_periods": st.lists(some_spells, max_size=3).map(tuple)})
        | st.builds(lambda day: {"work_periods": (WorkPeriod(day, None, None),)}, ripe)
    )
    differing = st.fixed_dictionaries(
        {},
        optional={
            "salary_yen": st.sampled_from([2_999_999, 4_000_000, 7_000_000, 10_000_000]),
            "japanese": st.sampled_from(Japanese),
            "japanese_degree": st.booleans(),
            "degrees": st.sampled_from([frozenset(), frozenset({Degree.MASTER})]),
            "birth_date": births,
            "work_periods": st.lists(some_spells, max_size=2).map(tuple),
            "employer_sme": st.booleans(),
        },
    )
    earlier = draw(st.none() | st.dictionaries(within, differing, max_size=3))
    told = None if earlier is None else tuple((day, Profile(**named)) for day, named in earlier.items())
    plans = draw(st.lists(st.builds(Plan, within, differing, st.sampled_from(PlanKind)), max_size=3))
    person = replace(read_profile(facts), birth_date=birth, earlier=told, **career)
    return category, person, plans, start, end


def days_from(start: date, end: date) -> list[date]:
    return [start + timedelta(days=n) for n in range((end - start).days + 1)]
