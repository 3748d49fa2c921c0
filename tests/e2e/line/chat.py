"""A running service with LINE, and somebody who writes there."""

from __future__ import annotations

import textwrap
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

from bot.channels.channel import Messenger
from bot.channels.line.channel import LineChannel, open_channel
from bot.channels.line.wire import LineWire
from bot.channels.registry import MESSENGERS
from bot.run import Runner
from tests.bot.test_webhook import free_port, until_open
from tests.e2e.staff import USUAL
from tests.e2e.world import QUICKLY, World, make_world
from tests.line.fake import SECRET, TOKEN, FakeLine, LinePerson

# So long it takes at least to read and to answer.
A_MOMENT = timedelta(seconds=2)
SHIPPED = Path(__file__).parents[3] / "bot" / "offices" / "tsubakuro.toml"


@dataclass
class InLine:
    """A world with LINE: `fake` is LINE, `maria` writes there."""

    world: World
    service: Runner
    fake: FakeLine
    maria: LinePerson
    lines: list[str] = field(default_factory=list)
    seen: int = 0

    @property
    def channel(self) -> LineChannel:
        """LINE as the service has it."""
        channel: Any = self.service.channels["line"]
        assert isinstance(channel, LineChannel)
        return channel

    async def settled(self) -> None:
        """Everything said has been handled, and every answer to it delivered."""
        await self.world.settled(self.service)

    async def act(self, *acts: str) -> str:
        """Let her act: a text is typed, `[Label]` is tapped; returns what she then reads."""
        before = len(self.maria.shown)
        for act in acts:
            self.lines.append(f"> {act}")
            self.world.clock.advance(A_MOMENT)
            if act.startswith("[") and act.endswith("]"):
                tapped = next((one for one in self.maria.quick if act[1:-1] in one), None)
                assert tapped is not None, f"{act} cannot be tapped, but {list(self.maria.quick)}"
                assert await self.maria.tap(tapped) == 200
            else:
                assert await self.maria.say(act) == 200
            await self.settled()
            self.note()
        return "\n\n".join(self.maria.texts(before))

    async def interview(self, answers: Mapping[str, str | list[str]], until: str) -> None:
        """Answer question by question, by taps where there is one to tap, until a page is there."""
        given = {**USUAL, "language": "a:en", **answers}
        while (place := self.asked()) != until:
            answer = given.get("result" if place.startswith("r/") else place, "unknown")
            assert answer != "unknown" or any(data.endswith(".unknown") for data in self.maria.quick.values()), place
            for act in answer if isinstance(answer, list) else [answer]:
                label = next((label for label, data in self.maria.quick.items() if data.endswith(f".{act}")), None)
                await self.act(act if label is None else f"[{label}]")

    def asked(self) -> str:
        """The question or page whose choices can be tapped."""
        return next(iter(self.maria.quick.values()), "").split(".")[0]

    def note(self) -> None:
        """Put into the transcript what she has read since."""
        for one in self.maria.shown[self.seen :]:
            self.lines += ["", textwrap.indent(one.text, "    ", lambda line: bool(line.strip()))]
            items = one.message.get("quickReply", {}).get("items", ())
            if items:
                self.lines.append("    " + " ".join(f"[{item['action']['label']}]" for item in items))
            self.lines.append(f"    ({'free' if one.by == 'reply' else 'paid'})")
        self.lines.append("")
        self.seen = len(self.maria.shown)


@asynccontextmanager
async def in_line(folder: Path, rule: str = "", **changes: Any) -> AsyncIterator[InLine]:
    """LINE beside Telegram; `rule` stands in the profile's [line]."""
    async with around_line(folder, rule, **changes) as (world, fake), serving(world, fake) as service:
        yield InLine(world, service, fake, fake.person())


@asynccontextmanager
async def around_line(folder: Path, rule: str = "", **changes: Any) -> AsyncIterator[tuple[World, FakeLine]]:
    """A world and a LINE, and no service yet."""
    port = free_port()
    profile = folder / "office.toml"
    text = SHIPPED.read_text(encoding="utf-8")
    profile.write_text(f"{text}\n[line]\n{rule}" if rule else text, encoding="utf-8")
    line: dict[str, Any] = {"line_secret": SECRET, "line_token": TOKEN, "public_url": f"http://127.0.0.1:{port}"}
    async with make_world(folder, port=port, office=profile, **line, **changes) as world, FakeLine(world.clock) as fake:
        yield world, fake
        fake.assert_clean()


@asynccontextmanager
async def serving(world: World, fake: FakeLine) -> AsyncIterator[Runner]:
    """A service of a world over a fake LINE."""
    opens = partial(open_channel, wire=LineWire(TOKEN, fake.base, fake.base))
    messengers: dict[str, Messenger] = {**QUICKLY, "line": replace(MESSENGERS["line"], open=opens)}
    async with world.service(messengers=messengers) as service:
        await until_open(world.settings.port)
        await world.fake.wait_for(lambda: fake.webhook)
        yield service


__all__ = ["InLine", "around_line", "in_line", "serving"]
