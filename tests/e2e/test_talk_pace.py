"""Twenty a minute for a whole group: what several clients write at once arrives joined and in order, after cards."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from bot.run import Runner
from tests.e2e.staff import FINISH, TAKE, written
from tests.e2e.test_fairness import HANDED_OFF, TO_THE_LEAVE, at, limited, now, virtual, walk
from tests.e2e.test_talk import kind_of
from tests.e2e.world import World, press
from tests.telegram import FakeUser
from tests.telegram.enclosures import photo

TALKERS, NEWCOMERS = ("Maria", "Jose", "Ann"), ("Ken", "Kim", "Kai")
LINES = 20
# After so many lines of each, somebody new sends a card.
CARDS = (5, 10, 15)


async def people(
    world: World, names: tuple[str, ...], steps: tuple[tuple[str, str], ...], first: int
) -> list[FakeUser]:
    """Somebody for each name who has taken these steps."""
    found = [world.person(first + number, name) for number, name in enumerate(names)]
    await asyncio.gather(*(walk(world, user, steps) for user in found))
    return found


def thread_of(world: World, user: FakeUser) -> int:
    """The topic that bears a person's name."""
    [thread] = [number for number, name in world.group.topics.items() if name.endswith(user.first_name)]
    return thread


async def burst(world: World, service: Runner, talkers: list[FakeUser], newcomers: list[FakeUser]) -> list[float]:
    """Everybody writes at once, a picture and cards in between; returns how long each card was in coming."""
    waits = []
    for line in range(LINES):
        for user in talkers:
            if line == LINES // 2:
                await user.send_content(world.client, photo(world.fake.world.files, f"{user.first_name} pic"))
            await user.send(world.client, f"{user.first_name} says {line:02}.")
            await asyncio.sleep(0.1)
        if line in CARDS:
            new, asked = newcomers[CARDS.index(line)], now()
            await press(world, new, "Yes, send it")
            await world.fake.wait_for(lambda new=new: _card_of(world, new), 300)  # type: ignore[misc]
            waits.append(now() - asked)
    await world.settled(service, 1_200)
    return waits


def _card_of(world: World, user: FakeUser) -> bool:
    return any(user.first_name in m.text and m.labels for m in world.group.messages())


@virtual
@pytest.mark.parametrize("edits", [0, 1], ids=["edits are free", "edits count"])
async def test_a_burst_of_three_clients_goes_joined_whole_and_in_order_after_cards(tmp_path: Path, edits: int) -> None:
    async with limited(tmp_path, edit_counts_as=edits) as (world, service):
        talkers = await people(world, TALKERS, HANDED_OFF, 7)
        newcomers = await people(world, NEWCOMERS, TO_THE_LEAVE, 20)
        for user in newcomers:
            await at(world, user, "leave")
        await world.settled(service, 600)
        before = len(written(world.group))
        waits = await burst(world, service, talkers, newcomers)
        assert edits or max(waits) <= 5
        for user in talkers:
            here = written(world.group, thread_of(world, user))
            told = "\n".join(m.text for m in here)
            lines = [f"{user.first_name} says {line:02}." for line in range(LINES)]
            places = [told.index(line) for line in lines]
            assert places == sorted(places)
            assert all(told.count(line) == 1 for line in lines)
            assert not any(other in told for other in TALKERS if other != user.first_name)
            [picture] = [number for number, m in enumerate(here) if kind_of(m) == "photo"]
            above = "\n".join(m.text for m in here[:picture])
            assert f"says {LINES // 2 - 1:02}." in above
            assert f"says {LINES // 2:02}." not in above
        # Sixty texts and three pictures: had each gone alone, they would be three minutes of the group.
        assert len(written(world.group)) - before <= 36
        if not edits:
            assert not [note for note in world.fake.rate_notes if "refused" in note]


@virtual
async def test_what_topics_are_called_waits_for_cards_and_words(tmp_path: Path) -> None:
    async with limited(tmp_path) as (world, service):
        talkers = await people(world, TALKERS, HANDED_OFF, 7)
        [ken] = await people(world, ("Ken",), TO_THE_LEAVE, 20)
        await at(world, ken, "leave")
        await world.settled(service, 600)
        await asyncio.sleep(60)
        asked = now()
        begun = len(world.fake.calls)
        for label in (TAKE, FINISH) * 3:
            for user in talkers:
                [shown] = [m for m in written(world.group, thread_of(world, user)) if m.labels]
                if label in shown.labels:
                    await world.group.press(world.office, world.staff, shown, str(shown.data_of(label)))
            await asyncio.sleep(0.2)
        for line in range(LINES):
            for user in talkers:
                await user.send(world.client, f"{user.first_name} says {line:02}.")
        await press(world, ken, "Yes, send it")
        await world.fake.wait_for(lambda: _card_of(world, ken), 300)
        assert now() - asked <= 10
        await world.settled(service, 1_200)
        renamed = [c for c in world.fake.calls[begun:] if c.method == "editForumTopic"]
        assert len(renamed) <= len(talkers) * 6, "at most one for each change"
        assert all(name.startswith("✅") for name in world.group.topics.values() if not name.endswith("Ken"))
        assert not [note for note in world.fake.rate_notes if "refused" in note]


@virtual
async def test_a_message_is_there_at_once_on_either_side(tmp_path: Path) -> None:
    """freescout-help-desk/freescout#5511: fifteen seconds passed before a message was seen."""
    async with limited(tmp_path) as (world, service):
        [maria] = await people(world, ("Maria",), HANDED_OFF, 7)
        await world.settled(service, 600)
        await asyncio.sleep(60)
        thread = thread_of(world, maria)
        for number in range(5):
            asked, text = now(), f"word {number}."
            await maria.send(world.client, text)
            await world.fake.wait_for(lambda text=text: any(text in m.text for m in written(world.group, thread)), 60)  # type: ignore[misc]
            assert now() - asked <= 1
            asked, text = now(), f"言葉 {number}"
            await world.group.say(world.office, world.staff, text, thread)
            await world.fake.wait_for(lambda text=text: text in maria.last(world.client).text, 60)  # type: ignore[misc]
            assert now() - asked <= 1
            await asyncio.sleep(5)
