"""What cannot wait: said on the first screen after it is known, in the right tense, and on the card."""

from __future__ import annotations

import pytest

from dialogs.card_lines import card
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
    told = {"residence": "hsp", "hsp_kind": "hsp1b", "status_since": "2023", "employer_change": "yes"}
    assert walk.conversation.place.heard == told
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


STUDENT: Answers = {**BEGIN, "goal": "a:hsp", "residence": "a:student", "activity": "a:specialist"}


@pytest.mark.parametrize(
    ("begins", "until", "gap"),
    [
        ("2027-06-01", "2027-03-31", True),
        ("2027-06", "2027-03-31", True),
        ("2027-06", "2027-03", True),
        ("2027-04-02", "2027-03-31", True),
        # The day after, on it, before it: no day lies between.
        ("2027-04-01", "2027-03-31", False),
        ("2027-03-15", "2027-03-31", False),
        # A month may be the same one.
        ("2027-03", "2027-03", False),
    ],
)
@pytest.mark.parametrize("language", ["en", "ja"])
def test_a_gap_between_the_stay_and_the_work_is_told_and_on_the_card(
    language: str, begins: str, until: str, gap: bool
) -> None:
    walk = Walk(language).answers({**STUDENT, "language": f"a:{language}", "work_begins": begins}, until="result")
    assert "stay-gap" not in walk.page_keys
    walk.presses("ok").answers({"note": "unknown"}, until="stay_until").says(until)
    if walk.conversation.place.overlay == "readback":
        walk.presses("is:0")
    assert ("stay-gap" in walk.keys) is gap
    if gap:
        assert {"en": "Staff will confirm", "ja": "確認します"}[language] in walk.text
    lead = walk.to_the_hand_off(TO_THE_CARD).leads[-1]
    assert ("stay_gap" in lead.flags) is gap
    lines = card(lead, walk.dialogue.around.office, "ja")
    told = [number for number, line in enumerate(lines) if "card-gap" in keys_in(line)]
    assert told == ([1] if gap else [])
    assert ("card-next-gap" in {key for line in lines[:6] for key in keys_in(line)}) is gap


@pytest.mark.parametrize(
    ("kind", "since", "loud"),
    [
        ("a:hsp1b", "2027-01-04", True),
        ("a:hsp1b", "2026-11-01", True),
        ("a:hsp1b", "unknown", True),
        # The second stage needs no permission: its notice is no matter of hours.
        ("a:hsp2", None, False),
    ],
)
def test_a_holders_new_employer_rings_and_stands_in_the_first_lines(kind: str, since: str | None, loud: bool) -> None:
    day = {} if since is None else {"new_employer_since": since}
    walk = Walk().answers({**HOLDER, "goal": "a:family", "hsp_kind": kind, **day}, until="result")
    lead = walk.to_the_hand_off(TO_THE_CARD).leads[-1]
    assert lead.rings is loud
    lines = card(lead, walk.dialogue.around.office, "ja")
    first = {key for line in lines[:6] for key in keys_in(line)}
    assert any(key.startswith("flag-new-employer") for key in first)
