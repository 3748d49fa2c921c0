"""The address that opens LINE with a word ready to be sent, for whoever makes addresses while nothing runs."""

from __future__ import annotations

import asyncio
from urllib.parse import quote

from bot.channels.files import Unreachable
from bot.channels.line.abilities import is_wanted
from bot.channels.line.wire import LineRefused, LineWire
from bot.settings import Settings
from dialogs.office import Office


def entry_of(basic_id: str) -> str:
    """Return what the address begins with of the account that is called so; a word comes behind it."""
    return f"https://line.me/R/oaMessage/{quote(basic_id, safe='')}/?{quote('/start ', safe='')}"


def entry_link(settings: Settings, office: Office, _bot: str | None) -> str | None:
    """Return what the address begins with; None without LINE, or where LINE does not say what the account is called."""
    if not is_wanted(settings, office):
        return None
    basic_id = asyncio.run(_basic_id_of(settings.line_token or ""))
    return None if basic_id is None else entry_of(basic_id)


async def _basic_id_of(token: str) -> str | None:
    wire = LineWire(token)
    try:
        told = await wire.call("GET", "/v2/bot/info")
        return str(told["basicId"])
    except (LineRefused, Unreachable, KeyError, TypeError):
        return None
    finally:
        await wire.close()


__all__ = ["entry_link", "entry_of"]
