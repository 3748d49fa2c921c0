"""Offices with bookings, and people who book there, on the strict fake Telegram."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from bot.run import Runner
from bot.turns.apply import Batch
from bot.turns.ledger import Call
from dialogs.booking.booking import Booking
from tests.e2e import peek
from tests.e2e.staff import QUALIFIES, interview
from tests.e2e.world import World, talk
from tests.telegram import FakeMessage, FakeUser

STAFF = """
[[staff]]
id = "a"
telegram = 900
role = "admin"
names = { ja = "五十嵐", en = "Igarashi" }
"""
RULE = """
[booking]
minutes = { online = 60, office = 60, visit = 90 }
notice_hours = 24
horizon_days = 60
change_until_hours = 24
most_changes = 2
"""
WEEKENDS = """
[booking.on_request]
sat = ["10:00-16:00"]
"""


def with_bookings(folder: Path, *sections: str) -> Path:
    """The profile of the example office with these sections on bookings; without any, with the usual ones."""
    profile = folder / "office.toml"
    example = files("bot").joinpath("offices", "tsubakuro.toml").read_text(encoding="utf-8")
    profile.write_text(example + "\n".join(sections or (RULE, STAFF)), encoding="utf-8")
    return profile


async def sends_the_card(world: World, service: Runner, user: FakeUser, **answers: str) -> FakeMessage:
    """Go through the interview and send the card: then the times are there."""
    await talk(world, service, user, "/start", "[English]")
    await interview(world, service, user, {**QUALIFIES, **answers}, until="handed_off")
    return await talk(world, service, user)


async def chooses(world: World, service: Runner, user: FakeUser, **answers: str) -> FakeMessage:
    """Send the card, and choose to talk online: then the three soonest times are there."""
    await sends_the_card(world, service, user, **answers)
    return await talk(world, service, user, "[Online (Google Meet)]")


async def is_told(world: World, user: FakeUser, words: str) -> None:
    """Wait until a person has been told something."""
    await world.fake.wait_for(lambda: any(words in message.text for message in user.messages(world.client)))


async def bookings_of(service: Runner, user: FakeUser) -> tuple[Booking, ...]:
    """What is stored of a person's bookings."""
    found = peek.person(service.core.database, user)
    assert found is not None

    def read(batch: Batch) -> tuple[Booking, ...]:
        return tuple(stored.booking for stored in batch.tx.bookings_of(found.id))

    kept: tuple[Booking, ...] = await service.writer.submit(Call(read))
    return kept


def card_of(world: World) -> FakeMessage:
    """The live card in the staff group."""
    return next(m for m in reversed(world.group.messages()) if m.buttons and not m.deleted)


async def staff_press(world: World, service: Runner, words: str, by: FakeUser | None = None) -> None:
    """A member of staff presses the newest button that says these words."""
    for message in reversed(world.group.messages()):
        for row in message.buttons:
            for label, data in row:
                if words in label and not message.deleted:
                    await world.group.press(world.office, by or world.staff, message, str(data))
                    await world.settled(service)
                    return
    raise AssertionError(f"no button in the group says {words!r}")


__all__ = ["RULE", "STAFF", "WEEKENDS", "bookings_of", "card_of", "chooses", "is_told", "sends_the_card", "staff_press"]
