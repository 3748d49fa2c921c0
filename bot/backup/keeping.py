"""What is done about old backups, once a day and whenever one is made: their keys are destroyed, the record is cut."""

from __future__ import annotations

import logging
from datetime import UTC, datetime

from sqlalchemy import Connection, delete

from bot.backup.contents import memo_in
from bot.backup.erasures import prune
from bot.backup.folder import BackupFolder, OwnKey
from bot.errors import StorageError
from bot.storage.database import Database
from bot.storage.records import set_memo
from bot.storage.seal import Sealer
from bot.storage.tables import memos
from bot.turns.backups import SHUT_KEYS_MEMO

log = logging.getLogger(__name__)


def tidy(folder: BackupFolder, now: datetime, keep_days: int) -> list[OwnKey]:
    """Destroy the keys of backups whose time is over. Trouble of the folder is told in the log."""
    today = now.astimezone(UTC).date()
    try:
        gone = folder.destroy_due(today, keep_days)
        prune(folder, today)
        trouble = folder.trouble() if folder.exists() else None
    except StorageError as error:
        gone, trouble = [], error
    if trouble is not None:
        log.error("the folder of the backups' keys cannot be used, and nobody can be erased until it can: %s", trouble)
    if gone:
        log.info("the keys of %d old backup(s) were destroyed: nobody can open them any more", len(gone))
    return gone


def note_whether_shut(folder: BackupFolder, database: Database) -> None:
    """Note at the start whether this service may write to the folder.

    A user may where a sandbox of the same user may not: only the service itself knows. `intake backup` asks this before
    the first one, since from then on nobody is erased who cannot be recorded there.
    """
    trouble = folder.unusable()
    path = str(folder.path.absolute())
    with database.reading() as connection:
        noted = memo_in(connection, database.sealer, SHUT_KEYS_MEMO)
    if (noted is not None) == (trouble is not None) and noted in (None, {"path": path}):
        return
    if trouble is not None:
        log.warning("this service may not write where the backups' keys are to be: %s", trouble)
    with database.writing() as connection:
        if trouble is not None:
            set_memo(connection, database.sealer, SHUT_KEYS_MEMO, {"path": path})
        else:
            connection.execute(delete(memos).where(memos.c.name == SHUT_KEYS_MEMO))


def is_shut(folder: BackupFolder, connection: Connection, sealer: Sealer) -> bool:
    """Whether `intake run` found at its last start that it may not write to a folder."""
    return bool(memo_in(connection, sealer, SHUT_KEYS_MEMO) == {"path": str(folder.path.absolute())})


__all__ = ["is_shut", "note_whether_shut", "tidy"]
