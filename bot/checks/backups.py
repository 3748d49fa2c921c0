"""Checks of backups: how old the last good one is, and whether the folder of their keys can do its work."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import Connection, select

from bot.backup.contents import memo_in
from bot.backup.folder import BackupFolder, OwnKey, backup_folder
from bot.backup.keeping import is_shut
from bot.checks.finding import Finding, note, ok, problem, warning
from bot.errors import OfficeProfileError, StorageError
from bot.office_profile.profile import load_office
from bot.settings import Settings
from bot.storage.seal import Sealer
from bot.storage.tables import people
from bot.turns.backups import BACKUPS_MEMO
from dialogs.office import BackupRule


def check_backups(settings: Settings, connection: Connection, sealer: Sealer, now: datetime) -> Iterator[Finding]:
    """Look at the backups of a database, as far as it and the folder of their keys know of them."""
    folder, memo = backup_folder(settings), memo_in(connection, sealer, BACKUPS_MEMO)
    if folder is not None and is_shut(folder, connection, sealer):
        shut = StorageError("error-backup-keys-shut", path=str(folder.path)).text
        yield (warning if memo is None else problem)("backup keys", "doctor-error", sentence=shut)
    if memo is None:
        has_people = connection.execute(select(people.c.id).limit(1)).first() is not None
        yield (warning if has_people else note)("backups", "doctor-backups-none")
        if folder is None:
            yield note("backup keys", "doctor-backup-keys-not-set")
        return
    if folder is None:
        yield problem("backup keys", "doctor-error", sentence=StorageError("error-backup-keys-required").text)
        return
    living: list[OwnKey] = []
    try:
        if not folder.exists():
            raise StorageError("error-backup-keys-gone", path=str(folder.path))
        if folder.name != memo["folder"]:
            raise StorageError("error-backup-keys-other", path=str(folder.path), folder=memo["folder"])
        living = folder.living()
        yield from _keys(settings, folder, living)
    except StorageError as error:
        yield problem("backup keys", "doctor-error", sentence=error.text)
    yield _age(settings, memo["at"], len([own for own in living if own.done is not None]), now)


def _age(settings: Settings, at: float | None, count: int, now: datetime) -> Finding:
    if at is None:
        return warning("backups", "doctor-backups-none-good")
    made, rule = datetime.fromtimestamp(at, UTC), _rule(settings)
    if now - made > timedelta(days=rule.warn_after_days):
        return warning("backups", "doctor-backups-old", at=made, count=rule.warn_after_days)
    return ok("backups", "doctor-backups", at=made, count=count)


def _rule(settings: Settings) -> BackupRule:
    """What the profile says; where it cannot be read, that is told elsewhere."""
    try:
        return load_office(settings.office).backups
    except OfficeProfileError:
        return BackupRule()


def _keys(settings: Settings, folder: BackupFolder, living: list[OwnKey]) -> Iterator[Finding]:
    path = folder.path.resolve()
    if not os.access(path, os.W_OK | os.X_OK):
        yield problem("backup keys", "doctor-backup-keys-not-writable", path=str(folder.path))
        return
    database = settings.sqlite_path
    places = [] if database is None else [database.resolve().parent]
    places += [Path(own.file).parent for own in living if own.file]
    beside = next((place for place in places if path.is_relative_to(place)), None)
    if beside is None:
        yield ok("backup keys", "doctor-backup-keys", path=str(folder.path))
    else:
        yield warning("backup keys", "doctor-backup-keys-beside", path=str(folder.path), beside=str(beside))


__all__ = ["check_backups"]
