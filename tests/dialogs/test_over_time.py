"""The points over time in words: the sentence that matters, the days of change, and what is never said."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given

from bot.office_profile.holidays_jp import is_japanese_holiday
from bot.office_profile.profile import load_office
from bot.words.words import Words, languages
from dialogs.conversation import Answer, Conversation
from dialogs.following import Following
from dialogs.messages import Text
from dialogs.parts.over_time import MOST_LINES, lines, needed, next_change, timelines
from dialogs.parts.plans import plans_of
from dialogs.questionnaires.hsp import HSP
from dialogs.situation import Situation, Surroundings
from scoring import Category, Japanese, Profile, Verdict, read_profile, ruleset_for, score
from scoring.timeline import Plan, PlanKind
from tests.properties import examples
from tests.scoring.people import known_facts
from tests.scoring.tables import UP_TO_2023, knowing

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=ZoneInfo("Asia/Tokyo"))
TODAY, IN_FIVE_YEARS = date(2026, 11, 24), date(2031, 11, 24)
AROUND = Surroundings(load_office(None), is_japanese_holiday, languages())
ACTIVITY = {"a": "research", "b": "specialist", "c": "manage"}
# 20 + 25 + 10 points in (b) until the 35th birthday.
ENGINEER = {
    "degrees": ["master"],
    "salary_yen": 7_000_000,
    "birth_date": "1992-03-15",
    "international_services": False,
}
# 20 + 25 + 15 points until the 30th birthday, and 5, 10, 15 for work.
TURNS_30 = ENGINEER | {"birth_date": "1997-05-01", "work_periods": [{"from": "2022-01-15"}]}
# 20 + 30 points, and 5, 10, 15 for work.
OVER_40 = {
    "age": 45,
    "degrees": ["master"],
    "salary_yen": 8_000_000,
    "international_services": False,
    "work_periods": [{"from": "2022-01-15"}],
}
N1_IN_SPRING = Plan(date(2027, 1, 25), {"japanese": Japanese.N1}, PlanKind.EXAM)


class Seen(Situation):
    """A situation whose facts are given."""

    facts: Profile

    @cached_property
    def following(self) -> Following:
        told = tuple((name, str(a.value)) for name, a in self.answers.items())
        found = Following(self.today, told)
        found.__dict__["profile"] = self.facts
        return found


def seen(facts: dict[str, Any], category: str | None = "b", goal: str = "hsp", now: datetime = NOW) -> Situation:
    conversation = Conversation("over time", "test", "en")
    answers = {"goal": goal} | ({"activity": ACTIVITY[category]} if category else {})
    conversation.answers = {name: Answer(value, now.date()) for name, value in answers.items()}
    situation = Seen(conversation, HSP, AROUND, now)
    situation.facts = read_profile({**facts, "category": category}, as_of=now.date())
    return situation


def keys(situation: Situation, plans: Sequence[Plan] = ()) -> list[str]:
    return [_name(text) for text in lines(situation, plans)]


def _name(text: Text) -> str:
    return text.key.removeprefix("over-time-").removesuffix("-line")


def said(situation: Situation, key: str, plans: Sequence[Plan] = ()) -> list[dict[str, Any]]:
    return [dict(text.args) for text in lines(situation, plans) if _name(text) == key]


def causes(args: dict[str, Any]) -> list[str]:
    return [cause.key.removeprefix("over-time-") for cause in args["causes"].args["items"]]


# --- The sentence that matters ---


def test_the_mark_holds_until_the_day_before_the_birthday() -> None:
    situation = seen(ENGINEER | {"work_periods": [{"from": "2018-04-01"}]})
    [text, *rest] = lines(situation)
    assert (text.key, dict(text.args)) == ("over-time-holds-until", {"mark": 70, "day": date(2027, 3, 14)})
    assert (rest[0].key, dict(rest[0].args)) == ("over-time-again", {"mark": 70, "day": date(2028, 4, 1)})


def test_the_mark_holds_until_the_day_before_the_birthday_and_never_again() -> None:
    situation = seen(ENGINEER | {"birth_date": "1989-12-01", "experience_years": 12})
    assert said(situation, "holds-until") == [{"mark": 70, "day": date(2029, 11, 30)}]
    assert keys(situation) == ["holds-until", "ahead", "begin", "step", "doubtful", "supposed"]


def test_the_mark_is_reached_by_work() -> None:
    situation = seen(OVER_40 | {"japanese": "n2"})
    assert said(situation, "reaches") == [{"mark": 70, "day": date(2027, 1, 15)}]
    assert keys(situation)[:2] == ["reaches", "ahead"]


def test_the_mark_is_not_reached_by_work() -> None:
    situation = seen(OVER_40)
    assert said(situation, "not-reached") == [{"mark": 70, "day": IN_FIVE_YEARS}]
    assert [s["after"] for s in said(situation, "step")] == [60, 65]


def test_a_mark_reached_for_a_while_says_until_when_and_from_when_again() -> None:
    situation = seen(TURNS_30)
    assert said(situation, "reaches-until") == [{"mark": 70, "day": date(2027, 1, 15), "until": date(2027, 4, 30)}]
    assert said(situation, "again") == [{"mark": 70, "day": date(2029, 1, 15)}]


def test_the_mark_holds_all_the_time() -> None:
    situation = seen(ENGINEER | {"japanese": "n1", "experience_years": 7})
    assert said(situation, "holds") == [{"mark": 70, "day": IN_FIVE_YEARS}]


def test_nothing_changes_in_five_years() -> None:
    situation = seen({"age": 45, "degrees": ["master"], "salary_yen": 8_000_000, "experience_years": 12})
    assert keys(situation) == ["same"]
    assert said(situation, "same") == [{"total": 70, "day": IN_FIVE_YEARS}]


def test_each_mark_of_the_goal_has_its_sentence() -> None:
    situation = seen(ENGINEER | {"work_periods": [{"from": "2018-04-01"}], "japanese": "n2"}, goal="pr")
    assert keys(situation)[:3] == ["holds", "holds-until", "again"]
    assert [args["mark"] for key in ("holds", "holds-until", "again") for args in said(situation, key)] == [70, 80, 80]


def test_a_total_that_something_unknown_can_lower_is_open() -> None:
    trained = {
        "designated_training": True,
        "japanese_degree": True,
        "degrees": ["master"],
        "salary_yen": 7_000_000,
        "birth_date": "1992-03-15",
        "international_services": False,
    }
    situation = seen(trained)  # 20 + 25 + 10 + 10 + 5, the last 5 may be excluded
    assert score(situation.profile, as_of=TODAY).of(Category.B).total == 70
    assert keys(situation)[:2] == ["open", "ahead"]
    later = seen(trained | {"designated_training": False}, goal="hsp")
    assert keys(later)[:2] == ["not-reached", "ahead"]
    grown = seen(trained | {"work_periods": [{"from": "2024-01-01"}], "birth_date": "1993-03-15"})
    assert said(grown, "reaches-until") == [{"mark": 70, "day": date(2027, 1, 1), "until": date(2028, 3, 14)}]


def test_a_failed_condition_is_told_instead_of_points() -> None:
    situation = seen(ENGINEER | {"salary_yen": 2_999_999, "experience_years": 4})
    assert keys(situation) == ["blocked"]
    raised = [Plan(date(2027, 4, 1), {"salary_yen": 5_000_000}, PlanKind.RAISE)]
    assert keys(situation, raised)[:4] == ["blocked", "ahead", "begin", "step"]
    lowered = [Plan(date(2027, 2, 1), {"salary_yen": 2_999_999}, PlanKind.OTHER)]
    [first, *_] = said(seen(ENGINEER), "step", lowered)
    assert (first["day"], first["verdict"]) == (date(2027, 2, 1), "blocked")


# --- Days of change ---


def test_the_days_ahead_with_total_before_and_after_and_cause() -> None:
    situation = seen(ENGINEER | {"work_periods": [{"from": "2018-04-01"}]})
    steps = said(situation, "step", [N1_IN_SPRING])
    assert [(s["day"], s["before"], s["after"], causes(s)) for s in steps] == [
        (date(2027, 1, 25), 70, 85, ["exam"]),
        (date(2027, 3, 15), 85, 80, ["birthday"]),
        (date(2028, 4, 1), 80, 85, ["career"]),
    ]
    assert said(situation, "doubtful", [N1_IN_SPRING]) == [{"day": date(2027, 3, 14)}]


def test_a_change_on_the_very_day_is_not_ahead() -> None:
    situation = seen(ENGINEER | {"birth_date": "1991-11-24"})
    assert [s["day"] for s in said(situation, "step")] == [IN_FIVE_YEARS]
    tomorrow = seen(ENGINEER | {"birth_date": "1991-11-25"})
    assert [s["day"] for s in said(tomorrow, "step")] == [date(2026, 11, 25)]
    assert said(tomorrow, "doubtful") == [{"day": TODAY}]


@knowing(UP_TO_2023)
@pytest.mark.parametrize(("count", "more"), [(7, []), (8, []), (9, [{"count": 1}]), (12, [{"count": 4}])])
def test_at_most_eight_changes_are_listed(count: int, more: list[dict[str, int]]) -> None:
    plans = [
        Plan(TODAY + timedelta(days=30 * n), {"licences": n % 2}, PlanKind(list(PlanKind)[n % 4]))
        for n in range(1, count + 1)
    ]
    situation = seen({"age": 45, "licences": 0})
    assert len(said(situation, "step", plans)) == min(count, 8)
    assert said(situation, "more", plans) == more


def test_what_only_moves_the_range_is_said_so() -> None:
    situation = seen({"age": 45, "licences": None, "degrees": ["bachelor"]})
    plans = [Plan(date(2027, 4, 1), {"licences": 0}, PlanKind.OTHER)]
    [step] = said(situation, "step-range", plans)
    assert (step["day"], step["total"], step["least"], causes(step)) == (date(2027, 4, 1), 10, 10, ["other"])
    assert keys(situation, plans)[0] == "same"


def test_earlier_days_are_shown_only_where_facts_differed() -> None:
    facts = ENGINEER | {"work_periods": [{"from": "2019-04-01"}]}
    assert said(seen(facts), "past") == []
    told = {"2020-01-01": {"salary_yen": 5_000_000}, "2025-03-31": {"salary_yen": 5_000_000}, "2025-04-01": {}}
    differed = seen(facts | {"earlier": told})
    past = [s for s in said(differed, "step") if s["day"] <= TODAY]
    assert [(s["day"], causes(s)) for s in past] == [
        (date(2024, 4, 1), ["career"]),
        (date(2025, 4, 1), ["earlier"]),
        (date(2026, 4, 1), ["career"]),
    ]
    assert keys(differed).index("past") > keys(differed).index("ahead")
    same = seen(facts | {"earlier": {}})
    assert said(same, "past") == []


def test_where_the_day_of_a_change_is_not_known_the_past_is_a_range() -> None:
    facts = ENGINEER | {"work_periods": [{"from": "2019-04-01"}], "earlier": {"2025-03-31": {"salary_yen": 5_000_000}}}
    told = [(_name(text), dict[str, Any](text.args)) for text in lines(seen(facts))]
    past = [(key, args) for key, args in told if key.startswith("step") and args["day"] <= TODAY]
    assert [(key, args["day"], causes(args)) for key, args in past] == [
        ("step", date(2024, 4, 1), ["career"]),
        ("step", date(2025, 3, 31), ["known"]),
        ("step-range", date(2025, 4, 1), ["earlier"]),
        ("step", date(2026, 4, 1), ["career"]),
        ("step", TODAY, ["earlier"]),
    ]


def test_the_past_begins_with_the_first_table() -> None:
    situation = seen(ENGINEER, now=datetime(2014, 6, 1, 10, 0, tzinfo=ZoneInfo("Asia/Tokyo")))
    [over_time] = timelines(situation)
    assert (over_time.start, over_time.end) == (date(2013, 12, 24), date(2019, 6, 1))
    [later] = timelines(seen(ENGINEER))
    assert (later.start, later.end) == (date(2023, 11, 24), IN_FIVE_YEARS)
    assert "law" in [cause for step in said(situation, "step-range") for cause in causes(step)]


# --- What to know ---


def test_a_permission_three_months_later_may_count_otherwise() -> None:
    facts = ENGINEER | {"work_periods": [{"from": "2018-04-01"}]}
    assert said(seen(facts), "filing") == []  # the birthday is on 15 March
    in_december = seen(facts, now=datetime(2026, 12, 15, 10, 0, tzinfo=ZoneInfo("Asia/Tokyo")))
    assert said(in_december, "filing") == [{"now": 70, "then": 65, "day": date(2027, 3, 15)}]


def test_a_permission_that_may_end_otherwise_with_the_same_points() -> None:
    situation = seen({"degrees": ["bachelor"], "licences": None, "age": 45, "salary_yen": 7_999_999})
    plans = [Plan(date(2027, 1, 1), {"international_services": True}, PlanKind.OTHER)]
    assert said(situation, "filing-outcome", plans) == [{"day": date(2027, 1, 1)}]
    assert said(situation, "filing", plans) == []


def test_a_number_of_years_is_supposed_to_go_on_and_says_so() -> None:
    counted = seen(ENGINEER | {"experience_years": 4.5})
    assert [s["day"] for s in said(counted, "step")][:2] == [date(2027, 3, 15), date(2027, 5, 24)]
    assert keys(counted)[-2:] == ["supposed-work", "dates"]
    dated = seen(ENGINEER | {"work_periods": [{"from": "2022-05-24"}]})
    assert keys(dated)[-1] == "supposed-work"
    stopped = seen(ENGINEER | {"work_periods": [{"from": "2016-05-24", "to": "2020-01-01"}]})
    assert keys(stopped)[-1] == "supposed"


def test_work_is_not_supposed_where_it_brings_nothing_more() -> None:
    assert keys(seen(ENGINEER | {"experience_years": 12}))[-1] == "supposed"
    assert keys(seen(ENGINEER))[-1] == "supposed"


# --- What cannot be said ---


def test_without_a_birth_date_nothing_is_said_of_other_days() -> None:
    facts = {name: value for name, value in ENGINEER.items() if name != "birth_date"}
    for category, age, wanted in (("b", 39, True), ("b", 40, False), ("a", 20, True), ("c", 20, False)):
        situation = seen(facts | {"age": age}, category)
        assert needed(situation) == (("birth_date",) if wanted else ())
        assert (keys(situation) == ["birth-date"]) is wanted
        assert (timelines(situation) == ()) is wanted
    assert needed(seen(facts)) == ()
    # (c) looks at no age, the others do: with the activity open a birth date is needed all the same.
    assert needed(seen(facts | {"age": 38}, None)) == ("birth_date",)
    assert keys(seen(facts | {"age": 38}, None)) == ["birth-date"]
    assert next_change(seen(facts | {"age": 34, "experience_years": 4})) is None


def test_without_a_birth_date_the_next_three_months_are_still_looked_at() -> None:
    situation = seen({"age": 34, "experience_years": 4.9, "salary_yen": 8_000_000})
    assert keys(situation) == ["birth-date", "filing"]
    assert said(situation, "filing")[0]["then"] == said(situation, "filing")[0]["now"] + 5
    # While the activity is open nobody can say which points a filing would have.
    assert keys(seen({"age": 34, "experience_years": 4.9, "salary_yen": 8_000_000}, None)) == ["birth-date"]


def test_while_the_activity_is_open_each_category_has_its_first_sentence_only() -> None:
    situation = seen(ENGINEER | {"experience_years": 4}, None)
    assert keys(situation) == [
        *("result-category", "not-reached"),
        *("result-category", "not-reached"),
        *("result-category", "not-reached"),
        *("doubtful", "supposed-work", "dates"),
    ]
    assert [over_time.category for over_time in timelines(situation)] == list(Category)
    assert next_change(situation) is None


# --- The card ---


def test_the_next_change_for_the_card() -> None:
    situation = seen(ENGINEER | {"work_periods": [{"from": "2018-04-01"}]})
    text = next_change(situation)
    assert text is not None
    assert {k: v for k, v in text.args.items() if k != "causes"} == {
        "day": date(2027, 3, 15),
        "before": 70,
        "after": 65,
    }
    with_range = [Plan(date(2027, 1, 1), {"licences": 0}, PlanKind.OTHER)]
    assert next_change(situation, with_range) == text
    assert next_change(seen({"age": 45})) is None
    planned = next_change(situation, [N1_IN_SPRING])
    assert planned is not None
    assert planned.args["day"] == N1_IN_SPRING.day


@examples(12)
@given(known_facts)
def test_today_is_what_the_result_says_and_every_line_can_be_shown(facts: dict[str, Any]) -> None:
    words = Words()
    for category in ("a", "b", "c"):
        situation = seen({k: v for k, v in facts.items() if k != "age"} | {"birth_date": "1990-02-28"}, category)
        [over_time] = timelines(situation)
        entry = score(situation.profile, as_of=TODAY, ruleset=ruleset_for(TODAY)).of(Category(category))
        today = over_time.at(TODAY)
        assert (today.total, today.least, today.greatest, today.verdict) == (
            entry.total,
            entry.least,
            entry.greatest,
            entry.verdict,
        )
        told = list(lines(situation))
        assert told
        assert (told[0].key == "over-time-blocked") is (entry.verdict is Verdict.BLOCKED)
        for language in languages():
            assert all(words.plain(language, text) for text in told)


# --- Work that is yet to begin ---


def begins_later(**more: Any) -> Situation:
    """A student of 29 whose work begins in May, whose birthday at 30 comes before it and the one at 35 long after."""
    told = {"goal": "hsp", "residence": "student", "activity": "specialist", "international_services": "no"}
    facts: dict[str, Any] = {"salary_yen": 7_200_000, "birth_date": "1997-02-01", "degrees": ["master"]}
    facts |= {"experience_years": 36, "japanese": "n1", "japanese_degree": "no", "work_begins": "2027-05-01"}
    conversation = Conversation("over time", "test", "en")
    conversation.answers = {name: Answer(value, NOW.date()) for name, value in (told | facts | more).items()}
    return Situation(conversation, HSP, AROUND, NOW)


def test_of_work_that_is_yet_to_begin_nothing_is_told_of_the_days_before_it() -> None:
    situation = begins_later()
    told = list(lines(situation))
    assert (told[0].key, told[0].args["day"]) == ("over-time-begins", date(2027, 5, 1))
    [over_time] = timelines(situation)
    assert over_time.at(situation.counted_for).total == situation.score.categories[0].total == 75
    ahead = [day for text in told if text.key == "over-time-step-line" and isinstance(day := text.args["day"], date)]
    assert ahead
    assert min(ahead) > situation.counted_for, "the birthday before the work begins is no change"
    # The years of work stand still until it begins: two more of them are full two years after that day.
    assert date(2029, 5, 1) in ahead
    change = next_change(situation)
    assert change is not None
    assert isinstance(day := change.args["day"], date)
    assert day > situation.counted_for
    assert "filing" not in keys(situation)


def test_years_told_with_their_days_stand_still_as_well() -> None:
    situation = begins_later(work_since="2023-11-22")
    [over_time] = timelines(situation)
    assert over_time.at(situation.counted_for).total == situation.score.categories[0].total


# --- Words ---


def test_the_words_of_one_person(words: Words) -> None:
    situation = seen(ENGINEER | {"work_periods": [{"from": "2018-04-01"}]})
    assert [words.plain("en", text) for text in lines(situation)] == [
        "⏳ You are at 70 points or more until March 14, 2027.",
        "From April 1, 2028 you would be at 70 points or more again.",
        "What changes, and when:",
        "• Today: 70 points",
        "• March 15, 2027: 65 points (you turn 35)",
        "• April 1, 2028: 70 points (10 full years of work)",
        "On March 14, 2027, the day before a birthday, the new age may count already. Staff will confirm this.",
        "We suppose that you keep doing this work without a break, and that everything else stays as it is now.",
    ]
    assert [words.plain("ja", text) for text in lines(situation)][:6] == [
        "⏳ 2027年3月14日まで70点以上です。",
        "2028年4月1日から、再び70点以上になる見込みです。",
        "これから変わること：",
        "・今日：70点",
        "・2027年3月15日：65点（35歳の誕生日）",
        "・2028年4月1日：70点（職歴が満10年）",
    ]


def test_the_list_is_short_whatever_was_before() -> None:
    # Every plan is a day ahead, every day of another level one before.
    plans = [
        Plan(date(2027 + n // 4, 1 + 3 * (n % 4), 2), {"salary_yen": (5 + n % 2) * 1_000_000}, PlanKind.RAISE)
        for n in range(12)
    ]
    earlier = {
        f"{year}-0{month}-01": {"japanese": "n1" if month % 2 else "n2"}
        for year in (2024, 2025)
        for month in (2, 3, 4, 5)
    }
    told = keys(seen(ENGINEER | {"work_periods": [{"from": "2018-04-01"}], "earlier": earlier}), plans)
    assert len(told) == MOST_LINES
    assert told.index("ahead") < told.index("more") < told.index("past") < told.index("doubtful")


@pytest.fixture(scope="module")
def words() -> Words:
    return Words()


@pytest.mark.parametrize("language", languages())
def test_every_text_of_this_part_is_used_and_there(words: Words, language: str) -> None:
    everything: set[str] = set()

    def collect(text: Text) -> None:
        everything.add(text.key)
        for value in text.args.values():
            for inner in value if isinstance(value, tuple) else (value,):
                if isinstance(inner, Text):
                    collect(inner)

    many = [Plan(TODAY + timedelta(days=30 * n), {"licences": n % 2}, list(PlanKind)[n % 4]) for n in range(1, 12)]
    people = [
        (seen(ENGINEER | {"work_periods": [{"from": "2018-04-01"}]}), [N1_IN_SPRING]),
        (seen(ENGINEER | {"work_periods": [{"from": "2018-04-01"}]}), []),
        (seen(ENGINEER | {"japanese": "n1", "experience_years": 7}), []),
        (seen(OVER_40), []),
        (seen(OVER_40 | {"japanese": "n2"}), []),
        (seen(TURNS_30), []),
        (seen(ENGINEER | {"earlier": {"2025-03-31": {"salary_yen": 5_000_000}}, "experience_years": 4.9}), []),
        (seen({"age": 45}), []),
        (seen({"age": 45}), many),
        (seen({"age": 30}), []),
        (seen(ENGINEER | {"salary_yen": 0}), []),
        (seen(ENGINEER | {"designated_training": True, "japanese_degree": True}), []),
        (seen(ENGINEER), [Plan(date(2026, 12, 1), {"international_services": True}, PlanKind.OTHER)]),
        (seen(ENGINEER, now=datetime(2014, 6, 1, 10, 0, tzinfo=ZoneInfo("Asia/Tokyo"))), []),
    ]
    people.append((begins_later(), []))
    for situation, plans in people:
        for text in (*lines(situation, plans), next_change(situation, plans)):
            if text is not None:
                collect(text)
    ours = {key for key in words.keys(language) if key.startswith("over-time-")}
    assert {key for key in everything if key.startswith("over-time-")} == ours


@pytest.mark.parametrize(
    ("held", "planned", "is_plan"),
    [
        ("none", "n2", True),
        ("n2", "n1", True),
        ("n2", "n2", False),
        ("n1", "n2", False),
        ("japanese_major_abroad", "n2", False),
        ("japanese_major_abroad", "n1", False),
    ],
)
def test_a_weaker_examination_is_no_plan(held: str, planned: str, is_plan: bool) -> None:
    """The strongest certificate counts; N2 beside N1 takes no points away."""
    situation = seen(ENGINEER | {"japanese": held})
    situation.conversation.answers |= {"plan": Answer(planned, TODAY), "plan_day": Answer("2027-01", TODAY)}
    assert bool(plans_of(situation)) is is_plan
