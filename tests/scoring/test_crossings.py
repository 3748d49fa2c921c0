"""What another table makes of a person: marks crossed either way or perhaps, and which lines moved."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given

from scoring import Category, Confidence, Ruleset, RulesetError
from scoring.crossings import CategoryShift, Crossing, category_shift, content_of, marks_of
from scoring.ruleset import read_draft
from tests.properties import examples
from tests.scoring.drafts import (
    FIRST_DAY,
    HIGHER_MARK,
    LESS_FOR_N1,
    MORE_FOR_N1,
    MORE_PAY,
    NAME,
    NEWEST,
    draft,
    draft_text,
)
from tests.scoring.people import NOTHING, TODAY, partly_known, read

B = Category.B
AGAIN, HARDER = draft(), draft(LESS_FOR_N1, MORE_PAY)
# 20 + 10 + 20 + 10 + 15: 75 points, all of it known.
ENGINEER: dict[str, Any] = {
    **NOTHING,
    "degrees": ["master"],
    "experience_years": 5,
    "salary_yen": 6_500_000,
    "age": 32,
    "japanese": "n1",
}


def shift(facts: dict[str, Any], after: Ruleset, before: Ruleset = NEWEST) -> CategoryShift | None:
    """What the engineer, or who else, crosses in (b)."""
    return category_shift(read(facts), TODAY, B, before, after)


def known(found: CategoryShift | None) -> CategoryShift:
    assert found is not None
    return found


def test_a_mark_is_lost_and_the_line_says_why() -> None:
    found = known(shift(ENGINEER, draft(LESS_FOR_N1)))
    assert (found.before.total, found.after.total) == (75, 65)
    assert found.crossings == (Crossing(70, 70, (True, False), (True, False)),)
    [moved] = found.moved_items
    assert (moved.id, moved.points, moved.most) == ("n1", (15, 5), (15, 5))
    assert "第1条第1項第2号の表「特別加算」(加算⑧・計算表⑮)" in moved.citation
    assert found.moved_gates == ()


def test_what_a_table_says_is_known_again_by_all_that_counts_and_by_nothing_else() -> None:
    said = {content_of(law) for law in (draft(LESS_FOR_N1), draft(MORE_FOR_N1), draft(MORE_PAY), draft(HIGHER_MARK))}
    assert len(said | {content_of(NEWEST)}) == 5
    called = (r'(\[head\].*?title = ")', r"\g<1>X")
    cited = (r'(\[basis\].*?b = ")', r"\g<1>X")
    assert content_of(draft(called, cited)) == content_of(NEWEST)
    j_skip = (r"(b = \{ min_salary_yen = )", r"\g<1>1")
    assert content_of(draft(j_skip)) != content_of(NEWEST)
    # Kept with people: another process must say the same of the same file.
    assert content_of(NEWEST) == "7f1adf4d1af42e61"


def test_a_mark_is_reached() -> None:
    found = known(shift(ENGINEER, draft(MORE_FOR_N1)))
    assert found.crossings == (Crossing(80, 80, (False, True), (False, True)),)
    assert found.by_points(found.crossings[0])
    assert (found.crossings[0].is_crossed, found.crossings[0].is_reached, found.crossings[0].is_sure) == (True,) * 3


def test_a_condition_that_becomes_harder_takes_every_mark() -> None:
    found = known(shift({**ENGINEER, "japanese_degree": True}, draft(MORE_PAY)))
    assert [(crossing.mark, crossing.counted) for crossing in found.crossings] == [
        (70, (True, False)),
        (80, (True, False)),
    ]
    assert found.moved_items == ()
    [gate] = found.moved_gates
    assert (gate.id, gate.before, gate.after) == ("min_salary", True, False)
    assert not any(map(found.by_points, found.crossings)), "the points are what they were"


def test_a_mark_that_moves_itself_is_crossed_by_who_stands_between() -> None:
    between = {**ENGINEER, "salary_yen": 5_500_000}
    found = known(shift(between, draft(HIGHER_MARK)))
    assert found.crossings == (Crossing(70, 75, (True, False), (True, False)),)
    assert shift(ENGINEER, draft(HIGHER_MARK)) is None


def test_what_is_not_known_may_cross_and_says_which_line_decides() -> None:
    open_one = {**ENGINEER, "japanese": None, "salary_yen": 7_500_000}
    found = known(shift(open_one, draft(LESS_FOR_N1)))
    assert (found.before.total, found.after.total) == (65, 65)
    assert found.crossings[-1] == Crossing(80, 80, (False, False), (None, False))
    assert not any(crossing.is_crossed or crossing.is_sure for crossing in found.crossings)
    assert [(moved.id, moved.points, moved.most) for moved in found.moved_items] == [("n1", (0, 0), (15, 5))]


def test_what_is_counted_now_is_told_though_it_is_not_proved() -> None:
    found = known(shift({**ENGINEER, "growth_field": None}, draft(LESS_FOR_N1)))
    seventy = next(crossing for crossing in found.crossings if crossing.mark == 70)
    assert (seventy.counted, seventy.proved) == ((True, False), (True, None))
    assert (seventy.is_crossed, seventy.is_sure) == (True, False)


def test_who_is_not_touched_crosses_nothing_though_much_is_unknown() -> None:
    assert shift({**ENGINEER, "japanese": "none", "growth_field": None}, draft(LESS_FOR_N1)) is None


def test_a_step_in_the_middle_touches_who_has_not_told_their_pay() -> None:
    """Neither the points nor the most change, and yet the step may be theirs."""
    middle = (
        r"(\nb = \[\n)(    \{ yen = 10_000_000, points = 40 \},\n    \{ yen = 9_000_000, points = )35",
        r"\1\g<2>30",
    )
    found = known(shift({**ENGINEER, "salary_yen": None}, draft(middle)))
    assert [(moved.id, moved.points, moved.most) for moved in found.moved_items] == [("salary", (0, 0), (40, 40))]


# The law counts a year as completed on the eve of the birthday: whoever is born on 2 April may be older on 1 April.
@pytest.mark.parametrize(
    ("facts", "sure"),
    [
        ({}, Confidence.VERIFIED),
        ({"age": None, "birth_date": "1992-04-02", "salary_yen": 6_000_000}, Confidence.STAFF_CONFIRMS),
        ({"age": None, "birth_date": "1992-04-03", "salary_yen": 6_000_000}, Confidence.VERIFIED),
        ({"other_research_recognised": True, "salary_yen": 5_500_000}, Confidence.STAFF_CONFIRMS),
    ],
)
def test_a_doubt_about_an_age_or_a_line_that_counts_is_told(facts: dict[str, Any], sure: Confidence) -> None:
    found = category_shift(read({**ENGINEER, **facts}), FIRST_DAY, B, NEWEST, draft(LESS_FOR_N1))
    assert known(found).confidence is sure


def test_who_needs_no_points_is_known() -> None:
    assert known(shift(ENGINEER, draft(LESS_FOR_N1))).j_skip is False
    assert known(shift({**ENGINEER, "salary_yen": 20_000_000, "age": 45}, draft(LESS_FOR_N1))).j_skip is True


def test_older_tables_ask_for_fewer_marks() -> None:
    assert marks_of(NEWEST) == (70, 80)


@examples(60)
@given(partly_known())
def test_by_the_table_in_force_read_anew_nobody_crosses_anything(person: tuple[str, dict[str, Any]]) -> None:
    assert category_shift(read(person[1]), TODAY, Category(person[0]), NEWEST, AGAIN) is None


@examples(60)
@given(partly_known())
def test_what_moved_explains_the_totals(person: tuple[str, dict[str, Any]]) -> None:
    found = shift(person[1], HARDER)
    if found is not None:
        moved = sum(item.points[1] - item.points[0] for item in found.moved_items)
        assert found.after.total - found.before.total == moved
        assert all(crossing.is_crossed or not crossing.is_sure for crossing in found.crossings)


# --- tables that do not ship ------------------------------------------------------------------------------------------


def test_a_draft_is_read_like_a_table_that_ships() -> None:
    assert read_draft(NAME, draft_text(LESS_FOR_N1)).id == "hsp-2027-04-01"


@pytest.mark.parametrize(
    ("name", "change", "says"),
    [
        (NAME, (r"points = 70", "points = 0"), "gates.pass_mark.points"),
        (NAME, (r"\[rows\.n2\]", "[rows.n3]"), "n3"),
        (NAME, (r"\[rows\.jica\].*?\n\n", ""), "rows.jica"),
        ("2027-04-02.toml", ("head", "head"), "head.effective_from"),
    ],
)
def test_a_draft_with_a_fault_is_refused_by_its_place(name: str, change: tuple[str, str], says: str) -> None:
    with pytest.raises(RulesetError, match=says):
        read_draft(name, draft_text(change))


def test_a_draft_of_a_day_that_has_a_table_is_refused() -> None:
    first = NEWEST.effective_from
    with pytest.raises(RulesetError, match="no table which ships has"):
        read_draft(f"{first}.toml", draft_text(LESS_FOR_N1, first_day=first))
