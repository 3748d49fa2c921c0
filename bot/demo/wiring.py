"""The demo, wired: the real application over a real database file, with its own clock, staff group and clients."""

from __future__ import annotations

import functools
import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from pathlib import Path

from bot import app
from bot.channels.channel import Channel, ChannelParts, Messenger
from bot.delivery.pace import Pace
from bot.demo.clients import ABILITIES, CHANNEL, Chats, FramedChat
from bot.demo.clock import MovingClock
from bot.demo.group import GroupBoard
from bot.demo.moving import TimeMachine
from bot.demo.people import Nursery
from bot.demo.staff import BoardConnection, BoardPlace, Staff
from bot.receiving.budget import Allowance
from bot.run import Runner
from bot.settings import Settings
from bot.turns.apply import Batch
from bot.turns.ledger import Call
from dialogs.desk.matter import LeadRecord, Member
from dialogs.messages import Text
from dialogs.office import LANGUAGE_OF_STAFF

HOST = "127.0.0.1"
# Nobody has to wait for a messenger's rates here, and made-up people are quick.
UNHURRIED = Pace(1_000, 1_000, 60_000, 60_000, 60_000, 1_000, 60_000)
UNLIMITED = Allowance(at_once=10_000, a_second=1_000)


@dataclass
class Demo:
    """Everything of one demo, from its beginning to its end or to a reset."""

    core: app.Core
    runner: Runner
    board: GroupBoard
    chats: Chats
    clock: MovingClock
    machine: TimeMachine
    staff: Staff
    desk: BoardConnection
    nursery: Nursery

    async def show_leads(self) -> None:
        """Post the card of every lead, where the group is a new one: of a demo that was kept."""
        now = self.clock.moment()

        def post(batch: Batch) -> None:
            for stored in batch.tx.leads_numbered(sorted(batch.tx.lead_numbers())):
                person = batch.tx.whole_person(stored.person)
                if person is not None:
                    batch.posting.card(person, stored, now, ring=False)

        await self.runner.writer.submit(Call(post))

    async def leads(self) -> list[LeadRecord]:
        """Every lead as the desk keeps it, by their numbers."""

        def look(batch: Batch) -> list[LeadRecord]:
            return [stored.record for stored in batch.tx.leads_numbered(sorted(batch.tx.lead_numbers()))]

        found: list[LeadRecord] = await self.runner.writer.submit(Call(look))
        return found


def settings_of(folder: Path, port: int, office: Path | None, closed: date | None = None) -> Settings:
    """The settings of a demo: nothing of the environment but the office profile, nothing that reaches outside.

    Without a profile of their own people see the example office, with staff and bookings; `closed` on a day.
    """
    office = office or _example(folder, closed)
    base = f"http://{HOST}:{port}"
    # No number of a group that was there before: what is kept of its messages is forgotten with it.
    group = -secrets.randbelow(10**12) - 1
    file = (folder / "demo.db").resolve()
    return Settings(
        database=f"sqlite:///{file}", office=office, office_chat=group, public_url=base, host=HOST, port=port
    )


def _example(folder: Path, closed: date | None) -> Path:
    """The profile of the example office as the demo has it; one that lies there already is left as it is."""
    path = folder / "office.toml"
    if not path.exists():
        here = files("bot")
        text = here.joinpath("offices", "tsubakuro.toml").read_text(encoding="utf-8")
        if closed is not None:
            day = f'{{ first_day = {closed}, last_day = {closed}, note = {{ ja = "臨時休業", en = "Closed" }} }}'
            text = re.sub(r"^closures = \[\]$", f"closures = [{day}]", text, count=1, flags=re.MULTILINE)
        path.write_text(text + here.joinpath("demo", "office.toml").read_text(encoding="utf-8"), encoding="utf-8")
    return path


def make_demo(settings: Settings, *, clock: MovingClock, at_ready: Callable[[], None] = lambda: None) -> Demo:
    """Wire a demo; it runs with `runner.run`."""
    board = GroupBoard()
    opened: list[FramedChat] = []

    def open_channel(parts: ChannelParts) -> Channel:
        opened.append(FramedChat(parts, board.changed))
        return opened[0]

    core = app.build_core(settings, {CHANNEL: Messenger(ABILITIES, open_channel)})
    staff = _staff(core)
    place = BoardPlace(board, staff, clock.clock)
    runner = app.build_runner(
        core,
        open_office=lambda _settings: place,
        clock=clock.clock,
        pace=UNHURRIED,
        allowance=UNLIMITED,
        at_ready=at_ready,
        look_every=None,
    )
    desk = runner.office
    assert isinstance(desk, BoardConnection), "the place is ours"
    machine = TimeMachine(clock, runner.writer, runner.outbox, core.dialogue.around, lambda: board.is_out)
    chats = Chats(opened[0])
    nursery = Nursery(chats, core.dialogue, core.words)
    return Demo(core, runner, board, chats, clock, machine, staff, desk, nursery)


def _staff(core: app.Core) -> Staff:
    """Who is in the group: those of the profile, where it names some, and somebody who may do less."""
    say = functools.partial(core.words.plain, LANGUAGE_OF_STAFF)
    known = [(one.role, Member(str(one.telegram), one.names[LANGUAGE_OF_STAFF])) for one in core.office.staff]
    leading = next((one for role, one in known if role != "member"), known[0][1] if known else None)
    helps = next((one for role, one in known if role == "member" and one is not leading), None)
    return Staff(
        leading or Member("1", say(Text("demo-member-leads"))), helps or Member("2", say(Text("demo-member-helps")))
    )


__all__ = ["Demo", "make_demo", "settings_of"]
