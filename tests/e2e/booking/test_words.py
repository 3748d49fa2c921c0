"""What people type once they have booked is understood, asked once more, and reaches staff where they should know."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from dialogs.booking.booking import State
from tests.e2e.booking.offices import bookings_of, chooses, with_bookings
from tests.e2e.reminders.test_talks import nothing_is_due
from tests.e2e.world import World, make_world, talk


def _staff_read(world: World, words: str) -> bool:
    return any(words in message.text for message in world.group.messages())


async def test_words_about_a_booking_show_it_and_do_nothing_by_themselves(tmp_path: Path) -> None:
    async with make_world(tmp_path, office=with_bookings(tmp_path)) as world, world.service() as service:
        maria = world.person(7)
        await chooses(world, service, maria)
        nothing = await talk(world, service, maria, "Cancel my appointment")
        assert "Really cancel?" not in nothing.text
        await talk(world, service, maria, "Friday 10am", "[Fri 27 Nov 10:00]", "[Yes, take it]", "[Close]")
        shown = await talk(world, service, maria, "When is my appointment?")
        assert "Your consultation: Fri, November 27, 2026, 10:00" in shown.text
        asked = await talk(world, service, maria, "Please cancel my appointment.")
        assert "Really cancel?" in asked.text
        assert [b.state for b in await bookings_of(service, maria)] == [State.BOOKED]
        await talk(world, service, maria, "[No, keep it]", "[Close]")
        moves = await talk(world, service, maria, "Can we reschedule?")
        assert "Choose another time; until then this one stands." in moves.text
        # Who went on choosing and means something else still has what is booked.
        again = await talk(world, service, maria, "cancel my appointment")
        assert "Really cancel?" in again.text
        monday = await talk(world, service, maria, "[No, keep it]", "can we move it to Monday?")
        assert "until then this one stands." in monday.text
        times = [label for row in monday.buttons for label, _ in row if " Nov " in label or " Dec " in label]
        assert times
        assert all(label.startswith("Mon ") for label in times)
        assert not _staff_read(world, "Monday")
        kept = await talk(world, service, maria, "[Close]", "Sorry, I can't make it")
        assert [label for row in kept.buttons for label, _ in row] == ["Move it", "Cancel it", "Close"]
        assert _staff_read(world, "Sorry, I can't make it")
        await talk(world, service, maria, "[Cancel it]", "yes, cancel it")
        assert [b.state for b in await bookings_of(service, maria)] == [State.CANCELLED]


async def test_whoever_is_late_tells_the_office_and_hears_nothing_of_pensions(tmp_path: Path) -> None:
    async with make_world(tmp_path, office=with_bookings(tmp_path)) as world, world.service() as service:
        maria = world.person(7)
        await chooses(world, service, maria)
        await talk(world, service, maria, "[Wed 25 Nov 10:30]", "[Yes, take it]", "[Close]")
        early = await talk(world, service, maria, "I'm 10 minutes late")
        assert "Thank you for telling us." not in early.text
        for _ in range(3):
            await world.pass_quietly(timedelta(hours=8, minutes=8))
        # The reminder of the day before is there when they write.
        await nothing_is_due(world, service)
        late = await talk(world, service, maria, "Sorry, I'm running late")
        assert "Thank you for telling us." in late.text
        assert "pension" not in late.text
        assert _staff_read(world, "Sorry, I'm running late")
        too_late = await talk(world, service, maria, "I need to cancel")
        assert "Really cancel?" not in too_late.text
        assert "until 24 hours before it begins" in too_late.text
        assert _staff_read(world, "I need to cancel")
