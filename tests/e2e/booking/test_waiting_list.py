"""Nothing is free, somebody waits, a time becomes free: it is held for one after the other."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from dialogs.booking.booking import State
from tests.e2e.booking.offices import bookings_of, chooses, is_told, with_bookings
from tests.e2e.world import make_world, talk

# One hour on one day: who comes second waits.
FEW = """
[booking]
minutes = { online = 60, office = 60, visit = 60 }
notice_hours = 1
horizon_days = 1
change_until_hours = 1
most_changes = 2
"""
ONE_HOUR = """
[[staff]]
id = "a"
telegram = 900
role = "admin"
names = { ja = "五十嵐", en = "Igarashi" }

[staff.hours]
mon = []
tue = ["13:00-14:00"]
wed = []
thu = []
fri = []
sat = []
sun = []
"""


async def test_a_time_that_becomes_free_is_offered_to_one_after_the_other(tmp_path: Path) -> None:
    office = with_bookings(tmp_path, FEW, ONE_HOUR)
    async with make_world(tmp_path, office=office) as world, world.service() as service:
        maria, ken, ana = world.person(7), world.person(8, "Ken"), world.person(9, "Ana")
        await chooses(world, service, maria)
        await talk(world, service, maria, "[Tue 24 Nov 13:00]", "[Yes, take it]")
        for waits in (ken, ana):
            none = await chooses(world, service, waits)
            assert "no free time" in none.text
            listed = await talk(world, service, waits, "[Put me on the waiting list]")
            assert "You are on the waiting list" in listed.text
        await talk(world, service, maria, "[Cancel it]", "[Yes, cancel it]")
        offered = await talk(world, service, ken)
        assert "A time has become free: Tue, November 24, 2026, 13:00" in offered.text
        assert "A time has become free" not in (await talk(world, service, ana)).text
        # She cannot have it back meanwhile.
        again = await talk(world, service, maria, "/book", "[Online (Google Meet)]")
        assert "no free time" in again.text
        await talk(world, service, ken, "[No, not this one]")
        offered = await talk(world, service, ana)
        assert "A time has become free" in offered.text
        booked = await talk(world, service, ana, "[Yes, take it]")
        assert "It is booked." in booked.text
        assert [b.state for b in await bookings_of(service, ken)] == [State.WAITING]
        assert [b.state for b in await bookings_of(service, ana)] == [State.BOOKED]


async def test_an_offer_that_nobody_takes_goes_to_the_next(tmp_path: Path) -> None:
    office = with_bookings(tmp_path, FEW, ONE_HOUR)
    async with make_world(tmp_path, office=office) as world, world.service() as service:
        maria, ken, ana = world.person(7), world.person(8, "Ken"), world.person(9, "Ana")
        await chooses(world, service, maria)
        await talk(world, service, maria, "[Tue 24 Nov 13:00]", "[Yes, take it]")
        for waits in (ken, ana):
            await chooses(world, service, waits)
            await talk(world, service, waits, "[Put me on the waiting list]")
        await talk(world, service, maria, "[Cancel it]", "[Yes, cancel it]")
        await world.pass_quietly(timedelta(minutes=11))
        await is_told(world, ken, "free for others again")
        await is_told(world, ana, "A time has become free")
        late = await talk(world, service, ken, "[Yes, take it]")
        assert "This has changed since" in late.text
        assert [b.state for b in await bookings_of(service, ken)] == [State.WAITING]


async def test_whose_stay_ends_first_comes_first(tmp_path: Path) -> None:
    office = with_bookings(tmp_path, FEW, ONE_HOUR)
    async with make_world(tmp_path, office=office) as world, world.service() as service:
        maria, ken, ana = world.person(7), world.person(8, "Ken"), world.person(9, "Ana")
        await chooses(world, service, maria)
        await talk(world, service, maria, "[Tue 24 Nov 13:00]", "[Yes, take it]")
        await chooses(world, service, ken)
        await talk(world, service, ken, "[Put me on the waiting list]")
        await chooses(world, service, ana, stay_until="2027-01-15")
        await talk(world, service, ana, "[Put me on the waiting list]")
        await talk(world, service, maria, "[Cancel it]", "[Yes, cancel it]")
        assert "A time has become free" in (await talk(world, service, ana)).text
        assert "A time has become free" not in (await talk(world, service, ken)).text


async def test_nobody_is_woken_for_a_time_that_becomes_free(tmp_path: Path) -> None:
    """At night it is free for whoever is awake; in the morning of those who wait it is looked at again."""
    week = ONE_HOUR.replace("wed = []", 'wed = ["13:00-14:00"]')
    office = with_bookings(tmp_path, FEW, week)
    async with make_world(tmp_path, office=office) as world, world.service() as service:
        maria, ken = world.person(7), world.person(8, "Ken")
        await chooses(world, service, maria)
        await talk(world, service, maria, "[Wed 25 Nov 13:00]", "[Yes, take it]")
        other = world.person(9, "Ana")
        await chooses(world, service, other)
        await talk(world, service, other, "[Tue 24 Nov 13:00]", "[Yes, take it]")
        await chooses(world, service, ken)
        await talk(world, service, ken, "[Put me on the waiting list]")
        await world.pass_quietly(timedelta(hours=12))
        await talk(world, service, maria, "/book", "[Cancel it]", "[Yes, cancel it]")
        assert "A time has become free" not in (await talk(world, service, ken)).text
        await world.pass_quietly(timedelta(hours=10, minutes=5))
        await is_told(world, ken, "A time has become free: Wed, November 25")
