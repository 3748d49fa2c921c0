"""What a person chose to be reminded of: told in time, once, by what stands then, and to nobody who did not ask."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import pytest

from bot.words.words import languages
from dialogs.conversation import Value
from dialogs.desk.decision import Decision, LookAgain, WriteToClient
from dialogs.desk.desk import Desk
from dialogs.desk.matter import Matter
from dialogs.desk.reminders import PROFILE, DayCame
from dialogs.effects import SetReminders
from dialogs.following import forget
from dialogs.reminding.chosen import LONGEST_BEFORE_A_LOOK, ReminderKind
from dialogs.reminding.quiet import is_quiet
from tests.dialogs.booking.offices import a_booking, seconds
from tests.dialogs.booking.zones import CHANGES
from tests.dialogs.walker import ENGINEER, TO_THE_POINTS, TODAY, Walk, keys_in, real_dialogue, real_words
from tests.scoring.tables import UP_TO_2023, knowing
from tests.scoring.timelines import FUTURE

TOKYO = ZoneInfo("Asia/Tokyo")
DESK = Desk(real_dialogue())
# Born so that a birthday that takes five points is 40 days on: 80 points, 75 from 3 January.
THIRTY_SOON = {**ENGINEER, "birth_date": "1997-01-03"}


@cache
def _at_the_result(birth: str) -> Walk:
    return Walk().answers({**ENGINEER, "birth_date": birth}, until="result")


def at_the_result(birth: str = "1997-01-03", **answers: Value) -> Walk:
    """Somebody with a result; `answers` are given besides."""
    walk = _at_the_result(birth).copy()
    for question, value in answers.items():
        walk.conversation.keep(question, value, TODAY)
    return walk


def choosing(walk: Walk, *kinds: str) -> Walk:
    """The same, who ticked these kinds on the page."""
    return walk.presses("remind", *(f"on:{kind}" for kind in kinds), "close")


def matter_of(walk: Walk, *, reachable: bool = True) -> Matter:
    """What the desk knows of them."""
    return Matter(walk.conversation, reachable, walk.now.timestamp())


def due_of(decision: Decision) -> datetime | None:
    """When it is looked next."""
    [look] = [order for order in decision.orders if isinstance(order, LookAgain)]
    assert look.kind == PROFILE
    return look.due


def told(decision: Decision) -> list[WriteToClient]:
    """What the person is told; it can be said in every language."""
    found = [order for order in decision.orders if isinstance(order, WriteToClient)]
    for language in languages():
        for order in found:
            assert real_words().html(language, order.text)
            assert all(real_words().plain(language, button.label) for row in order.rows for button in row)
    return found


def days_told(walk: Walk, until: date, *, awake: bool = True) -> Mapping[date, list[str]]:
    """On which days they are told something from now on, and the keys of it; each look is taken when it is due."""
    found: dict[date, list[str]] = {}
    decision = DESK.handle(matter_of(walk), SetReminders(), walk.now)
    for _ in range(200):
        due = due_of(decision)
        if due is None or due.astimezone(TOKYO).date() > until:
            return found
        decision = DESK.handle(decision.matter, DayCame(), due)
        for order in told(decision):
            found.setdefault(due.astimezone(TOKYO).date(), []).append(order.text.key)
    raise AssertionError("it is looked without end")


# --- choosing ---------------------------------------------------------------------------------------------------------


def test_nothing_is_chosen_for_anybody() -> None:
    walk = at_the_result()
    assert walk.conversation.reminders == {}
    assert not [effect for effect in walk.effects if isinstance(effect, SetReminders)]
    assert days_told(walk, TODAY + timedelta(days=900)) == {}


def test_each_kind_is_ticked_by_itself_and_the_page_says_the_next_day() -> None:
    walk = at_the_result().presses("remind").leads_to("reminders over result")
    assert walk.presses("on:points").conversation.reminders == {"points": "2026-11-24"}
    assert walk.explains("reminders-day-line").last.effects == [SetReminders()]
    assert "January 3, 2027" in walk.text
    walk.presses("on:stay").explains("reminders-no-day-line")
    walk.presses("off:points")
    assert list(walk.conversation.reminders) == ["stay"]
    walk.presses("close").leads_to("result")


def test_a_tick_pressed_twice_or_on_an_older_copy_is_harmless() -> None:
    walk = at_the_result().presses("remind")
    old = walk.data("on:points")
    walk.presses("on:points", "on:mark").presses_data(old)
    assert set(walk.conversation.reminders) == {"points", "mark"}


@pytest.mark.parametrize("where", ["result", "handed_off"])
def test_it_is_offered_at_the_result_and_after_the_hand_off(where: str) -> None:
    walk = at_the_result()
    if where == "handed_off":
        walk.presses("ok").to_the_hand_off()
    assert "remind" in walk.offered
    walk.says("remind me").leads_to(f"reminders over {where}")


def test_the_command_leads_there_from_anywhere_and_back() -> None:
    walk = Walk().answers(TO_THE_POINTS, until="salary_yen").commands("reminders")
    walk.leads_to("reminders over salary_yen").presses("close").asks("salary_yen")


def test_whoever_has_not_agreed_is_asked_for_that_first() -> None:
    Walk().answers({"language": "a:en"}, until="consent").commands("reminders").explains("consent-first")


def test_a_forged_kind_is_none() -> None:
    walk = at_the_result().presses("remind")
    walk.presses_data(walk.data("on:everything")).explains("old-button")
    for data in ("m/everything.0.stop", "m/points.0.everything", "m/.0.stop", "m/interview.0.on"):
        walk.presses_data(data)
    assert walk.conversation.reminders == {}


def test_one_tap_under_a_message_stops_its_kind_and_nothing_moves() -> None:
    walk = choosing(at_the_result(), "points", "mark")
    screen, revision = walk.offered, walk.conversation.revision
    walk.presses_data("m/points.0.stop", message="99").explains("reminder-stopped")
    assert list(walk.conversation.reminders) == ["mark"]
    assert walk.last.effects == [SetReminders()]
    assert (walk.offered, walk.conversation.revision) == (screen, revision), "the buttons above still count"
    walk.presses_data("m/points.0.stop", message="99").explains("reminder-not-chosen")
    walk.presses_data("m/points.0.list", message="99").leads_to("reminders over result")


def test_the_last_one_stopped_takes_the_look_away() -> None:
    walk = choosing(at_the_result(), "points")
    walk.presses_data("m/points.0.stop")
    assert due_of(DESK.handle(matter_of(walk), SetReminders(), walk.now)) is None
    assert due_of(DESK.handle(matter_of(walk), DayCame(), walk.now)) is None


def test_what_was_chosen_is_kept_and_shown_to_its_owner() -> None:
    walk = choosing(at_the_result(), "points").restarts()
    assert real_dialogue().exported(walk.conversation, walk.now)["reminders"] == {"points": "2026-11-24"}


# --- days -------------------------------------------------------------------------------------------------------------


def test_a_birthday_that_takes_points_is_told_before() -> None:
    found = days_told(choosing(at_the_result(), "points"), date(2027, 12, 31))
    assert found == {date(2026, 12, 3): ["reminder-of-points"], date(2026, 12, 27): ["reminder-of-points"]}


def test_the_day_before_a_birthday_is_for_staff_to_confirm() -> None:
    walk = choosing(at_the_result(), "points")
    [said] = told(DESK.handle(matter_of(walk), DayCame(), datetime(2026, 12, 3, 1, tzinfo=UTC)))
    assert {"reminder-points-line", "over-time-birthday", "over-time-doubtful-line"} <= set(keys_in(said.text))
    assert [button.action for row in said.rows for button in row] == ["stop", "list"]
    assert said.mark == "m/points.0"


def test_years_of_work_that_bring_points_are_told_before_and_grow_from_the_day_they_were_told() -> None:
    """Full seven years bring five points, four months after it was told, whenever it is looked."""
    answers = {**ENGINEER, "experience_years": "6 years 8 months", "japanese": "a:n2"}
    walk = choosing(Walk().answers(answers, until="result"), "points")
    assert list(days_told(walk, date(2027, 4, 30))) == [date(2027, 2, 24), date(2027, 3, 17)]
    [said] = told(DESK.handle(matter_of(walk), DayCame(), datetime(2027, 3, 17, 1, tzinfo=UTC)))
    assert "over-time-career" in set(keys_in(said.text))


def test_a_mark_is_told_on_the_day_it_is_reached_and_while_it_holds() -> None:
    """From 65 points to 70 with seven years of work."""
    answers = {**ENGINEER, "experience_years": "6 years 8 months", "japanese": "a:n2", "salary_yen": "5,500,000"}
    walk = choosing(Walk().answers(answers, until="result"), "mark")
    assert days_told(walk, date(2028, 12, 31)) == {date(2027, 3, 24): ["reminder-of-mark"]}
    late = DESK.handle(matter_of(walk), DayCame(), datetime(2027, 4, 20, 1, tzinfo=UTC))
    [said] = told(late)
    assert "reminder-mark" in set(keys_in(said.text))
    assert told(DESK.handle(matter_of(walk), DayCame(), datetime(2029, 6, 1, 1, tzinfo=UTC))) == [], "lost again"


def test_the_end_of_a_stay_is_told_three_times() -> None:
    walk = choosing(at_the_result(stay_until="2027-06-30"), "stay")
    assert days_told(walk, date(2027, 12, 31)) == {
        date(2027, 3, 30): ["reminder-of-stay"],
        date(2027, 5, 30): ["reminder-of-stay"],
        date(2027, 6, 16): ["reminder-of-stay"],
    }


def holder(kind: str, **answers: Value) -> Walk:
    """Somebody with the status of a highly skilled professional, who told when their work changed."""
    return at_the_result("1997-01-03", residence="hsp", hsp_kind=kind, **answers)


@pytest.mark.parametrize(
    ("kind", "notice", "months"),
    [("hsp1b", "follows-duty-unsure", 3), ("hsp2", "follows-duty-notice-second", 6)],
)
def test_the_deadlines_after_a_change_of_work_are_those_of_the_law(kind: str, notice: str, months: int) -> None:
    walk = holder(kind, own_words=["job_changed|2026-11-20|I changed jobs"])
    choosing(walk, "job")
    found = days_told(walk, date(2027, 12, 31))
    # Fourteen days: 4 December. The months without the work: 20 February, or 20 May.
    ends = [date(2026, 12, 4), date(2027, 2, 20) if months == 3 else date(2027, 5, 20)]
    assert list(found) == [end - timedelta(days=before) for end in ends for before in (7, 2)]
    [said] = told(DESK.handle(matter_of(walk), DayCame(), datetime(2026, 11, 27, 1, tzinfo=UTC)))
    assert {"reminder-job", notice} <= set(keys_in(said.text))


def test_of_who_holds_no_such_status_no_deadline_is_made_up() -> None:
    walk = choosing(at_the_result(own_words=["job_lost|2026-11-20|I lost my job"]), "job")
    assert days_told(walk, date(2027, 12, 31)) == {}


def test_the_day_permanent_residence_opens_is_told_a_month_before_and_then() -> None:
    """What is not known of earlier days counts from when it was told: the day does not move away."""
    walk = holder("hsp1b", goal="pr", status_since="2024-02-01", in_japan_since="2024-02-01")
    choosing(walk, "residence")
    assert days_told(walk, date(2029, 12, 31)) == {
        date(2029, 10, 24): ["reminder-of-residence"],
        date(2029, 11, 24): ["reminder-of-residence"],
    }
    [said] = told(DESK.handle(matter_of(walk), DayCame(), datetime(2029, 10, 24, 1, tzinfo=UTC)))
    assert {"follows-pr-at-latest", "reminder-residence-next"} <= set(keys_in(said.text))


# --- when -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("zone", CHANGES)
def test_nobody_is_told_at_night(zone: str) -> None:
    walk = choosing(
        at_the_result(lives_in=[zone, "there"], residence="abroad", work_begins="2026-11-24"), "points", "mark"
    )
    decision = DESK.handle(matter_of(walk), SetReminders(), walk.now)
    for _ in range(30):
        due = due_of(decision)
        assert due is not None
        assert not is_quiet(due, ZoneInfo(zone))
        decision = DESK.handle(decision.matter, DayCame(), due)


@pytest.mark.parametrize(("lives_in", "zone"), [(None, "America/New_York"), ("Europe/London", "Europe/London")])
def test_whoever_named_their_city_for_a_talk_alone_is_not_woken_either(lives_in: str | None, zone: str) -> None:
    """Where somebody lives, if they said so, counts before where they chose a time from."""
    told_us: dict[str, Value] = {} if lives_in is None else {"lives_in": [lives_in, "there"]}
    walk = choosing(at_the_result("1997-01-03", **told_us), "points")
    talk = a_booking(seconds("2026-11-27T10:00"), zone="America/New_York")
    theirs = replace(matter_of(walk), bookings=(talk,))
    set_for = due_of(DESK.handle(theirs, SetReminders(), walk.now))
    assert set_for is not None
    assert not is_quiet(set_for, ZoneInfo(zone))
    # Ten in the evening there, and by day in Japan.
    late = datetime(2026, 12, 3, 22, tzinfo=ZoneInfo(zone)).astimezone(UTC)
    decision = DESK.handle(theirs, DayCame(), late)
    assert told(decision) == []
    assert due_of(decision) == datetime(2026, 12, 4, 8, tzinfo=ZoneInfo(zone))


def test_one_that_is_late_and_comes_at_night_waits_for_the_morning() -> None:
    walk = choosing(at_the_result(), "points")
    decision = DESK.handle(matter_of(walk), DayCame(), datetime(2026, 12, 3, 14, tzinfo=UTC))
    assert told(decision) == []
    assert due_of(decision) == datetime(2026, 12, 3, 23, tzinfo=UTC)
    assert decision.matter.conversation == walk.conversation


def test_it_is_looked_every_other_week_whatever_the_days_are() -> None:
    """So a law of later is noticed, and the row of a timer tells no day of anybody's life."""
    walk = choosing(at_the_result("1990-06-01"), "stay")
    due = due_of(DESK.handle(matter_of(walk), SetReminders(), walk.now))
    assert due is not None
    assert due.astimezone(TOKYO).date() == TODAY + LONGEST_BEFORE_A_LOOK


def test_a_doubled_look_and_one_after_a_restart_tell_nothing_twice() -> None:
    walk = choosing(at_the_result(), "points")
    now = datetime(2026, 12, 3, 1, tzinfo=UTC)
    first = DESK.handle(matter_of(walk), DayCame(), now)
    assert len(told(first)) == 1
    assert told(DESK.handle(first.matter, DayCame(), now)) == []
    assert told(DESK.handle(first.matter, DayCame(), now + timedelta(hours=9))) == []
    # The machine's clock is put back, and on again.
    back = DESK.handle(first.matter, DayCame(), now - timedelta(days=5))
    assert told(back) == []
    assert told(DESK.handle(back.matter, DayCame(), now)) == []


def test_after_a_jump_what_makes_no_sense_any_more_is_not_told() -> None:
    walk = choosing(at_the_result(stay_until="2027-06-30"), "points", "stay")
    decision = DESK.handle(matter_of(walk), DayCame(), datetime(2027, 12, 1, 1, tzinfo=UTC))
    assert told(decision) == []
    late = DESK.handle(matter_of(walk), DayCame(), datetime(2027, 6, 20, 1, tzinfo=UTC))
    assert [order.text.key for order in told(late)] == ["reminder-of-stay"], "three were due: one says it all"


def test_an_answer_that_changes_moves_the_day() -> None:
    walk = choosing(at_the_result(stay_until="2027-06-30"), "stay")
    walk.conversation.keep("stay_until", "2027-09-30", TODAY)
    assert list(days_told(walk, date(2027, 12, 31))) == [date(2027, 6, 30), date(2027, 8, 30), date(2027, 9, 16)]
    walk.conversation.drop("stay_until")
    assert days_told(walk, date(2027, 12, 31)) == {}


def test_an_answer_that_is_changed_sets_the_look_anew() -> None:
    walk = choosing(at_the_result(), "points").commands("recheck").presses("changed:birth_date").says("1997-02-03")
    assert SetReminders() in walk.last.effects


def test_who_cannot_be_written_to_misses_it() -> None:
    walk = choosing(at_the_result(), "points")
    now = datetime(2026, 12, 3, 1, tzinfo=UTC)
    decision = DESK.handle(matter_of(walk, reachable=False), DayCame(), now)
    assert told(decision) == []
    assert told(DESK.handle(replace(decision.matter, reachable=True), DayCame(), now)) == []


def test_each_kind_that_is_due_is_a_message_of_its_own() -> None:
    walk = choosing(at_the_result(stay_until="2027-01-03"), "points", "stay")
    decision = DESK.handle(matter_of(walk), DayCame(), datetime(2026, 12, 3, 1, tzinfo=UTC))
    assert [order.text.key for order in told(decision)] == ["reminder-of-points", "reminder-of-stay"]
    assert [order.mark for order in told(decision)] == ["m/points.0", "m/stay.0"]


# --- an interview that was left ---------------------------------------------------------------------------------------


def breaking_off() -> Walk:
    """Somebody in the middle of the interview, who says that they stop."""
    return Walk().answers(TO_THE_POINTS, until="salary_yen").says("stop")


def test_who_breaks_off_is_told_that_they_can_be_reminded_and_who_does_not_is_left_alone() -> None:
    breaking_off().explains("stopped", "reminder-offer")
    assert "reminder-offer" not in at_the_result().says("stop").keys
    walk = Walk().answers(TO_THE_POINTS, until="salary_yen")
    assert days_told(walk, TODAY + timedelta(days=60)) == {}


def test_an_unfinished_interview_is_spoken_of_once() -> None:
    walk = breaking_off().commands("reminders").presses("on:interview", "close")
    assert days_told(walk, TODAY + timedelta(days=60)) == {TODAY + timedelta(days=3): ["reminder-of-interview"]}
    nudged = DESK.handle(matter_of(walk), DayCame(), walk.now + timedelta(days=3))
    assert nudged.matter.conversation.reminders == {}
    assert due_of(nudged) is None


def test_a_word_in_between_puts_it_off() -> None:
    walk = breaking_off().commands("reminders").presses("on:interview", "close")
    spoke = replace(matter_of(walk), acted_at=(walk.now + timedelta(days=2)).timestamp())
    decision = DESK.handle(spoke, DayCame(), walk.now + timedelta(days=3))
    assert told(decision) == []
    due = due_of(decision)
    assert due is not None
    assert due.astimezone(TOKYO).date() == TODAY + timedelta(days=5)


def test_a_finished_one_is_not_spoken_of_and_not_offered() -> None:
    walk = breaking_off().commands("reminders").presses("on:interview", "close").answers(ENGINEER, until="result")
    assert days_told(walk, TODAY + timedelta(days=60)) == {}
    walk.presses("remind")
    assert "on:interview" not in walk.offered
    assert "off:interview" not in walk.offered


def test_who_blocked_the_bot_is_looked_at_no_more_for_it() -> None:
    walk = breaking_off().commands("reminders").presses("on:interview", "close")
    decision = DESK.handle(matter_of(walk, reachable=False), DayCame(), walk.now + timedelta(days=4))
    assert told(decision) == []
    assert due_of(decision) is None


def test_every_kind_has_a_day_or_is_the_interview() -> None:
    from dialogs.reminding.chosen import RULES

    assert set(RULES) | {ReminderKind.INTERVIEW} == set(ReminderKind)


# --- the law ----------------------------------------------------------------------------------------------------------


def test_a_law_that_is_announced_later_is_told_before_it_begins() -> None:
    """It is looked every other week, by the law as it is known then."""
    walk = choosing(at_the_result("1990-06-01"), "points")
    with knowing(UP_TO_2023):
        forget()
        assert days_told(walk, date(2027, 4, 30)) == {}
    with knowing(FUTURE):
        forget()
        found = days_told(walk, date(2027, 4, 30))
        assert list(found) == [date(2027, 3, 1), date(2027, 3, 25)]
        [said] = told(DESK.handle(matter_of(walk), DayCame(), datetime(2027, 3, 1, 1, tzinfo=UTC)))
        assert "over-time-law" in set(keys_in(said.text))
    forget()


# --- what was agreed with staff ---------------------------------------------------------------------------------------


def agreeing(walk: Walk, until: str = "2026-12-08") -> Walk:
    """The same, who agreed with staff to do something until a day."""
    walk.conversation.agreed = {"until": until, "papers": ["passport"], "step": "papers"}
    return walk


def test_what_was_agreed_is_told_two_days_before_to_who_chose_it() -> None:
    walk = choosing(agreeing(at_the_result()), "agreed")
    found = days_told(walk, date(2027, 1, 31))
    assert found == {date(2026, 12, 6): ["reminder-of-agreed"]}
    assert days_told(agreeing(at_the_result()), date(2027, 1, 31)) == {}, "nobody who did not ask for it"


def test_of_what_is_over_or_was_never_agreed_nothing_is_offered_or_told() -> None:
    assert "on:agreed" not in at_the_result().presses("remind").offered
    assert "on:agreed" in agreeing(at_the_result()).presses("remind").offered
    walk = choosing(agreeing(at_the_result()), "agreed")
    assert days_told(agreeing(walk, "2026-11-01"), date(2027, 1, 31)) == {}
