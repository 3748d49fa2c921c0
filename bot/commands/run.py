"""`intake run`: both bots, delivery and timers in one process, or one part of it by its role, until a signal."""

from __future__ import annotations

import argparse
import asyncio
import logging
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

from bot import logs
from bot.app import Core, build_core, build_runner, load_settings, read_answers
from bot.backup.folder import backup_folder
from bot.backup.keeping import note_whether_shut
from bot.errors import SettingsError
from bot.parts import EVERYTHING, ROLES, WorkPart
from bot.process import room_for_pages, settle, starting
from bot.settings import Settings
from bot.stopping import Stopping
from bot.storage.copying import refuse_moved
from bot.storage.lock import RunLock

log = logging.getLogger(__name__)


def run(args: argparse.Namespace) -> int:
    """Run until SIGINT or SIGTERM. Raises `IntakeError` with one sentence when it cannot start."""
    settings = load_settings()
    room_for_pages()
    role = "" if args.role == EVERYTHING else args.role
    with logs.to_stderr(settings.log, role=role), starting():
        return _run(settings, args.role)


def _run(settings: Settings, role: str) -> int:
    if ROLES[role] & {WorkPart.CLIENT, WorkPart.DELIVER}:
        settings.token_to_run_with()
    elif WorkPart.OFFICE in ROLES[role] and settings.office_token is None:
        raise SettingsError("error-role-without-office")
    with _alone(settings.sqlite_path, role):
        # Imported here: no other command says what its lines are about, or counts.
        from bot.observing.watching import observing

        core, ending = build_core(settings, observing=observing), Stopping()
        try:
            with core.database.reading() as connection:
                refuse_moved(connection, core.database)
            folder = backup_folder(settings)
            if folder is not None:
                note_whether_shut(folder, core.database)
            if core.office.example:
                log.warning(
                    "the office profile is the example that ships, and it names a real office: "
                    "write your own and point INTAKE_OFFICE at it"
                )
            if WorkPart.CLIENT in ROLES[role]:
                _be_ready_to_talk(core)

            async def serve() -> None:
                runner = build_runner(core, role=role, at_ready=settle)

                def stop() -> None:
                    log.info("asked to stop: nothing new is begun, what is under way is finished")
                    runner.stop.set()

                with ending.at_signals(stop):
                    await runner.run()
                if ending.is_late:
                    log.warning("what was still under way is left to the next start, or to other processes")

            asyncio.run(serve())
        finally:
            core.database.close()
            ending.is_done()
    return 0


def _alone(file: Path | None, role: str) -> AbstractContextManager[object]:
    """Keep others from running on a file, which one process does everything on; on a server they share the work."""
    if file is None:
        return nullcontext()
    if role != EVERYTHING:
        raise SettingsError("error-role-on-file", role=role, path=str(file))
    return RunLock(file)


def _be_ready_to_talk(core: Core) -> None:
    """Read and make now what the first person would wait for."""
    read_answers(core)
    # Imported here: both libraries together take seconds, and no other command needs them.
    from bot.rehearsal import rehearse

    rehearse(core)
