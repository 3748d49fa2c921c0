"""What cannot wait: said on the first screen after it is known, in the right tense, and on the card."""

from __future__ import annotations

import pytest

from tests.dialogs.walker import TO_THE_CARD, Answers, Walk, keys_in

BEGIN: Answers = {"language": "a:en", "consent": "a:agree"}
HOLDER: Answers = {**BEGIN, "goal": "a:pr", "residence": "a:hsp", "hsp_kind": "a:hsp1b", "employer_change": "a:yes"}


def _urgent(walk: Walk) -> str | None:
    texts = [line for screen in walk.last.screens for line in screen.lines if line.key == "result-urgent"]
    return str(texts[0].args["begun"]) if texts else None


def test_a_holder_who_says_so_first_hears_of_the_permission_at_once() -> None:
    walk = Walk().answers(BEGIN).says("I am HSP 1 b since 2023, changing job to new company next month, is it ok?")
    assert _urgent(walk) == "ahead"
    assert "question-for-staff" not in walk.keys
    assert walk.conversation.place.heard == {"residence": "hsp", "hsp_kind": "hsp1b", "status_since": "2023"}
    walk.presses("ok")
    assert _urgent(walk) is None


@pytest.mark.parametrize(
    ("since", "said", "flag", "line"),
    [
        ("2026-11-01", "begun", "new_employer_begun", "card-new-employer-since"),
        ("2027-01-04", None, "new_employer", "card-new-employer-from"),
        ("unknown", None, "new_employer", None),
    ],
)
def test_before_and_after_the_change_each_in_its_tense(since: str, said: str | None, flag: str, line: str) -> None:
    walk = Walk().answers(HOLDER)
    assert _urgent(walk) == "open"
    walk.asks("new_employer_since").gives(since)
    assert _urgent(walk) == said
    lead = walk.commands("human").to_the_hand_off({"note": "hello"}, TO_THE_CARD).leads[-1]
    assert flag in lead.flags
    assert (line in {text.key for text in lead.deadlines}) == (line is not None)


def test_who_holds_the_second_stage_is_told_of_the_notice_and_asked_for_no_day() -> None:
    walk = Walk().answers(HOLDER, {"hsp_kind": "a:hsp2"})
    assert _urgent(walk) is None
    walk.explains("follows-duty-employer-second")
    assert "new_employer_since" not in walk.asked


def test_a_stay_that_ends_soon_is_renewed_before_permanent_residence() -> None:
    spouse = {"residence": "a:spouse_of", "married_since": "2019-02", "in_japan_since": "2020-05"}
    no_trips = {"longest_trip_days": "0", "days_abroad_a_year": "0"}
    walk = Walk().answers(BEGIN, {"goal": "a:pr"}, spouse, no_trips, until="result").presses("ok")
    walk.asks("stay_until").says("2026-12-17").explains("stay-renew-first")
    lead = walk.to_the_hand_off(TO_THE_CARD).leads[-1]
    assert "deadline" in lead.flags


def test_expired_and_a_day_ahead_are_shown_as_what_cannot_both_be() -> None:
    walk = Walk().answers(BEGIN, {"goal": "a:pr", "residence": "a:ran_out", "note": "please help"})
    walk.asks("stay_until").says("2026-12-10").explains("stay-disagrees")
    lead = walk.to_the_hand_off(TO_THE_CARD).leads[-1]
    assert "expiry_unclear" in lead.flags
    assert "expired" not in lead.flags


def test_a_language_left_out_is_not_any_language() -> None:
    to_it = {**BEGIN, "goal": "a:other", "note": "hello"}
    walk = Walk().answers(to_it).to_the_hand_off({"talk_language": "unknown"}, TO_THE_CARD)
    assert walk.leads[-1].talk_language is not None
    assert "card-talk-open" in keys_in(walk.leads[-1].talk_language)
