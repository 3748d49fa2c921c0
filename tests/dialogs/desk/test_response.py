"""The response clock: one gentle word and one name, in time of opening, until staff say the first word."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from dialogs.booking.booking import State
from dialogs.booking.rules import BookingRule, StaffMember
from dialogs.desk.decision import Decision, LookAgain, RelayToClient, RelayToStaff, WriteToStaff
from dialogs.desk.desk import Desk
from dialogs.desk.matter import DONE, NEW, TAKEN, LeadRecord, Matter, Member, Unanswered
from dialogs.desk.response import RESPONSE, AnswerDue
from dialogs.desk.rights import EVERYTHING
from dialogs.desk.staff import StaffAct
from dialogs.dialogue import Dialogue
from dialogs.effects import ChangeBookings, FileLead, TellStaff
from dialogs.office import Closure, ResponseRule, Span
from dialogs.questionnaires.hsp import HSP
from dialogs.situation import Surroundings
from dialogs.talk import STICKER, Media, Utterance
from tests.dialogs.booking.offices import a_booking, moment
from tests.dialogs.desk.matters import file, matter, no_lead, record_of, walked
from tests.dialogs.walker import real_dialogue, real_words

RULE = ResponseRule(nudge_minutes=60, escalate_minutes=180)
WRITES = TellStaff("Hello", Utterance("Hello", id="7"))
# A Tuesday in the week of the walk; the office is open from 9:00 to 18:30.
TUESDAY = "2026-11-24"
NAMES = ("五十嵐", "佐藤", "鈴木")
STAFF = tuple(
    StaffMember(id="abc"[n], telegram=900 + n, role="member", names={"ja": name}) for n, name in enumerate(NAMES)
)
BOOKS = BookingRule(minutes={"online": 60}, notice_hours=0, horizon_days=60, change_until_hours=0, most_changes=2)
SATURDAY = int(moment("2026-11-28T10:00").timestamp())
REQUESTED = a_booking(SATURDAY, state=State.REQUESTED, until=SATURDAY)
MEMBERS = [Member(str(900 + n), name) for n, name in enumerate(NAMES)]


def desk(rule: ResponseRule | None = RULE, staff: tuple[StaffMember, ...] = STAFF, **changed: Any) -> Desk:
    """The desk of an office with this clock, and with these members of staff."""
    around = real_dialogue().around
    office = replace(around.office, response=rule, staff=staff, **changed)
    return Desk(Dialogue(HSP, Surroundings(office, around.holiday, around.languages), real_words()))


def at(clock: str, day: str = TUESDAY) -> datetime:
    return moment(f"{day}T{clock}")


def look(decision: Decision) -> LookAgain:
    [found] = [one for one in decision.orders if isinstance(one, LookAgain) and one.kind == RESPONSE]
    return found


def told(decision: Decision) -> list[WriteToStaff]:
    return [order for order in decision.orders if isinstance(order, WriteToStaff)]


def writes(before: Matter, clock: str = "10:00", on: Desk | None = None) -> Decision:
    return (on or desk()).handle(before, WRITES, at(clock))


def taken(by: int = 0) -> Matter:
    return matter(TAKEN, taken_by=MEMBERS[by])


def act(name: str, by: int = 0, row: str = "", said: Utterance | None = None) -> StaffAct:
    return StaffAct(name, MEMBERS[by], row, said, EVERYTHING)


# --- when it begins ---------------------------------------------------------------------------------------------------


def test_a_new_lead_and_a_message_begin_it() -> None:
    begun = look(writes(taken()))
    assert begun.due == at("11:00")
    filed = desk().handle(no_lead(), FileLead(walked().leads[-1]), at("10:00"))
    assert look(filed).due == at("11:00")
    assert record_of(filed).unanswered == Unanswered(at("10:00").timestamp(), wrote=False)


def test_who_writes_again_does_not_begin_it_anew() -> None:
    first = writes(taken()).matter
    second = writes(first, "10:30")
    assert [one for one in second.orders if isinstance(one, LookAgain)] == []
    assert record_of(second).unanswered == record_of(first).unanswered


def test_an_office_without_it_is_never_reminded() -> None:
    without = desk(None)
    waits = writes(taken(), on=without)
    assert record_of(waits).unanswered is not None, "who waits is known all the same"
    assert not [order for order in waits.orders if isinstance(order, LookAgain)]
    answered = without.handle(waits.matter, act("write", said=Utterance("Hi", id="8")), at("10:10"))
    assert record_of(answered).unanswered is None
    # It had a clock until yesterday.
    left = matter(TAKEN, taken_by=MEMBERS[0], unanswered=Unanswered(0.0, wrote=True))
    assert without.handle(left, AnswerDue(), at("11:00")) == Decision(left)


@pytest.mark.parametrize(
    "text",
    [
        "Thank you!",
        "ok",
        "OK, thank you 🙏",
        "Thanks for your help.",
        "👍",
        "承知しました。",
        "了解です！",
        "arigatou gozaimasu",
        STICKER,
    ],
)
def test_thanks_begin_nothing_and_end_nothing(text: str) -> None:
    sticker = Media("sticker", "s1") if text == STICKER else None
    said = Utterance("" if sticker else text, media=sticker, id="7")
    thanks = TellStaff(said.text, said)
    before = taken()
    after = desk().handle(before, thanks, at("10:00"))
    assert record_of(after).unanswered is None
    assert not [order for order in after.orders if isinstance(order, LookAgain)]
    assert any(isinstance(order, RelayToStaff) for order in after.orders), "staff read it all the same"
    waits = writes(before).matter
    assert record_of(desk().handle(waits, thanks, at("10:10"))).unanswered == record_of(waits).unanswered


@pytest.mark.parametrize(
    "said",
    [
        Utterance("Thank you. Can you call me?", id="7"),
        Utterance("Thanks, but", id="7"),
        Utterance("no thanks", id="7"),
        Utterance("?", id="7"),
        Utterance("❓", id="7"),
        Utterance("Thank you", media=Media("photo", "f1"), id="7"),
        Utterance("", media=Media("document", "f2"), id="7"),
    ],
)
def test_whoever_says_more_than_thanks_waits(said: Utterance) -> None:
    after = desk().handle(taken(), TellStaff(said.text, said), at("10:00"))
    assert look(after).due == at("11:00")


def asks_for_a_time(before: Matter, clock: str = "10:00") -> Decision:
    return desk(booking=BOOKS).handle(before, ChangeBookings((REQUESTED,)), at(clock))


def test_a_time_that_is_asked_for_begins_it_until_staff_say_something_to_it() -> None:
    asked = asks_for_a_time(taken())
    assert look(asked).due == at("11:00")
    nudged = desk(booking=BOOKS).handle(asked.matter, AnswerDue(), at("11:00"))
    [said] = told(nudged)
    assert said.text.args["about"] == "time"
    assert "承認するか、別の時間を" in real_words().plain("ja", said.text)
    for answer in ("approve", "refuse_time"):
        after = desk(booking=BOOKS).handle(nudged.matter, act(answer, row="1"), at("11:10"))
        assert after.refused is None
        assert record_of(after).unanswered is None
        assert look(after).due is None


def test_a_time_that_is_asked_for_no_more_waits_for_nobody() -> None:
    gone = ChangeBookings((replace(REQUESTED, state=State.CANCELLED),))
    after = desk(booking=BOOKS).handle(asks_for_a_time(taken()).matter, gone, at("10:30"))
    assert record_of(after).unanswered is None
    # Whose lead nobody has, or who wrote besides, waits on, since when they did.
    new = desk(booking=BOOKS).handle(asks_for_a_time(matter()).matter, gone, at("10:30"))
    assert record_of(new).unanswered == Unanswered(at("10:00").timestamp(), wrote=False)
    wrote = writes(asks_for_a_time(taken()).matter, "10:20", desk(booking=BOOKS)).matter
    assert record_of(desk(booking=BOOKS).handle(wrote, gone, at("10:30"))).unanswered == Unanswered(
        at("10:00").timestamp(), wrote=True
    )


def test_taking_a_lead_is_no_answer_to_a_time_that_is_asked_for() -> None:
    asked = asks_for_a_time(matter()).matter
    after = desk(booking=BOOKS).handle(asked, act("take"), at("10:30"))
    assert record_of(after).unanswered == Unanswered(at("10:00").timestamp(), wrote=False, asked=True)


# --- when it stops ----------------------------------------------------------------------------------------------------


def test_the_first_word_of_staff_stops_it() -> None:
    waits = writes(taken()).matter
    decision = desk().handle(waits, act("write", said=Utterance("Hi", id="8")), at("10:10"))
    assert any(isinstance(order, RelayToClient) for order in decision.orders)
    assert record_of(decision).unanswered is None
    assert look(decision).due is None
    assert desk().handle(decision.matter, AnswerDue(), at("11:00")) == Decision(decision.matter)


@pytest.mark.parametrize("name", ["done", "decline"])
def test_closing_a_lead_stops_it(name: str) -> None:
    decision = desk().handle(writes(taken()).matter, act(name), at("10:10"))
    assert record_of(decision).unanswered is None


def test_taking_stops_it_for_a_new_lead_but_is_no_answer_to_a_message() -> None:
    new = desk().handle(no_lead(), FileLead(walked().leads[-1]), at("10:00")).matter
    assert record_of(desk().handle(new, act("take"), at("10:10"))).unanswered is None
    wrote = writes(new, "10:05").matter
    assert record_of(desk().handle(wrote, act("take"), at("10:10"))).unanswered is not None


def test_ticks_and_lists_are_no_answer() -> None:
    waits = writes(taken()).matter
    for name in ("check", "more", "sheet"):
        assert record_of(desk().handle(waits, act(name), at("10:10"))).unanswered is not None


def test_a_closed_lead_that_is_sent_again_begins_it_anew() -> None:
    again = desk().handle(matter(DONE, taken_by=MEMBERS[0]), FileLead(walked().leads[-1]), at("14:00"))
    assert record_of(again).unanswered == Unanswered(at("14:00").timestamp(), wrote=False)
    assert not [order for order in file(matter(DONE)).orders if isinstance(order, LookAgain)], "where nobody looks"


# --- what it says -----------------------------------------------------------------------------------------------------


def test_one_gentle_word_then_the_next_by_name_then_nothing() -> None:
    waits = writes(taken(by=1)).matter
    assert look(desk().handle(waits, AnswerDue(), at("10:59"))).due == at("11:00"), "a timer that came too early"
    first = desk().handle(waits, AnswerDue(), at("11:00"))
    [nudge] = told(first)
    assert (nudge.text.key, nudge.ring) == ("staff-answer-nudge", False)
    assert look(first).due == at("13:00")
    second = desk().handle(first.matter, AnswerDue(), at("13:00"))
    [name] = told(second)
    assert (name.text.key, name.ring) == ("staff-answer-next", True)
    assert str(name.text.args["next"]) == "鈴木"
    assert not any(isinstance(order, LookAgain) for order in second.orders)
    assert desk().handle(second.matter, AnswerDue(), at("15:00")) == Decision(second.matter)
    # What the client writes on top begins nothing while they wait for the same word.
    assert not any(isinstance(order, LookAgain) for order in writes(second.matter, "15:30").orders)


def test_a_timer_that_comes_twice_says_nothing_twice() -> None:
    first = desk().handle(writes(taken()).matter, AnswerDue(), at("11:00"))
    assert told(desk().handle(first.matter, AnswerDue(), at("11:00"))) == []


def test_after_a_long_sleep_one_word_says_it_all() -> None:
    decision = desk().handle(writes(taken()).matter, AnswerDue(), at("17:00"))
    [said] = told(decision)
    assert said.text.key == "staff-answer-next"
    assert not any(isinstance(order, LookAgain) for order in decision.orders)


def test_without_minutes_for_it_nobody_is_named() -> None:
    once = desk(ResponseRule(nudge_minutes=60))
    first = once.handle(writes(taken(), on=once).matter, AnswerDue(), at("11:00"))
    assert [order.text.key for order in told(first)] == ["staff-answer-nudge"]
    assert not any(isinstance(order, LookAgain) for order in first.orders)


# --- time of opening --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "clock", "due_day", "due"),
    [
        ("2026-11-24", "18:00", "2026-11-25", "09:30"),  # half an hour before closing
        ("2026-11-24", "21:00", "2026-11-25", "10:00"),  # in the evening
        ("2026-11-20", "18:00", "2026-11-24", "09:30"),  # a weekend, and a holiday on the Monday
    ],
)
def test_only_time_of_opening_counts(day: str, clock: str, due_day: str, due: str) -> None:
    assert look(desk().handle(taken(), WRITES, at(clock, day))).due == at(due, due_day)


def test_a_lunch_break_and_a_closure_do_not_count() -> None:
    spans = tuple(Span(at(a).time(), at(b).time()) for a, b in (("09:00", "12:00"), ("13:00", "18:30")))
    lunch = desk(hours=(spans,) * 5 + ((), ()))
    assert look(lunch.handle(taken(), WRITES, at("11:30"))).due == at("13:30")
    closed = Closure(first_day=at("09:00", "2026-11-25").date(), last_day=at("09:00", "2026-11-25").date(), note={})
    shut = desk(closures=(closed,))
    assert look(shut.handle(taken(), WRITES, at("18:00"))).due == at("09:30", "2026-11-26")


def test_what_came_due_at_night_waits_for_the_morning() -> None:
    waits = writes(taken()).matter
    late = desk().handle(waits, AnswerDue(), at("23:00"))
    assert told(late) == []
    assert look(late).due == at("09:00", "2026-11-25")


# --- whose turn it is -------------------------------------------------------------------------------------------------


def named(decision: Decision) -> str:
    [said] = told(decision)
    return str(said.text.args.get("next", said.text.key))


def escalated(before: Matter, on: Desk) -> str:
    return named(on.handle(writes(before, on=on).matter, AnswerDue(), at("14:00")))


def test_the_next_of_the_profile_is_named_and_after_the_last_the_first() -> None:
    assert [escalated(taken(by=n), desk()) for n in range(3)] == ["佐藤", "鈴木", "五十嵐"]
    assert escalated(matter(), desk()) == "五十嵐", "nobody has it"
    by_name = matter(TAKEN, taken_by=Member(None, "五十嵐"))
    assert escalated(by_name, desk()) == "佐藤", "an earlier version knew them by name alone"


def test_who_does_not_work_at_that_hour_is_passed_over() -> None:
    mornings = ((Span(at("09:00").time(), at("12:00").time()),),) * 5 + ((), ())
    staff = (STAFF[0], replace(STAFF[1], hours=mornings), STAFF[2])
    assert escalated(taken(by=0), desk(staff=staff)) == "鈴木"
    everybody = tuple(replace(one, hours=mornings) for one in STAFF)
    assert escalated(taken(by=0), desk(staff=everybody)) == "佐藤"


@pytest.mark.parametrize("staff", [(), STAFF[:1]], ids=["no staff in the profile", "one person"])
def test_where_nobody_is_next_nobody_is_named(staff: tuple[StaffMember, ...]) -> None:
    assert escalated(taken(by=0), desk(staff=staff)) == "staff-answer-anybody"


def test_it_is_kept_with_the_lead() -> None:
    record = record_of(writes(taken()))
    assert LeadRecord.from_json(record.to_json()) == record
    assert record.unanswered is not None
    before = {name: value for name, value in record.to_json().items() if name != "unanswered"}
    assert LeadRecord.from_json(before).unanswered is None, "as an earlier version kept it"


def test_a_wait_of_hours_is_told_in_hours() -> None:
    first = desk(ResponseRule(nudge_minutes=timedelta(hours=3) // timedelta(minutes=1)))
    [said] = told(first.handle(writes(taken(), on=first).matter, AnswerDue(), at("14:00")))
    waited = said.text.args["waited"]
    assert getattr(waited, "key", "") == "staff-answer-hours"


def test_a_new_lead_with_a_talk_needs_nobody_to_be_found_but_a_message_an_answer() -> None:
    booked = (a_booking(5, number=7),)
    new = replace(matter(NEW, unanswered=Unanswered(at("10:00").timestamp(), wrote=False)), bookings=booked)
    assert desk().handle(new, AnswerDue(), at("11:00")) == Decision(new)
    wrote = replace(new, record=replace(record_of(new), unanswered=Unanswered(at("10:00").timestamp(), wrote=True)))
    assert told(desk().handle(wrote, AnswerDue(), at("11:00")))
