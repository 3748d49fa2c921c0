"""The demo, wired: the real application over a real database file, with its own clock, staff group and clients."""

from __future__ import annotations

import functools
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bot import app
from bot.channels.channel import Channel, ChannelParts, Messenger
from bot.delivery.pace import Pace
from bot.demo.client import ABILITIES, CHANNEL, Chats, PageChannel
from bot.demo.clock import MovingClock
from bot.demo.group import GroupBoard
from bot.demo.moving import TimeMachine
from bot.demo.people import Nursery
from bot.demo.staff import BoardConnection, BoardPlace, Staff
from bot.receiving.budget import Allowance
from bot.run import Runner
from bot.settings import Settings
from dialogs.desk.matter import Member
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
    clients: PageChannel
    nursery: Nursery


def settings_of(folder: Path, port: int, office: Path | None) -> Settings:
    """The settings of a demo: nothing of the environment but the office profile, nothing that reaches outside."""
    base = f"http://{HOST}:{port}"
    # No number of a group that was there before: what is kept of its messages is forgotten with it.
    group = -secrets.randbelow(10**12) - 1
    file = (folder / "demo.db").resolve()
    return Settings(
        database=f"sqlite:///{file}", office=office, office_chat=group, public_url=base, host=HOST, port=port
    )


def make_demo(settings: Settings, *, clock: MovingClock, at_ready: Callable[[], None] = lambda: None) -> Demo:
    """Wire a demo; it runs with `runner.run`."""
    board = GroupBoard()
    chats = Chats(board)
    opened: list[PageChannel] = []

    def open_channel(parts: ChannelParts) -> Channel:
        opened.append(PageChannel(parts, chats))
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
    machine = TimeMachine(clock, runner.writer, runner.outbox, core.dialogue.around)
    nursery = Nursery(runner.writer, core.dialogue, core.words, chats, clock)
    return Demo(core, runner, board, chats, clock, machine, staff, desk, opened[0], nursery)


def _staff(core: app.Core) -> Staff:
    """Who is in the group: those of the profile, where it names some, and somebody who may do less."""
    say = functools.partial(core.words.plain, LANGUAGE_OF_STAFF)
    helps = Member("2", say(Text("demo-member-helps")))
    named = [one for one in core.office.staff if one.role != "member"] or list(core.office.staff)
    if named:
        first = named[0]
        return Staff(Member(str(first.telegram), first.names[LANGUAGE_OF_STAFF]), helps)
    return Staff(Member("1", say(Text("demo-member-leads"))), helps)


__all__ = ["Demo", "make_demo", "settings_of"]
