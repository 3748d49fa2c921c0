"""Where the staff group is, by the settings. What is not asked for is not imported: its libraries take seconds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.settings import Settings

if TYPE_CHECKING:
    from bot.office.place import StaffPlace


def open_place(settings: Settings) -> StaffPlace | None:
    """Return the place of the staff group; None without an office bot."""
    if settings.office_token is None:
        return None
    from bot.office.telegram.place import TelegramPlace

    return TelegramPlace(settings.office_token, settings.telegram_api)


__all__ = ["open_place"]
