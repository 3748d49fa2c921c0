"""Booking in the chat: what the client presses is what staff see, and what stands."""

from __future__ import annotations

from datetime import timedelta
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


async def test_a_time_is_booked_right_after_the_card_and_staff_see_it(tmp_path: Path) -> None:
    async with make_world(tmp_path, office=with_bookings(tmp_path)) as world, world.service() as service:
        maria = world.person(7)
        shown = await sends_the_card(world, service, maria)
        assert "has your request" in shown.text
        assert "How would you like to talk" in shown.text
        shown = await talk(world, service, maria, "[Online (Google Meet)]")
        assert "When would suit you?" in shown.text
        assert [label for row in shown.buttons for label, _ in row][:3] == [
            "Wed 25 Nov 10:00",
            "Wed 25 Nov 10:30",
            "Wed 25 Nov 11:00",
        ]
        held = await talk(world, service, maria, "[Wed 25 Nov 10:30]")
        assert "We keep this time for you" in held.text
        [booking] = await bookings_of(service, maria)
        assert booking.state is State.HELD
        assert "🗓" not in card_of(world).text
        booked = await talk(world, service, maria, "[Yes, take it]")
        assert "It is booked." in booked.text
        assert "Wed, November 25, 2026, 10:30 (Japan time)" in booked.text
        [booking] = await bookings_of(service, maria)
        assert (booking.state, booking.until) == (State.BOOKED, None)
        lines = card_of(world).text.split("\n")
        assert any("2026年11月25日(水)10:30" in line and "予約済み" in line for line in lines[:6]), lines
        assert any("予約が入りました" in message.text for message in world.group.messages())


async def test_two_people_and_one_slot(tmp_path: Path) -> None:
    """Of two who see the same time one has it, and the other is offered the nearest."""
    async with make_world(tmp_path, office=with_bookings(tmp_path)) as world, world.service() as service:
        maria, ken = world.person(7), world.person(8, "Ken")
        for person in (maria, ken):
            await chooses(world, service, person)
        await talk(world, service, maria, "[Wed 25 Nov 10:30]")
        late = await talk(world, service, ken, "[Wed 25 Nov 10:30]")
        assert "just been taken" in late.text
        assert [label for row in late.buttons for label, _ in row][:3] == [
            "Wed 25 Nov 11:30",
            "Wed 25 Nov 12:00",
            "Wed 25 Nov 12:30",
        ]
        assert await bookings_of(service, ken) == ()
        await talk(world, service, maria, "[Yes, take it]")
        await talk(world, service, ken, "[Wed 25 Nov 11:30]", "[Yes, take it]")
        [hers], [his] = await bookings_of(service, maria), await bookings_of(service, ken)
        assert hers.cells is not None
        assert his.cells is not None
        assert hers.cells[1] <= his.cells[0]


async def test_a_request_is_approved_once(tmp_path: Path) -> None:
    office = with_bookings(tmp_path, RULE, WEEKENDS, STAFF)
    async with make_world(tmp_path, office=office) as world, world.service() as service:
        maria = world.person(7)
        await chooses(world, service, maria)
        await talk(world, service, maria, "Saturday 10am")
        held = await talk(world, service, maria, "[Sat 28 Nov 10:00]")
        assert "must approve" in held.text
        await talk(world, service, maria, "[Yes, take it]")
        [booking] = await bookings_of(service, maria)
        assert booking.state is State.REQUESTED
        assert "承認待ち" in card_of(world).text
        old = card_of(world)
        approve = next(str(data) for row in old.buttons for label, data in row if label == "承認")
        await staff_press(world, service, "承認")
        [booking] = await bookings_of(service, maria)
        assert booking.state is State.BOOKED
        told = await talk(world, service, maria)
        assert "approved your time" in told.text
        await world.group.press(world.office, world.staff, card_of(world), approve)
        await world.settled(service)
        assert "承認されています" in str(world.fake.calls_of("answerCallbackQuery")[-1].params.get("text"))
        assert len(await bookings_of(service, maria)) == 1


async def test_a_request_that_ends_at_night_is_told_in_the_morning_also_by_who_starts_at_night(tmp_path: Path) -> None:
    """Its time is free, and staff see it, at once."""
    office = with_bookings(tmp_path, RULE + "request_hours = 5\n", WEEKENDS, STAFF)
    async with make_world(tmp_path, office=office) as world:
        maria = world.person(7)
        async with world.service() as service:
            await chooses(world, service, maria)
            await talk(world, service, maria, "Saturday", "[Sat 28 Nov 10:00]", "[Yes, take it]")
        # Nothing runs when it ends in the afternoon; at one in the night somebody starts it.
        world.clock.advance(timedelta(hours=15))
        async with world.service() as service:
            await world.fake.wait_for(lambda: any("返事がないまま" in m.text for m in world.group.messages()))
            [booking] = await bookings_of(service, maria)
            assert booking.state is State.EXPIRED
            await world.pass_quietly(timedelta(hours=6), surely=True)
            assert not any("in time" in message.text for message in maria.messages(world.client))
            await world.pass_quietly(timedelta(hours=1))
            await is_told(world, maria, "nobody at the office could answer in time")
            told = maria.messages(world.client)[-1]
            held = await talk(world, service, maria, f"[{told.buttons[0][0][0]}]")
            assert "Take it?" in held.text


async def test_a_request_three_counter_offers_and_a_tap(tmp_path: Path) -> None:
    office = with_bookings(tmp_path, RULE, WEEKENDS, STAFF)
    async with make_world(tmp_path, office=office) as world, world.service() as service:
        maria = world.person(7)
        await chooses(world, service, maria)
        await talk(world, service, maria, "Saturday", "[Sat 28 Nov 10:00]", "[Yes, take it]")
        await staff_press(world, service, "別の時間を提案")
        for _ in range(3):
            await staff_press(world, service, "⬜")
        await staff_press(world, service, "お客様に送る")
        offered = await talk(world, service, maria)
        assert "The office proposes another time" in offered.text
        labels = [label for row in offered.buttons for label, _ in row]
        assert len(labels) == 5
        booked = await talk(world, service, maria, f"[{labels[1]}]")
        assert "It is booked." in booked.text
        [booking] = await bookings_of(service, maria)
        assert (booking.state, booking.proposed, booking.moves) == (State.BOOKED, (), 0)
        assert "予約済み" in card_of(world).text


async def test_a_booking_is_moved_and_cancelled(tmp_path: Path) -> None:
    async with make_world(tmp_path, office=with_bookings(tmp_path)) as world, world.service() as service:
        maria = world.person(7)
        await chooses(world, service, maria)
        await talk(world, service, maria, "Friday 10am", "[Fri 27 Nov 10:00]", "[Yes, take it]")
        await talk(world, service, maria, "[Move it]", "Friday 10:30")
        confirm = await talk(world, service, maria, "[Fri 27 Nov 10:30]")
        assert "It takes the place of" in confirm.text
        moved = await talk(world, service, maria, "[Yes, take it]")
        assert "It has been moved." in moved.text
        booking = (await bookings_of(service, maria))[0]
        assert (booking.state, booking.moves, booking.sequence) == (State.BOOKED, 1, 2)
        assert any("予約が変わりました" in message.text for message in world.group.messages())
        await talk(world, service, maria, "[Cancel it]")
        gone = await talk(world, service, maria, "[Yes, cancel it]")
        assert "It is cancelled." in gone.text
        assert not [kept for kept in await bookings_of(service, maria) if kept.occupies]
        assert any("取り消しました" in message.text for message in world.group.messages())


async def test_staff_move_and_cancel_without_limits(tmp_path: Path) -> None:
    async with make_world(tmp_path, office=with_bookings(tmp_path)) as world, world.service() as service:
        maria = world.person(7)
        await chooses(world, service, maria)
        await talk(world, service, maria, "[Wed 25 Nov 10:30]", "[Yes, take it]")
        await staff_press(world, service, "時間を変える")
        await staff_press(world, service, "11月24日(火)")
        told = await talk(world, service, maria)
        assert "has moved your consultation" in told.text
        [booking] = await bookings_of(service, maria)
        assert (booking.state, booking.moves) == (State.BOOKED, 0)
        await staff_press(world, service, "予約を取り消す")
        await staff_press(world, service, "本当に取り消す")
        told = await talk(world, service, maria)
        assert "had to cancel" in told.text
        [booking] = await bookings_of(service, maria)
        assert booking.state is State.CANCELLED


async def test_a_refused_time_is_told_kindly_with_the_next_three(tmp_path: Path) -> None:
    office = with_bookings(tmp_path, RULE, WEEKENDS, STAFF)
    async with make_world(tmp_path, office=office) as world, world.service() as service:
        maria = world.person(7)
        await chooses(world, service, maria)
        await talk(world, service, maria, "Saturday", "[Sat 28 Nov 10:00]", "[Yes, take it]")
        await staff_press(world, service, "この時間は不可")
        told = await talk(world, service, maria)
        assert "We are sorry" in told.text
        labels = [label for row in told.buttons for label, _ in row]
        assert len(labels) == 4
        confirm = await talk(world, service, maria, f"[{labels[0]}]")
        assert "Take it?" in confirm.text
