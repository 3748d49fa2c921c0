"""What a reminder of a day says once that day has moved away, has come, or was none of the person's."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta

import pytest

from dialogs.conversation import Value
from dialogs.messages import Text
from dialogs.reminding.chosen import ReminderKind, kinds
from dialogs.reminding.days import says_agreed, says_duty, says_mark, says_residence, says_stay
from dialogs.reminding.talks import MOST_PAPERS, papers_left
from dialogs.situation import Situation
from tests.dialogs.reminding.test_chosen import at_the_result, choosing, holder
from tests.dialogs.walker import TODAY, keys_in

DAY = TODAY + timedelta(days=40)


def situation(**answers: Value) -> Situation:
    return at_the_result("1997-01-03", **answers).situation


@pytest.mark.parametrize("says", [says_mark, says_residence, says_stay, says_duty, says_agreed])
@pytest.mark.parametrize("day", [TODAY - timedelta(days=1), TODAY, DAY])
def test_of_a_day_that_is_none_of_theirs_nothing_is_said(
    says: Callable[[Situation, date], Iterable[Text]], day: date
) -> None:
    assert list(says(situation(), day)) == []


def test_of_a_duty_whose_last_day_has_passed_nothing_is_said() -> None:
    walk = holder("hsp1b", own_words=["job_changed|2026-11-20|I changed jobs"])
    last = date(2026, 12, 4)
    assert list(says_duty(walk.situation, last))
    assert list(says_duty(walk.situation, last + timedelta(days=1))) == []
    assert list(says_duty(walk.later(days=11).situation, last)) == []


@pytest.mark.parametrize("day", [TODAY, DAY])
def test_permanent_residence_that_is_open_already_is_said_whatever_the_day_was(day: date) -> None:
    """The spouse of a Japanese, married and here for years."""
    spouse = situation(residence="spouse_of", married_since="2020-01-15", in_japan_since="2021-01-15", goal="pr")
    said = list(says_residence(spouse, day))
    assert said[-1] == Text("reminder-residence-next")
    assert "follows-own-open" in {key for line in said for key in keys_in(line)}


def test_whoever_takes_back_their_consent_is_reminded_of_nothing() -> None:
    walk = choosing(at_the_result(), "points", "stay")
    assert kinds(walk.situation) == (ReminderKind.POINTS, ReminderKind.STAY)
    walk.conversation.keep("consent", "refuse", TODAY)
    assert kinds(walk.situation) == ()


def test_the_papers_that_are_left_are_named_and_whose_set_staff_must_confirm_says_so() -> None:
    said = list(papers_left(situation(), "reminder-papers"))
    assert said[0].key == "reminder-papers"
    assert {line.key for line in said[1:]} <= {"reminder-paper-line", "reminder-papers-more"}
    assert len(said) <= MOST_PAPERS + 2
    unsure = list(papers_left(situation(japanese="n2"), "reminder-papers"))
    assert unsure[-1] == Text("paper-staff-confirms")


def test_who_has_no_list_of_papers_is_told_of_none() -> None:
    assert list(papers_left(situation(salary_yen=2_000_000), "reminder-papers")) == []
