"""The real client libraries, pointed at the fake. Apart from the package's names: importing aiogram takes seconds."""

from __future__ import annotations

from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer

from .server import FakeTelegram


class QuickSession(AiohttpSession):
    """aiogram's session without the quarter of a second it sleeps on closing, for TLS that is not here."""

    async def close(self) -> None:
        if self._session is not None and not self._session.closed:
            await self._session.close()


def aiogram_session(fake: FakeTelegram) -> QuickSession:
    """A session for `aiogram.Bot(token, session=...)`."""
    return QuickSession(api=TelegramAPIServer.from_base(fake.base_url))


def ptb_base_url(fake: FakeTelegram) -> str:
    """The `base_url` for python-telegram-bot's `Bot` and `ApplicationBuilder`."""
    return f"{fake.base_url}/bot"


def ptb_base_file_url(fake: FakeTelegram) -> str:
    """The `base_file_url` for the same two."""
    return f"{fake.base_url}/file/bot"
