"""Telegram as the place of the staff group: the office's own bot in a group of its own."""

from __future__ import annotations

from bot.channels.files import Files
from bot.office.place import CourierParts, ReceiverParts
from bot.office.telegram.book import TelegramBook
from bot.office.telegram.connection import OfficeConnection
from bot.office.telegram.courier import OfficeCourier
from bot.office.telegram.handlers import OfficeReceiver, make_application
from bot.office.telegram.wire import LibraryWire


class TelegramPlace:
    """Implements `bot.office.place.StaffPlace`."""

    def __init__(self, token: str, api: str | None) -> None:
        self.application = make_application(token, api)
        self.book = TelegramBook(self.application.bot)

    @property
    def files(self) -> Files:
        """What the office bot was sent."""
        return LibraryWire(self.application.bot).files()

    def courier(self, parts: CourierParts) -> OfficeCourier:
        """Return what sends posts to the group."""
        return OfficeCourier(self.application.bot, parts.group, parts.words, moved=parts.moved, files=parts.theirs)

    def connection(self, parts: ReceiverParts) -> OfficeConnection:
        """Return what brings what staff do."""
        receiver = OfficeReceiver(self.application, parts.desk, parts.record, parts.let_in, parts.observer)
        return OfficeConnection(self.application, receiver, parts.settings, parts.clock)


__all__ = ["TelegramPlace"]
