"""Times that staff propose: kept for the client until they answer, and for nobody longer than that."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.run import Runner
from dialogs.booking.booking import State
from tests.e2e.booking.offices import (
    RULE,
    STAFF,
    WEEKENDS,
    bookings_of,
    card_of,
    chooses,
    is_told,
    staff_press,
    with_bookings,
)
from tests.e2e.world import World, make_world, talk
from tests.telegram import FakeMessage, FakeUser


async def propose(world: World, service: Runner, count: int = 3) -> None:
    """A member of staff proposes the first times that are laid out."""
    await staff_press(world, service, "別の時間を提案")
    for _ in range(count):
        await staff_press(world, service, "⬜")
    await staff_press(world, service, "お客様に送る")


async def proposed_to(world: World, service: Runner, person: FakeUser) -> FakeMessage:
    """The message with the times."""
    await world.settled(service)
    return next(m for m in reversed(person.messages(world.client)) if "proposes another time" in m.text)


def _labels(message: FakeMessage) -> list[str]:
    return [label for row in message.buttons for label, _ in row]


async def test_what_is_proposed_says_until_when_it_is_kept_and_one_tap_takes_it(tmp_path: Path) -> None:
    async with make_world(tmp_path, office=with_bookings(tmp_path)) as world, world.service() as service:
        maria = world.person(7)
        await chooses(world, service, maria)
        await talk(world, service, maria, "Friday 10am", "[Fri 27 Nov 10:00]", "[Yes, take it]")
        await propose(world, service)
        told = await proposed_to(world, service, maria)
        assert _labels(told)[-2:] == ["None of these suits me", "What I have booked"]
        assert "we keep them for you until Thu, November 26, 2026, 10:00" in told.text
        assert "提案中：" in card_of(world).text
        starts = {start for booking in await bookings_of(service, maria) for start in booking.proposed}
        assert len(starts) == 3
        label = _labels(told)[1]
        await talk(world, service, maria, f"[{label}]")
        [booking] = await bookings_of(service, maria)
        assert (booking.state, booking.proposed_cells, booking.moves) == (State.BOOKED, (), 0)
        assert booking.start in starts


async def test_a_client_is_not_offered_what_is_kept_for_another_and_is_once_it_was_answered(tmp_path: Path) -> None:
    rule = RULE.replace("notice_hours = 24", "notice_hours = 1")
    async with make_world(tmp_path, office=with_bookings(tmp_path, rule, STAFF)) as world, world.service() as service:
        maria, ken = world.person(7), world.person(8, "Ken")
        await chooses(world, service, maria)
        await talk(world, service, maria, "Friday 10am", "[Fri 27 Nov 10:00]", "[Yes, take it]")
        await propose(world, service)
        await chooses(world, service, ken)
        told = await proposed_to(world, service, maria)
        kept = _labels(told)[0]
        day, _, _, clock = kept.split()
        wish = f"{day} {clock}"
        assert kept not in _labels(await talk(world, service, ken, wish))
        none = await talk(world, service, maria, "[None of these suits me]")
        assert "We have told the office that none of these times suits you." in none.text
        assert any("いずれもお客様のご都合がつきません" in m.text for m in world.group.messages())
        assert "提案中" not in card_of(world).text
        assert kept in _labels(await talk(world, service, ken, wish))
        [booking] = await bookings_of(service, maria)
        assert (booking.state, booking.proposed, len(booking.owned)) == (State.BOOKED, (), 12)


async def test_what_is_not_answered_is_free_again_and_both_hear_of_it(tmp_path: Path) -> None:
    office = with_bookings(tmp_path, RULE + "request_hours = 5\n", STAFF)
    async with make_world(tmp_path, office=office) as world, world.service() as service:
        maria = world.person(7)
        await chooses(world, service, maria)
        await talk(world, service, maria, "Friday 10am", "[Fri 27 Nov 10:00]", "[Yes, take it]")
        await propose(world, service)
        told = await proposed_to(world, service, maria)
        await world.pass_quietly(timedelta(hours=5, minutes=1))
        await is_told(world, maria, "are free for others again. What you have stays as it is: Fri")
        await world.fake.wait_for(lambda: any("確保を解きました" in m.text for m in world.group.messages()))
        [booking] = await bookings_of(service, maria)
        assert (booking.state, booking.proposed_cells) == (State.BOOKED, ())
        late = await talk(world, service, maria, f"[{_labels(told)[0]}]")
        assert "This has changed since" in late.text


async def test_staff_take_a_proposal_back(tmp_path: Path) -> None:
    office = with_bookings(tmp_path, RULE, WEEKENDS, STAFF)
    async with make_world(tmp_path, office=office) as world, world.service() as service:
        maria = world.person(7)
        await chooses(world, service, maria)
        await talk(world, service, maria, "Saturday", "[Sat 28 Nov 10:00]", "[Yes, take it]")
        await propose(world, service, 1)
        await staff_press(world, service, "その他")
        await staff_press(world, service, "提案を取り下げる")
        await is_told(world, maria, "has taken back the other times it proposed. What you have stays as it is: Sat")
        [booking] = await bookings_of(service, maria)
        assert (booking.state, booking.proposed_cells) == (State.REQUESTED, ())
        assert "提案を取り下げる" not in _labels(card_of(world))


async def test_three_rounds_of_counter_offers_and_a_tap(tmp_path: Path) -> None:
    """None suits, none suits, one does: each round frees what the one before it kept."""
    office = with_bookings(tmp_path, RULE, WEEKENDS, STAFF)
    async with make_world(tmp_path, office=office) as world, world.service() as service:
        maria = world.person(7)
        await chooses(world, service, maria)
        await talk(world, service, maria, "Saturday", "[Sat 28 Nov 10:00]", "[Yes, take it]")
        for _ in range(2):
            await propose(world, service)
            await talk(world, service, maria, "[None of these suits me]")
            [booking] = await bookings_of(service, maria)
            assert (booking.state, booking.proposed_cells) == (State.REQUESTED, ())
        await propose(world, service)
        told = await proposed_to(world, service, maria)
        booked = await talk(world, service, maria, f"[{_labels(told)[2]}]")
        assert "It is booked." in booked.text
        [booking] = await bookings_of(service, maria)
        assert (booking.state, booking.rounds, len(booking.owned)) == (State.BOOKED, 3, 12)


async def test_what_somebody_took_meanwhile_is_not_proposed(tmp_path: Path) -> None:
    rule = RULE.replace("notice_hours = 24", "notice_hours = 1")
    async with make_world(tmp_path, office=with_bookings(tmp_path, rule, STAFF)) as world, world.service() as service:
        maria, ken = world.person(7), world.person(8, "Ken")
        await chooses(world, service, maria)
        await talk(world, service, maria, "Friday 10am", "[Fri 27 Nov 10:00]", "[Yes, take it]")
        await staff_press(world, service, "別の時間を提案")
        await staff_press(world, service, "⬜")
        [booking] = await bookings_of(service, maria)
        ticked = datetime.fromtimestamp(booking.ticked[0], ZoneInfo("Asia/Tokyo"))
        await chooses(world, service, ken)
        await talk(world, service, ken, f"{ticked:%A %H:%M}", f"[{ticked:%a %d %b %H:%M}]", "[Yes, take it]")
        send = next(
            (m, str(data))
            for m in reversed(world.group.messages())
            for row in m.buttons
            for label, data in row
            if label == "お客様に送る"
        )
        await world.group.press(world.office, world.staff, *send)
        await world.settled(service)
        assert "もう空いていません" in str(world.fake.calls_of("answerCallbackQuery")[-1].params.get("text"))
        booking = (await bookings_of(service, maria))[0]
        assert (booking.proposed, booking.ticked) == ((), ())
