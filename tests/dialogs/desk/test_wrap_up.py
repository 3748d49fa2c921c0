"""After a talk: what staff record with a few taps, and the one summary that the client gets of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.words.words import languages
from dialogs.booking.booking import Booking, State
from dialogs.desk.bookings import TALK
from dialogs.desk.decision import Decision, LookAgain, ShowCard, WriteToClient, WriteToStaff
from dialogs.desk.desk import Desk
from dialogs.desk.matter import DONE, NEW, TAKEN, LeadRecord, Matter, Member, Menu
from dialogs.desk.reminders import TalkNears
from dialogs.desk.rights import EVERYTHING, MEMBER, Rights
from dialogs.desk.staff import StaffAct
from dialogs.desk.summary import STEPS
from dialogs.desk.wrap_up import AGREED, AgreedDay
from dialogs.dialogue import Dialogue
from dialogs.messages import Text
from dialogs.office import ReminderRule
from dialogs.reminding.chosen import ReminderKind
from dialogs.reminding.talks import THANKS
from dialogs.situation import Surroundings
from tests.dialogs.booking.offices import RULE, a_booking, member
from tests.dialogs.desk.matters import NUMBER, SATO, SUZUKI, matter, now, record_of
from tests.dialogs.walker import keys_in, real_dialogue, real_words

# An hour and some minutes after a talk of an hour that began a day after the lead came.
START = now() + timedelta(days=1)
AFTER = START + timedelta(hours=1, minutes=5)


def dialogue(*, mood: bool = False) -> Dialogue:
    """The interview at an office that books."""
    around = real_dialogue().around
    office = replace(around.office, booking=RULE, staff=(member("a"),), reminders=ReminderRule(mood=mood))
    return Dialogue(real_dialogue().questionnaire, Surroundings(office, around.holiday, around.languages), real_words())


def talk(**changed: object) -> Booking:
    """A talk whose time is over."""
    usual = {"number": 7, "sequence": 2, "ended": True, "reminded": ("day", "hour")}
    return a_booking(int(START.timestamp()), **{**usual, **changed})


def held(state: str = NEW, *bookings: Booking, **changed: object) -> Matter:
    """A matter with a talk that is over."""
    return replace(matter(state, **changed), bookings=bookings or (talk(),))


def does(
    before: Matter, name: str, row: str = "", by: Member = SATO, at: datetime = AFTER, *, mood: bool = False
) -> Decision:
    """One act of staff."""
    return Desk(dialogue(mood=mood)).handle(before, StaffAct(name, by, row, rights=EVERYTHING), at)


def row_of(at: Matter | Decision, words: str) -> str:
    """The row of the open list whose button holds these words."""
    menu = record_of(at).menu
    assert menu is not None
    return next(row for row, label in menu.rows if words in real_words().plain("ja", label))


def taps(before: Matter, *labels: str, by: Member = SATO) -> Matter:
    """The matter after staff press buttons by what is on them: they came, then what was agreed."""
    at = does(before, "came", "7", by).matter
    for label in labels:
        at = does(at, _act(at), row_of(at, label), by).matter
    return at


def _act(at: Matter) -> str:
    menu = record_of(at).menu
    assert menu is not None
    return {"outcome": "ended"}.get(menu.name, menu.name)


def sends(at: Matter, by: Member = SATO, *, mood: bool = False, later: timedelta = timedelta()) -> Decision:
    """The summary is sent."""
    return does(at, "summary", row_of(at, "お客様に送る"), by, AFTER + later, mood=mood)


def told(decision: Decision) -> list[WriteToClient]:
    """What the client is told, which can be said in every language."""
    found = [order for order in decision.orders if isinstance(order, WriteToClient)]
    for language in languages():
        assert all(real_words().html(language, order.text) for order in found)
    return found


def said(decision: Decision, language: str = "en") -> str:
    """The one message to the client, in their words."""
    [order] = told(decision)
    return real_words().plain(language, order.text)


ALL = ("依頼あり", "点すべて", "お客様：書類を送る", "1週間")


# --- recording --------------------------------------------------------------------------------------------------------


def test_five_taps_record_a_talk_and_a_sixth_sends_what_was_read() -> None:
    at = taps(held(), *ALL)
    assert len(ALL) + 1 == 5
    record = record_of(at)
    assert record.draft is not None
    assert (record.draft.talk, record.draft.outcome, record.draft.step) == (7, "engaged", "papers")
    assert record.draft.papers
    # 2026-12-02 and a week: an open day.
    assert record.draft.until == (AFTER.date() + timedelta(days=7)).isoformat()
    assert record.wrap_ups == (), "nothing is sent before the last tap"
    card = "\n".join(real_words().plain("ja", line) for line in Desk(dialogue()).card(record, at.bookings).lines)
    assert "次の内容をお客様の言語で送ります" in card
    assert "ご依頼を承りました" in card
    decision = sends(at)
    sent = record_of(decision)
    assert (sent.draft, sent.menu, len(sent.wrap_ups), sent.outcome) == (None, None, 1, "engaged")
    assert decision.recorded is not None
    assert (decision.recorded.act, decision.recorded.row, decision.recorded.by) == ("summary", "engaged", SATO)
    assert (sent.state, sent.taken_by) == (TAKEN, SATO), "whoever writes to a client takes the lead"
    assert [type(order) for order in decision.orders][:3] == [ShowCard, WriteToClient, WriteToStaff]


def test_the_summary_says_what_was_chosen_with_papers_in_both_languages() -> None:
    words = said(sends(taps(held(), *ALL)))
    assert words.startswith("Thank you for talking with us.")
    assert "You would like us to do this for you" in words
    assert "Passport (パスポート)" in words
    assert "Next step" not in words, "that they send the papers is said above them"
    assert "By: December 2, 2026" in words
    assert "write to us here" in words
    assert "027-395-4107" in words


def test_a_japanese_client_reads_each_paper_once() -> None:
    before = held()
    before = replace(before, conversation=replace(before.conversation, language="ja"))
    words = said(sends(taps(before, *ALL)), "ja")
    assert "– パスポート\n" in words


def test_everything_can_be_left_out() -> None:
    decision = sends(taps(held(), "書かない", "なし", "書かない"))
    [order] = told(decision)
    keys = set(keys_in(order.text))
    assert not {key for key in keys if key.startswith(("summary-step", "summary-paper", "summary-until"))}
    assert "summary-outcome" not in keys
    assert {"summary-thanks", "summary-title-of", "summary-reach"} <= keys
    assert LookAgain(AGREED, None) in decision.orders


@pytest.mark.parametrize("outcome", ["依頼なし", "他をご案内"])
def test_of_whom_nothing_is_awaited_no_paper_is_asked(outcome: str) -> None:
    menu = record_of(taps(held(), outcome)).menu
    assert menu is not None
    assert menu.name == "next_step"


@pytest.mark.parametrize("step", STEPS)
def test_every_step_can_be_chosen_and_said(step: str) -> None:
    at = taps(held(), "検討中", "なし")
    decision = sends(does(does(at, "next_step", step).matter, "by_when", "none").matter)
    assert f"summary-step-{step}" in set(keys_in(told(decision)[0].text))
    assert real_words().plain("ja", Text(f"staff-step-{step}"))


def test_some_of_the_papers_are_ticked_and_a_second_tap_changes_nothing() -> None:
    at = taps(held(), "依頼あり")
    once = does(at, "awaited", "passport").matter
    assert does(once, "awaited", "passport").matter == once
    both = does(once, "awaited", row_of(once, "卒業証明書")).matter
    off = does(both, "awaited", "off_passport").matter
    assert does(off, "awaited", "off_passport").matter == off
    done = does(off, "awaited", row_of(off, "選んだ1点")).matter
    draft = record_of(done).draft
    assert draft is not None
    assert draft.papers == ("graduation",)
    assert does(at, "awaited", "gold").refused == Text("staff-menu-gone")


def test_a_day_on_which_the_office_is_closed_becomes_the_next_open_one() -> None:
    saturday = datetime(2026, 11, 28, 3, tzinfo=UTC)
    at = taps(held(), "依頼あり", "なし")
    menu = record_of(does(at, "next_step", "quote", at=saturday).matter).menu
    assert menu is not None
    assert [row for row, _ in menu.rows] == ["20261207", "20261214", "20261228", "none"]


# --- putting right ----------------------------------------------------------------------------------------------------


def test_a_wrong_tap_is_put_right_before_anything_goes() -> None:
    at = taps(held(), *ALL)
    again = does(at, "summary", "outcome").matter
    fixed = does(again, "ended", "thinking").matter
    record = record_of(fixed)
    assert record.draft is not None
    assert (record.draft.outcome, record.draft.step, record.outcome) == ("thinking", "papers", "thinking")
    assert record.menu is not None
    assert record.menu.name == "summary", "nothing else is asked again"
    assert "think it over" in said(sends(fixed))


def test_a_button_that_sends_what_was_changed_meanwhile_sends_nothing() -> None:
    at = taps(held(), *ALL)
    seen = row_of(at, "お客様に送る")
    changed = does(does(at, "summary", "outcome", SUZUKI).matter, "ended", "thinking", SUZUKI).matter
    decision = does(changed, "summary", seen)
    assert decision.matter == changed
    assert told(decision) == []
    assert decision.refused is not None
    assert (decision.refused.key, decision.refused.args["name"]) == ("staff-record-by", SUZUKI.name)


def test_a_correction_says_that_it_replaces_the_one_before_and_thanks_no_more() -> None:
    first = sends(taps(held(), *ALL)).matter
    opened = does(does(first, "more").matter, "outcome", at=AFTER + timedelta(days=1)).matter
    fixed = does(does(opened, "summary", "next_step").matter, "next_step", "quote").matter
    decision = sends(fixed, later=timedelta(days=1))
    words = said(decision)
    assert words.startswith("🔁 This replaces what we sent you on November 25, 2026")
    assert "Thank you for talking" not in words
    assert "we send you an estimate" in words
    assert len(record_of(decision).wrap_ups) == 1, "of a talk there is one"
    assert record_of(decision).wrap_ups[0].replaces == AFTER.timestamp()


def test_a_draft_that_was_closed_goes_on_where_it_was() -> None:
    at = does(taps(held(), "依頼あり"), "close").matter
    assert record_of(at).menu is None
    offered = [button.action for row in Desk(dialogue()).card(record_of(at), at.bookings).rows for button in row]
    assert f"outcome:{NUMBER}" in offered
    menu = record_of(does(at, "outcome")).menu
    assert menu is not None
    assert menu.name == "awaited"


def test_what_was_recorded_of_a_talk_goes_when_they_did_not_come_after_all() -> None:
    sent = sends(taps(held(), *ALL)).matter
    decision = does(sent, "missed", "7")
    assert record_of(decision).wrap_ups == ()
    assert decision.matter.conversation.agreed == {}
    assert LookAgain(AGREED, None) in decision.orders
    drafted = does(taps(held(), "依頼あり"), "missed", "7")
    assert (record_of(drafted).draft, record_of(drafted).menu) == (None, None)


# --- doubled and strange presses --------------------------------------------------------------------------------------


def test_pressed_twice_nothing_is_sent_twice_and_a_second_person_hears_who_did_it() -> None:
    at = taps(held(), *ALL)
    row = row_of(at, "お客様に送る")
    once = sends(at).matter
    for by in (SATO, SUZUKI):
        again = does(once, "summary", row, by)
        assert (again.matter, told(again), again.recorded) == (once, [], None)
        assert again.refused is not None
        assert (again.refused.key, again.refused.args["name"]) == ("staff-summary-sent-before", SATO.name)
    assert does(matter(), "summary", row).refused == Text("staff-menu-gone")


def test_a_second_press_on_a_part_does_nothing_and_another_person_hears_who_was_faster() -> None:
    at = taps(held(), "依頼あり")
    assert does(at, "ended", "engaged") == Decision(at)
    faster = does(at, "ended", "thinking", SUZUKI)
    assert faster.matter == at
    assert faster.refused is not None
    assert (faster.refused.key, faster.refused.args["name"]) == ("staff-record-by", SATO.name)


@pytest.mark.parametrize(
    ("labels", "act", "row"),
    [(ALL[:2], "awaited", "all"), (ALL[:3], "next_step", "papers"), (ALL, "by_when", "20261202")],
    ids=["papers", "step", "day"],
)
def test_a_second_press_on_what_was_chosen_does_nothing_and_another_person_hears_who_did(
    labels: tuple[str, ...], act: str, row: str
) -> None:
    at = taps(held(), *labels)
    assert does(at, act, row) == Decision(at)
    other = does(at, act, row, SUZUKI)
    assert (other.matter, other.refused and other.refused.key) == (at, "staff-record-by")
    for name in ("awaited", "next_step", "by_when"):
        assert does(matter(TAKEN), name, row).refused == Text("staff-menu-gone"), "nothing is being recorded"


def test_those_ticked_cannot_be_chosen_before_any_is() -> None:
    at = taps(held(), "依頼あり")
    assert does(at, "awaited", "these").refused == Text("staff-menu-gone")
    ticked = does(at, "awaited", "passport").matter
    assert does(ticked, "awaited", "all").refused == Text("staff-menu-gone"), "which the list has no more"


def test_where_no_paper_is_awaited_none_can_be_chosen_anew() -> None:
    menu = record_of(taps(held(), "依頼なし", "書かない")).menu
    assert menu is not None
    assert menu.name == "summary"
    assert {row for row, _ in menu.rows} >= {"outcome", "next_step"}
    assert not {"awaited", "by_when"} & {row for row, _ in menu.rows}


def test_that_they_came_asks_nothing_where_it_is_recorded_already() -> None:
    """From the list, before anybody pressed that the client came."""
    at = does(does(held(TAKEN), "more").matter, "outcome").matter
    for act, row in (("ended", "engaged"), ("awaited", "none"), ("next_step", "none")):
        at = does(at, act, row).matter
    sent = sends(at).matter
    assert [one.talk for one in record_of(sent).wrap_ups] == [7]
    came = does(sent, "came", "7").matter
    assert [booking.state for booking in came.bookings] == [State.KEPT]
    assert (record_of(came).menu, record_of(came).draft) == (None, None)


def test_a_day_that_has_come_before_it_is_sent_is_looked_at_at_once() -> None:
    eight = timedelta(days=8)
    decision = sends(taps(held(), *ALL), later=eight)
    assert LookAgain(AGREED, AFTER + eight) in decision.orders


def test_whoever_may_not_record_another_members_talk_may_not_send_its_summary() -> None:
    at = taps(held(), *ALL)
    press = StaffAct("summary", SUZUKI, row_of(at, "お客様に送る"), rights=Rights(MEMBER, leads=("五十嵐",)))
    decision = Desk(dialogue()).handle(at, press, AFTER)
    assert decision.matter == at
    assert decision.refused is not None
    assert decision.refused.key == "staff-needs-lead"
    # The one with whom the talk was may.
    own = replace(press, by=Member("1", "五十嵐"))
    assert told(Desk(dialogue()).handle(at, own, AFTER))


def test_a_talk_that_was_not_booked_here_is_recorded_from_the_list() -> None:
    at = does(does(matter(TAKEN, taken_by=SATO), "more").matter, "outcome").matter
    at = does(at, "ended", "again").matter
    at = does(at, "awaited", "none").matter
    at = does(at, "next_step", "talk").matter
    decision = sends(does(at, "by_when", "none").matter)
    [order] = told(decision)
    assert {"summary-thanks", "summary-title"} <= set(keys_in(order.text))
    assert record_of(decision).wrap_ups[0].talk == 0
    no_show = does(does(does(matter(TAKEN), "more").matter, "outcome").matter, "ended", "no_show")
    assert (record_of(no_show).outcome, record_of(no_show).draft, record_of(no_show).menu) == ("no_show", None, None)
    assert does(no_show.matter, "ended", "no_show") == Decision(no_show.matter), "pressed twice"


def test_who_cannot_be_written_to_gets_it_later_and_staff_are_told() -> None:
    decision = sends(replace(taps(held(), *ALL), reachable=False))
    keys = [order.text.key for order in decision.orders if isinstance(order, WriteToStaff)]
    assert keys == ["staff-summary-sent", "staff-held-back"]


def test_all_of_it_survives_storage() -> None:
    drafted = record_of(taps(held(), "依頼あり", "点すべて"))
    sent = record_of(sends(taps(held(), *ALL)))
    for record in (drafted, sent):
        assert LeadRecord.from_json(record.to_json()) == record
    old = {name: value for name, value in sent.to_json().items() if name not in ("wrap_ups", "draft")}
    assert LeadRecord.from_json(old).wrap_ups == ()
    # A list that was open when a version came that records more.
    was_open = held(TAKEN, talk(state=State.KEPT), menu=Menu("outcome", (("engaged", Text("staff-ended-engaged")),)))
    assert record_of(does(was_open, "ended", "engaged")).outcome == "engaged"


# --- the thanks -------------------------------------------------------------------------------------------------------


def test_the_summary_stands_for_the_thanks() -> None:
    decision = sends(taps(held(), *ALL), mood=True)
    [order] = told(decision)
    assert "reminder-mood" in {row[0].label.key for row in order.rows}
    assert order.mark == "k/7.3"
    [booking] = decision.matter.bookings
    assert THANKS in booking.reminded
    later = Desk(dialogue()).handle(decision.matter, TalkNears(7), AFTER + timedelta(hours=2))
    assert told(later) == []


def test_after_the_thanks_the_summary_thanks_no_more() -> None:
    thanked = held(NEW, talk(reminded=("day", "hour", "thanks")))
    decision = sends(taps(thanked, *ALL), mood=True)
    [order] = told(decision)
    assert "summary-thanks" not in set(keys_in(order.text))
    assert order.rows == ()


def test_thanks_wait_for_whoever_is_recording_but_not_for_ever() -> None:
    at = taps(held(), "依頼あり")
    due = AFTER + timedelta(hours=1)
    wait = Desk(dialogue()).handle(at, TalkNears(7), due)
    assert told(wait) == []
    [look] = wait.orders
    assert isinstance(look, LookAgain)
    assert (look.kind, look.due) == (TALK, due + timedelta(minutes=30))
    closed = does(at, "close").matter
    assert len(told(Desk(dialogue()).handle(closed, TalkNears(7), due))) == 1
    assert len(told(Desk(dialogue()).handle(at, TalkNears(7), AFTER + timedelta(days=1)))) == 1


# --- the day ----------------------------------------------------------------------------------------------------------


def test_staff_are_reminded_once_as_the_office_opens_on_the_day() -> None:
    decision = sends(taps(held(), *ALL))
    [look] = [order for order in decision.orders if isinstance(order, LookAgain) and order.kind == AGREED]
    assert look.due is not None
    office = dialogue().around.office
    local = look.due.astimezone(office.zone)
    assert (local.date(), local.time()) == (date(2026, 12, 2), office.hours[local.weekday()][0].opens)
    early = Desk(dialogue()).handle(decision.matter, AgreedDay(), look.due - timedelta(hours=2))
    assert early.orders == (look,)
    due = Desk(dialogue()).handle(decision.matter, AgreedDay(), look.due)
    [note] = due.orders
    assert isinstance(note, WriteToStaff)
    assert (note.text.key, note.ring) == ("staff-agreed-day", True)
    assert "パスポート" in real_words().plain("ja", note.text)
    assert Desk(dialogue()).handle(due.matter, AgreedDay(), look.due).orders == ()
    closed = replace(decision.matter, record=replace(record_of(decision), state=DONE))
    assert Desk(dialogue()).handle(closed, AgreedDay(), look.due).orders == ()


def test_the_client_is_reminded_only_of_what_is_theirs_and_where_they_chose_it() -> None:
    decision = sends(taps(held(), *ALL))
    kept = decision.matter.conversation.agreed
    assert (kept["until"], kept["step"]) == ("2026-12-02", "papers")
    assert "summary-remind" in set(keys_in(told(decision)[0].text))
    ours = sends(taps(held(), "依頼あり", "なし", "事務所：見積り", "1週間"))
    assert ours.matter.conversation.agreed == {}
    assert "summary-remind" not in set(keys_in(told(ours)[0].text))
    before = held()
    chose = replace(before, conversation=replace(before.conversation, reminders={ReminderKind.AGREED: "2026-11-24"}))
    looks = [order for order in sends(taps(chose, *ALL)).orders if isinstance(order, LookAgain)]
    assert [look.kind for look in looks] == [AGREED, "profile"]
    assert looks[1].due is not None
    assert looks[1].due.date() == date(2026, 11, 30)
