"""A running service between a fake Telegram and a database: what every end-to-end test stands on."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from aiogram import Bot
from aiogram.client.telegram import TelegramAPIServer

from bot.app import Core, build_core
from bot.clock import Clock
from bot.delivery.outbox import Pace
from bot.receiving.budget import Allowance
from bot.run import Service
from bot.settings import Settings
from bot.storage.records import all_leads
from bot.turns.records import StoredLead
from tests.telegram import FakeBot, FakeClock, FakeGroup, FakeMessage, FakeTelegram, FakeUser
from tests.telegram.clients import QuickSession

CLIENT_TOKEN = "100:client-secret-client-secret"
OFFICE_TOKEN = "200:office-secret-office-secret"
STAFF_CHAT = -1001234
# 10:00 in Japan on a working day: the office is open.
TUESDAY_MORNING = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
# Tests are not about Telegram's patience unless they say so.
UNHURRIED = Pace(10_000, 10_000, 10_000, 10_000, 10_000, 10_000)
# Nor about ours: their people say everything in the same second.
UNLIMITED = Allowance(at_once=1_000_000)


def quick_bot(token: str, api: str | None) -> Bot:
    """aiogram's bot without the pause it takes on closing."""
    assert api is not None
    return Bot(token, session=QuickSession(api=TelegramAPIServer.from_base(api)))


@dataclass
class World:
    """A fake Telegram with both bots, a staff group, and the settings of a service in `folder`."""

    fake: FakeTelegram
    clock: FakeClock
    folder: Path
    settings: Settings
    client: FakeBot
    office: FakeBot
    group: FakeGroup
    staff: FakeUser
    naps: list[float] = field(default_factory=list)

    async def nap(self, seconds: float) -> None:
        """Time passes at once: the clock moves on and everybody else gets a turn."""
        self.naps.append(seconds)
        self.clock.advance(timedelta(seconds=seconds))
        await asyncio.sleep(0)

    @asynccontextmanager
    async def service(self, *, pace: Pace = UNHURRIED, allowance: Allowance = UNLIMITED) -> AsyncIterator[Service]:
        """A running service; it is stopped cleanly at the end."""
        core = build_core(self.settings)
        clock = Clock(now=self.clock, monotonic=lambda: self.clock().timestamp(), sleep=self._sleep)
        service = Service(core, clock=clock, pace=pace, allowance=allowance, make_bot=quick_bot)
        running = asyncio.ensure_future(service.run())
        ready = asyncio.ensure_future(service.ready.wait())
        try:
            await asyncio.wait({running, ready}, return_when=asyncio.FIRST_COMPLETED)
            if running.done():
                running.result()
            yield service
        finally:
            service.stop.set()
            await asyncio.wait_for(running, 20)
            ready.cancel()
            core.database.close()

    async def _sleep(self, seconds: float) -> None:
        if seconds > 3_600:
            # A daily timer: it must not make the days fly past.
            await asyncio.Event().wait()
        await self.nap(seconds)

    async def settled(self, service: Service) -> None:
        """Everything said has been handled, and every answer to it delivered."""
        await asyncio.wait_for(self.client.drained(), 20)
        await asyncio.wait_for(self.office.drained(), 20)
        for receiver in (service.client, service.staff):
            if receiver is not None:
                await asyncio.wait_for(receiver.aside.drained(), 20)
        await asyncio.wait_for(service.outbox.drained(), 20)

    def leads(self, service: Service) -> list[StoredLead]:
        """The stored leads."""
        with service.core.database.engine.begin() as connection:
            return all_leads(connection, service.core.database.sealer)

    def person(self, number: int, name: str = "Maria", *, language: str = "en") -> FakeUser:
        """Somebody new."""
        return self.fake.add_private_chat(number, first_name=name, language_code=language)


@asynccontextmanager
async def make_world(folder: Path, *, forum: bool = True, **changes: object) -> AsyncIterator[World]:
    """A world with a staff group (a forum unless said otherwise) that holds the office bot and one member of staff."""
    clock = FakeClock(TUESDAY_MORNING)
    async with FakeTelegram(clock) as fake:
        client = fake.add_bot(CLIENT_TOKEN, username="tsubakuro_bot")
        office = fake.add_bot(OFFICE_TOKEN, username="tsubakuro_office_bot")
        group = fake.add_group(STAFF_CHAT, title="相談", forum=forum)
        staff = fake.add_private_chat(900, first_name="五十嵐")
        group.add_member(staff, admin=True)
        group.add_bot(office, admin=True, can_manage_topics=True, can_delete_messages=True)
        settings = Settings(
            client_token=CLIENT_TOKEN,
            office_token=OFFICE_TOKEN,
            office_chat=STAFF_CHAT,
            telegram_api=fake.base_url,
            database=f"sqlite:///{folder / 'intake.db'}",
        )
        yield World(fake, clock, folder, replace(settings, **changes), client, office, group, staff)  # type: ignore[arg-type]  # tests name real fields


async def talk(world: World, service: Service, user: FakeUser, *acts: str | Callable[[], object]) -> FakeMessage:
    """Let a person act: a text is typed; `[Label]` presses the newest button whose label holds these words."""
    await world.settled(service)
    for act in acts:
        if isinstance(act, str) and act.startswith("[") and act.endswith("]"):
            await press(world, user, act[1:-1])
        elif isinstance(act, str):
            await user.send(world.client, act)
        await world.settled(service)
    last = user.last(world.client)
    assert last is not None, "the bot never wrote"
    return last


async def press(world: World, user: FakeUser, words: str) -> None:
    """Press the newest button whose label holds these words."""
    for message in reversed(user.messages(world.client)):
        for row in message.buttons:
            for label, data in row:
                if words in label and not message.deleted:
                    await user.press(world.client, message, str(data))
                    return
    raise AssertionError(f"no button says {words!r}")


__all__ = ["Core", "World", "make_world", "press", "talk"]
