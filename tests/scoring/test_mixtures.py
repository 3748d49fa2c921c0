"""Points where facts are several that are possible: what a mixture decides, and what it leaves open."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from scoring import Category, Japanese, Verdict, read_profile, score
from scoring.known import Known
from scoring.mixtures import j_skip_of, mixture
from scoring.three import agreed, every, some
from tests.properties import examples
from tests.scoring.people import NOTHING, TODAY, categories, known_facts, table


def _possible(facts: dict[str, Any], **several: set[Any]) -> dict[str, frozenset[Any]]:
    known = Known(read_profile(facts, as_of=TODAY), Category.B, TODAY).possible(TODAY)
    return {**known, **{name: frozenset(values) for name, values in several.items()}}


def test_a_fact_that_decides_only_in_some_mixtures_is_named() -> None:
    """R&D matters only at a small company: where that may have changed, both are asked for."""
    possible = _possible(NOTHING, employer_sme={False, True}, employer_rd_ratio={None})
    assert mixture(table("b"), possible).of_points == ("employer_sme", "employer_rd_ratio")
    possible = _possible(NOTHING, employer_sme={False, True}, employer_rd_ratio={0.05})
    assert mixture(table("b"), possible).of_points == ("employer_sme",)
    possible = _possible(NOTHING, employer_sme={False}, employer_rd_ratio={None})
    assert mixture(table("b"), possible).of_points == ()


def test_what_is_counted_for_certain_is_the_least_of_the_mixtures() -> None:
    found = mixture(
        table("b"),
        _possible({**NOTHING, "salary_yen": 8_000_000}, japanese={Japanese.N1, Japanese.N2}, licences={None}),
    )
    assert (found.total, found.least, found.greatest) == (30 + 10, 30 + 10, 30 + 15 + 10)


def test_gates_are_open_where_mixtures_differ() -> None:
    facts = {**NOTHING, "salary_yen": 8_000_000}
    both = mixture(table("b"), _possible(facts, salary_yen={2_999_999, 3_000_000}))
    assert (both.gates, both.of_gates, both.verdict(0)) == (None, ("salary_yen",), Verdict.UNDECIDED)
    none = mixture(table("b"), _possible(facts, salary_yen={2_999_999, 1}))
    assert (none.gates, none.of_gates, none.verdict(0)) == (False, (), Verdict.BLOCKED)
    work = mixture(table("b"), _possible(facts, international_services={True, False}))
    assert (work.gates, work.of_gates) == (None, ("international_services",))
    assert mixture(table("a"), _possible(facts, international_services={True, False})).gates is True


def test_j_skip_over_mixtures() -> None:
    facts = {**NOTHING, "salary_yen": 20_000_000, "degrees": ["master"]}
    assert j_skip_of(table("b"), _possible(facts)) == (True, ())
    assert j_skip_of(table("b"), _possible(facts, salary_yen={20_000_000, 1})) == (None, ("salary_yen",))
    unlearned = _possible(facts, degrees={frozenset()}, experience_years={9.0, None})
    assert j_skip_of(table("b"), unlearned) == (None, ("experience_years",))
    assert j_skip_of(table("b"), _possible(facts, salary_yen={19_999_999, 1})) == (False, ())


@examples(100)
@given(categories, known_facts, st.data())
def test_one_value_each_is_what_the_score_says(category: str, facts: dict[str, Any], data: st.DataObject) -> None:
    for name in data.draw(st.lists(st.sampled_from(sorted(facts)), unique=True, max_size=5)):
        facts[name] = None
    profile = read_profile({**facts, "category": category}, as_of=TODAY)
    entry = score(profile).of(Category(category))
    found = mixture(table(category), Known(profile, Category(category), TODAY).possible(TODAY))
    assert (found.total, found.least, found.greatest) == (entry.total, entry.least, entry.greatest)
    assert found.verdict(entry.pass_mark) is entry.verdict
    assert j_skip_of(table(category), Known(profile, Category(category), TODAY).possible(TODAY))[0] is entry.j_skip.met


def test_three_values() -> None:
    assert [every(v) for v in ([], [True], [True, None], [None, False], [False])] == [True, True, None, False, False]
    assert [some(v) for v in ([], [False], [False, None], [None, True], [True])] == [False, False, None, True, True]
    assert [agreed(v) for v in ([], [True], [False, False], [True, False], [None], [None, True])] == [
        None,
        True,
        False,
        None,
        None,
        None,
    ]
