"""How long things are kept: the daily look, on a clock that runs for months."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.checks.store import check_store
from bot.errors import IntakeError
from tests.e2e import peek
from tests.e2e.doctor.patient import said
from tests.e2e.staff import cards, interview, lead, staff_say, words, written
from tests.e2e.world import World, make_world, talk


def updates_seen(world: World) -> int:
    with closing(sqlite3.connect(world.folder / "intake.db")) as connection:
        return int(connection.execute("SELECT count(*) FROM updates").fetchone()[0])


async def test_whose_time_is_over_is_erased_on_the_day_and_not_before(tmp_path: Path) -> None:
    async with make_world(tmp_path) as world, world.service() as service:
        kept = service.core.office.privacy.keep_days
        maria = await lead(world, service, 7, name="Maria Santos")
        await talk(world, service, maria, "My secret")
        await world.days_pass(service, 30)
        tom = await lead(world, service, 8, name="Tom")
        said = len(peek.written(world, maria))
        await world.days_pass(service, kept - 31)
        assert {s.consented.name for s in world.leads(service)} == {"Maria Santos", "Tom"}
        await world.days_pass(service, 2)
        assert {s.consented.name for s in world.leads(service)} == {"Tom"}
        assert peek.person(service.core.database, maria) is None
        assert peek.person(service.core.database, tom) is not None
        assert len(peek.written(world, maria)) == said, "nobody asked us to write to them after all this time"
        assert list(world.group.topics.values()) == ["🆕2 Tom"]
        assert "Maria" not in "".join(m.text for m in world.group.messages())
        [told] = [m for m in written(world.group) if "#1" in m.text]
        assert told.text == words("staff-erased-overdue", number="1"), "nobody asked for it"
        assert told.silent, "nor is it worth a sound at night"
        here = peek.bytes_on_disk(tmp_path)
        for word in ("Maria", "My secret"):
            assert word.encode() not in here
        again = await talk(world, service, maria, "/start")
        assert "Welcome!" in again.text


async def test_whoever_comes_back_is_kept_from_that_day_on(tmp_path: Path) -> None:
    async with make_world(tmp_path) as world, world.service() as service:
        kept = service.core.office.privacy.keep_days
        maria = await lead(world, service, 7, name="Maria")
        await interview(world, service, maria, {}, "nowhere")
        await world.days_pass(service, kept - 2)
        await talk(world, service, maria, "Are you still there?")
        await world.days_pass(service, 30)
        assert [s.consented.name for s in world.leads(service)] == ["Maria"]
        assert len(cards(world.group)) == 1


async def test_the_look_is_taken_at_the_start_as_well(tmp_path: Path) -> None:
    """A machine that is switched off at night never gets to the next day's look."""
    async with make_world(tmp_path) as world:
        async with world.service() as service:
            kept = service.core.office.privacy.keep_days
            await lead(world, service, 7, name="Maria")
        world.clock.advance(timedelta(days=kept + 1))
        async with world.service() as service:
            await world.looked()
            await world.settled(service)
            assert world.leads(service) == []
            assert not world.group.topics


def doubted(world: World) -> list[str]:
    """What `doctor` says about erasing."""
    lines = [said(finding.says) for finding in check_store(world.settings, world.clock()).findings]
    return [line for line in lines if "keeping time is over" in line]


def told_once(world: World) -> bool:
    return world.log.text.count("until then nothing is erased because its keeping time is over") == 1


@pytest.mark.parametrize("telegram", ["says otherwise", "out of reach", "out of order"])
async def test_a_clock_far_ahead_erases_nobody_until_telegram_confirms_it(tmp_path: Path, telegram: str) -> None:
    """A machine that starts without the network's time may be a year ahead."""
    async with make_world(tmp_path) as world:
        async with world.service() as service:
            ahead = timedelta(days=service.core.office.privacy.keep_days + 1)
            await lead(world, service, 7, name="Maria")
            await world.looked()
            assert doubted(world) == []
        right = world.clock()
        world.clock.advance(ahead)
        if telegram == "says otherwise":
            world.fake.date = lambda: right
        elif telegram == "out of reach":
            world.fake.cut_the_line()
        else:
            world.fake.break_everything()
        async with world.service() as service:
            await world.looked()
            assert [stored.consented.name for stored in world.leads(service)] == ["Maria"]
            assert told_once(world)
            [line] = doubted(world)
            assert "set the clock" in line
            # While nobody can be reached pauses pass at once, and minutes with them.
            assert f"the {right + ahead:%Y-%m-%d} " in line
            # It is looked again soon, and goes on being told once.
            await world.pass_quietly(timedelta(minutes=10, seconds=1))
            assert [stored.consented.name for stored in world.leads(service)] == ["Maria"]
            assert told_once(world)
            # It really was off for that long.
            world.fake.date = world.clock
            world.fake.restore_the_line()
            world.fake.mend()
            await world.pass_quietly(timedelta(minutes=10, seconds=1))
            assert world.leads(service) == []
            assert doubted(world) == []
            await world.settled(service)


async def test_a_clock_that_is_set_right_again_erases_nobody(tmp_path: Path) -> None:
    async with make_world(tmp_path) as world:
        async with world.service() as service:
            ahead = timedelta(days=service.core.office.privacy.keep_days + 1)
            await lead(world, service, 7, name="Maria")
            await world.looked()
        right = world.clock()
        world.fake.date = lambda: right
        world.clock.advance(ahead)
        async with world.service() as service:
            await world.looked()
        world.clock.set(right)
        async with world.service() as service:
            await world.looked()
            assert [stored.consented.name for stored in world.leads(service)] == ["Maria"]
            assert doubted(world) == []


async def test_while_it_runs_the_days_are_believed_without_telegram(tmp_path: Path) -> None:
    """An outage of a few days is no reason to keep what is due; nor is one day after the other a jump."""
    async with make_world(tmp_path) as world, world.service() as service:
        kept = service.core.office.privacy.keep_days
        await lead(world, service, 7, name="Maria")
        await world.days_pass(service, kept - 1)
        asked = len(world.fake.calls_of("getMe"))
        await world.days_pass(service, 2)
        assert world.leads(service) == []
        assert len(world.fake.calls_of("getMe")) == asked, "Telegram is asked where the clock went far alone"


@pytest.mark.parametrize(("days", "asked"), [(3, False), (3.01, True)])
async def test_how_far_a_clock_may_go_before_it_is_doubted(tmp_path: Path, days: float, asked: bool) -> None:
    async with make_world(tmp_path) as world:
        async with world.service():
            await world.looked()
        long_ago = world.clock() - timedelta(days=400)
        world.fake.date = lambda: long_ago
        world.clock.advance(timedelta(days=days))
        async with world.service():
            await world.looked()
            assert bool(doubted(world)) is asked


async def test_an_installation_that_has_not_looked_yet_asks_telegram_first(tmp_path: Path) -> None:
    """A database of an earlier version knows no last look."""
    async with make_world(tmp_path) as world:
        async with world.service() as service:
            ahead = timedelta(days=service.core.office.privacy.keep_days + 1)
            await lead(world, service, 7, name="Maria")
            await world.looked()
        with closing(sqlite3.connect(world.folder / "intake.db")) as connection:
            connection.execute("DELETE FROM facts WHERE name = 'last_look'")
            connection.commit()
        right = world.clock()
        world.fake.date = lambda: right
        world.clock.advance(ahead)
        async with world.service() as service:
            await world.looked()
            assert [stored.consented.name for stored in world.leads(service)] == ["Maria"]


async def test_a_clock_before_the_first_points_table_stops_the_start(tmp_path: Path) -> None:
    """Each client would read an apology at the score."""
    async with make_world(tmp_path) as world:
        world.clock.set(datetime(1970, 1, 2, tzinfo=UTC))
        with pytest.raises(IntakeError, match="the clock of this machine says 1970-01-02, before the first points"):
            async with world.service():
                pass


async def test_updates_seen_are_forgotten_when_nobody_sends_them_again(tmp_path: Path) -> None:
    async with make_world(tmp_path) as world, world.service() as service:
        maria = world.person(7)
        await talk(world, service, maria, "/start", "[English]")
        assert updates_seen(world) == 2
        await world.days_pass(service, 29)
        assert updates_seen(world) == 2
        await world.days_pass(service, 2)
        assert updates_seen(world) == 0


def damage(world: World, table: str, where: str) -> None:
    """Spoil what is sealed of some rows, as a bad disk would."""
    with closing(sqlite3.connect(world.folder / "intake.db")) as connection:
        connection.execute(f"UPDATE {table} SET sealed = CAST(sealed || x'00' AS BLOB) WHERE {where}")
        connection.commit()


async def test_one_damaged_row_of_a_person_keeps_nobody_from_being_served_or_erased(tmp_path: Path) -> None:
    async with make_world(tmp_path) as world:
        async with world.service() as service:
            kept = service.core.office.privacy.keep_days
            maria = await lead(world, service, 7, name="Maria")
            row = peek.person(service.core.database, maria)
            await lead(world, service, 8, name="Tom")
            assert row is not None
        damage(world, "people", f"id = '{row.id}'")
        world.clock.advance(timedelta(days=kept + 1))
        world.expects("the record of somebody cannot be opened")
        async with world.service() as service:
            await world.looked()
            assert [stored.number for stored in world.leads(service)] == [1], "the other one is erased"
            await lead(world, service, 9, name="Tim")
            assert "🆕3 Tim" in world.group.topics.values()


@pytest.mark.parametrize("over", [False, True])
async def test_a_damaged_lead_is_erased_like_any_other(tmp_path: Path, over: bool) -> None:
    async with make_world(tmp_path) as world:
        async with world.service() as service:
            kept = service.core.office.privacy.keep_days
            maria = await lead(world, service, 7, name="Maria")
            await lead(world, service, 8, name="Tom")
        damage(world, "leads", "number = 1")
        if over:
            world.clock.advance(timedelta(days=kept + 1))
        async with world.service() as service:
            if over:
                world.allows("lead 1 cannot be opened")  # it has also waited for staff all the time
                await world.looked()
                await world.settled(service)
            else:
                world.expects("lead 1 cannot be opened")
                *_, listed = await staff_say(world, service, "/leads")
                assert "Tom" in listed.text
                await talk(world, service, maria, "/forget", "[Erase everything]")
            assert [stored.number for stored in world.leads(service)] == ([] if over else [2])
            assert list(world.group.topics.values()) == ([] if over else ["🆕2 Tom"])


async def test_one_damaged_row_that_waits_holds_up_none_of_the_others(tmp_path: Path) -> None:
    async with make_world(tmp_path) as world:
        settings = world.settings
        world.settings = replace(settings, office_token=None, office_chat=None)
        world.office.drop_pending()
        async with world.service() as service:
            maria = await lead(world, service, 7, name="Maria")
            row = peek.person(service.core.database, maria)
            await lead(world, service, 8, name="Tom")
            assert row is not None
        damage(world, "outbox", f"person = '{row.id}'")
        world.settings = settings
        world.expects("waits to be sent cannot be opened")
        async with world.service() as service:
            await world.settled(service)
            assert list(world.group.topics.values()) == ["🆕2 Tom"]
            assert "Tom" in cards(world.group)[0].text
