"""Whom a change of law concerns: by the answers that stand, on the first day of a table that lies ahead."""

from __future__ import annotations

from datetime import date

import pytest

from dialogs.rescoring import LawChange, crossed, is_scored, shifts_of
from dialogs.situation import Situation
from scoring import Ruleset
from tests.dialogs.walker import ENGINEER, TODAY, Walk
from tests.scoring.drafts import FIRST_DAY, LESS_FOR_N1, NEWEST, draft


def at_the_result(**answers: str) -> Walk:
    """An engineer of 75 points who has come to the result."""
    return Walk().answers({**ENGINEER, **answers}, until="result")


def situation_of(walk: Walk) -> Situation:
    return walk.dialogue.situation(walk.conversation, walk.now)


def totals(walk: Walk, after: Ruleset) -> tuple[int, int]:
    [shift] = shifts_of(situation_of(walk), LawChange.seen_on(TODAY, NEWEST, after))
    return shift.before.total, shift.after.total


def test_both_tables_are_applied_on_the_first_day_of_the_later_one() -> None:
    """On 3 January 2027 the engineer turns 30: five points fewer by either table in April."""
    walk = at_the_result(birth_date="1997-01-03")
    assert totals(walk, draft(LESS_FOR_N1)) == (75, 65)
    assert totals(walk, draft(LESS_FOR_N1, first_day=date(2026, 12, 1))) == (80, 70)


def test_a_table_whose_day_has_come_is_applied_today() -> None:
    assert LawChange.seen_on(TODAY, NEWEST, draft()).day == FIRST_DAY
    assert LawChange.seen_on(date(2027, 5, 1), NEWEST, draft()).day == date(2027, 5, 1)


def test_answers_that_stand_today_are_not_lost_until_then() -> None:
    """A year on, years of work that were told as a number would be asked again."""
    assert totals(at_the_result(), draft(LESS_FOR_N1, first_day=date(2028, 1, 1))) == (75, 65)


def test_while_the_kind_of_work_is_not_known_nobody_crosses_for_certain() -> None:
    walk = at_the_result()
    walk.conversation.drop("activity")
    found = shifts_of(situation_of(walk), LawChange.seen_on(TODAY, NEWEST, draft(LESS_FOR_N1)))
    assert [shift.category for shift in found] == ["b"]
    assert crossed(situation_of(walk), found) == ()


def test_who_was_scored_is_looked_at() -> None:
    assert is_scored(situation_of(at_the_result()))


@pytest.mark.parametrize("who", ["unscored", "refuses", "needs no points"])
def test_nobody_else_is(who: str) -> None:
    walk = Walk().answers(ENGINEER, until="degrees") if who == "unscored" else at_the_result()
    if who == "refuses":
        walk.conversation.keep("consent", "refuse", TODAY)
    if who == "needs no points":
        walk.conversation.keep("goal", "pr", TODAY)
        walk.conversation.keep("residence", "permanent", TODAY)
    assert not is_scored(situation_of(walk))
