"""Whatever is said of one person in several places says the same: the headline, the goals side by side, the points over
time, how sure it is, and the card."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from dialogs.lead import lead_of
from dialogs.messages import Text
from dialogs.own_words import OWN_WORDS
from dialogs.parts import goals, over_time, residence, sure
from dialogs.parts.counting import counts_points
from dialogs.pressing import NewEmployer, new_employer
from dialogs.questionnaires.hsp import IN_ORDER, JAPANESE, POSITIONS, RESIDENCES
from dialogs.results import summary
from dialogs.situation import Situation
from scoring import Category
from scoring.stay.firm import DependsOn
from scoring.stay.goals import HSP2, OWN, PERMANENT, GoalState
from tests.dialogs.test_follows import TODAY, seen
from tests.properties import examples

_YES_NO = ("yes", "no", "no")
_DAYS = ("2010-03", "2015-04-01", "2019-06", "2022", "2023-11", "2023-11-22", "2024-11-22", "2025-11", "2026-10")
_SINCE = ("2015", "2015", *_DAYS, None)
_CHOICES: Mapping[str, tuple[Any, ...]] = {
    "goal": ("pr", "pr", "hsp", "hsp2", "family"),
    "residence": tuple(name for name in RESIDENCES if name not in ("other", "ran_out", "no_status")),
    "activity": ("specialist", "specialist", "research", "manage", None),
    "international_services": ("no", "no", "no", "yes", None),
    "salary_yen": (2_900_000, 4_200_000, 5_500_000, 6_500_000, 7_500_000, 8_500_000, 9_500_000, 21_000_000),
    "birth_date": ("1976-05-05", "1986-12-24", "1987-01-10", "1991-12-15", "1994-05-01", "1996-12-10", "1992"),
    "degrees": ([], ["bachelor"], ["master"], ["doctorate"], ["mba_mot"]),
    "experience_years": (0, 30, 36, 59, 60, 84, 100, 150),
    "japanese": JAPANESE,
    "licences": (0, 0, 1, 2),
    "research": ([], [], ["patents"], ["patents", "papers"]),
    "position": POSITIONS,
    **dict.fromkeys(
        (
            *("japanese_degree", "designated_university", "degrees_in_different_fields", "designated_training"),
            *("foreign_qualification", "invested_100m_yen", "employer_innovation_support", "employer_sme"),
            *("growth_field", "investment_management", "pregnancy", "has_children"),
        ),
        _YES_NO,
    ),
    "hsp_kind": ("hsp1a", "hsp1b", "hsp1c", "hsp2", "j_skip"),
    **dict.fromkeys(("in_japan_since", "status_since", "resident_since"), (*_DAYS, None)),
    "married_since": (*_DAYS, "none", "none", "none"),
    "work_begins": ("2026-12", "2027-04", "2027-10"),
    "work_since": (*_DAYS, None, None),
    "youngest_child": ("2021-02-03", "2024", "2014-01-01"),
    "household_income_yen": (7_000_000, 8_000_000, 12_000_000),
    "longest_trip_days": (0, 30, 95),
    "days_abroad_a_year": (0, 50, 120),
    "in_order": (list(IN_ORDER), list(IN_ORDER[:4]), []),
    **dict.fromkeys(("salary_since", "japanese_since", "degrees_since", "research_since", "licences_since"), _SINCE),
    **dict.fromkeys(("employer_since", "position_since", "investment_since", "japanese_degree_since"), _SINCE),
    "salary_before": (4_000_000, 6_000_000, 9_000_000, None),
    "japanese_before": ("none", "n2", None),
    "degrees_before": ([], ["bachelor"], None),
    "licences_before": (1, None),
    "research_before": (["patents"], None),
    "employer_before": ([], ["growth_field"], None),
    "position_before": ("none", "director", None),
    "employer_change": _YES_NO,
    "new_employer_since": ("2026-10", "2026-11", "2026-11-01", "2027-02", None),
    "stay_until": ("2026-12-15", "2028-01", "2026-11-01", None),
    OWN_WORDS: ([], [], ["absence||I was abroad for a long time"], ["absence|2024|8 months in India"])
    + (["job_changed|2026-12|new job next month"], ["absence|2015|a year at home"]),
}
_ALWAYS = frozenset({"goal", "residence", "salary_yen"})


@st.composite
def people(draw: st.DrawFn) -> Situation:
    """Somebody of any status and goal, a few of whose answers are missing."""
    told = {name: draw(st.sampled_from(values)) for name, values in _CHOICES.items()}
    left = draw(st.sets(st.sampled_from(sorted(told.keys() - _ALWAYS)), max_size=12))
    return seen({name: value for name, value in told.items() if name not in left})


_OF_PERMANENT = {
    "follows-pr-open": (GoalState.OPEN, "follows-card-open"),
    "follows-pr-from": (GoalState.FROM, "follows-card-from"),
    "follows-pr-at-latest": (GoalState.UNKNOWN, "follows-card-at-latest"),
    "follows-pr-unknown": (GoalState.UNKNOWN, "follows-card-unknown"),
    "follows-pr-none": (GoalState.CLOSED, "follows-card-none"),
}
_OF_OWN_WAY = {
    "follows-own-open": (GoalState.OPEN,),
    "follows-own-from": (GoalState.FROM,),
    "follows-own-at-latest": (GoalState.UNKNOWN,),
    "follows-own-unknown": (GoalState.UNKNOWN, GoalState.CLOSED),
}
_OF_SECOND = {
    "follows-hsp2-held": (GoalState.HELD,),
    "follows-hsp2-open": (GoalState.OPEN,),
    "follows-hsp2-from": (GoalState.FROM,),
    "follows-hsp2-at-latest": (GoalState.UNKNOWN,),
    "follows-hsp2-unknown": (GoalState.UNKNOWN,),
    "follows-hsp2-none": (GoalState.CLOSED,),
}


def _keys_in(text: Text) -> Iterator[str]:
    yield text.key
    for value in text.args.values():
        if isinstance(value, Text):
            yield from _keys_in(value)


@given(people())
@examples(60)
def test_the_headline_the_goals_and_the_card_name_the_same_day(situation: Situation) -> None:
    found = goals.of_situation(situation)
    if found is None:
        return
    options = {option.id: option for option in found.options}
    said = {text.key: text for text in summary(situation)}
    on_card = {text.key: text for text in lead_of(situation).facts}
    for key in _OF_PERMANENT.keys() & said.keys():
        state, card_key = _OF_PERMANENT[key]
        assert options[PERMANENT].state is state
        assert said[key].args.get("day") in (None, options[PERMANENT].earliest)
        assert card_key in _keys_in(on_card["follows-card-residence"])
    for key in _OF_OWN_WAY.keys() & said.keys():
        assert options[OWN].state in _OF_OWN_WAY[key]
        assert said[key].args.get("day") in (None, options[OWN].earliest)
        assert "follows-card-own" in on_card
    for key in _OF_SECOND.keys() & said.keys():
        assert options[HSP2].state in _OF_SECOND[key]
        assert said[key].args.get("day") in (None, options[HSP2].earliest)
    for option in found.options:
        assert option.state is not GoalState.OPEN or option.earliest == TODAY
        assert option.state is not GoalState.FROM or (option.earliest is not None and option.earliest > TODAY)
    assert found.best is None or found.best.state is not GoalState.CLOSED


@given(people())
@examples(60)
def test_no_screen_says_open_now_where_the_years_may_begin_anew(situation: Situation) -> None:
    lead, said = lead_of(situation), {text.key for text in summary(situation)}
    if not residence.may_begin_anew(situation):
        assert not said & {"follows-pr-anew", "follows-own-anew"}
        return
    assert not said & {"follows-pr-open", "follows-own-open", "follows-pr-from", "follows-own-from"}
    assert not {text.key for text in residence.lines(situation)} & {"follows-pr-open", "follows-own-open"}
    assert "absence" in lead.flags
    found = goals.of_situation(situation)
    if found is not None:
        routes = [option for option in found.options if option.id in (PERMANENT, OWN)]
        assert not {option.state for option in routes} & {GoalState.OPEN, GoalState.FROM}
    if said & {"follows-pr-anew", "follows-own-anew"}:
        assert "follows-card-anew" in {key for text in lead.facts for key in _keys_in(text)}


@given(people())
@examples(60)
def test_a_changed_job_and_a_stay_that_ends_are_said_on_the_result_and_on_the_card_alike(situation: Situation) -> None:
    lead, change = lead_of(situation), new_employer(situation)
    said = {key for text in summary(situation) for key in _keys_in(text)}
    flags = {"new_employer", "new_employer_begun", "new_employer_free"} & set(lead.flags)
    assert (change is not None) == bool(flags)
    assert len(flags) < 2
    assert (change in (NewEmployer.BEGUN, NewEmployer.OPEN, NewEmployer.AHEAD)) == ("result-urgent" in said)
    assert ("stay-renew-first" in said) <= ("deadline" in lead.flags)
    on_card = {text.key for text in lead.deadlines}
    assert (change is NewEmployer.AHEAD) <= ("card-new-employer-from" in on_card)
    assert (change is NewEmployer.BEGUN) <= ("card-new-employer-since" in on_card)


@given(people())
@examples(60)
def test_every_day_a_route_hangs_on_stands_among_the_first_lines_of_the_card(situation: Situation) -> None:
    lead = lead_of(situation)
    if not lead.values:
        return
    named = {text.args["what"].key for text in lead.values if text.key == "card-fact"}  # type: ignore[union-attr]
    for name in ("status_since", "resident_since", "married_since", "in_japan_since", "longest_trip_days"):
        if situation.value(name) not in (None, "none"):
            assert f"q-{name}.short" in named


@given(people())
@examples(60)
def test_the_points_over_time_are_those_of_the_result_and_of_every_route(situation: Situation) -> None:
    if situation.category is None or over_time.needed(situation):
        return
    [over] = over_time.timelines(situation)
    [entry] = situation.score.categories
    now = over.at(situation.counted_for)
    assert (now.total, now.least, now.greatest) == (entry.total, entry.least, entry.greatest)
    result = residence.residence(situation)
    best = result.best if result is not None else None
    if best is None or not best.met or best.mark is None:
        return
    counted = [over.at(best.look_back), *(step for step in over.steps if best.look_back < step.first_day <= TODAY)]
    assert all(step.holds(best.mark) for step in counted)


@given(people())
@examples(60)
def test_sure_is_said_where_no_day_changes_it_and_a_day_is_that_of_the_points_over_time(situation: Situation) -> None:
    if situation.category is None or not counts_points(situation):
        return
    said = {text.key for text in summary(situation)}
    firmness = sure.firmness(situation, Category(situation.category))
    depends = {one.on: one for one in firmness.depends}
    if "result-sure" in said:
        assert not depends
        assert firmness.met
    fall = depends.get(DependsOn.FALL)
    if fall is None or situation.following.goal != "hsp" or over_time.needed(situation) or fall.day is None:
        return
    [over] = over_time.timelines(situation)
    assert firmness.mark is not None
    assert over.holds_until(firmness.mark, situation.counted_for) == fall.day - timedelta(days=1)
