"""Duties by status and day, told as surely as the rulebook has them."""

from __future__ import annotations

from datetime import date

import pytest

from scoring import RulesetError
from scoring.confidence import Confidence
from scoring.rule_files import shipped_rules
from scoring.stay.duties import Duty, before_a_new_employer, duties, load_duties
from scoring.stay.statuses import FIRST_STAGE, HIGHLY_SKILLED, StatusCode, is_unknown_text, status_of
from tests.scoring.people import TODAY


def _of(status: str | None, day: date = TODAY) -> dict[str, Duty]:
    return {duty.id: duty for duty in duties(status, day)}


def test_six_months_are_for_the_second_stage_alone() -> None:
    """Rulebook 4: the 6 months is for HSP (ii) only; HSP (i) has the ordinary 3 months."""
    assert _of("hsp2")["activity_second"].why.args["months"] == 6
    for status in ("hsp1a", "hsp1b", "hsp1c", "j_skip"):
        assert _of(status)["activity_first"].why.args["months"] == 3
        assert "activity_second" not in _of(status)


def test_a_new_employer() -> None:
    """Rulebook 7: (i) a permission before starting; (ii) a notice is enough."""
    assert _of("hsp1b")["employer_first"].confidence is Confidence.VERIFIED
    assert "employer_second" in _of("hsp2")
    assert "employer_first" not in _of("hsp2")


def test_the_notice_within_14_days_is_for_staff_where_sources_differ() -> None:
    """Rulebook 7: the class table lists HSP (i), one office was told it is unnecessary."""
    first, second = _of("hsp1b")["notice_first"], _of("hsp2")["notice_second"]
    assert first.why.args["days"] == second.why.args["days"] == 14
    assert (first.confidence, second.confidence) == (Confidence.STAFF_CONFIRMS, Confidence.VERIFIED)
    assert "第19条の16" in str(first.citation)


def test_renewal_and_card() -> None:
    """Rulebook 2, 4, 6: 70 points again for (i) by points. 14, row 3: a card of 7 years for (ii) until 2026-06-13."""
    assert dict(_of("hsp1c")["renewal"].why.args) == {"years": 5, "points": 70}
    assert "renewal" not in _of("j_skip")
    last = date(2026, 6, 13)
    assert _of("hsp2", last)["card"].why.args["years"] == 7
    assert "card_own_date" not in _of("hsp2", last)
    for day in (date(2026, 6, 14), TODAY):
        now = _of("hsp2", day)
        assert "card" not in now
        assert (now["card_own_date"].confidence, dict(now["card_own_date"].why.args)) == (Confidence.STAFF_CONFIRMS, {})


@pytest.mark.parametrize(
    ("day", "key"),
    [
        (date(2027, 3, 31), "follows-duty-permanent"),
        (date(2027, 4, 1), "follows-duty-permanent-now"),
    ],
)
def test_permanent_residents_hear_of_the_first_of_april_2027(day: date, key: str) -> None:
    (duty,) = duties("permanent", day)
    assert (duty.why.key, duty.why.args["day"]) == (key, date(2027, 4, 1))
    assert duty.confidence is Confidence.STAFF_CONFIRMS


def test_the_status_began_on_the_first_of_april_2015() -> None:
    assert duties("hsp1a", date(2015, 3, 31)) == ()
    assert duties("hsp1a", date(2015, 4, 1)) != ()


def test_nothing_is_told_of_the_old_designated_activities() -> None:
    (duty,) = duties("hsp_designated", TODAY)
    assert duty.confidence is Confidence.STAFF_CONFIRMS


@pytest.mark.parametrize("status", [None, "work", "abroad", "astronaut"])
def test_other_statuses_have_no_list(status: str | None) -> None:
    assert duties(status, TODAY) == ()


def test_statuses() -> None:
    assert status_of(None) is None
    assert status_of("hsp2") is StatusCode.HSP2
    assert status_of("astronaut") is StatusCode.OTHER
    assert (is_unknown_text(None), is_unknown_text("other"), is_unknown_text("HSP2")) == (False, False, True)
    assert {StatusCode.HSP2, StatusCode.HSP_DESIGNATED} == HIGHLY_SKILLED - FIRST_STAGE


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('statuses = ["hsp2"]', 'statuses = ["hsp3"]', "duties.activity_second.statuses"),
        ("months = 6", "weeks = 26", "duties.activity_second.weeks: expected a known key"),
        ("[duties.card]", "[duty.card]", "duty: expected a known key"),
        ("begins = 2027-04-01", 'begins = "2027-04-01"', "duties.permanent.begins: expected a date"),
    ],
)
def test_a_rule_file_is_read_strictly(old: str, new: str, message: str) -> None:
    text = shipped_rules("duties.toml")
    assert old in text
    with pytest.raises(RulesetError) as error:
        load_duties("duties.toml", text.replace(old, new, 1))
    assert message in str(error.value)


def test_a_new_employer_of_a_holder_needs_permission_first() -> None:
    """The Act counts a change of the organisation as a change of the status (article 20(1))."""
    for status in ("hsp1a", "hsp1b", "hsp1c", "j_skip"):
        first = before_a_new_employer(status, date(2026, 11, 26))
        assert first is not None
        assert (first.id, first.citation) == ("employer_first", "出入国管理及び難民認定法第20条第1項")
        assert first.confidence is Confidence.VERIFIED
    second = before_a_new_employer("hsp2", date(2026, 11, 26))
    assert second is not None
    assert second.id == "employer_second"
    assert before_a_new_employer("work", date(2026, 11, 26)) is None
    assert before_a_new_employer(None, date(2026, 11, 26)) is None
