"""Answers corrected, conversations resumed, birth dates known in part."""

from __future__ import annotations

from datetime import date

import pytest

from dialogs.effects import KeepRun
from dialogs.pages.page import BACK, UNKNOWN
from dialogs.questionnaires.hsp import HSP
from scoring import ruleset_for
from tests.dialogs.reached import MANAGER, reached
from tests.dialogs.walker import ENGINEER, TO_THE_POINTS, TODAY, Walk

# --- correcting -----------------------------------------------------------------------------------------------------


def test_the_review_shows_every_answer_and_can_change_each() -> None:
    walk = reached("review")
    changeable = {action.removeprefix("change:") for action in walk.offered if action.startswith("change:")}
    assert changeable == set(walk.asked) - {"language", "consent", "thorough"}
    for name in sorted(changeable):
        again = reached("review").presses(f"change:{name}").asks(name)
        given = ENGINEER.get(name, UNKNOWN)
        again.gives(given).leads_to("review")


def test_a_correction_is_kept_and_everything_else_stays() -> None:
    walk = reached("review")
    before = {k: a.value for k, a in walk.conversation.answers.items()}
    walk.presses("change:salary_yen").says("9,000,000").answers(ENGINEER, until="review")
    assert walk.conversation.place.trail is None, "what led through the correction is done with"
    after = {k: a.value for k, a in walk.conversation.answers.items()}
    assert after == {**after, **before, "salary_yen": 9_000_000}


def test_a_correction_names_and_asks_again_exactly_what_hangs_on_it() -> None:
    walk = reached("review", {"thorough": "a:go_on"}).presses("change:degrees")
    walk.gives(("doctorate",)).explains("ask-again")
    named = [key for key in walk.all_keys if key.startswith("q-") and key.endswith(".short")]
    asked = len(walk.asked)
    walk.answers(until="review", otherwise="a:no")
    hang_on_it = {q.id for q in HSP if "degrees" in q.asked_again_with}
    assert {key.removeprefix("q-").removesuffix(".short") for key in named} <= hang_on_it
    assert set(walk.asked[asked - 1 :]) <= hang_on_it


def test_another_activity_asks_only_what_the_other_table_needs() -> None:
    walk = reached("review").presses("change:activity", "a:manage")
    asked = len(walk.asked)
    walk.answers(ENGINEER, until="result")
    assert "position" not in walk.asked[:asked]
    assert not {"salary_yen", "degrees"} & set(walk.asked[asked:])
    assert walk.situation.category == "c"


def test_corrected_to_something_else_it_goes_to_a_person() -> None:
    reached("review").presses("change:goal", "a:other").asks("note")


def test_a_correction_can_be_given_up() -> None:
    walk = reached("review").presses("change:salary_yen").commands("cancel").leads_to("review").explains("cancelled")
    assert walk.value("salary_yen") == 6_500_000
    walk.presses("change:degrees", "on:doctorate").commands("cancel").leads_to("review")
    assert walk.value("degrees") == ["master"]
    walk.presses("change:degrees")
    assert walk.conversation.place.draft == ["master"], "ticks that were not confirmed are gone"


# --- coming back ----------------------------------------------------------------------------------------------------


def test_a_run_is_kept_once_for_each_result() -> None:
    walk = reached("result")
    assert [type(effect) for effect in walk.effects] == [KeepRun]
    walk.presses("view:details", "view:parts", "view:papers", "view:short").commands("result")
    walk.presses("review", "ok").leads_to("result")
    assert len(walk.effects) == 1
    walk.presses("review", "change:salary_yen").says("7,000,000").answers(ENGINEER, until="result")
    assert [type(effect) for effect in walk.effects] == [KeepRun, KeepRun]
    assert len(walk.conversation.history) == 1, "a correction on the same day is no step of its own"


def test_recheck_shows_the_kept_answers_with_their_days() -> None:
    walk = reached("result").later(days=30).commands("recheck")
    assert walk.where == "changed over result"
    assert {"recheck-of-a-day", "review-line", "recheck-question"} <= set(walk.page_keys)
    assert "November 24, 2026" in walk.page_text
    assert {"changed:nothing", "changed:new_job", "changed:salary_yen", BACK} <= set(walk.offered)
    walk.presses(BACK).leads_to("result")


def test_recheck_names_the_day_of_each_answer_only_where_they_differ() -> None:
    walk = reached("result").presses("review").later(days=3).presses("change:salary_yen").says("6,600,000")
    walk.answers(ENGINEER, until="result").later(days=30).commands("recheck")
    assert {"recheck", "recheck-line"} <= set(walk.page_keys)
    assert "November 27, 2026" in walk.page_text


def test_what_is_asked_again_is_named_in_the_order_in_which_it_is_asked() -> None:
    walk = reached("result").later(days=30).commands("recheck").presses("changed:new_job")
    [told] = [text for screen in walk.last.screens for text in screen.lines if text.key == "ask-again"]
    named = [item.key for item in told.args["what"].args["items"]]  # type: ignore[union-attr]
    of_the_work = ["q-work_field.short", "q-international_services.short"]
    assert named == [*of_the_work, "q-salary_yen.short", "q-experience_years.short"]
    assert walk.where == "work_field"


def test_recheck_without_a_result_says_what_is_missing() -> None:
    reached("japanese").commands("recheck").asks("japanese").explains("no-result-yet")
    reached("japanese").commands("result").asks("japanese").explains("no-result-yet")


def test_nothing_changed_on_another_day_asks_the_years_again_and_shows_what_time_did() -> None:
    walk = reached("result").later(days=1_000).commands("recheck").presses("changed:nothing")
    walk.asks("experience_years").explains("ask-again-time")
    walk.says("7 years").answers(ENGINEER, until="result")
    walk.explains("moved", "moved-line", "cause-answers", "cause-time")
    career = [line for screen in walk.last.screens for line in screen.lines if line.key == "moved-line"]
    assert len(career) == 2, "career by the new answer, age by time"


def test_nothing_changed_on_the_same_day_asks_nothing() -> None:
    walk = reached("result")
    asked = len(walk.asked)
    walk.commands("recheck").presses("changed:nothing").leads_to("result")
    assert len(walk.asked) == asked
    assert len(walk.effects) == 1


def test_nothing_moved_is_said_too() -> None:
    walk = reached("result").later(days=1).commands("recheck").presses("changed:nothing").says("5 years")
    walk.answers(ENGINEER, until="result").explains("moved-nothing")


def test_one_answer_changed_asks_that_and_names_what_may_hang_on_it() -> None:
    walk = reached("result").commands("recheck").presses("changed:japanese").asks("japanese")
    walk.presses("a:n2").answers(ENGINEER, until="review").presses("ok").leads_to("result")
    walk.explains("moved", "moved-line", "cause-answers")


def test_a_new_job_names_and_asks_what_a_job_decides_and_nothing_else() -> None:
    walk = reached("result").commands("recheck")
    asked = len(walk.asked)
    given = set(walk.conversation.answers)
    walk.presses("changed:new_job").explains("ask-again")
    named = {k.removeprefix("q-").removesuffix(".short") for k in walk.all_keys if k.endswith(".short")}
    walk.answers({**ENGINEER, "salary_yen": "9,000,000"}, until="result")
    again = set(walk.asked[asked:]) - {"thorough"}
    assert named == {q.id for q in HSP if "new_job" in q.asked_again_with} & given
    assert named <= again, "what was named is asked"
    assert not {"birth_date", "degrees", "japanese"} & again
    walk.explains("moved-line")


def test_a_new_job_in_another_category_is_not_compared_line_by_line() -> None:
    walk = (
        reached("result").commands("recheck").presses("changed:activity", "a:manage").answers(MANAGER, until="result")
    )
    walk.explains("moved-category")


def test_a_person_whose_work_is_not_known_sees_what_moved_in_each_category() -> None:
    walk = reached("result", {"activity": UNKNOWN}).later(days=1).commands("recheck").presses("changed:japanese")
    walk.presses("a:n2").answers(ENGINEER, until="result")
    assert walk.page_keys.count("moved") + walk.page_keys.count("moved-nothing") == 3
    assert "moved-category" not in walk.keys


def test_recheck_of_a_new_law_is_told_apart() -> None:
    """An older table's result compared with today's: the cause is the law."""
    old = Walk(today=date(2023, 4, 20)).answers(ENGINEER, until="result")
    assert old.conversation.last_run is not None
    assert old.conversation.last_run["ruleset"] != ruleset_for(TODAY).id
    old.later(days=2).commands("recheck").presses("changed:nothing").says("5 years").answers(ENGINEER, until="result")
    assert {"moved", "moved-nothing"} & set(old.keys)


# --- partial birth dates --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("today", "typed", "kept"),
    [
        (date(2026, 11, 24), "1994", "1994"),  # 31 or 32
        (date(2026, 11, 24), "1996-04", "1996-04"),  # 30
        (date(2026, 11, 24), "1996", None),  # 29 or 30
        (date(2026, 11, 24), "December 1996", None),  # 30 within three months
        (date(2026, 11, 24), "1997-05", "1997-05"),  # 29, and 30 only in six months
    ],
)
def test_a_month_or_a_year_will_do_while_the_age_band_is_the_same(today: date, typed: str, kept: str | None) -> None:
    walk = Walk(today=today).answers(TO_THE_POINTS, until="birth_date", salary_yen="6,500,000").says(typed)
    if kept is None:
        walk.asks("birth_date").explains("problem-day-more")
    else:
        assert walk.value("birth_date") == kept


def test_a_partial_birth_date_that_time_makes_doubtful_is_asked_again() -> None:
    walk = reached("result", {"birth_date": "1998"})
    assert walk.value("birth_date") == "1998"
    walk.later(days=400).commands("recheck").presses("changed:nothing").says("5 years")
    walk.asks("birth_date").refuses("1998", "problem-day-more").says("1998-03-03")
    walk.answers(ENGINEER, until="result")
    assert walk.value("birth_date") == "1998-03-03"


def test_a_doubtful_birth_date_counts_as_not_known() -> None:
    walk = reached("result", {"birth_date": "1998"}).later(days=400)
    assert walk.situation.profile.age is None
    assert walk.situation.profile.birth_date is None
