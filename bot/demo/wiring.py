"""The demo, wired: the real application over a real database file, with its own clock, staff group and clients."""

from __future__ import annotations

import functools
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any

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
from bot.words.words import SOURCE_LANGUAGE
from dialogs.desk.matter import LeadRecord, Member
from dialogs.messages import Text
from dialogs.office import LANGUAGE_OF_STAFF

HOST = "127.0.0.1"
# The group of a demo that is kept: its number, and all that is in it.
GROUP_MEMO = "demo_group"
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
    # Whether the group is the one that it was when this demo ended last.
    is_as_left: bool = False

    def keep_group(self) -> None:
        """Keep the group as it stands, for a demo that goes on another time; nothing runs any more."""
        kept = {"group": self.core.settings.office_chat, "board": self.board.to_json()}
        self.core.ledger.do(Call(lambda batch: batch.tx.set_memo(GROUP_MEMO, kept)))

    async def show_leads(self) -> None:
        """Post the card of every lead, where the group is a new one: of a demo that was kept, and did not end well."""
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

    People see the example office with staff and bookings, or an office of their own by a copy of its profile, so that
    nothing that is changed here reaches their file; `closed` on a day.
    """
    path = folder / "office.toml" if office is None else folder / f"own-{office.name}"
    # One that lies there already stays as it is, unless it is behind the file it is a copy of.
    is_behind = office is not None and path.exists() and path.stat().st_mtime < office.stat().st_mtime
    if is_behind or not path.exists():
        path.write_text(_profile(office, closed), encoding="utf-8", newline="")
    base = f"http://{HOST}:{port}"
    # No number of a group that was there before: what is kept of its messages is forgotten with it.
    group = -secrets.randbelow(10**12) - 1
    file = (folder / "demo.db").resolve()
    return Settings(database=f"sqlite:///{file}", office=path, office_chat=group, public_url=base, host=HOST, port=port)


def _profile(office: Path | None, closed: date | None) -> str:
    """The profile of an office, or of the example as the demo has it, with a day on which it is closed."""
    if office is None:
        here = files("bot")
        text = here.joinpath("offices", "tsubakuro.toml").read_text(encoding="utf-8")
        text += here.joinpath("demo", "office.toml").read_text(encoding="utf-8")
    else:
        text = office.read_text(encoding="utf-8")
    if closed is None:
        return text
    # Only a week needs it.
    from bot.office_profile.editing import EditedProfile, ProfileText

    edited = EditedProfile(ProfileText(office, str(office), text))
    note = {LANGUAGE_OF_STAFF: "臨時休業", SOURCE_LANGUAGE: "Closed"}
    edited.put_list("closures", [*edited.tables("closures"), {"first_day": closed, "last_day": closed, "note": note}])
    return edited.text


def make_demo(settings: Settings, *, clock: MovingClock, at_ready: Callable[[], None] = lambda: None) -> Demo:
    """Wire a demo; it runs with `runner.run`. Where the group of one that was kept is known, it is there again."""
    opened: list[FramedChat] = []

    def open_channel(parts: ChannelParts) -> Channel:
        opened.append(FramedChat(parts, board.changed))
        return opened[0]

    core = app.build_core(settings, {CHANNEL: Messenger(ABILITIES, open_channel)})
    kept = core.ledger.do(Call(_kept_group))
    if kept is not None:
        core = replace(core, settings=replace(settings, office_chat=kept["group"]))
    board = GroupBoard() if kept is None else GroupBoard.from_json(kept["board"])
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
    return Demo(core, runner, board, chats, clock, machine, staff, desk, nursery, kept is not None)


def _kept_group(batch: Batch) -> Mapping[str, Any] | None:
    """The group as a demo left it that ended well. It is good for once: whoever is erased from now on is not in it."""
    kept: Mapping[str, Any] | None = batch.tx.memo(GROUP_MEMO)
    if kept is not None:
        batch.tx.set_memo(GROUP_MEMO, None)
    return kept


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
