"""After a talk: who came, who did not, and what that means for the next time."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from bot.run import Runner
from bot.turns.apply import Batch
from bot.turns.ledger import Call
from dialogs.booking.booking import State
from tests.e2e import peek
from tests.e2e.booking.offices import RULE, STAFF, bookings_of, card_of, chooses, is_told, staff_press, with_bookings
from tests.e2e.world import World, make_world, talk
from tests.telegram import FakeUser


async def _has_talked(world: World, service: Runner, person: FakeUser, label: str = "Wed 25 Nov 10:30") -> None:
    """Book a time, and let it go by."""
    await talk(world, service, person, f"[{label}]", "[Yes, take it]")
    for _ in range(3):
        await world.pass_quietly(timedelta(hours=8, minutes=40))
    await world.fake.wait_for(lambda: "来られましたか" in card_of(world).text)
    await world.settled(service)


def _labels(world: World) -> list[str]:
    return [label for row in card_of(world).buttons for label, _ in row]


async def test_after_a_talk_the_card_asks_whether_they_came(tmp_path: Path) -> None:
    async with make_world(tmp_path, office=with_bookings(tmp_path)) as world, world.service() as service:
        maria = world.person(7)
        await chooses(world, service, maria)
        await _has_talked(world, service, maria)
        assert "来られましたか" in card_of(world).text
        assert {"来られた", "来られなかった"} <= set(_labels(world))
        assert "時間を変える" not in _labels(world)
        said = len(maria.messages(world.client))
        await staff_press(world, service, "来られた")
        [booking] = await bookings_of(service, maria)
        assert booking.state is State.KEPT
        assert "実施済み" in card_of(world).text
        assert len(maria.messages(world.client)) == said


async def test_a_no_show_marks_the_lead_and_offers_one_new_time(tmp_path: Path) -> None:
    async with make_world(tmp_path, office=with_bookings(tmp_path)) as world, world.service() as service:
        maria = world.person(7)
        await chooses(world, service, maria)
        await _has_talked(world, service, maria)
        old = card_of(world)
        press = next(str(data) for row in old.buttons for label, data in row if label == "来られなかった")
        await staff_press(world, service, "来られなかった")
        await is_told(world, maria, "We are sorry that we could not talk with you: Wed, November 25, 2026, 10:30")
        told = next(m for m in reversed(maria.messages(world.client)) if "could not talk" in m.text)
        assert len(told.buttons) == 2
        assert "来られなかった面談：1回" in card_of(world).text
        # A second press, also of somebody who sees the old card, tells nobody again.
        await world.group.press(world.office, world.staff, card_of(world), press)
        await world.settled(service)
        assert "記録されています" in str(world.fake.calls_of("answerCallbackQuery")[-1].params.get("text"))
        assert sum("could not talk" in m.text for m in maria.messages(world.client)) == 1
        await world.group.say(world.office, world.staff, "/leads")
        await world.settled(service)
        assert any("来られなかった面談" in m.text and "対応中" in m.text for m in world.group.messages())
        # One tap and one to confirm, and the next talk is booked.
        held = await talk(world, service, maria, f"[{told.buttons[0][0][0]}]")
        assert "Take it?" in held.text
        await talk(world, service, maria, "[Yes, take it]")
        assert [b.state for b in await bookings_of(service, maria)][-1] is State.BOOKED
        person = peek.person(service.core.database, maria)
        assert person is not None
        identity = person.id

        def audit(batch: Batch) -> list[str]:
            return [entry.act for entry in batch.tx.audit_of(identity)]

        assert await service.writer.submit(Call(audit)) == ["missed"]


async def test_whoever_is_late_finds_the_link_while_the_talk_goes_on(tmp_path: Path) -> None:
    rooms = '[rooms]\npool = ["https://meet.example/one"]\n'
    office = with_bookings(tmp_path, RULE, STAFF, rooms)
    async with make_world(tmp_path, office=office) as world, world.service() as service:
        maria = world.person(7)
        await chooses(world, service, maria)
        await talk(world, service, maria, "[Wed 25 Nov 10:30]", "[Yes, take it]")
        for _ in range(3):
            await world.pass_quietly(timedelta(hours=8, minutes=13))
        shown = await talk(world, service, maria, "/book")
        assert "https://meet.example/one" in shown.text
        assert "It has begun." in shown.text
        assert [label for row in shown.buttons for label, _ in row] == ["Close"]
