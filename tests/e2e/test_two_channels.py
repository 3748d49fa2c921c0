"""The runner with two messengers, one the poor one of the suite: all that is said is its name and what opens it."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import aiohttp
from aiohttp import web

from bot.channels.channel import ChannelParts, Messenger
from bot.channels.files import Files
from bot.channels.registry import MESSENGERS
from bot.receiving.aside import Aside
from bot.receiving.server import Endpoint
from bot.run import Runner
from dialogs.abilities import Abilities
from tests.bot.test_webhook import free_port, until_open
from tests.contract.poor import ABILITIES, Pager, PoorCourier, PoorReceiver
from tests.e2e.staff import TAKE, card, interview, staff_press
from tests.e2e.world import QUICKLY, World, make_world

PERSON = "pager-1"
TO_THE_HAND_OFF = (
    *("/start", "English", "I agree", "/human", "Please call me"),
    *("Skip", "Skip", "Skip", "Ken Ito", "In this chat"),
)


@dataclass
class PagerChannel:
    """The pager's network, which sends what people type to an endpoint of ours."""

    parts: ChannelParts
    pager: Pager = field(default_factory=Pager)
    aside: Aside = field(default_factory=Aside)
    done: list[str] = field(default_factory=list)
    abilities = ABILITIES
    entry_link = None
    clock: datetime | None = None
    files: Files | None = None

    def __post_init__(self) -> None:
        self.pager.clock = self.parts.clock.now
        self.courier = PoorCourier(self.pager, self.parts.words)
        self.receiver = PoorReceiver(PERSON, self.courier, self.parts.reception)
        self._numbers = iter(range(1, 1_000))

    @property
    def endpoints(self) -> Mapping[str, Endpoint]:
        return {"/pager": self._take}

    @property
    def pages(self) -> Mapping[str, Endpoint]:
        return {}

    async def start(self) -> None:
        self.done.append("start")

    def reads_from(self, source: str, files: Files) -> None:
        """It carries no files."""

    async def introduce(self) -> None:
        self.done.append("introduce")

    async def receive(self, stop: asyncio.Event) -> None:
        await stop.wait()

    async def time(self) -> datetime | None:
        return self.clock

    async def close(self) -> None:
        self.done.append("close")

    async def _take(self, request: web.Request) -> web.Response:
        await self.receiver.typed(next(self._numbers), await request.text())
        return web.Response()


@dataclass
class Both:
    """A running service with the pager beside Telegram."""

    world: World
    service: Runner
    pager: PagerChannel

    async def types(self, line: str) -> int:
        """A line typed on the pager; returns what its network is answered."""
        url = f"http://127.0.0.1:{self.world.settings.port}/pager"
        async with aiohttp.ClientSession() as session, session.post(url, data=line.encode()) as answer:
            return answer.status


@asynccontextmanager
async def both(folder: Path) -> AsyncIterator[Both]:
    opened: list[PagerChannel] = []

    def open_pager(parts: ChannelParts) -> PagerChannel:
        opened.append(PagerChannel(parts))
        return opened[-1]

    telex = Messenger(Abilities(), open_pager, lambda _settings, _office: False)
    messengers = {**QUICKLY, "pager": Messenger(ABILITIES, open_pager), "telex": telex}
    async with make_world(folder, port=free_port()) as world:
        async with world.service(messengers=messengers) as service:
            assert set(service.channels) == {"telegram", "pager"}, "the settings ask for no telex"
            await until_open(world.settings.port)
            yield Both(world, service, opened[0])
        assert opened[0].done == ["start", "introduce", "close"]


async def test_two_channels_are_served_and_each_is_answered_by_its_own(tmp_path: Path) -> None:
    async with both(tmp_path) as it:
        maria = it.world.person(7)
        await maria.send(it.world.client, "/start")
        assert await it.types("/start") == 200
        await it.world.settled(it.service)
        assert "Welcome" in maria.last(it.world.client).text
        assert "Welcome" in "".join(it.pager.pager.printed)
        before = len(it.pager.pager.printed)
        await interview(
            it.world, it.service, maria, {"language": "a:en", "goal": "a:other", "note": "x", "name": "Maria"}
        )
        assert "Maria" in card(it.world.group, 1).text
        assert len(it.pager.pager.printed) == before, "what is said to one is not said to the other"


async def test_a_lead_of_the_second_channel_reaches_staff_and_their_answer_comes_back_by_it(tmp_path: Path) -> None:
    async with both(tmp_path) as it:
        for line in (*TO_THE_HAND_OFF, "Yes, send it"):
            assert await it.types(line) == 200
            await it.world.settled(it.service)
        assert "Ken Ito" in card(it.world.group, 1).text
        before = len(it.pager.pager.printed)
        await staff_press(it.world, it.service, TAKE)
        assert "taken" in "".join(it.pager.pager.printed[before:])
        assert not it.world.fake.calls_of("sendMessage", bot=it.world.client)


async def test_what_comes_too_late_for_the_second_channel_is_told_to_staff_and_comes_with_the_next_word(
    tmp_path: Path,
) -> None:
    async with both(tmp_path) as it:
        for line in (*TO_THE_HAND_OFF, "Yes, send it"):
            await it.types(line)
            await it.world.settled(it.service)
        it.world.clock.advance(timedelta(hours=25))
        before = len(it.pager.pager.printed)
        await staff_press(it.world, it.service, TAKE)
        assert it.pager.pager.printed[before:] == []
        told = [message.text for message in it.world.group.messages() if "お伝えできていません" in message.text]
        assert len(told) == 1
        assert "Ken Ito" in told[0]
        assert await it.types("Is anybody there?") == 200
        await it.world.settled(it.service)
        printed = "".join(it.pager.pager.printed[before:])
        assert printed.count("when we could not write to you") == 1
        assert "taken" in printed


async def test_a_person_goes_on_by_the_other_channel_and_comes_back(tmp_path: Path) -> None:
    async with both(tmp_path) as it:
        maria = it.world.person(7)
        await maria.send(it.world.client, "/start")
        await it.world.settled(it.service)
        answers: dict[str, str | list[str]] = {"language": "a:en", "goal": "a:other", "note": "x", "name": "Maria"}
        await interview(it.world, it.service, maria, answers)
        await maria.send(it.world.client, "/elsewhere")
        await it.world.settled(it.service)
        told = maria.last(it.world.client).text
        code = re.search(r"[2-9B-Z]{5}-[2-9B-Z]{5}", told)
        assert code is not None
        assert await it.types(code[0]) == 200
        await it.world.settled(it.service)
        assert "Here you are" in "".join(it.pager.pager.printed)
        assert "You go on by" in maria.last(it.world.client).text
        assert any("pager" in message.text for message in it.world.group.messages())
        before = len(it.pager.pager.printed)
        await staff_press(it.world, it.service, TAKE)
        assert "taken" in "".join(it.pager.pager.printed[before:])
        await it.types("/elsewhere")
        await it.world.settled(it.service)
        printed = "".join(it.pager.pager.printed)
        assert "https://t.me/" in re.sub(r"\s", "", printed), "the way back is a link"
        await maria.send(it.world.client, "I am back")
        await it.world.settled(it.service)
        menu = [call.params for call in it.world.fake.calls_of("setMyCommands", bot=it.world.client)]
        assert all("elsewhere" in str(params["commands"]) for params in menu)


async def test_the_clock_is_held_against_whichever_messenger_can_be_asked(tmp_path: Path) -> None:
    async with both(tmp_path) as it:
        it.world.fake.cut_the_line()
        it.pager.clock = datetime(2026, 11, 24, tzinfo=UTC)
        assert await it.service.looked_after.keeping.witness() == it.pager.clock
        it.pager.clock = None
        assert await it.service.looked_after.keeping.witness() is None
        it.world.fake.restore_the_line()
        told = await it.service.looked_after.keeping.witness()
        assert told is not None
        assert abs(told - it.world.clock()) < timedelta(days=1)


def test_a_messenger_is_a_folder_and_a_name() -> None:
    folders = {path.parent.name for path in (Path(__file__).parents[2] / "bot" / "channels").glob("*/channel.py")}
    assert set(MESSENGERS) == folders
