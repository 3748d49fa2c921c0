"""`intake run`: both bots, delivery and timers in one process and one event loop, until a signal."""

from __future__ import annotations

import argparse
import asyncio
import logging
import signal
import sys

from bot.app import build_core, load_settings
from bot.errors import SettingsError
from bot.storage.lock import RunLock


def run(_args: argparse.Namespace) -> int:
    """Run until SIGINT or SIGTERM. Raises `IntakeError` with one sentence when it cannot start."""
    logging.basicConfig(stream=sys.stderr, level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    # The libraries log addresses, and those hold the token; or every step they take.
    for name in ("httpx", "httpcore", "aiogram", "telegram", "aiohttp", "transitions", "alembic"):
        logging.getLogger(name).setLevel(logging.WARNING)
    settings = load_settings()
    if settings.client_token is None:
        raise SettingsError("INTAKE_CLIENT_TOKEN is not set; give it the token that BotFather made for the client bot")
    path = settings.sqlite_path
    if path is None:
        core = build_core(settings)  # raises: not supported by this version
        raise AssertionError(core)
    with RunLock(path):
        core = build_core(settings)
        try:
            if core.office.example:
                logging.warning(
                    "the office profile is the example that ships, and it names a real office: "
                    "write your own and point INTAKE_OFFICE at it"
                )
            # Imported here: both libraries together take seconds, and no other command needs them.
            from bot.run import Service

            async def serve() -> None:
                service = Service(core)
                loop = asyncio.get_running_loop()
                for sign in (signal.SIGINT, signal.SIGTERM):
                    loop.add_signal_handler(sign, service.stop.set)
                await service.run()

            asyncio.run(serve())
        finally:
            core.database.close()
    return 0
