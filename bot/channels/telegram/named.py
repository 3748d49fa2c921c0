"""The address that opens the client bot with a word, for whoever makes addresses while nothing runs."""

from __future__ import annotations

import asyncio

from bot.channels.telegram.send import TelegramAPIError, make_bot
from bot.settings import Settings
from dialogs.office import Office

TIMEOUT_SECONDS = 10


def entry_link(settings: Settings, _office: Office, bot: str | None) -> str | None:
    """Return what the address begins with; None where nobody says what the bot is called, Telegram neither."""
    if bot is None and settings.client_token is not None:
        bot = asyncio.run(_username_of(settings.client_token, settings.telegram_api))
    return None if bot is None else f"https://t.me/{bot}?start="


async def _username_of(token: str, api: str | None) -> str | None:
    bot = make_bot(token, api)
    bot.session.timeout = TIMEOUT_SECONDS
    try:
        return (await bot.get_me()).username
    except TelegramAPIError:
        return None
    finally:
        await bot.session.close()


__all__ = ["entry_link"]
