"""Every category side by side: what closes one, what is conditional, and J-Skip unasked."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given

from scoring import RulesetError, Verdict, read_profile, score
from scoring.confidence import Confidence
from scoring.profile import Category, Profile
from scoring.rule_files import shipped_rules
from scoring.stay.advice import Advice, advice
from scoring.stay.manager import load_categories, manager_criteria
from tests.scoring.people import NOTHING, TODAY, known_facts

CRITERIA = date(2025, 10, 16)


def _profile(**facts: Any) -> Profile:
    return read_profile(facts)


def _closings(result: Advice, category: str) -> dict[str, bool | None]:
    return {c.id: c.met for c in result.of(Category(category)).closings}


def _manager(profile: Profile, day: date = TODAY) -> str:
    (closing,) = [c for c in advice(profile, as_of=day).of(Category.C).closings if c.id == "manager_criteria"]
    # Two offices say that they bind (c): never a verdict.
    assert (closing.met, closing.confidence) == (None, Confidence.STAFF_CONFIRMS)
    return closing.why.key


def test_international_services_close_b_and_nothing_else() -> None:
    result = advice(_profile(**NOTHING | {"international_services": True, "salary_yen": 3_000_000}), as_of=TODAY)
    assert (result.of(Category.B).open, result.of(Category.A).open) == (False, True)
    assert _closings(result, "b") == {"international_services": False}
    assert _closings(result, "a") == {}


def test_what_is_not_known_leaves_a_category_open() -> None:
    result = advice(_profile(salary_yen=3_000_000), as_of=TODAY)
    assert result.of(Category.B).open is None
    assert _closings(result, "b") == {"international_services": None}


@pytest.mark.parametrize(("pay", "open_b"), [(2_999_999, False), (3_000_000, True)])
def test_the_pay_floor_closes_b_and_c(pay: int, open_b: bool) -> None:
    result = advice(_profile(salary_yen=pay, international_services=False), as_of=TODAY)
    assert result.of(Category.B).open is open_b
    assert result.of(Category.C).open is (None if open_b else False)
    assert result.of(Category.A).open is True


def test_the_manager_criteria_begin_on_their_day() -> None:
    before = advice(_profile(salary_yen=3_000_000), as_of=date(2025, 10, 15))
    assert _closings(before, "c") == {}
    assert _manager(_profile(salary_yen=3_000_000), CRITERIA) == "follows-advice-manager"
    (closing,) = advice(_profile(salary_yen=3_000_000), as_of=TODAY).of(Category.C).closings
    assert dict(closing.why.args) == {"day": CRITERIA, "years": 3, "yen": 30_000_000}


@pytest.mark.parametrize(
    ("facts", "key"),
    [
        ({"degrees": ["bachelor"], "experience_years": 2.9}, "follows-advice-manager-none"),
        ({"degrees": ["bachelor"], "experience_years": 3}, "follows-advice-manager"),
        ({"degrees": ["master"], "experience_years": 0}, "follows-advice-manager"),
        ({"degrees": ["bachelor"]}, "follows-advice-manager"),
        ({"experience_years": 0}, "follows-advice-manager"),
        ({"degrees": [], "work_periods": [{"from": "2024-01-01"}]}, "follows-advice-manager-none"),
        ({"degrees": [], "work_periods": [{"from": "2023-11-22"}]}, "follows-advice-manager"),
    ],
)
def test_neither_degree_nor_years_of_management_is_told(facts: dict[str, Any], key: str) -> None:
    assert _manager(_profile(category="c", **facts)) == key


@pytest.mark.parametrize(
    ("day", "status", "key"),
    [
        (date(2028, 10, 16), "hsp1c", "follows-advice-manager-holder"),
        (date(2028, 10, 17), "hsp1c", "follows-advice-manager"),
        (date(2028, 10, 16), "hsp1b", "follows-advice-manager"),
    ],
)
def test_holders_have_until_the_end_of_the_transition(day: date, status: str, key: str) -> None:
    assert _manager(_profile(status=status), day) == key


@pytest.mark.parametrize(
    ("since", "key"),
    [
        (None, "follows-advice-manager-holder"),
        ("2025-10-15", "follows-advice-manager-holder"),
        ("2025-10-16", "follows-advice-manager"),
    ],
)
def test_only_those_who_held_the_status_before_have_a_transition(since: str | None, key: str) -> None:
    assert _manager(_profile(status="hsp1c", status_since=since)) == key


def test_years_told_for_one_kind_of_work_do_not_count_for_another() -> None:
    """Rulebook 1.2: only experience in the work to be done."""
    told = advice(_profile(category="b", experience_years=10), as_of=TODAY)
    assert [told.of(c).total for c in Category] == [0, 20, 0]
    open_to_all = advice(_profile(experience_years=10), as_of=TODAY)
    assert [open_to_all.of(c).total for c in Category] == [15, 20, 25]
    each = advice(_profile(category="b", experience_years={"b": 10, "c": 3}), as_of=TODAY)
    assert [each.of(c).total for c in Category] == [0, 20, 10]


def test_the_told_category_comes_first_then_the_open_then_the_greater() -> None:
    facts = {"degrees": ["doctorate"], "salary_yen": 10_000_000, "papers": 3}
    assert [e.category for e in advice(_profile(**facts), as_of=TODAY).categories] == ["a", "b", "c"]
    told = advice(_profile(**facts, category="c"), as_of=TODAY)
    assert [(e.category, e.told) for e in told.categories] == [("c", True), ("a", False), ("b", False)]
    closed = advice(_profile(**facts | {"salary_yen": 2_000_000}), as_of=TODAY)
    assert [e.open for e in closed.categories] == [True, False, False]


@given(known_facts)
def test_a_category_has_the_points_it_has_alone(facts: dict[str, Any]) -> None:
    profile = read_profile(facts)
    result = advice(profile, as_of=TODAY)
    alone = score(profile, as_of=TODAY)
    for category in Category:
        entry, wanted = result.of(category), alone.of(category)
        assert (entry.total, entry.least, entry.greatest) == (wanted.total, wanted.least, wanted.greatest)
        assert (entry.verdict, entry.j_skip) == (wanted.verdict, wanted.j_skip.met)
        assert (entry.open is False) is (entry.verdict is Verdict.BLOCKED)
    assert result.j_skip is alone.j_skip.met


@pytest.mark.parametrize(
    ("facts", "keys"),
    [
        ({"status": "work"}, ["follows-advice-j-skip"]),
        ({"status": "j_skip"}, ["follows-advice-j-skip"]),
        ({"status": "hsp1b"}, ["follows-notice-j-skip-by-points"]),
        ({"salary_yen": 19_999_999}, []),
    ],
)
def test_j_skip_is_noticed_unasked(facts: dict[str, Any], keys: list[str]) -> None:
    person = {"category": "b", "degrees": ["master"], "salary_yen": 20_000_000, "international_services": False}
    result = advice(_profile(**person | facts), as_of=TODAY)
    assert [n.why.key for n in result.notices] == keys
    assert result.j_skip is bool(keys)


@pytest.mark.parametrize(
    "facts", [{"category": "c", "position": "director"}, {"category": "b", "international_services": True}]
)
def test_j_skip_of_other_work_is_not_noticed(facts: dict[str, Any]) -> None:
    """20 million and a master's degree are J-Skip in (a) and (b), and not for a manager or a translator."""
    person = {"degrees": ["master"], "salary_yen": 20_000_000}
    assert [n.id for n in advice(_profile(**person | facts), as_of=TODAY).notices if n.id == "j_skip"] == []


def test_j_skip_ruled_out_everywhere() -> None:
    assert advice(_profile(salary_yen=5_000_000), as_of=TODAY).j_skip is False


def test_another_category_that_would_do_is_named() -> None:
    """A translator with research papers: (b) is closed, (a) reaches 70 if the work is research."""
    person = NOTHING | {
        "category": "b",
        "degrees": ["doctorate"],
        "age": 29,
        "japanese": "n1",
        "papers": 3,
        "salary_yen": 4_000_000,
        "international_services": True,
    }
    (notice,) = advice(_profile(**person), as_of=TODAY).notices
    assert (notice.id, notice.why.args["category"]) == ("other_category", "a")
    alone = advice(_profile(**{k: v for k, v in person.items() if k != "category"}), as_of=TODAY)
    assert alone.notices == ()
    reaches = person | {"international_services": False}
    assert advice(_profile(**reaches), as_of=TODAY).notices == ()


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("years = 3", "years = 0", "manager_criteria.years"),
        ("since = 2025-10-16", "from = 2025-10-16", "manager_criteria.from"),
        ("[manager_criteria]", "[managers]", "manager_criteria"),
    ],
)
def test_a_rule_file_is_read_strictly(old: str, new: str, message: str) -> None:
    text = shipped_rules("categories.toml")
    assert old in text
    with pytest.raises(RulesetError) as error:
        load_categories("categories.toml", text.replace(old, new, 1))
    assert message in str(error.value)
    assert manager_criteria(CRITERIA).since == CRITERIA
