"""What a client takes back goes from the card, the points are counted anew, and what the office knows itself stays."""

from __future__ import annotations

from dataclasses import replace

from dialogs.desk.decision import Decision, ShowCard, WriteToStaff
from dialogs.desk.matter import Ask, Matter
from dialogs.desk.taken_back import TookBack
from dialogs.messages import Text
from dialogs.own_words import OWN_WORDS
from tests.dialogs.desk.matters import SATO, desk, later, matter, record_of, snapshot

MARRIED, MOVES = "married||I married", "plan||I will move"


def taken(before: Matter, *questions: str, lines: tuple[str, ...] = (), asks: tuple[int, ...] = ()) -> Decision:
    kept = snapshot(before)
    decision = desk().handle(before, TookBack(questions, lines, asks), later())
    assert snapshot(before) == kept, "the desk changed what it was given"
    return decision


def told(decision: Decision) -> list[str]:
    return [order.text.key for order in decision.orders if isinstance(order, WriteToStaff)]


def test_pay_and_dates_go_from_the_card_and_the_points_are_counted_anew() -> None:
    before = matter()
    total = record_of(before).consented.summary.total
    decision = taken(before, "salary_yen", "name")
    after = record_of(decision.matter).consented
    assert not {"salary_yen", "name"} & {*after.answers}
    assert total is not None
    assert after.summary.total is not None
    assert after.summary.total < total
    assert ShowCard() in decision.orders
    assert told(decision) == ["staff-unsent-answers"]
    # Of what stands on no card staff hear nothing.
    assert taken(decision.matter, "salary_yen", lines=(MOVES,)).orders == ()


def test_what_the_office_has_seen_papers_of_stays() -> None:
    decision = taken(matter(confirmed=("salary",)), "salary_yen")
    assert "salary_yen" in record_of(decision.matter).consented.answers
    assert told(decision) == ["staff-unsent-held"]


def test_own_words_and_answers_to_staff_go_line_by_line() -> None:
    before = matter()
    record = record_of(before)
    words = {**record.consented.answers, OWN_WORDS: ([MARRIED, MOVES], "2026-11-24")}
    ask = Ask(3, "ours_wish", Text("q-note.short"), 1.0, SATO, 2.0, "secret", Text("value-plain", {"text": "secret"}))
    record = replace(
        record,
        consented=replace(record.consented, answers=words),
        before={OWN_WORDS: [MARRIED], "salary_yen": 1},
        asks=(ask, replace(ask, number=4)),
    )
    decision = taken(replace(before, record=record), lines=(MARRIED,), asks=(3,))
    after = record_of(decision.matter)
    assert after.consented.answers[OWN_WORDS] == ([MOVES], "2026-11-24")
    assert after.before[OWN_WORDS] == []
    assert (after.asks[0].value, after.asks[0].shown) == (None, Text("staff-ask-taken-back"))
    assert after.asks[1] == record.asks[1]
    decision = taken(decision.matter, lines=(MOVES,))
    assert OWN_WORDS not in record_of(decision.matter).consented.answers


def test_who_has_sent_nothing_takes_nothing_off_a_card() -> None:
    assert taken(replace(matter(), record=None), "name").orders == ()
