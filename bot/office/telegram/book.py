"""Who is in the staff group and who administers it, as Telegram tells the office bot."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from telegram import Bot
from telegram.error import BadRequest, Forbidden, TelegramError

from bot.office.roster import CannotTell
from dialogs.desk.matter import Member
from dialogs.parsing import visible

# All that staff do waits behind the answer, so it must not be waited for long.
PATIENCE_SECONDS = 5
_INSIDE = ("creator", "administrator", "member")


def name_of(number: int, *names: str | None) -> str:
    """Return what somebody is called by the names that Telegram tells; by their number where these show nothing.

    A name there may be made of signs that nobody sees, and who did something must be readable in the record of acts.
    """
    whole = " ".join(filter(None, names))
    return whole if visible(whole) else f"ID {number}"


class TelegramBook:
    """Implements `bot.office.roster.GroupBook`."""

    def __init__(self, bot: Bot) -> None:
        self.bot = bot

    async def administrators(self, chat: int) -> Sequence[Member]:
        """Ask who administers the group. Bots are left out: they press nothing."""
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                found = await self.bot.get_chat_administrators(chat)
        except (TelegramError, TimeoutError) as error:
            raise CannotTell from error
        people = [one.user for one in found if not one.user.is_bot]
        return [Member(str(user.id), name_of(user.id, user.first_name, user.last_name)) for user in people]

    async def is_inside(self, chat: int, member: Member) -> bool:
        """Ask whether somebody is in the group.

        Telegram tells that only to administrators. To other bots it says nothing, and whoever acts there is in it.
        """
        found = await self._asked(chat, member)
        return True if found is None else found

    async def is_known_inside(self, chat: int, member: Member) -> bool:
        """Ask whether somebody is in the group; where Telegram does not tell, they are not."""
        return bool(await self._asked(chat, member))

    async def _asked(self, chat: int, member: Member) -> bool | None:
        """Return None where Telegram does not tell."""
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                found = await self.bot.get_chat_member(chat, int(member.id or 0))
        except (BadRequest, Forbidden):
            return None
        except (TelegramError, TimeoutError) as error:
            raise CannotTell from error
        return found.status in _INSIDE or (found.status == "restricted" and bool(getattr(found, "is_member", True)))
