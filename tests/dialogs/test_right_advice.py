"""What could be told wrongly to somebody: a day too soon, "sure" where it is not, points that do not matter."""

from __future__ import annotations

from datetime import date

import pytest

from dialogs.card_lines import card
from dialogs.lead import lead_of
from dialogs.messages import Text
from dialogs.parts import advice, goals, indefinite, residence, what_if
from dialogs.parts.registry import LINES
from dialogs.results import summary
from dialogs.situation import Situation
from tests.dialogs.reached import reached, scored_of
from tests.dialogs.test_follows import ASKED, ENGINEER, HOLDER, seen
from tests.dialogs.walker import Answers, keys_in

EMPLOYER = (
    *("employer_innovation_support", "employer_sme", "employer_local_support", "employer_rd_ratio"),
    "investment_management",
)
UNKNOWN = dict.fromkeys(EMPLOYER)
STUDENT: Answers = {
    "goal": "a:pr",
    "residence": "a:student",
    "in_japan_since": "2019-04",
    "work_begins": "2027-04-01",
    "salary_yen": "8,000,000",
    "degrees": ("doctorate",),
    "japanese_degree": "a:yes",
}


def keys(situation: Situation) -> list[str]:
    return [key for text in summary(situation) for key in keys_in(text)]


def of(situation: Situation, key: str) -> Text:
    return next(text for text in summary(situation) if text.key == key)


def test_a_student_has_the_points_from_the_day_the_work_begins() -> None:
    walk = reached("result", STUDENT)
    assert "follows-pr-open" not in keys(walk.situation)
    assert of(walk.situation, "follows-pr-from").args["day"] == date(2028, 4, 1)
    # Nothing is looked back to yet, nor does time abroad decide.
    assert not {"salary_since", "degrees_since", "longest_trip_days"} & set(walk.asked)
    assert "follows-points-now-no-work" in [text.key for text in residence.lines(walk.situation)]
    found = goals.of_situation(walk.situation)
    assert found is not None
    assert found.best is not None
    assert found.best.earliest == date(2028, 4, 1)


def test_of_a_student_whose_work_has_no_day_no_day_is_named() -> None:
    situation = seen(ENGINEER, ASKED, residence="student", work_begins=None)
    assert "follows-pr-unknown" in keys(situation)
    assert "follows-pr-open" not in keys(situation)


def test_what_is_not_known_may_bring_hsp_2_sooner_than_its_day() -> None:
    """70 points today, 65 from a birthday on: with support for the employer it opens when the years are over."""
    facts = {"salary_yen": 6_500_000, "birth_date": "1992-06-10", "experience_years": 60, "japanese": "n2"}
    holder = seen(ENGINEER, HOLDER, UNKNOWN, facts, goal="hsp2", status_since="2024-12-28")
    assert "follows-hsp2-at-latest" in keys(holder)
    told = list(indefinite.lines(holder))
    assert "follows-hsp2-years-over" in [text.key for text in told]
    assert set(EMPLOYER) <= set(indefinite.needed(holder))
    known = seen(ENGINEER, HOLDER, facts, goal="hsp2", status_since="2024-12-28")
    assert "follows-hsp2-from" in keys(known)
    [over] = [text for text in indefinite.lines(known) if text.key == "follows-hsp2-years-over"]
    assert over.args["day"] == date(2027, 12, 28)


def test_what_is_not_known_may_bring_permanent_residence_sooner_than_its_day() -> None:
    facts = {
        "salary_yen": 6_500_000,
        "birth_date": "1990-03-03",
        "experience_years": 60,
        "in_japan_since": "2024-05-10",
    }
    holder = {**HOLDER, "status_since": "2024-05-10"}
    unknown = seen(ENGINEER, ASKED, holder, UNKNOWN, facts)
    assert "follows-pr-at-latest" in keys(unknown)
    assert "employer_sme" in residence.needed(unknown)


def test_once_a_gate_is_closed_no_points_are_told_and_none_are_open() -> None:
    low: Answers = {"salary_yen": "2,900,000"}
    walk = reached("result", low)
    assert "result-blocked-uncounted" in keys(walk.situation)
    assert "0 points" not in walk.page_text
    assert [text.key for text in LINES["ways"](walk.situation)] == ["ways-closed"]
    for_good = seen(ENGINEER, goal="pr", in_japan_since="2019-01", international_services="yes")
    assert "result-gate" in keys(for_good)
    assert not {key for key in keys(for_good) if key.startswith("result-mark-")}


def test_the_kinds_of_work_are_counted_for_the_day_the_points_are_of() -> None:
    """35 years old on the day before the work begins."""
    student = {"goal": "hsp", "residence": "dependent", "work_begins": "2027-01-15", "birth_date": "1992-01-14"}
    situation = seen(ENGINEER, student)
    [told] = [text for text in advice.lines(situation) if text.args.get("told") == "yes"]
    assert told.args["total"] == situation.score.categories[0].total


def test_the_eve_of_a_birthday_on_which_work_begins_is_named() -> None:
    begins = {"goal": "hsp", "residence": "student", "work_begins": "2027-04-01", "birth_date": "1997-04-02"}
    told = [text.key for text in advice.lines(seen(ENGINEER, begins))]
    assert "follows-advice-eve-then" in told
    assert "follows-advice-eve" not in told


J_SKIP = {
    **HOLDER,
    "hsp_kind": "j_skip",
    "status_since": "2025-12-20",
    "in_japan_since": "2025-12-20",
    "salary_yen": 25_000_000,
}


@pytest.mark.parametrize("goal", ["pr", "hsp2"])
def test_who_holds_j_skip_hears_of_no_points(goal: str) -> None:
    without = dict.fromkeys(("experience_years", "japanese", "research", "licences"), ...)
    situation = seen(ENGINEER, J_SKIP, without, goal=goal)
    told = keys(situation)
    assert "result-j-skip-held" in told
    assert not {key for key in told if key.startswith(("result-undecided", "result-qualifies", "result-range"))}
    assert "result-j-skip" not in told
    lead = lead_of(situation)
    assert "j_skip" not in lead.flags
    [reach] = [text for text in card(lead, situation.around.office, "ja") if text.key == "card-reach"]
    assert not reach.args["next"].key.startswith("card-next-ask")  # type: ignore[union-attr]


def test_two_goals_of_one_day_are_no_soonest_one() -> None:
    said = list(goals.lines(seen(ENGINEER, ASKED, J_SKIP)))
    best = next(text for text in said if text.key == "follows-goal-best")
    assert "follows-goal-same-day" in [key for text in said for key in keys_in(text)]
    assert "follows-goal-name-permanent-j-skip" in keys_in(best)


def test_a_child_who_soon_is_too_old_is_told_at_once() -> None:
    child = {"has_children": "yes", "youngest_child": "2013-12-20", "household_income_yen": 10_000_000}
    situation = seen(ENGINEER, HOLDER, child, goal="family", pregnancy="no", salary_yen=10_000_000)
    assert of(situation, "follows-firm-child").args["last"] == date(2026, 12, 19)
    lead = lead_of(situation)
    assert "card-child-until" in [text.key for text in lead.deadlines]
    [reach] = [text for text in card(lead, situation.around.office, "ja") if text.key == "card-reach"]
    assert reach.args["next"] == Text("card-next-child")
    later = seen(ENGINEER, HOLDER, {**child, "youngest_child": "2022-12-20"}, goal="family", pregnancy="no")
    assert "follows-firm-child" not in keys(later)


@pytest.mark.parametrize("goal", ["hsp", "hsp2"])
def test_a_permanent_resident_hears_that_the_status_is_not_needed(goal: str) -> None:
    walk = reached("result", {"goal": f"a:{goal}", "residence": "a:permanent"})
    assert not scored_of(walk)
    told = keys(walk.situation)
    assert told.count("follows-goal-closed-permanent") == 1
    assert not {key for key in told if key.startswith(("result-undecided", "result-short", "result-qualifies"))}
    assert [text.key for text in LINES["ways"](walk.situation)] == ["result-gate"]


@pytest.mark.parametrize("goal", ["hsp", "hsp2", "pr"])
def test_nothing_is_sure_before_the_permission_for_a_new_employer(goal: str) -> None:
    change = {"employer_change": "yes", "new_employer_since": "2026-10-01"}
    told = keys(seen(ENGINEER, ASKED, HOLDER, change, goal=goal))
    assert "result-sure" not in told
    assert "result-permission-first" in told
    stays = keys(seen(ENGINEER, ASKED, HOLDER, goal=goal, employer_change="no"))
    assert "result-permission-first" not in stays


def test_a_wait_that_ends_after_the_mark_is_lost_does_not_keep_it() -> None:
    facts = {
        "degrees": ["master", "mba_mot", "doctorate"],
        "degrees_in_different_fields": "yes",
        "salary_yen": 4_500_000,
        "birth_date": "1998-01-01",
        "experience_years": 12,
        "japanese": "n2",
    }
    lines = [text for text in LINES["ways"](seen(ENGINEER, facts, goal="hsp")) if text.key == "ways-keep-line"]
    waits = [text for text in lines if any("wait" in key or "experience" in key for key in keys_in(text))]
    assert {text.args["late"] for text in waits} == {"yes"}


def test_who_does_not_hold_the_status_hears_that_the_family_comes_with_it() -> None:
    child = {"has_children": "yes", "youngest_child": "2025-05-01", "household_income_yen": 9_000_000}
    told = keys(seen(ENGINEER, child, goal="family", pregnancy="no"))
    assert told.index("result-family-once") > told.index("result-family-met")
    assert "result-family-once" not in keys(seen(ENGINEER, HOLDER, child, goal="family", pregnancy="no"))


def test_of_whom_the_way_is_open_no_shorter_one_is_promised() -> None:
    """75 points now, 70 for three years: 80 would bring nothing sooner."""
    facts = {"japanese": "n2"}
    open_now = seen(ENGINEER, ASKED, facts, goal="pr")
    assert "follows-pr-open" in keys(open_now)
    assert "what-if-shorter-line" not in [text.key for text in what_if.lines(open_now, {"japanese": "n1"})]
    waits = seen(ENGINEER, ASKED, facts, goal="pr", in_japan_since="2025-01-31")
    assert "what-if-shorter-line" in [text.key for text in what_if.lines(waits, {"japanese": "n1"})]
