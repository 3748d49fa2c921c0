"""The clients' bot as a channel: whether its token is right, how it introduces itself, where updates go, its end."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from datetime import datetime

from aiohttp import ClientError, ClientTimeout

from bot.channels.channel import ChannelParts, Vouched
from bot.channels.files import Files
from bot.channels.telegram.abilities import ABILITIES
from bot.channels.telegram.launch import vouched
from bot.channels.telegram.library import AiohttpSession, Bot, TelegramUnauthorizedError
from bot.channels.telegram.receive import ALLOWED_UPDATES, ClientReceiver
from bot.channels.telegram.send import ClientCourier, MakeBot, introduce, make_bot, offer_page
from bot.channels.telegram.webhook import endpoint, register, webhook_of
from bot.channels.telegram.wire import AiogramWire
from bot.clock import moment_in
from bot.errors import IntakeError
from bot.receiving.aside import Aside
from bot.receiving.server import Endpoint

log = logging.getLogger(__name__)


def open_channel(parts: ChannelParts, make: MakeBot = make_bot) -> TelegramChannel:
    """Make the channel. Raises `SettingsError` without a token."""
    settings = parts.settings
    return TelegramChannel(make(settings.token_to_run_with(), settings.telegram_api), parts)


class TelegramChannel:
    """aiogram's bot, what it sends and what it receives, from its start to its end."""

    abilities = ABILITIES
    # Telegram in a browser.
    frames = ("https://web.telegram.org",)

    def __init__(self, bot: Bot, parts: ChannelParts) -> None:
        self.bot = bot
        self.words, self.clock = parts.words, parts.clock
        self.courier = ClientCourier(bot, parts.words)
        self.receiver = ClientReceiver(bot, parts.reception)
        self.webhook = webhook_of(parts.settings, "client")
        self.commands = parts.commands
        self._username: str | None = None
        self._page: str | None = None

    @property
    def entry_link(self) -> str | None:
        """A link that opens the bot, once it is known what it is called."""
        return None if self._username is None else f"https://t.me/{self._username}?start="

    @property
    def files(self) -> Files:
        """What clients sent to this bot."""
        return AiogramWire(self.bot).files()

    def reads_from(self, source: str, files: Files) -> None:
        """Learn where files of another channel are read."""
        self.courier.files = {**self.courier.files, source: files}

    def vouch(self, signed: str) -> Vouched | None:
        """Whom Telegram says that our page was opened for."""
        return vouched(self.bot.token, signed, self.clock.now())

    def leads_to(self, page: str) -> None:
        """Offer a page of ours beside the field in which people write; Telegram opens none that is not encrypted."""
        self._page = page if page.startswith("https://") else None

    @property
    def aside(self) -> Aside:
        """Acknowledging presses, leaving groups."""
        return self.receiver.aside

    @property
    def endpoints(self) -> Mapping[str, Endpoint]:
        """Where Telegram sends updates to, if it does."""
        hook = self.webhook
        return {} if hook is None else {hook.path: endpoint(hook.secret, self.receiver.handle)}

    @property
    def pages(self) -> Mapping[str, Endpoint]:
        """Nothing can be read of it here."""
        return {}

    async def start(self) -> None:
        """Raise `IntakeError` for a token that Telegram refuses; a Telegram out of reach is waited for elsewhere."""
        try:
            self._username = (await self.bot.get_me()).username
        except TelegramUnauthorizedError:
            raise IntakeError("error-token-refused", setting="INTAKE_CLIENT_TOKEN") from None
        except Exception as error:  # a proxy in between may answer anything
            log.warning("Telegram cannot be reached yet (%s); going on", type(error).__name__)

    async def receive(self, stop: asyncio.Event) -> None:
        """Fetch updates until told to stop, or have Telegram send them."""
        if self.webhook is None:
            await self.receiver.poll(stop, self.clock.sleep)
        else:
            await register(self.webhook, self.registered, stop, self.clock.sleep)

    async def time(self) -> datetime | None:
        """What Telegram's clock says; None where it cannot be asked."""
        session = self.bot.session
        assert isinstance(session, AiohttpSession)
        url = session.api.api_url(token=self.bot.token, method="getMe")
        http = await session.create_session()
        try:
            # Said in the head of every answer, which the library does not pass on.
            async with http.post(url, timeout=ClientTimeout(total=session.timeout)) as answer:
                return moment_in(answer.headers.get("Date")) if answer.status == 200 else None
        except (ClientError, OSError, TimeoutError):
            return None

    async def introduce(self) -> None:
        """Commands and descriptions are a courtesy: a failure is told and changes nothing else."""
        try:
            await offer_page(self.bot, self.words, self._page)
        except Exception as error:
            log.warning("the button that opens our page could not be set (%s)", type(error).__name__)
        try:
            await introduce(self.bot, self.words, self.commands)
        except Exception as error:
            log.warning("the commands could not be set (%s)", type(error).__name__)

    async def registered(self, url: str, secret: str) -> bool:
        """Tell Telegram where to send updates; False where that must be tried again."""
        try:
            await self.bot.set_webhook(url, secret_token=secret, allowed_updates=ALLOWED_UPDATES)
        except Exception as error:
            log.warning("the webhook could not be registered (%s); trying again", type(error).__name__)
            return False
        return True

    async def close(self) -> None:
        """Close its connections."""
        await self.bot.session.close()
