"""What people complain of in other booking systems, each as a test of ours."""

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
from tests.e2e.world import make_world, talk


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
    """A declined move cancels the talk."""
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
        assert "has been moved once already" in moved.text
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
