"""What is done about old backups, once a day and whenever one is made: their keys are destroyed, the record is cut."""

from __future__ import annotations

import logging
from datetime import UTC, datetime

from bot.backup.erasures import prune
from bot.backup.folder import BackupFolder, OwnKey
from bot.errors import StorageError

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


__all__ = ["tidy"]
