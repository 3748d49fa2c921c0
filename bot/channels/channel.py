"""What a messenger is to the rest of the house, and what it is given; it knows no messenger by name.

A messenger is a folder beside this file. Its module `channel` has an `open_channel`, its module `abilities` what it can
do (`ABILITIES`) and whether settings and profile ask for it (`is_wanted`), and `registry` has its name.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from bot.turns.shelf import Shelves
from dialogs.commands import COMMANDS

if TYPE_CHECKING:
    from bot.channels.files import Files
    from bot.clock import Clock
    from bot.delivery.courier import Courier
    from bot.receiving.aside import Aside
    from bot.receiving.reception import Reception
    from bot.receiving.server import Endpoint
    from bot.settings import Settings
    from bot.turns.counting import OpenedPages
    from bot.turns.ports import Store
    from bot.words.words import Words
    from dialogs.abilities import Abilities
    from dialogs.office import Office


class Connection(Protocol):
    """An end to which a messenger brings what people do: the clients' or the staff's."""

    @property
    def aside(self) -> Aside:
        """Small calls beside the receiving; opened before anything is received, and closed after."""

    @property
    def endpoints(self) -> Mapping[str, Endpoint]:
        """What takes what is sent to us, by its path on our server; empty where we fetch ourselves."""

    @property
    def pages(self) -> Mapping[str, Endpoint]:
        """What can be read on our server, by its path; empty where people are written to elsewhere."""

    async def start(self) -> None:
        """Raise `IntakeError` where the messenger refuses us; one that is out of reach is waited for in `receive`."""

    async def receive(self, stop: asyncio.Event) -> None:
        """Receive until told to stop: fetch what people do, or see to it that it is sent to our endpoints."""

    async def close(self) -> None:
        """Close its connections."""


class Channel(Connection, Protocol):
    """A messenger by which clients reach us."""

    @property
    def abilities(self) -> Abilities:
        """What it can do."""

    @property
    def courier(self) -> Courier:
        """What sends its posts."""

    @property
    def files(self) -> Files | None:
        """Where what clients sent is read; None where a channel has no files."""

    @property
    def entry_link(self) -> str | None:
        """What an address begins with that opens the channel with the word behind it; None where there is none.

        It may be known only once the channel is started.
        """

    def reads_from(self, source: str, files: Files) -> None:
        """Learn where files of another channel are read, for what is passed on from there."""

    async def introduce(self) -> None:
        """Tell the messenger our commands and descriptions, a courtesy. Raises nothing."""

    async def time(self) -> datetime | None:
        """Return what the messenger's clock says; None where it cannot be asked."""


@dataclass(frozen=True, slots=True)
class Vouched:
    """Whom a messenger vouches for: the chat `to` with it. `mark` tells this time from every other, and no more."""

    to: str
    mark: str
    language: str | None = None


@runtime_checkable
class Vouching(Protocol):
    """A messenger that opens a page of ours from within itself, and says by its signature for whom."""

    # Sites of the messenger that show the page in a frame.
    frames: tuple[str, ...]

    def vouch(self, signed: str) -> Vouched | None:
        """Return whom something signed is about; None where it is not the messenger's, or too old."""

    def leads_to(self, page: str) -> None:
        """Learn the address of the page, before anything is introduced."""


@runtime_checkable
class Opening(Protocol):
    """A channel with a page for those whom another messenger vouches for."""

    @property
    def page_for_vouched(self) -> str:
        """The address of that page."""

    def trusts(self, source: str, messenger: Vouching) -> None:
        """Learn of a messenger that vouches, and of the name of its channel."""


@runtime_checkable
class Showing(Protocol):
    """A channel whose pages stay open."""

    @property
    def pages_open(self) -> int:
        """How many are open now."""


@dataclass(frozen=True, slots=True)
class ChannelParts:
    """What a channel is made of. `reception` is its own: it takes acts under the channel's name.

    `store` is for reading beside the turns, `commands` are those that people are offered. Where the page of a channel's
    people lies with us, it has its shelf among `shelves`. `opened` counts start pages.
    """

    settings: Settings
    office: Office
    words: Words
    clock: Clock
    reception: Reception
    store: Store
    commands: tuple[str, ...] = COMMANDS
    shelves: Shelves = field(default_factory=Shelves)
    opened: OpenedPages | None = None


# Makes a channel. Raises `SettingsError` where the settings do not suffice.
OpenChannel = Callable[[ChannelParts], Channel]


@dataclass(frozen=True, slots=True)
class Messenger:
    """A messenger before it is opened: what its channel can do, what opens it, and whether the office asks for it."""

    abilities: Abilities
    open: OpenChannel
    is_wanted: Callable[[Settings, Office], bool] = lambda _settings, _office: True


__all__ = [
    "Channel",
    "ChannelParts",
    "Connection",
    "Messenger",
    "OpenChannel",
    "Opening",
    "Vouched",
    "Vouching",
]
