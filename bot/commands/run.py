"""`intake run`: both bots, delivery and timers in one process and one event loop, until a signal."""

from __future__ import annotations

import argparse
import asyncio
import logging
import signal

from bot import logs
from bot.app import build_core, build_runner, load_settings, read_answers
from bot.process import room_for_pages, settle, starting
from bot.settings import Settings
from bot.storage.lock import RunLock

log = logging.getLogger(__name__)


def run(_args: argparse.Namespace) -> int:
    """Run until SIGINT or SIGTERM. Raises `IntakeError` with one sentence when it cannot start."""
    settings = load_settings()
    room_for_pages()
    with logs.to_stderr(settings.log), starting():
        return _run(settings)


def _run(settings: Settings) -> int:
    settings.token_to_run_with()
    path = settings.sqlite_path
    if path is None:
        core = build_core(settings)  # raises: not supported by this version
        raise AssertionError(core)
    with RunLock(path):
        core = build_core(settings)
        try:
            if core.office.example:
                log.warning(
                    "the office profile is the example that ships, and it names a real office: "
                    "write your own and point INTAKE_OFFICE at it"
                )
            read_answers(core)
            # Imported here: both libraries together take seconds, and no other command needs them.
            from bot.rehearsal import rehearse

            rehearse(core)

            async def serve() -> None:
                runner = build_runner(core, at_ready=settle)
                loop = asyncio.get_running_loop()
                for sign in (signal.SIGINT, signal.SIGTERM):
                    loop.add_signal_handler(sign, runner.stop.set)
                await runner.run()

            asyncio.run(serve())
        finally:
            core.database.close()
    return 0
