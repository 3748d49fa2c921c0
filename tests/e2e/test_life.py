"""A life of an installation: more than a year with clients, a migrated group, another group, restarts and erasures.

At its end both chats, the database, the log and the outbox are held against one list of promises.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from bot.run import Runner
from tests.e2e import peek
from tests.e2e.staff import ASKS_A_PERSON, QUALIFIES, cards, do, interview, lead, staff_say, written
from tests.e2e.test_whole_texts import scored
from tests.e2e.world import OFFICE_TOKEN, World, make_world, talk
from tests.telegram import FakeGroup, FakeUser

SMALL, SUPER, OTHER = -555, -1009876, -1004321
TAKE, DONE = "担当する", "完了"


@dataclass
class Installation:
    """What the tests know of it: who is to be known still, who must not be, and the groups there were."""

    world: World
    kept: dict[str, FakeUser]
    gone: dict[str, FakeUser]
    groups: list[FakeGroup]

    def leave(self, name: str) -> None:
        self.gone[name] = self.kept.pop(name)


async def test_a_life_of_an_installation(tmp_path: Path) -> None:
    async with make_world(tmp_path, office_chat=SMALL) as world:
        small = world.fake.add_group(SMALL, title="相談", supergroup=False)
        small.add_member(world.staff, admin=True)
        small.add_bot(world.office)
        world.group = small
        here = Installation(world, {}, {}, [small])
        await first_months(here)
        await another_group(here)
        await the_year_after(here)
        async with world.service() as service:
            await world.settled(service)
            await promises(here, service)
            await world.settled(service)
            assert peek.states(service.core.database) == [], "nothing waits, nothing is dead, nothing is held"
        files = peek.bytes_on_disk(tmp_path)
        for name in [*here.gone, *here.kept]:
            assert name.encode() not in files
            assert name not in world.log.printed
        assert OFFICE_TOKEN not in world.log.printed


async def first_months(here: Installation) -> None:
    """Clients come, one is erased; the group becomes a supergroup while somebody waits for an answer."""
    world = here.world
    async with world.service() as service:
        here.kept["Maria Santos"] = await scored(world, service)
        await world.group.press_label(world.office, world.staff, TAKE)
        await world.days_pass(service, 40)
        here.kept["Tomasz"] = await lead(world, service, 8, ASKS_A_PERSON, name="Tomasz")
        here.kept["Ulrike"] = await lead(world, service, 9, QUALIFIES, name="Ulrike")
        await staff_say(world, service, "/leads")
        await forget(here, service, "Ulrike")
        await here.groups[0].migrate_to_supergroup(SUPER)
        await world.settled(service)
        await interview(world, service, here.kept["Tomasz"], {}, "nowhere")
        await talk(world, service, here.kept["Tomasz"], "Is anybody there?")
    async with world.service() as service:
        await world.days_pass(service, 30)
        await talk(world, service, here.kept["Maria Santos"], "One more question")


async def another_group(here: Installation) -> None:
    """The office moves to a forum of its own; somebody comes while the service is down, somebody blocks the bot."""
    world = here.world
    other = world.fake.add_group(OTHER, title="新しい相談", forum=True)
    other.add_member(world.staff, admin=True)
    other.add_bot(world.office)
    here.groups.append(other)
    world.settings, world.group = replace(world.settings, office_chat=OTHER), other
    vera = world.person(10, "Vera")
    await vera.send(world.client, "/start")
    async with world.service() as service:
        await world.settled(service)
        await interview(world, service, vera, ASKS_A_PERSON | {"language": "a:en", "name": "Veronika"})
        here.kept["Veronika"] = vera
        await talk(world, service, here.kept["Maria Santos"], "To the new group")
        await vera.block(world.client)
        await world.settled(service)
        await world.days_pass(service, 100)
        await vera.unblock(world.client)
        await world.settled(service)
        await talk(world, service, here.kept["Tomasz"], "Still interested")
        await staff_say(world, service, "/leads")


async def the_year_after(here: Installation) -> None:
    """Who never comes back is forgotten when the time is over; who does is kept."""
    world = here.world
    async with world.service() as service:
        days = service.core.office.privacy.keep_days
        await world.days_pass(service, days - 60)
        await talk(world, service, here.kept["Veronika"], "I am still here")
        await world.days_pass(service, 100)
        here.leave("Maria Santos")
        here.leave("Tomasz")
        here.kept["Xenia"] = await lead(world, service, 11, ASKS_A_PERSON, name="Xenia")
        await interview(world, service, here.kept["Xenia"], {}, "nowhere")


async def forget(here: Installation, service: Runner, name: str) -> None:
    user = here.kept[name]
    await do(here.world, service, user, "/forget")
    await do(here.world, service, user, "forget")
    here.leave(name)


async def promises(here: Installation, service: Runner) -> None:
    """The one list."""
    world = here.world
    stored = world.stored_leads(service)
    # One lead record a client, for those alone who are still known, and numbers are never used twice.
    assert sorted(str(s.record.consented.name) for s in stored) == sorted(here.kept)
    assert len({s.person for s in stored}) == len(stored)
    assert {s.record.number for s in stored} == {4, 5}
    for name, user in here.gone.items():
        assert peek.person(service.core.database, user) is None, name
    # One live card a client in the present group, with its topic; nothing of the others in it.
    present = here.groups[-1]
    for name in here.kept:
        assert sum(name in m.text for m in cards(present)) == 1, name
    text = "\n".join([*(m.text for m in written(present)), *present.topics.values()])
    for name in here.gone:
        assert name not in text, name
    # Clients who are gone were not written to after their time, and who erased has nothing but the receipt.
    ulrike = peek.written(world, here.gone["Ulrike"])
    assert len(ulrike) == 1
    assert ulrike[0].text.startswith("Done.")
    # One live keyboard in each chat that is still in use.
    for user in here.kept.values():
        assert len(peek.live(world, user)) == 1
        assert peek.conversation(service, user).place.at in ("handed_off", "consultation")
    # Everything still works, for clients and staff alike.
    _, listed = await staff_say(world, service, "/leads")
    assert all(name in listed.text for name in here.kept)
    assert not any(name in listed.text for name in here.gone)
    again = await talk(world, service, here.gone["Maria Santos"], "/start")
    assert "Welcome" in again.text, "who was forgotten is a stranger"
    update = await present.press_label(world.office, world.staff, DONE)
    await world.settled(service)
    assert world.office.answer_to(update) is not None
