"""What the staff group is in to the rest of the house: a messenger's group or another place; its name is known to none.

A place is opened as the settings ask (`bot.office.registry`), and gives what `bot.app` wires: who is in the group, what
sends posts there, and what brings what staff do.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from bot.observing.observer import NOBODY_LOOKS, Observer

if TYPE_CHECKING:
    from bot.channels.channel import Connection
    from bot.channels.files import Files
    from bot.clock import Clock
    from bot.delivery.courier import Courier
    from bot.office.commands import Asked
    from bot.office.group import StaffChat
    from bot.office.roster import GroupBook
    from bot.receiving.door import Record
    from bot.settings import Settings
    from bot.turns.acts import StaffMessage, Turned
    from bot.words.words import Words
    from dialogs.desk.matter import Member
    from dialogs.desk.rights import Rights, Role
    from dialogs.messages import Text


class OfficeActs(Protocol):
    """What receives what staff do needs from the application: decide about leads, and answer through the outbox."""

    @property
    def chat(self) -> int | None:
        """The staff group; None while it is not set."""

    async def rights(self, member: Member, *, is_anonymous: bool, needs: Role) -> Rights:
        """Find out what somebody who acts in the staff group may do, for something that needs a role."""

    async def sign_in_code(self, mark: str, by: Member, rights: Rights) -> Text:
        """Return what whoever presses the button beside a link to sign in is shown, and nobody else."""

    async def act(self, update_id: int, number: int, act: str, by: Member, rights: Rights, row: str = "") -> Turned:
        """Let staff do something with a lead (`row`: what it names, a row of the table say)."""

    async def decide_for_many(self, update_id: int, number: int, act: str, by: Member, rights: Rights) -> Turned:
        """Let staff decide about many clients at once: the number of what they are asked, and the act."""

    async def answer(self, command: str, asked: Asked) -> None:
        """Answer a command, if whoever writes it may; else say who can."""

    def now(self) -> datetime:
        """The moment."""

    async def hears(self, everything: bool) -> None:
        """The bot hears all that staff write, or not."""

    async def wrote(self, message: StaffMessage) -> None:
        """Pass on what a member of staff wrote, if a client is meant."""

    async def moved(self, chat: int) -> None:
        """The staff group became a supergroup with another id."""

    def say(self, text: Text) -> str:
        """A staff text in plain words."""


@dataclass(frozen=True, slots=True)
class CourierParts:
    """What the courier of a staff group is made of. `theirs` is where files of each clients' channel are read.

    `moved` is told the id that the group has from now on.
    """

    group: StaffChat
    words: Words
    moved: Callable[[int], Awaitable[None]]
    theirs: Mapping[str, Files]


@dataclass(frozen=True, slots=True)
class ReceiverParts:
    """What brings what staff do is made of. `let_in` is called when we may write in the group (again)."""

    desk: OfficeActs
    record: Record
    let_in: Callable[[], None]
    settings: Settings
    clock: Clock
    observer: Observer = NOBODY_LOOKS


class StaffPlace(Protocol):
    """Where the staff group is."""

    @property
    def book(self) -> GroupBook:
        """Who is in the group."""

    @property
    def files(self) -> Files | None:
        """Where what staff sent is read; None where they can send none."""

    def courier(self, parts: CourierParts) -> Courier:
        """Return what sends posts to the group."""

    def connection(self, parts: ReceiverParts) -> Connection:
        """Return what brings what staff do."""


# Opens the place; None where the settings name none.
OpenPlace = Callable[["Settings"], StaffPlace | None]

__all__ = ["CourierParts", "OfficeActs", "OpenPlace", "ReceiverParts", "StaffPlace"]
