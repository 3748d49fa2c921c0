"""What people complain of in other booking systems, each with the tests that would fail if we did the same.

How the list is read, `tests/e2e/complaints.py` says; numbers are those of public threads.

- Two people get one slot (calcom/cal.diy#13397 #5820 #28151, alextselegidis/easyappointments#31 #845 #1783,
  LibreBooking/librebooking#147):
  `tests/storage/test_race.py::test_of_two_hundred_people_in_four_processes_one_has_the_slot`,
  `test_in_one_process_as_well`, `test_booking.py::test_two_people_and_one_slot`.
- Two requests for one time are both approved, and approving twice books twice (cal.diy#10789 #29958,
  SergeyMosin/Appointments#689): `test_of_two_requests_for_one_time_only_one_can_be_made`,
  `test_booking.py::test_a_request_is_approved_once`,
  `tests/dialogs/booking/test_policy.py::test_approving_twice_changes_nothing_and_says_why`.
- Whoever comes too late with a request starts over (cal.diy#15813):
  `test_of_two_requests_for_one_time_only_one_can_be_made`,
  `test_booking.py::test_a_refused_time_is_told_kindly_with_the_next_three`.
- One person blocks every time with requests (cal.diy#2550): `test_one_person_has_one_open_request`,
  `tests/dialogs/booking/test_policy.py::test_one_talk_ahead_and_one_open_request_a_person`.
- Requests never expire (thunderbird/appointment#164):
  `test_a_request_that_nobody_answers_expires_with_a_word_to_both`,
  `tests/dialogs/booking/test_policy.py::test_a_request_ends_with_its_start_at_the_latest`.
- Times are wrong around a change of clocks (cal.diy#10517 #6217, lukevella/rallly#22 #1789 #2467):
  `test_a_move_across_the_day_clocks_change_shows_both_clocks`,
  `tests/dialogs/booking/test_slots.py::test_around_a_change_the_starts_are_those_that_the_clock_on_the_wall_shows`,
  `test_a_start_that_the_clock_skips_is_not_offered_and_one_that_comes_twice_is_offered_once`,
  `tests/dialogs/booking/test_shown.py::test_both_clocks_show_the_moment_around_a_change_of_either`.
- Notice ends an hour off on the day of a change (cal.diy#12137):
  `tests/dialogs/booking/test_slots.py::test_notice_ends_after_its_hours_on_the_day_of_a_change_too`,
  `tests/dialogs/booking/test_policy.py::test_the_limit_of_changes_is_counted_in_real_hours_where_clocks_change`.
- Hours are shown as 7:00 where 19:00 is meant, since they are counted to 12 (cal.diy#30021):
  `tests/dialogs/booking/test_shown.py::test_hours_are_counted_to_24_in_every_language`.
- Reminders come of a talk that was cancelled or moved (cal.diy#6973 #7225 #6905 #10166):
  `tests/e2e/reminders/test_talks.py::test_a_cancelled_and_a_moved_talk_remind_of_nothing_that_is_gone`,
  `tests/dialogs/reminding/test_talks.py::test_what_does_not_stand_reminds_of_nothing`,
  `test_another_time_is_spoken_of_anew_and_what_was_said_of_the_old_one_is_gone`.
- Appointments that come again are missed as busy (cal.diy#18060 #8070 #1588):
  `tests/calendars/test_events.py::test_a_recurring_appointment_is_busy_each_time`,
  `test_exceptions_and_moved_instances_of_a_series_are_where_they_are`.
- Whole days are missed as busy (cal.diy#624, lukevella/rallly#22 #1789 #2467):
  `tests/calendars/test_events.py::test_whole_days_are_busy_from_midnight_to_midnight_at_the_office`,
  `test_a_whole_day_on_which_clocks_change_is_as_long_as_it_is`.
- All calendars but the first are missed (cal.diy#28686):
  `tests/calendars/test_book.py::test_whoever_has_several_calendars_is_busy_in_each`,
  `tests/calendars/test_events.py::test_busy_in_any_of_several_calendars`,
  `tests/calendars/test_caldav_source.py::test_what_stands_in_the_stretch_is_read_of_all_or_of_one`.
- Appointments marked as free block the time (cal.diy#2236, in the list #3457):
  `tests/calendars/test_events.py::test_what_is_marked_as_free_blocks_nothing`.
- Own copies are doubled or deleted at the next sync (easyappointments#1702 #1757):
  `tests/calendars/test_events.py::test_our_own_entries_do_not_count`,
  `tests/calendars/keeping/test_keeping.py::test_a_death_at_any_step_leaves_no_entry_twice`,
  `test_what_staff_added_stays_when_the_talk_moves`.
- The time of an appointment is taken as UTC (easyappointments#1626 #1572):
  `tests/calendars/test_events.py::test_a_time_is_the_moment_its_zone_says_and_never_taken_as_utc`.
- A slow or dead calendar server takes the page down (cal.diy#479 #2786, in the list #3457):
  `test_calendars.py::test_the_chat_never_waits_for_a_calendar`, `test_a_calendar_down_for_an_afternoon`,
  `tests/calendars/test_by_address.py::test_a_slow_server_is_given_up`.
- A talk is moved late, and again and again (cal.diy#10776 #15647 #2546):
  `test_moves_end_after_so_many_and_staff_are_not_bound`,
  `tests/dialogs/booking/test_policy.py::test_moves_and_cancellations_end_so_many_hours_before`.
- Notice also binds the host (cal.diy#18980): `test_moves_end_after_so_many_and_staff_are_not_bound`,
  `tests/dialogs/booking/test_slots.py::test_notice_binds_clients_and_not_staff`.
- Notice reaches beyond the horizon, and nobody says why nothing is offered (cal.diy#9915):
  `tests/bot/test_office_profile.py::test_a_notice_beyond_the_horizon_is_refused_by_both_names`.
- A buffer is respected on the page and not at booking (cal.diy#14868, in PR#14871):
  `tests/dialogs/booking/test_slots.py::test_a_buffer_is_respected_at_booking_as_it_is_on_the_page`,
  `tests/dialogs/booking/test_policy.py::test_a_hold_owns_the_cells_that_the_page_counted_with_the_buffers`.
- A change of staff leaves the old entry in the calendar (cal.diy#11547):
  `tests/calendars/keeping/test_keeping.py::test_a_change_of_staff_takes_the_entry_along`.
- A move silently changes staff (cal.diy#14755): `test_a_move_keeps_the_member_of_staff`,
  `tests/dialogs/booking/test_slots.py::test_a_moved_booking_stays_with_the_same_member`.
- A move that is declined cancels the talk, and leaves the entry in the client's calendar (Tymeslot/tymeslot#111):
  `test_a_declined_move_leaves_the_booking_standing`,
  `test_entries.py::test_what_is_held_or_asked_for_is_in_no_calendar`.
- Links exist only through somebody's account elsewhere (cal.diy#6180 #5310 #11573, fazer-ai/agents#32):
  `test_rooms.py::test_staff_type_the_link_in_the_topic_and_the_client_has_it`,
  `test_two_talks_never_share_a_room_within_the_buffer`,
  `tests/dialogs/booking/test_rooms.py::test_the_member_s_own_room_comes_first_then_one_of_the_pool_then_one_made_for_it`.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from dialogs.booking.booking import State
from tests.e2e.booking.offices import (
    RULE,
    STAFF,
    WEEKENDS,
    bookings_of,
    card_of,
    chooses,
    is_told,
    sends_the_card,
    staff_press,
    with_bookings,
)
from tests.e2e.booking.test_entries import entries
from tests.e2e.complaints import faults
from tests.e2e.world import make_world, talk


def test_each_complaint_has_its_tests() -> None:
    assert faults(__doc__ or "", Path(__file__)) == []


async def test_a_request_that_nobody_answers_expires_with_a_word_to_both(tmp_path: Path) -> None:
    """Requests awaiting approval never expire."""
    office = with_bookings(tmp_path, RULE + "request_hours = 5\n", WEEKENDS, STAFF)
    async with make_world(tmp_path, office=office) as world, world.service() as service:
        maria = world.person(7)
        await chooses(world, service, maria)
        await talk(world, service, maria, "Saturday", "[Sat 28 Nov 10:00]", "[Yes, take it]")
        await world.pass_quietly(timedelta(hours=5, minutes=2))
        await is_told(world, maria, "nobody at the office could answer in time")
        await world.fake.wait_for(lambda: any("返事がないまま" in m.text for m in world.group.messages()))
        [booking] = await bookings_of(service, maria)
        assert booking.state is State.EXPIRED
        # The times near to it are one tap away.
        told = next(m for m in reversed(maria.messages(world.client)) if "in time" in m.text)
        label = told.buttons[0][0][0]
        held = await talk(world, service, maria, f"[{label}]")
        assert "Take it?" in held.text


async def test_of_two_requests_for_one_time_only_one_can_be_made(tmp_path: Path) -> None:
    """Both get approved; the loser has to start over."""
    office = with_bookings(tmp_path, RULE, WEEKENDS, STAFF)
    async with make_world(tmp_path, office=office) as world, world.service() as service:
        maria, ken = world.person(7), world.person(8, "Ken")
        for person in (maria, ken):
            await chooses(world, service, person)
            await talk(world, service, person, "Saturday")
        await talk(world, service, maria, "[Sat 28 Nov 10:00]", "[Yes, take it]")
        late = await talk(world, service, ken, "[Sat 28 Nov 10:00]")
        assert "just been taken" in late.text
        assert any("Sat 28 Nov 11:00" in label for row in late.buttons for label, _ in row)


async def test_one_person_has_one_open_request(tmp_path: Path) -> None:
    """One person blocks everything."""
    office = with_bookings(tmp_path, RULE, WEEKENDS, STAFF)
    async with make_world(tmp_path, office=office) as world, world.service() as service:
        maria = world.person(7)
        await chooses(world, service, maria)
        await talk(world, service, maria, "Saturday", "[Sat 28 Nov 10:00]", "[Yes, take it]")
        shown = await talk(world, service, maria, "/book")
        assert "You have asked for" in shown.text
        assert [label for row in shown.buttons for label, _ in row] == ["Take the request back", "Close"]


async def test_a_declined_move_leaves_the_booking_standing(tmp_path: Path) -> None:
    """A declined move cancels the talk, or leaves another time in the client's calendar."""
    office = with_bookings(tmp_path, RULE, WEEKENDS, STAFF)
    async with make_world(tmp_path, office=office) as world, world.service() as service:
        maria = world.person(7)
        await chooses(world, service, maria)
        await talk(world, service, maria, "Friday 10am", "[Fri 27 Nov 10:00]", "[Yes, take it]")
        await talk(world, service, maria, "[Move it]", "Saturday", "[Sat 28 Nov 10:00]")
        asked = await talk(world, service, maria, "[Yes, take it]")
        assert "your present time stands: Fri, November 27, 2026, 10:00" in asked.text
        assert "変更希望" in card_of(world).text
        await staff_press(world, service, "この時間は不可")
        await is_told(world, maria, "Your present time stands: Fri, November 27, 2026, 10:00")
        states = [booking.state for booking in await bookings_of(service, maria)]
        assert states == [State.BOOKED, State.DECLINED]
        [(_, entry)] = entries(world, maria)
        assert (entry.status.value, f"{entry.dtstart.value:%d %H:%M}") == ("CONFIRMED", "27 01:00")


async def test_moves_end_after_so_many_and_staff_are_not_bound(tmp_path: Path) -> None:
    """Late moves without end; notice that also binds the host."""
    office = with_bookings(tmp_path, RULE.replace("most_changes = 2", "most_changes = 1"), STAFF)
    async with make_world(tmp_path, office=office) as world, world.service() as service:
        maria = world.person(7)
        await chooses(world, service, maria)
        held = await talk(world, service, maria, "Friday 10am", "[Fri 27 Nov 10:00]")
        assert "until 24 hours before it begins, and move it once" in held.text
        await talk(world, service, maria, "[Yes, take it]", "[Move it]", "Friday 11am", "[Fri 27 Nov 11:00]")
        moved = await talk(world, service, maria, "[Yes, take it]")
        assert "has been changed once already" in moved.text
        assert "Move it" not in [label for row in moved.buttons for label, _ in row]
        await staff_press(world, service, "時間を変える")
        await staff_press(world, service, "11月24日(火)")
        await is_told(world, maria, "The office has moved your consultation")


async def test_a_move_keeps_the_member_of_staff(tmp_path: Path) -> None:
    """A move silently changes staff."""
    second = STAFF.replace('id = "a"', 'id = "b"').replace("900", "901")
    office = with_bookings(tmp_path, RULE, STAFF, second)
    async with make_world(tmp_path, office=office) as world, world.service() as service:
        maria, ken = world.person(7), world.person(8, "Ken")
        for person in (maria, ken):
            await chooses(world, service, person)
            await talk(world, service, person, "Friday 10am", "[Fri 27 Nov 10:00]", "[Yes, take it]")
        [hers], [his] = await bookings_of(service, maria), await bookings_of(service, ken)
        assert (hers.staff, his.staff) == ("a", "b")
        await talk(world, service, ken, "[Move it]", "Friday 1pm", "[Fri 27 Nov 13:00]", "[Yes, take it]")
        assert (await bookings_of(service, ken))[0].staff == "b"


async def test_a_move_across_the_day_clocks_change_shows_both_clocks(tmp_path: Path) -> None:
    """New York puts its clocks on in the night before 14 March 2027: the same hour there is another one in Japan."""
    office = with_bookings(tmp_path)
    async with make_world(tmp_path, office=office) as world, world.service() as service:
        # The fake's people write in the same moment: 10:00 on Thursday 11 March in Japan.
        world.clock.advance(datetime(2027, 3, 11, 1, tzinfo=UTC) - world.clock())
        maria = world.person(7)
        await sends_the_card(world, service, maria, residence="a:abroad", lives_in="New York")
        await talk(world, service, maria, "[Online (Google Meet)]", "March 11 after 7pm")
        held = await talk(world, service, maria, "[Thu 11 Mar 20:00]")
        assert "Thu, March 11, 2027, 20:00 (your time), that is Fri, March 12, 2027, 10:00 (Japan time)" in held.text
        await talk(world, service, maria, "[Yes, take it]")
        await talk(world, service, maria, "[Move it]", "March 15 after 8pm")
        held = await talk(world, service, maria, "[Mon 15 Mar 20:00]")
        assert "Mon, March 15, 2027, 20:00 (your time), that is Tue, March 16, 2027, 09:00 (Japan time)" in held.text
        await talk(world, service, maria, "[Yes, take it]")
        assert "2027年3月16日(火)9:00" in card_of(world).text or "2027年3月16日(火)09:00" in card_of(world).text
