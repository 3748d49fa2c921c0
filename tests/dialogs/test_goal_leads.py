"""What is asked, when it stops, and what is said first follow what the person came for, and its own day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.card_lines import card
from dialogs.lead import lead_of
from dialogs.messages import Text
from dialogs.parts import goals, residence, sure
from dialogs.parts.registry import LINES
from dialogs.questionnaires.hsp import HSP
from dialogs.results import summary
from dialogs.situation import Situation
from scoring import Category
from scoring.stay.firm import DependsOn
from tests.dialogs.reached import reached, scored_of
from tests.dialogs.test_follows import ASKED, ENGINEER, HOLDER, seen
from tests.dialogs.walker import ENGINEER as ENGINEER_WALK
from tests.dialogs.walker import Answers, keys_in
from tests.properties import examples

# 80 in (b) today and 75 a year ago without Japanese: master 20, 32 years old 10, 9 million 35, work 10, a licence 5.
OF_TWO_YEARS: Answers = {
    "goal": "a:pr",
    "residence": "a:hsp",
    "hsp_kind": "a:hsp1b",
    "employer_change": "a:no",
    "status_since": "2024-11-01",
    "in_japan_since": "2024-11-01",
    "salary_yen": "9,000,000",
    "licences": "a:1",
    "experience_years": "5 years 6 months",
    "japanese_degree": "a:yes",
    "salary_since": "2020",
    "degrees_since": "2015",
    "japanese_degree_since": "2015",
    "japanese_since": "2018",
    "licences_since": "2018",
}


def keys(situation: Situation) -> list[str]:
    return [text.key for text in summary(situation)]


# --- permanent residence ----------------------------------------------------------------------------------------------


def test_permanent_residence_is_not_answered_by_the_total_of_today() -> None:
    """Reached today without Japanese; on the day looked back to it was not, so that N1 and the degree are asked."""
    walk = reached("result", OF_TWO_YEARS)
    assert "japanese" in scored_of(walk)
    assert "follows-pr-open" in keys(walk.situation)
    first_permission = reached("result", {**OF_TWO_YEARS, "goal": "a:hsp"})
    assert "japanese" not in scored_of(first_permission)
    without = reached("result", {**OF_TWO_YEARS, "japanese": "a:none"})
    assert "japanese_degree" in scored_of(without)
    assert "follows-pr-open" in keys(without.situation)


def test_since_when_is_asked_of_what_carries_the_mark_and_of_nothing_else() -> None:
    asked = set(reached("result", OF_TWO_YEARS).asked)
    assert {"salary_since", "degrees_since"} <= asked
    assert not {"research_since", "employer_since", "position_since", "training_since"} & asked
    assert not {name for name in reached("result").asked if name.endswith("_since")}


@pytest.mark.parametrize("goal", ["pr", "hsp2", "family", "hsp"])
@given(st.data())
@examples(40)
def test_nothing_unasked_can_change_an_answer_that_is_proved(goal: str, data: st.DataObject) -> None:
    """Whoever is asked no more gets the same answer however the rest is answered."""
    told: dict[str, Any] = ENGINEER | ASKED | HOLDER | {"goal": goal, "status_since": "2024-11-01"}
    told |= {"has_children": "no", "pregnancy": "no", "household_income_yen": 7_000_000}
    told |= {name: data.draw(st.sampled_from(values)) for name, values in _PEOPLE.items()}
    left = data.draw(st.lists(st.sampled_from(sorted(_OTHERS)), min_size=1, max_size=4, unique=True))
    situation = seen({name: value for name, value in told.items() if name not in left})
    if any(not situation.deciding.isdisjoint(HSP[name].fields) for name in left):
        return
    completed = seen(told, {name: data.draw(st.sampled_from(_OTHERS[name])) for name in left})
    assert _answer(completed) == _answer(situation)


# Who they are: with other points, of another age, holding the status or not.
_PEOPLE: Mapping[str, tuple[Any, ...]] = {
    "residence": ("hsp", "work", "designated", "student"),
    "hsp_kind": ("hsp1b", "j_skip"),
    "activity": ("specialist", "research", "manage"),
    "salary_yen": (7_200_000, 2_900_000, 5_000_000, 6_000_000, 9_500_000, 21_000_000),
    "birth_date": ("1994-05-01", "1976-05-05", "1986-12-24", "1991-12-15"),
    "degrees": (["master"], ["bachelor"], ["doctorate"], []),
    "status_since": ("2024-11-01", "2020-04-01", "2026-06-01"),
    "in_japan_since": ("2019-04", "2025-04-01"),
    "work_begins": ("2027-04",),
    "position": ("none", "representative"),
}
_OTHERS: Mapping[str, tuple[Any, ...]] = {
    "japanese": ("none", "n1"),
    "japanese_degree": ("no", "yes"),
    "licences": (0, 2),
    "designated_university": ("no", "yes"),
    "employer_sme": ("no", "yes"),
    "growth_field": ("no", "yes"),
    "research": ([], ["patents"]),
}


def _answer(situation: Situation) -> object:
    if situation.following.goal == "pr":
        result = residence.residence(situation)
        assert result is not None
        assert result.best is not None
        return (result.best.met, result.best.earliest) if result.best.met else result.best.met is False
    if situation.following.goal == "hsp":
        return situation.score.categories[0].verdict
    return sure.firmness(situation, Category(situation.category or "")).met


# --- the others -------------------------------------------------------------------------------------------------------


def test_a_holder_who_came_for_the_family_is_asked_for_the_family() -> None:
    holder = {"goal": "a:family", "residence": "a:hsp", "hsp_kind": "a:hsp1b", "employer_change": "a:no"}
    walk = reached("result", holder)
    assert {"has_children", "pregnancy", "household_income_yen"} <= set(walk.asked)
    assert set(scored_of(walk)) <= {"salary_yen", "investment_management"}
    assert not {key for key in keys(walk.situation) if key.startswith(("result-qualifies", "result-undecided"))}


def test_of_a_student_the_points_are_those_of_the_day_when_the_work_begins() -> None:
    student = {"residence": "a:student", "birth_date": "1997-03-31", "work_begins": "2027-04-01", "japanese": "a:n2"}
    walk = reached("result", {**student, "salary_yen": "7,000,000", "experience_years": "2 years"})
    assert "work_begins" in walk.asked
    assert walk.situation.counted_for.isoformat() == "2027-04-01"
    assert "result-basis-begins" in keys(walk.situation)


# --- sure -------------------------------------------------------------------------------------------------------------


def test_sure_is_said_only_where_nothing_can_change_it() -> None:
    certain = seen(ENGINEER, goal="hsp")
    assert "result-sure" in keys(certain)
    # 72 points today; 35 years old in three weeks.
    falls = seen(ENGINEER, goal="hsp", birth_date="1991-12-15", japanese="none", salary_yen=7_200_000, licences=1)
    assert DependsOn.FALL in sure.kinds(falls, Category.B)
    assert "result-sure" not in keys(falls)
    assert "follows-firm-fall" in keys(falls)
    assert "card-file-by" in [text.key for text in lead_of(falls).deadlines]
    assert "follows-firm-fall" not in [text.key for text in lead_of(falls).facts], "the first line says it"
    assert [text.key for text in sure.for_picture(falls, Category.B)] == ["follows-firm-fall"]


def test_whoever_files_before_a_birthday_files_before_its_eve() -> None:
    falls = seen(ENGINEER, goal="hsp", birth_date="1991-12-15", japanese="none", salary_yen=7_200_000, licences=1)
    [told] = [text for text in summary(falls) if text.key == "follows-firm-fall"]
    assert (told.args["day"], told.args["last"]) == (date(2026, 12, 15), date(2026, 12, 13))


def test_who_came_for_their_family_hears_that_parents_cannot_come_and_why() -> None:
    told = seen(ENGINEER, HOLDER, goal="family", pregnancy="yes", has_children="no", household_income_yen=7_100_000)
    [closed] = [text for text in summary(told) if text.key == "follows-family-closed"]
    assert list(keys_in(closed)).count("follows-family-lacking-income") == 1
    enough = seen(ENGINEER, HOLDER, goal="family", pregnancy="yes", has_children="no", household_income_yen=8_000_000)
    assert "follows-family-closed" not in keys(enough)


def test_whose_family_gains_nothing_hears_so_and_others_do_not() -> None:
    gains_nothing = keys(seen(ENGINEER, goal="family", residence="permanent"))
    assert "result-family-none" in gains_nothing
    assert not {"result-family-met", "result-family-open"} & set(gains_nothing)
    gains = keys(seen(ENGINEER, HOLDER, goal="family", pregnancy="no", has_children="no"))
    assert "result-family-met" in gains
    assert "result-family-none" not in gains


def test_what_is_not_met_is_told_before_what_is_not_known() -> None:
    closed = seen(ENGINEER, goal="hsp", international_services="yes", salary_yen=None)
    states = [text.args["state"].key for text in lead_of(closed).deciding if text.key == "card-gate"]  # type: ignore[union-attr]
    assert states == ["score-not-met", "score-open"]
    [reach] = [text for text in card(lead_of(closed), closed.around.office, "ja") if text.key == "card-reach"]
    assert reach.args["next"] == Text("card-next-gate", {"what": Text("gate-international_services")})


def test_staff_read_of_the_way_without_points_that_the_person_was_told() -> None:
    of_long_term = seen(ENGINEER, goal="pr", residence="long_term", in_japan_since="2015-08")
    told = "follows-notice-own-route-long-term"
    assert told in keys(of_long_term)
    assert "card-own-route-long-term" in [text.key for text in lead_of(of_long_term).facts]


def test_a_closed_gate_is_said_once_and_closes_what_hangs_on_it() -> None:
    closed = seen(ENGINEER, goal="hsp", international_services="yes")
    assert keys(closed).count("result-gate") == 1
    assert "result-other-ways" in keys(closed)
    told = [text.key for text in goals.lines(closed)]
    assert told.count("follows-goal-gate") == 1
    for_family = seen(ENGINEER, goal="family", international_services="yes")
    assert not {"result-family-met", "result-family-open"} & set(keys(for_family))


# --- a new employer ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("kind", "duty"), [("hsp1b", "employer-first"), ("hsp2", "employer-second")])
def test_of_a_new_employer_a_holder_hears_first_what_comes_before(kind: str, duty: str) -> None:
    situation = seen(ENGINEER, HOLDER, goal="hsp", hsp_kind=kind, employer_change="yes")
    first = next(iter(summary(situation)))
    assert f"follows-duty-{duty}" in keys_in(first)
    # A holder of HSP (ii) needs no permission.
    assert lead_of(situation).flags[0] == ("new_employer" if kind == "hsp1b" else "new_employer_free")
    assert "new_employer" not in lead_of(seen(ENGINEER, HOLDER, goal="hsp", employer_change="no")).flags


# --- the goals side by side -------------------------------------------------------------------------------------------


def test_the_goals_stand_side_by_side_with_their_days() -> None:
    situation = seen(ENGINEER, ASKED, HOLDER, status_since="2024-11-01")
    said = [text.key for text in goals.lines(situation)]
    assert said[:2] == ["follows-goal-title", "follows-goal-best"]
    assert said.count("follows-goal-option-title") == 3
    days = [t.args["when"].key for t in goals.lines(situation) if t.key == "follows-goal-option-title"]  # type: ignore[union-attr]
    assert days == ["follows-goal-when-open", "follows-goal-when-from", "follows-goal-when-stay"]
    assert list(goals.lines(seen({"goal": "pr"})))[0].key == "follows-pr-activity"


def test_a_month_that_may_decide_names_the_latest_day() -> None:
    situation = seen(ENGINEER, ASKED, HOLDER, status_since="2023-11", in_japan_since="2023-11")
    found = goals.of_situation(situation)
    assert found is not None
    second = next(option for option in found.options if option.id == "hsp2")
    assert second.state == "unknown"


# --- a way of one's own to permanent residence ------------------------------------------------------------------------

LONG_TERM: Answers = {"goal": "a:pr", "residence": "a:long_term", "resident_since": "2015-08"}
SPOUSE: Answers = {"goal": "a:pr", "residence": "a:spouse_of", "married_since": "2019-02", "in_japan_since": "2020-05"}
MARRIED: Answers = {**SPOUSE, "residence": "a:work"}
# "Open now" hangs on the time abroad.
ABSENCE = ("longest_trip_days", "days_abroad_a_year")
# Words that speak of points.
_OF_POINTS = ("result-qualifies", "result-undecided", "result-short", "result-range", "result-mark", "progress-so-far")


@pytest.mark.parametrize(
    ("person", "asked"),
    [
        (LONG_TERM, ["resident_since", *ABSENCE]),
        (SPOUSE, ["married_since", "in_japan_since", *ABSENCE]),
        (MARRIED, ["married_since", "in_japan_since", *ABSENCE]),
    ],
)
def test_who_has_a_way_of_their_own_is_asked_what_that_hangs_on_and_no_points(
    person: Answers, asked: list[str]
) -> None:
    walk = reached("result", person)
    begun = walk.asked.index("residence") + 1
    assert walk.asked[begun:] == asked
    told = list(summary(walk.situation))
    assert told[0].key == "follows-own-open"
    assert not any(text.key.startswith(_OF_POINTS) for text in told)
    assert "70" not in walk.text.replace("1970", "")
    for part in ("residence", "goals", "procedure"):
        assert f"view:{part}" in walk.offered
    for part in ("ways", "over_time", "papers"):
        assert [text.key for text in LINES[part](walk.situation)] == ["follows-own-no-points"]
    procedure = [text.key for text in LINES["procedure"](walk.situation)]
    assert "procedure-own-way" in procedure
    assert "procedure-years-line" not in procedure
    assert "follows-card-own" in [text.key for text in lead_of(walk.situation).facts]
    # Opened, the part asks for none of the points either; nor does the page of goals count them.
    assert not any(action.startswith("change:") for action in walk.copy().presses("view:residence").offered)
    by_points = [text for text in LINES["goals"](walk.situation) if text.key == "follows-goal-option-title"][1]
    assert by_points.args["goal"] == Text("follows-goal-name-permanent-residence")
    assert by_points.args["when"] == Text("follows-goal-when-not-counted")
    # What the person came for is met whatever the points are; staff confirm the way, and what else the agency looks at.
    firm = sure.firmness(walk.situation, Category.B)
    assert (firm.met, firm.mark) == (True, None)
    assert {d.on for d in firm.depends} <= {DependsOn.ROUTE, DependsOn.CONDITION, DependsOn.ABSENCE, DependsOn.UNKNOWN}
    assert DependsOn.CONDITION in {d.on for d in firm.depends}


def test_once_a_way_of_their_own_is_open_time_abroad_alone_decides() -> None:
    long_term = {"goal": "pr", "residence": "long_term"}
    assert seen(long_term, resident_since="2025-04").following.deciding == {"married_since"}
    absence = {"longest_trip_days", "days_abroad_a_year"}
    assert seen(long_term, resident_since="2015-04").following.deciding == absence
    told = {"longest_trip_days": "0", "days_abroad_a_year": "0"}
    assert seen({**long_term, **told}, resident_since="2015-04").following.deciding == frozenset()


def test_beside_a_way_that_opens_later_points_are_counted_on_wish_alone() -> None:
    later: Answers = {**LONG_TERM, "resident_since": "2024-08", "married_since": "a:none"}
    walk = reached("thorough", later)
    assert walk.asked[-3:] == ["resident_since", "married_since", "thorough"]
    stopped = walk.copy().presses("a:stop").leads_to("review").presses("ok").leads_to("result")
    assert [text.key for text in summary(stopped.situation)][:3] == [
        "follows-own-at-latest",
        "follows-notice-own-route-long-term",
        "follows-own-points",
    ]
    counted = stopped.presses("count").asks("in_japan_since")
    counted.answers(ENGINEER_WALK, later, {"in_japan_since": "2015-04"}, until="result")
    assert {"activity", "salary_yen"} <= set(counted.asked)
    assert any(key.startswith("follows-pr-") for key in keys(counted.situation))


def test_who_needs_no_points_is_told_so_on_asking_and_others_how_many() -> None:
    walk = reached("in_japan_since", SPOUSE).says("How many points do I need?")
    assert "answer-points-needed-own-way" in walk.keys
    assert "70" not in walk.text
    other = reached("in_japan_since", {**MARRIED, "married_since": "a:none"}).says("How many points do I need?")
    assert "answer-points-needed" in other.keys


def test_of_a_child_who_is_not_married_no_marriage_is_told() -> None:
    child = seen({"goal": "pr", "residence": "spouse_of", "married_since": "none", "in_japan_since": "2015-04"})
    assert "follows-notice-own-route-child" in keys(child)
    assert "follows-notice-own-route-spouse" not in keys(child)


def test_who_is_not_married_to_a_japanese_goes_on_with_the_points() -> None:
    walk = reached("result", {**OF_TWO_YEARS, "married_since": "a:none"})
    assert walk.asked.index("status_since") < walk.asked.index("married_since") < walk.asked.index("activity")
    assert "follows-pr-open" in keys(walk.situation)


@pytest.mark.parametrize("residence_now", ["student", "work", "hsp", "long_term", "designated"])
@pytest.mark.parametrize("goal", ["hsp", "hsp2", "family"])
def test_only_who_came_for_permanent_residence_is_asked_for_a_marriage(goal: str, residence_now: str) -> None:
    situation = seen({"goal": goal, "residence": residence_now})
    assert not {"married_since"} & situation.deciding
    assert seen({"goal": "pr", "residence": residence_now}).deciding & {"married_since", "status_since"}


# --- what each goal asks ----------------------------------------------------------------------------------------------


def test_each_goal_says_what_it_gives_ends_and_asks() -> None:
    situation = seen(ENGINEER, ASKED, HOLDER, status_since="2020-11-01")
    told = list(goals.lines(situation))
    titles = [number for number, text in enumerate(told) if text.key == "follows-goal-option-title"]
    blocks = [told[first:last] for first, last in zip(titles, [*titles[1:], len(told)], strict=True)]
    found = {keys_of[0].args["goal"].key: {text.key for text in keys_of} for keys_of in blocks}  # type: ignore[union-attr]
    assert "follows-goal-ends-line" in found["follows-goal-name-permanent-residence"]
    assert {"follows-goal-ends-nothing-line", "follows-goal-asks-line"} <= found["follows-goal-name-hsp2"]
    assert "follows-goal-asks-line" in found["follows-goal-name-stay"]
    asked = [text for text in told if text.key == "follows-goal-asks-line"]
    assert any("follows-duty-employer-first.short" in keys_in(text) for text in asked)


# --- the wish ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["can I get HSP?", "is PR possible for me?", "高度専門職は取れますか"])
@pytest.mark.parametrize("goal", ["a:pr", "a:family", "unknown"])
def test_a_question_in_the_middle_settles_no_goal(goal: str, text: str) -> None:
    walk = reached("activity", {"goal": goal, "married_since": "a:none", "in_japan_since": "2020-04"})
    before = walk.situation.value("goal")
    walk.says(text)
    assert walk.situation.value("goal") == before
    assert walk.conversation.place.overlay is None
