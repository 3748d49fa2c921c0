"""What follows from the score, in words: what is said, what is asked, what staff see, and that every key has words."""

from __future__ import annotations

import ast
import itertools
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from pathlib import Path
from types import ModuleType
from typing import Any
from zoneinfo import ZoneInfo

import pytest

import dialogs.parts.counting
import dialogs.parts.follows
import scoring.stay.advice
import scoring.stay.duties
import scoring.stay.firm
import scoring.stay.goals
import scoring.stay.indefinite
import scoring.stay.own_route
import scoring.stay.residence
from bot.office_profile.holidays_jp import is_japanese_holiday
from bot.office_profile.profile import load_office
from bot.words.words import Words, languages
from dialogs import results
from dialogs.conversation import Answer, Conversation
from dialogs.lead import lead_of
from dialogs.messages import Text
from dialogs.parts import advice, duties, family, goals, indefinite, procedure, residence, ways
from dialogs.parts.follows import name_of, unanswered
from dialogs.past import exact_birth, with_history
from dialogs.questionnaires.hsp import HSP, IN_ORDER
from dialogs.situation import Situation, Surroundings
from scoring import Category, Confidence, Degree, Japanese, Profile, Status, Verdict
from scoring.rule_files import shipped_rules
from scoring.stay.duties import duty_rules
from scoring.stay.family import GROUNDS, family_rules, load_family
from scoring.stay.goals import HSP2, OWN, PERMANENT, STAY, GoalState
from scoring.stay.manager import manager_conditions
from scoring.stay.residence_rules import residence_rules
from scoring.ways.whatif import ways as scoring_ways
from tests.dialogs.reached import reached

NOW = datetime(2026, 11, 22, 10, 0, tzinfo=ZoneInfo("Asia/Tokyo"))
TODAY = NOW.date()
AROUND = Surroundings(load_office(None), is_japanese_holiday, languages())
PARTS = (residence, indefinite, family, duties, advice)
MODULES = (
    *PARTS,
    dialogs.parts.counting,
    goals,
    results,
    dialogs.parts.follows,
    scoring.stay.residence,
    scoring.stay.own_route,
    scoring.stay.firm,
    scoring.stay.goals,
    scoring.stay.indefinite,
    scoring.stay.duties,
    scoring.stay.advice,
)
LONGEST = 4096

# 80 points in (b) today: master 20, age 30-34 10, 7.2 million 25, N1 15, six years 10.
ENGINEER: dict[str, Any] = {
    "goal": "pr",
    "residence": "work",
    "activity": "specialist",
    "international_services": "no",
    "salary_yen": 7_200_000,
    "birth_date": "1994-05-01",
    "degrees": ["master"],
    "degrees_in_different_fields": "no",
    "experience_years": 72,
    "japanese": "n1",
    "japanese_degree": "no",
    "research": [],
    "licences": 0,
    "designated_university": "no",
    "designated_training": "no",
    "employer_innovation_support": "no",
    "employer_sme": "no",
    "employer_local_support": "no",
    "employer_rd_ratio": "0",
    "growth_field": "no",
    "investment_management": "no",
    "foreign_qualification": "no",
}
# What the part asks, answered: all has long been so, all is in order.
ASKED: dict[str, Any] = {
    "in_japan_since": "2019-04",
    "salary_since": "2018-04",
    "japanese_since": "2017-08",
    "degrees_since": "2017-03",
    "longest_trip_days": 20,
    "days_abroad_a_year": 30,
    "in_order": list(IN_ORDER),
}
N1_SINCE: dict[str, Any] = {"japanese_before": "none", "japanese_since": "2026-06-15"}
HOLDER = {"residence": "hsp", "hsp_kind": "hsp1b", "status_since": "2023-11-22"}


def seen(*answers: Mapping[str, Any], now: datetime = NOW, **more: Any) -> Situation:
    """A situation with these answers; a later one replaces an earlier one, and `...` takes it away."""
    given: dict[str, Any] = {}
    for each in (*answers, more):
        given |= each
    conversation = Conversation("follows", "test", "en")
    conversation.answers = {k: Answer(v, now.date()) for k, v in given.items() if v is not ...}
    return Situation(conversation, HSP, AROUND, now)


def said(part: Any, situation: Situation) -> list[str]:
    return [text.key.removeprefix("follows-") for text in part.lines(situation)]


def args(part: Any, situation: Situation, key: str) -> Mapping[str, Any]:
    return next(text.args for text in part.lines(situation) if text.key == f"follows-{key}")


def named(part: Any, situation: Situation, key: str) -> list[str]:
    """What a sentence names, or the lines under its title where it would name many."""
    texts = list(part.lines(situation))
    keys = [text.key for text in texts]
    if f"follows-{key}" in keys:
        return listed(args(part, situation, key)["what"])
    under = texts[keys.index(f"follows-{key}-title") + 1 :]
    found = itertools.takewhile(lambda text: text.key == "follows-named-line", under)
    return [text.args["what"].key for text in found]


def listed(text: Any) -> list[str]:
    return [item.key for item in text.args["items"]]


# --- permanent residence --------------------------------------------------------------------------------------------


def test_open_today_with_everything_in_order() -> None:
    situation = seen(ENGINEER, ASKED)
    assert said(residence, situation)[:6] == [
        "pr-open",
        "points-now",
        "points-then",
        "points-kept",
        "stay",
        "pr-keep",
    ]
    assert args(residence, situation, "pr-open")["route"] == Text("follows-route-80-ro")
    assert {"pr-for-staff", "pr-not-asked", "needed"}.isdisjoint(said(residence, situation))
    assert residence.needed(situation) == ()


def test_nothing_asked_yet_names_the_latest_day_and_what_is_needed() -> None:
    situation = seen(ENGINEER)
    assert said(residence, situation)[0] == "pr-at-latest"
    assert args(residence, situation, "pr-at-latest")["day"] == date(2027, 11, 22)
    starts = ("salary_since", "japanese_since", "degrees_since")
    presence = ("longest_trip_days", "days_abroad_a_year", "in_order")
    assert residence.needed(situation) == ("in_japan_since", *starts, *presence)
    assert named(residence, situation, "needed")[:2] == [
        "q-in_japan_since.short",
        "q-salary_since.short",
    ]


def test_what_was_left_unticked_goes_to_staff_and_changes_no_verdict() -> None:
    ticked = [c for c in ASKED["in_order"] if c not in ("pension", "fines")]
    situation = seen(ENGINEER, ASKED, in_order=ticked)
    assert said(residence, situation)[0] == "pr-open"
    assert listed(args(residence, situation, "pr-for-staff")["what"]) == [
        "follows-condition-pension.short",
        "follows-condition-fines.short",
    ]


def test_what_was_not_asked_is_listed() -> None:
    situation = seen(ENGINEER, ASKED, in_order=None)
    # Time abroad is told in days.
    assert len(named(residence, situation, "pr-not-asked")) == len(IN_ORDER)
    assert residence.needed(situation) == ("in_order",)


def test_a_change_within_the_year_moves_the_day() -> None:
    situation = seen(ENGINEER, ASKED, N1_SINCE)
    assert said(residence, situation)[0] == "pr-from"
    assert args(residence, situation, "pr-from")["day"] == date(2027, 6, 15)
    assert args(residence, situation, "points-then-none")["greatest"] == 65


def test_a_month_of_change_stands_for_any_day_in_it() -> None:
    changes = {"japanese_before": "none"}
    assert said(residence, seen(ENGINEER, ASKED, changes, japanese_since="2025-11"))[0] == "pr-at-latest"
    assert said(residence, seen(ENGINEER, ASKED, changes, japanese_since="2025-10"))[0] == "pr-open"
    situation = seen(ENGINEER, ASKED, changes, japanese_since="2025-11")
    assert residence.needed(situation) == ("japanese_since",)


def test_what_is_not_known_since_when_is_not_taken_for_unchanged() -> None:
    situation = seen(ENGINEER, ASKED, salary_since=None)
    assert said(residence, situation)[0] == "pr-at-latest"
    assert residence.needed(situation) == ("salary_since",)


def test_of_what_was_otherwise_it_is_asked_how() -> None:
    situation = seen(ENGINEER, ASKED, salary_since="2026-04-01")
    assert said(residence, situation)[0] == "pr-at-latest"
    assert residence.needed(situation) == ("salary_before",)


def test_points_that_came_with_the_employer_are_asked_for() -> None:
    # Ten of the points come with today's employer.
    leaning = seen(ENGINEER, ASKED, salary_yen=5_000_000, growth_field="yes")
    assert said(residence, leaning)[0] == "pr-at-latest"
    assert residence.needed(leaning) == ("employer_since",)
    assert said(residence, seen(ENGINEER, ASKED, salary_yen=5_000_000, growth_field="yes", employer_since="2018"))


@pytest.mark.parametrize(("since", "first"), [("2026-10-26", "pr-at-latest"), ("2019", "pr-open")])
def test_a_licence_of_last_month_does_not_count_a_year_ago(since: str, first: str) -> None:
    facts = {"licences": 2, "salary_yen": 5_000_000}
    asked = seen(ENGINEER, ASKED, facts)
    assert residence.needed(asked) == ("licences_since",)
    told = seen(ENGINEER, ASKED, facts, licences_since=since)
    assert said(residence, told)[0] == first


def test_the_look_back_of_three_years_beside_that_of_one() -> None:
    situation = seen(ENGINEER, ASKED)
    assert args(residence, situation, "pr-other-open")["route"] == Text("follows-route-70-ro")
    later = seen(ENGINEER, ASKED, in_japan_since="2025-01-31")
    assert args(residence, later, "pr-other-from")["day"] == date(2028, 1, 31)


def test_points_that_end_are_told() -> None:
    situation = seen(ENGINEER, ASKED, birth_date="1987-03-14", experience_years=144)
    assert args(residence, situation, "pr-falls")["day"] == date(2027, 3, 14)


def test_no_route_in_sight() -> None:
    situation = seen(ENGINEER, ASKED, birth_date="1976-01-01", degrees=["bachelor"], japanese="none")
    assert said(residence, situation)[0] == "pr-none"
    assert "pr-keep" not in said(residence, situation)
    assert residence.needed(situation) == ()


def test_abroad_no_day_is_named_and_none_is_ruled_out() -> None:
    situation = seen(ENGINEER, residence="abroad")
    assert said(residence, situation)[0] == "pr-abroad"
    assert {"pr-none", "holding-none", "points-now"}.isdisjoint(said(residence, situation))
    assert "notice-abroad" in said(residence, situation)
    assert residence.card_lines(situation) == ()


def test_abroad_the_goals_say_where_the_years_begin_and_that_nobody_stays_as_they_are() -> None:
    situation = seen(ENGINEER, residence="abroad")
    told = list(goals.lines(situation))
    named_goals = [text.args["goal"] for text in told if text.key == "follows-goal-option-title"]
    assert named_goals == [Text("follows-goal-name-permanent-residence"), Text("follows-goal-name-hsp2")]
    behind = told[[text.key for text in told].index("follows-goal-option-title") + 1]
    assert behind == Text("follows-goal-closed-by-line", {"why": Text("follows-notice-abroad")})
    # It is closed: neither what it gives nor what it needs is told.
    assert {"follows-goal-gives-line", "follows-goal-missing-line"}.isdisjoint(text.key for text in told)


def test_from_april_2027_a_ticked_period_of_stay_is_for_staff() -> None:
    """Three years count as the longest period until 2027-03-31 only; HSP (i) always has five."""
    evening = datetime(2027, 3, 31, 23, 0, tzinfo=ZoneInfo("Asia/Tokyo"))
    morning = datetime(2027, 4, 1, 9, 0, tzinfo=ZoneInfo("Asia/Tokyo"))
    late = "condition-longest-period"
    assert late not in said(residence, seen(ENGINEER, ASKED, now=evening))
    assert late in said(residence, seen(ENGINEER, ASKED, now=morning))
    assert late not in said(residence, seen(ENGINEER, ASKED, HOLDER, now=morning))
    for_staff = next(t for t in residence.card_lines(seen(ENGINEER, ASKED, now=morning)) if t.key.endswith("for-staff"))
    assert listed(for_staff.args["what"]) == ["follows-condition-longest-period.short"]


def test_unknown_points_name_no_day() -> None:
    situation = seen(ENGINEER, ASKED, salary_yen=None)
    assert said(residence, situation)[0] == "pr-unknown"
    # Six years of work as a number leave open how many there were three years ago.
    assert residence.needed(situation)[0] == "salary_yen"


def test_a_year_of_birth_settles_no_birthday() -> None:
    situation = seen(ENGINEER, ASKED, birth_date="1993", salary_yen=7_200_000)
    assert situation.profile.age is not None
    assert exact_birth(situation).age is None
    assert "birth_date" in residence.needed(situation)
    old = seen(ENGINEER, ASKED, birth_date="1975")
    assert exact_birth(old).age == old.profile.age, "nobody gets older into another band"


def test_a_month_of_birth_is_an_age_today() -> None:
    """So that the part says of today what the result says."""
    situation = seen(ENGINEER, ASKED, birth_date="1994-05")
    assert exact_birth(situation).age == 32
    assert exact_birth(seen(ENGINEER, ASKED, birth_date="1994-11")).age is None, "32 or 31, as the day may be"


def test_a_holder_whose_kind_and_day_are_not_known_is_asked() -> None:
    situation = seen(ENGINEER, ASKED, residence="hsp", in_japan_since=None)
    assert residence.needed(situation) == ("hsp_kind", "status_since")


def test_j_skip_has_its_own_words() -> None:
    situation = seen(ENGINEER, ASKED, salary_yen=20_000_000)
    keys = said(residence, situation)
    assert keys[:6] == ["pr-open", "j-skip-now", "j-skip-then", "j-skip-kept", "stay", "pr-keep-j-skip"]


def test_without_a_kind_of_work_there_is_one_line() -> None:
    situation = seen({"goal": "pr", "residence": "work"})
    assert said(residence, situation) == ["pr-activity"]
    assert residence.needed(situation) == ("activity",)
    assert (residence.card_lines(situation), indefinite.card_lines(situation)) == ((), ())


def test_a_permanent_resident_hears_only_that() -> None:
    situation = seen(ENGINEER, residence="permanent")
    assert said(residence, situation) == ["notice-already-permanent"]
    assert (residence.needed(situation), residence.card_lines(situation)) == ((), ())
    assert said(duties, situation) == ["duty-held", "duty-unsure"]


def test_the_change_of_rules_is_told_with_its_date() -> None:
    assert args(residence, seen(ENGINEER), "notice-new-rules")["day"] == date(2027, 4, 1)
    after = datetime(2027, 4, 1, 9, 0, tzinfo=ZoneInfo("Asia/Tokyo"))
    assert "notice-new-rules-now" in said(residence, seen(ENGINEER, now=after))


@pytest.mark.parametrize(
    ("answers", "keys"),
    [
        (ASKED, ["card-open"]),
        ({}, ["card-at-latest", "card-new-rules"]),
        (ASKED | {"in_order": []}, ["card-open", "card-for-staff"]),
        (
            ASKED | N1_SINCE | {"in_order": []},
            ["card-from", "card-fails", "card-for-staff", "card-new-rules"],
        ),
        (ASKED | {"salary_yen": None}, ["card-unknown"]),
        (ASKED | {"degrees": [], "japanese": "none"}, ["card-none", "card-fails"]),
    ],
)
def test_the_card_has_route_day_and_red_flags(answers: dict[str, Any], keys: list[str]) -> None:
    first, *flags = residence.card_lines(seen(ENGINEER, answers))
    when = first.args["when"]
    assert isinstance(when, Text)
    assert [t.key.removeprefix("follows-") for t in (when, *flags)] == keys


# --- facts of earlier days ------------------------------------------------------------------------------------------


def _past(**answers: Any) -> Profile:
    return with_history(seen(ENGINEER, answers).following, Category.B)


def test_not_asked_is_not_known() -> None:
    assert (_past().since, _past().earlier) == (None, None)
    asked = _past(salary_since=None)
    assert (asked.since, asked.earlier) == ((), None)


def test_a_day_of_change_is_told_by_the_day_before_and_itself() -> None:
    old = Profile(salary_yen=5_000_000)
    told = _past(salary_before=5_000_000, salary_since="2025-04-10")
    assert told.since == (("salary_yen", date(2025, 4, 10)),)
    assert told.earlier == ((date.min, old), (date(2025, 4, 9), old), (date(2025, 4, 10), Profile()))


def test_two_changes_are_told_on_the_days_of_both() -> None:
    told = _past(
        degrees_before=["bachelor"], degrees_since="2025-03", japanese_before="n2", japanese_since="2025-03-10"
    )
    degrees = frozenset({Degree.BACHELOR})
    assert told.earlier == (
        (date.min, Profile(degrees=degrees, japanese=Japanese.N2)),
        (date(2025, 3, 9), Profile(degrees=degrees, japanese=Japanese.N2)),
        (date(2025, 3, 10), Profile(degrees=degrees)),
        (date(2025, 3, 30), Profile(degrees=degrees)),
        (date(2025, 3, 31), Profile()),
    )
    first = with_history(seen(ENGINEER, degrees_since="2025-03").following, Category.B, first=("degrees_since",))
    assert dict(first.since or ())["degrees"] == date(2025, 3, 1)


def test_no_degree_before_is_none_and_not_unknown() -> None:
    found = _past(degrees_before=[], degrees_since="2025-03-01").earlier
    assert found is not None
    assert found[0][1].degrees == frozenset()


def test_what_came_with_an_old_degree_is_as_old() -> None:
    old = dict(_past(japanese_degree="yes", degrees_since="2017-03").since or ())
    assert old["japanese_degree"] == date(2017, 3, 31)
    new = dict(_past(japanese_degree="yes", degrees_since="2025-03").since or ())
    assert "japanese_degree" not in new, "it may have come with a degree before"
    assert "designated_university" not in old, "what is not there today was not there before"


def test_names_come_from_questions_and_else_from_the_fields() -> None:
    situation = seen(ENGINEER)
    names = ("in_order", "patents", "work_periods")
    assert [name_of(situation, n).key for n in names] == ["q-in_order.short", "q-research.short", "field-work_periods"]
    assert unanswered(seen(ENGINEER, in_order=None), "in_order", "goal", "no_such_question") == ("in_order",)


# --- HSP (ii) -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answers", "first", "card"),
    [
        (HOLDER, "hsp2-open", "card-open"),
        (HOLDER | {"status_since": "2024-06-01"}, "hsp2-from", "card-from"),
        (HOLDER | {"salary_yen": None}, "hsp2-unknown", None),
        (HOLDER | {"salary_yen": None, "goal": "hsp2"}, "hsp2-unknown", "card-unknown"),
        (HOLDER | {"degrees": [], "japanese": "none"}, "hsp2-none", "card-none"),
        (HOLDER | {"hsp_kind": "hsp2"}, "hsp2-held", "card-held"),
        ({}, "hsp2-first-stage", None),
    ],
)
def test_hsp2_starts_with_the_day(answers: dict[str, Any], first: str, card: str | None) -> None:
    situation = seen(ENGINEER, answers)
    assert said(indefinite, situation)[0] == first
    assert said(indefinite, situation)[-1] == "duty-activity-second"
    found = [t.args["when"] for t in indefinite.card_lines(situation)]
    assert found == ([] if card is None else [Text(f"follows-{card}", found[0].args)])  # type: ignore[union-attr]


def test_hsp2_unknown_status() -> None:
    situation = seen(ENGINEER, residence="hsp")
    assert indefinite.needed(situation) == ("hsp_kind",)
    assert "needed" in said(indefinite, situation)
    assert indefinite.needed(seen({"goal": "hsp2"})) == ("activity",)
    assert said(indefinite, seen({"goal": "hsp2"})) == ["pr-activity", "duty-activity-second"]


def test_hsp2_at_the_latest_when_points_may_do_sooner() -> None:
    # 65 points, 70 from seven years of work on; the university is not known.
    situation = seen(ENGINEER, HOLDER, japanese="none", designated_university=...)
    assert said(indefinite, situation)[0] == "hsp2-at-latest"
    assert args(indefinite, situation, "hsp2-at-latest")["day"] == date(2027, 11, 22)
    (line,) = indefinite.card_lines(situation)
    assert isinstance(line.args["when"], Text)
    assert line.args["when"].key == "follows-card-at-latest"
    assert indefinite.needed(situation) == ("designated_university",)


def test_hsp2_held_by_j_skip_no_longer_met_is_for_staff() -> None:
    situation = seen(ENGINEER, HOLDER, hsp_kind="j_skip")
    assert "staff-confirms" in said(indefinite, situation)


# --- family ---------------------------------------------------------------------------------------------------------


def _states(situation: Situation) -> list[tuple[str, str]]:
    found = []
    for text in family.lines(situation):
        if text.key == "follows-family-line":
            what, state = text.args["what"], text.args["state"]
            assert isinstance(what, Text)
            found.append((what.key.removeprefix("follows-family-"), str(state)))
    return found


def test_family_tells_what_is_met_first() -> None:
    told = {"has_children": "yes", "youngest_child": "2021-05", "household_income_yen": 9_000_000, "pregnancy": "no"}
    situation = seen(ENGINEER, HOLDER, told, goal="family")
    assert [state for _, state in _states(situation)] == sorted(
        [s for _, s in _states(situation)], key="yes open no".index
    )
    assert _states(situation)[:2] == [("parents", "yes"), ("spouse", "yes")]
    assert args(family, situation, "family-until")["day"] == date(2028, 4, 30)
    assert "family-intro" not in said(family, situation)
    line, ends = family.card_lines(situation)
    assert listed(line.args["what"]) == ["follows-family-short-parents", "follows-family-short-spouse"]
    assert ends.key == "follows-card-ends-family"
    assert "family-ends" in said(family, situation)
    assert family.card_lines(seen(ENGINEER, HOLDER, told)) == ()


def test_a_condition_that_is_in_order_today_only_is_read_in_its_own_words() -> None:
    """A period of 3 years counts as the longest until 2027-03-31; the first day of this person is after it."""
    situation = seen(ENGINEER, ASKED, in_japan_since="2026-06", residence="work")
    texts = [text for text in residence.lines(situation) if text.key == "follows-condition-longest-period"]
    assert [text.args["answer"] for text in texts] == ["late"]
    read = Words().plain("en", texts[0])
    assert read == "the longest period of stay: in order today, but the rule changes, so staff will confirm."
    assert "pr-for-staff" not in said(residence, situation)
    left = seen(ENGINEER, ASKED, in_japan_since="2026-06", in_order=["longest_period"])
    for_staff = named(residence, left, "pr-for-staff")
    assert "follows-condition-tax.short" in for_staff
    assert "follows-condition-longest-period.short" not in for_staff


def test_of_the_other_routes_the_earliest_is_named() -> None:
    """N1 since June 2024: three years with 70 points in any status end before three years as HSP."""
    holder = {"residence": "hsp", "hsp_kind": "hsp1b", "status_since": "2025-11-22", "in_japan_since": "2019-04"}
    told = ASKED | {"japanese_before": "none", "japanese_since": "2024-06-01", "in_order": []}
    situation = seen(ENGINEER, told, holder, salary_yen=6_500_000, work_since="2015-04-01", experience_years=139)
    found = residence.residence(situation)
    assert found is not None
    days = {route.id: route.earliest for route in found.routes}
    assert (days["70-i"], days["70-ro"]) == (date(2028, 11, 22), date(2027, 6, 1))
    other = args(residence, situation, "pr-other-from")
    assert (other["route"], other["day"]) == (Text("follows-route-70-ro"), date(2027, 6, 1))


def test_what_only_j_skip_depends_on_is_asked() -> None:
    """21 million yen, a bachelor's degree and N1: 80 points, and only J-Skip still asks for the years."""
    facts = {"salary_yen": 21_000_000, "birth_date": "1997-01-01", "degrees": ["bachelor"], "goal": "hsp"}
    situation = seen(ENGINEER, facts, experience_years=..., work_since=...)
    [entry] = situation.score.categories
    assert (entry.verdict, situation.score.j_skip.met) == (Verdict.QUALIFIES, None)
    assert situation.deciding == {"experience_years"}
    assert situation.matters(("experience_years",))


@pytest.mark.parametrize(
    ("answers", "raised"),
    [({"designated_university": "yes"}, True), ({"research": ["recognised"]}, None), ({}, False)],
)
def test_one_line_for_staff_among_sure_ones_is_a_red_flag(answers: dict[str, Any], raised: bool | None) -> None:
    situation = seen(ENGINEER, answers)
    scored = [item for item in situation.score.categories[0].items if item.status is Status.SCORED]
    doubtful = [item.id for item in scored if item.confidence is Confidence.STAFF_CONFIRMS]
    if raised is not None:
        assert bool(doubtful) is raised
    assert len(doubtful) < len(scored)
    assert ("staff_confirms" in lead_of(situation).flags) is bool(doubtful)


def test_a_day_that_is_not_certain_says_so_on_the_card() -> None:
    """40 tomorrow: three years of the status are over today, and what counts today is for staff."""
    tomorrow = (NOW.date() + timedelta(days=1)).replace(year=1986).isoformat()
    facts = {"birth_date": tomorrow, "japanese": "none", "experience_years": 144, "salary_yen": 7_000_000}
    [line] = indefinite.card_lines(seen(ENGINEER, HOLDER, facts, goal="hsp2"))
    assert line.args["when"] == Text(
        "follows-card-to-confirm", {"when": Text("follows-card-open", {"day": NOW.date()})}
    )
    said_ways = [text.key for text in ways.lines(seen(ENGINEER, HOLDER, facts, goal="hsp"))]
    assert said_ways[:2] == ["ways-reached-line", "ways-eve-line"]
    assert "ways-keep-title" in said_ways, "tomorrow it is lost"
    sure = [text.key for text in ways.lines(seen(ENGINEER, HOLDER, facts, goal="hsp", birth_date="1987-06-01"))]
    assert "ways-eve-line" not in sure


def test_one_doubtful_way_among_sure_ones_says_so() -> None:
    """40 tomorrow: N1, if it is there already, is enough today only; what takes months counts with 40."""
    tomorrow = (NOW.date() + timedelta(days=1)).replace(year=1986).isoformat()
    situation = seen(
        ENGINEER, {"birth_date": tomorrow, "salary_yen": 6_000_000, "goal": "hsp"}, japanese=..., licences=...
    )
    found = scoring_ways(situation.profile, as_of=situation.today, mark=70)
    assert {way.confidence for way in found} == set(Confidence)
    assert "ways-eve-line" in [text.key for text in ways.lines(situation)]


@pytest.mark.parametrize(("goal", "key"), [("pr", "follows-notice-ends-family"), ("family", "follows-family-ends")])
def test_the_application_tells_what_permanent_residence_ends(goal: str, key: str) -> None:
    assert key in [text.key for text in procedure.lines(seen(ENGINEER, HOLDER, goal=goal))]
    assert key not in [text.key for text in procedure.lines(seen(ENGINEER, HOLDER, goal="hsp"))]


def test_what_hangs_on_the_status_ends_with_permanent_residence_and_is_told_where_either_is_shown() -> None:
    told = {"has_children": "yes", "youngest_child": "2021-05", "household_income_yen": 9_000_000, "pregnancy": "no"}
    situation = seen(ENGINEER, HOLDER, told, goal="pr")
    assert "notice-ends-family" in said(residence, situation)
    assert "card-ends-family" in [t.key.removeprefix("follows-") for t in residence.card_lines(situation)]
    poorer = seen(ENGINEER, HOLDER, told | {"household_income_yen": 7_000_000}, goal="pr", salary_yen=7_000_000)
    assert "card-ends-family" not in [t.key.removeprefix("follows-") for t in residence.card_lines(poorer)]
    gives = args(indefinite, situation, "hsp2-gives")["what"]
    assert "follows-hsp2-gives-family" in listed(gives)
    permanent = seen(ENGINEER, told, residence="permanent")
    assert _states(permanent) == []
    assert said(family, permanent) == ["family-closed", "family-ends"]
    assert family.card_lines(permanent) == ()


def test_a_permanent_resident_is_not_told_that_the_family_may_come() -> None:
    """Rulebook 14, row 4: what hangs on the highly skilled status, a permanent resident does not have."""
    parent = ENGINEER | {"goal": "family", "has_children": "yes", "youngest_child": "2024-02-28"}
    parent |= {"household_income_yen": 9_000_000}
    for residence_now in ("work", "spouse_of", "long_term"):
        situation = seen(parent | {"residence": residence_now})
        assert "family-permanent-already" not in said(family, situation)
        assert [line.key for line in family.card_lines(situation)] == [
            "follows-card-family",
            "follows-card-ends-family",
        ]
    situation = seen(parent | {"residence": "permanent"})
    assert _states(situation) == []
    assert said(family, situation) == ["family-closed", "family-ends"]
    assert family.card_lines(situation) == ()


def test_a_permanent_resident_reads_that_the_goal_is_reached() -> None:
    situation = seen(ENGINEER | {"residence": "permanent"}, goal="pr")
    assert said(residence, situation) == ["notice-already-permanent"]
    assert procedure.choice_of(situation).why.key == "procedure-why-holds"


@pytest.mark.parametrize(("residence_now", "way"), [("spouse_of", "spouse"), ("long_term", "long-term")])
def test_a_way_of_their_own_is_named_to_those_who_have_one(residence_now: str, way: str) -> None:
    assert f"notice-own-route-{way}" in said(residence, seen(ENGINEER | {"residence": residence_now}))
    others = said(residence, seen(ENGINEER | {"residence": "dependent"}))
    assert not [key for key in others if key.startswith("notice-own-route")]


def test_family_asks_for_what_is_missing() -> None:
    situation = seen(ENGINEER, household_income_yen=...)
    assert family.needed(situation) == ("children", "pregnancy", "household_income_yen")
    assert said(family, situation)[0] == "family-intro"
    fund = seen(ENGINEER, salary_yen=10_000_000, investment_management=...)
    assert "investment_management" in family.needed(fund)
    assert family.needed(seen(ENGINEER, salary_yen=...))[-1] == "salary_yen"


def test_family_marks_what_is_not_verified() -> None:
    situation = seen(ENGINEER, household_income_yen=10_000_000, investment_management="yes")
    lists = [t.args["what"] for t in family.lines(situation) if t.key == "follows-family-also"]
    assert any("follows-family-unsure" in listed(each) for each in lists)


def test_family_names_a_ground_that_nobody_asked() -> None:
    situation = seen(ENGINEER, household_income_yen=10_000_000, has_children="no")
    missing = [listed(t.args["what"]) for t in family.lines(situation) if t.key == "follows-family-missing"]
    assert ["follows-family-need-spouse-unable"] in missing
    assert ["follows-family-need-employed-abroad"] in missing


def test_family_tells_a_benefit_that_is_not_verified_as_such(monkeypatch: pytest.MonkeyPatch) -> None:
    text = shipped_rules("family.toml").replace('confidence = "verified"', 'confidence = "staff_confirms"')
    monkeypatch.setattr("scoring.stay.family.family_rules", lambda day: load_family("family.toml", text))
    assert "staff-confirms" in said(family, seen(ENGINEER))


def test_only_who_does_not_hold_the_status_is_told_to_get_it_first() -> None:
    assert "family-intro" in said(family, seen(ENGINEER))
    assert "family-intro" not in said(family, seen(ENGINEER, HOLDER))
    assert "family-intro" not in said(family, seen(ENGINEER, residence="hsp")), "of which kind is not known yet"


# --- duties and categories ------------------------------------------------------------------------------------------


def test_duties_of_a_holder_and_of_somebody_who_will_be_one() -> None:
    assert said(duties, seen(ENGINEER, HOLDER))[0] == "duty-held"
    assert said(duties, seen(ENGINEER))[:2] == ["duty-later", "duty-activity-first"]
    unknown = seen(ENGINEER, residence="hsp")
    assert said(duties, unknown)[:2] == ["needed", "duty-first"], "this person holds it, and need not get it first"
    assert duties.needed(unknown) == ("hsp_kind",)
    assert duties.card_lines(unknown) == ()


def test_advice_shows_every_category_the_told_one_first() -> None:
    situation = seen(ENGINEER)
    rows = [t.args for t in advice.lines(situation) if t.key == "follows-advice-line"]
    assert [row["told"] for row in rows] == ["yes", "no", "no"]
    assert [row["category"] for row in rows][0] == Text("category-b.short")
    assert said(advice, situation)[-1] == "advice-intro"
    assert "advice-manager" in said(advice, situation)
    assert advice.needed(situation) == ()
    assert advice.needed(seen({"goal": "hsp"})) == ("activity",)


def test_advice_says_why_a_category_is_closed_or_open() -> None:
    closed = seen(ENGINEER, international_services="yes")
    assert "advice-closed" in said(advice, closed)
    assert "advice-open" in said(advice, seen(ENGINEER, international_services=...))


def test_j_skip_is_noticed_unasked() -> None:
    situation = seen(ENGINEER, salary_yen=20_000_000)
    assert said(advice, situation)[0] == "advice-j-skip"
    assert [t.key for t in advice.card_lines(situation)] == ["follows-advice-j-skip"]


# --- words ----------------------------------------------------------------------------------------------------------

SUFFIXES = {
    **dict.fromkeys(("follows-points-now",), ("", "-none", "-unknown", "-gate", "-closed")),
    **dict.fromkeys(("follows-points-then",), ("", "-none", "-unknown", "-gate", "-untold", "-closed")),
    **dict.fromkeys(
        (
            *("follows-points-kept", "follows-j-skip-now", "follows-j-skip-then", "follows-j-skip-kept"),
            *("follows-stay", "follows-holding", "follows-own-marriage", "follows-own-stay"),
        ),
        ("", "-none", "-unknown"),
    ),
}


def _dashed(names: Any) -> Iterator[str]:
    return (name.replace("_", "-") for name in names)


def _built() -> Iterator[str]:
    """Keys put together from the rules' own names."""
    rules = residence_rules(TODAY)
    yield from (f"follows-route-{name}" for name in _dashed(r.id for r in rules.routes))
    for condition in rules.conditions:
        yield from (condition.text, f"{condition.text}.short")
    yield "follows-condition-state"
    yield from (f"follows-hsp2-other-{name}" for name in _dashed(n for n, _ in rules.indefinite.others))
    yield from (f"follows-hsp2-gives-{name}" for name in _dashed(gift.id for gift in rules.indefinite.gives))
    yield from (f"follows-permanent-gives-{name}" for name in _dashed(gift.id for gift in rules.permanent_gives))
    yield from (f"follows-permanent-ends-{name}" for name in _dashed(gift.id for gift in rules.permanent_ends))
    own = [*_dashed(rule.id for rule in rules.own_routes), "either"]
    yield from (f"follows-notice-own-route-{name}" for name in own)
    for key, suffixes in SUFFIXES.items():
        yield from (f"{key}{suffix}" for suffix in suffixes)
    yield from (f"follows-hsp2-points{suffix}" for suffix in ("", "-none", "-unknown", "-gate", "-closed"))
    for benefit in _dashed(b.id for b in family_rules(TODAY).benefits):
        yield from (f"follows-family-{benefit}", f"follows-family-short-{benefit}")
    also = {name for b in family_rules(TODAY).benefits for name, _ in b.also}
    yield from (f"follows-also-{name}" for name in _dashed(also))
    parts = ("income", "reason", "j_skip", "investment_management", "status")
    yield from (f"follows-family-lacking-{name}" for name in _dashed(parts))
    yield from (f"follows-family-need-{name}" for name in _dashed((*GROUNDS, "j_skip")))
    yield from (f"follows-goal-name-{name}" for name in _dashed((PERMANENT, OWN, HSP2, STAY)))
    yield from (f"follows-goal-when-{state.value}" for state in GoalState)
    for duty in duty_rules(TODAY):
        for key in (
            f"follows-duty-{duty.id.replace('_', '-')}",
            *([] if duty.begins is None else [f"follows-duty-{duty.id.replace('_', '-')}-now"]),
        ):
            yield from (key, f"{key}.short")
    manager = manager_conditions(Profile(), as_of=TODAY)
    yield from (gate.why.key for gate in manager.gates)
    yield from (f"follows-card-{state}" for state in ("open", "from", "at-latest"))


def _written(module: ModuleType) -> Iterator[str]:
    """Whole keys that stand in the source; a part of a key ends with a dash or is inside an f-string."""
    tree = ast.parse(Path(str(module.__file__)).read_text(encoding="utf-8"))
    inside = {id(value) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for value in node.values}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in inside:
            yield from [node.value] if node.value.startswith("follows-") else []


@pytest.mark.parametrize("language", languages())
def test_every_key_has_words_and_no_words_wait_for_a_key(language: str) -> None:
    bases = {*SUFFIXES, "follows-notice", "follows-hsp2-other", "follows-permanent-gives", "follows-permanent-ends"}
    used = {key for module in MODULES for key in _written(module)} - bases | set(_built())
    assert {key for key in Words().keys(language) if key.startswith("follows-")} == used


def _people() -> Iterator[dict[str, Any]]:
    """Enough people to see every part in every state."""
    differing: tuple[dict[str, Any], ...] = (
        {},
        ASKED,
        ASKED | {"in_order": []},
        ASKED | {"salary_before": 2_900_000, "salary_since": "2026-03"},
        ASKED | {"in_japan_since": "2026-01"},
    )
    statuses: tuple[dict[str, Any], ...] = (
        {},
        HOLDER,
        HOLDER | {"hsp_kind": "hsp2"},
        HOLDER | {"hsp_kind": "j_skip", "status_since": "2024"},
        {"residence": "hsp"},
        {"residence": "abroad"},
        {"residence": "student"},
    )
    facts: tuple[dict[str, Any], ...] = (
        {},
        {"salary_yen": 40_000_000, "has_children": "yes", "youngest_child": "2020-02-29"},
        {"salary_yen": ..., "birth_date": "1993"},
        {"international_services": "yes"},
        {"international_services": ...},
        {"activity": "manage", "degrees": []},
        {"activity": ...},
    )
    for before, (status, fact) in zip(itertools.cycle(differing), itertools.product(statuses, facts), strict=False):
        yield ENGINEER | before | status | fact


@pytest.mark.parametrize("language", languages())
def test_whatever_is_said_can_be_shown(language: str) -> None:
    words = Words()
    for answers in _people():
        situation = seen(answers)
        for part in PARTS:
            lines = [words.html(language, text) for text in part.lines(situation)]
            assert lines
            assert len("\n".join(lines)) <= LONGEST
            assert all(words.plain(language, text) for text in part.card_lines(situation))
            assert all(words.plain(language, name_of(situation, name)) for name in part.needed(situation))


# --- a month or a year, of which any day may be meant -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("since", "keys"),
    [
        ("2023", {"follows-hsp2-at-latest", "follows-hsp2-stay-unknown", "follows-needed"}),
        ("2023-11", {"follows-hsp2-at-latest", "follows-hsp2-stay-unknown", "follows-needed"}),
        ("2022", {"follows-hsp2-open", "follows-hsp2-stay"}),
        ("2025", {"follows-hsp2-at-latest", "follows-hsp2-stay-none"}),
        ("2023-11-25", {"follows-hsp2-from", "follows-hsp2-stay-none"}),
    ],
)
def test_a_year_or_a_month_of_a_status_is_no_certain_day(since: str, keys: set[str]) -> None:
    holder = {"goal": "a:hsp2", "residence": "a:hsp", "hsp_kind": "a:hsp1b", "status_since": since}
    reached("result", holder).presses("view:indefinite").explains(*keys)


@pytest.mark.parametrize(
    ("since", "keys"),
    [
        ("2023", {"follows-pr-at-latest", "follows-stay-unknown", "follows-needed-title"}),
        ("2022", {"follows-stay"}),
        # What this person does not know may have been 80 points for a year: then it is open already.
        ("2023-11-25", {"follows-pr-at-latest", "follows-stay-none", "follows-needed-title"}),
    ],
)
def test_a_year_of_coming_to_japan_is_no_certain_day(since: str, keys: set[str]) -> None:
    long_ago = {"salary_since": "2015", "japanese_since": "2015", "degrees_since": "2015"}
    reached("result", {"goal": "a:pr", "in_japan_since": since, **long_ago}).presses("view:residence").explains(*keys)


@pytest.mark.parametrize(("born", "state"), [("2019", None), ("2019-11", None), ("2018", False), ("2019-12", True)])
def test_a_year_of_a_child_s_birth_closes_nothing_that_may_be_open(born: str, state: bool | None) -> None:
    child = {"has_children": "a:yes", "youngest_child": born, "pregnancy": "a:no", "household_income_yen": "9,000,000"}
    walk = reached("result", {"goal": "a:family", **child})
    parents = next(benefit for benefit in family.of_situation(walk.situation) if benefit.id == "parents")
    assert (parents.met, "children" in parents.missing) == (state, state is None)


# --- since when -----------------------------------------------------------------------------------------------------

# 65 points in (b) without the line in question, on every day of three years: master 20, age 30-34 10, 5.5 million 15,
# more than ten years of work 20.
_SIXTY_FIVE: dict[str, Any] = {
    "japanese": "none",
    "japanese_since": None,
    "birth_date": "1991-12-24",
    "salary_yen": 5_500_000,
    "experience_years": 166,
    "work_since": "2013-01-15",
    "degrees_since": "2012-03",
    "salary_since": "2013-01",
}
# What goes with a degree is as old as the newest one, where that is older than the day looked back to.
_CARRYING: Mapping[str, dict[str, Any]] = {
    "japanese_since": {"japanese": "n2"},
    "research_since": {"research": ["patents"]},
    "licences_since": {"licences": 1},
    "training_since": {"designated_training": "yes", "designated_training_at_japanese_university": "no"},
    "foreign_qualification_since": {"foreign_qualification": "yes"},
    "employer_since": {"growth_field": "yes"},
}


@pytest.mark.parametrize("since", _CARRYING)
def test_a_line_that_carries_the_mark_counts_from_its_day_and_no_sooner(since: str) -> None:
    carried = (ENGINEER, ASKED, _SIXTY_FIVE, _CARRYING[since])
    assert residence.needed(seen(*carried, {since: None})) == (since,)
    assert said(residence, seen(*carried, {since: "2019-05"}))[0] == "pr-open"
    for answer in ("2026-10", None):
        told = seen(*carried, {since: answer})
        assert said(residence, told)[0] != "pr-open"
        assert not any(text.key == "follows-card-open" for line in lead_of(told).facts for text in _within(line))


def _within(text: Text) -> Iterator[Text]:
    yield text
    for value in text.args.values():
        if isinstance(value, Text):
            yield from _within(value)


def test_of_several_kinds_of_research_it_is_asked_which_were_there_before() -> None:
    """In (a) one kind brings 20 points and two bring 25: the day of the second says nothing of the first."""
    researcher: dict[str, Any] = {"activity": "research", "degrees": ["master"], "salary_yen": 6_200_000}
    facts: dict[str, Any] = {"research": ["patents", "papers"], "japanese": "none", "experience_years": 60}
    told = seen(ENGINEER, ASKED, researcher, facts, research_since="2026-10")
    assert "research_before" in residence.needed(told)
    assert "research_since" not in residence.needed(told)
    before = _past_of(seen(ENGINEER, ASKED, researcher, facts, research_since="2026-10", research_before=["patents"]))
    assert dict(before.since or ()) | {"patents": date.min} == dict(before.since or ())
    assert dict(before.since or ())["papers"] == date(2026, 10, 31)
    assert "patents" not in dict(_past_of(told).since or ())


def _past_of(situation: Situation) -> Profile:
    return with_history(situation.following, Category.A)


@pytest.mark.parametrize(
    ("question", "given", "field", "was"),
    [
        ("licences_before", 1, "licences", 1),
        ("employer_before", ["growth_field"], "growth_field", True),
        ("employer_before", ["rd_ratio"], "growth_field", False),
        ("position_before", "director", "position", "director"),
    ],
)
def test_how_it_was_before_is_known_of_what_the_employer_the_licences_and_the_position_were(
    question: str, given: Any, field: str, was: Any
) -> None:
    since = question.replace("_before", "_since")
    facts = {"licences": 2, "growth_field": "yes", "position": "representative", since: "2026-10-15", question: given}
    told = _past(**facts)
    [(day, then), *_] = told.earlier or ()
    assert (day, getattr(then, field)) == (date.min, was)
