"""`intake backup --to FILE`: a whole, sealed copy of everything that is kept, made while everything goes on."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path

from bot import __version__
from bot.app import load_settings, now
from bot.backup.folder import needed_folder
from bot.backup.making import BackupMade, Making, refuse_taken
from bot.errors import StorageError
from bot.office_profile.profile import load_office
from bot.storage.database import open_database, place_of_none
from bot.words.operator import saying
from dialogs.messages import Arg, Text


def run(args: Namespace) -> int:
    """Make one, and say what is in it and what has to be kept with it."""
    settings, target = load_settings(), _named(Path(args.to))
    folder = needed_folder(settings)
    office = load_office(settings.office)
    refuse_taken(target)
    missing = place_of_none(settings)
    if missing is not None:
        raise StorageError("error-backup-no-database", path=missing)
    database = open_database(settings)
    try:
        days, is_new = office.backups.keep_days, args.new_keys
        made = Making(settings, database, folder, days, __version__, now, is_new_folder=is_new).make(target)
    finally:
        database.close()
    say = saying()
    for text in _what_was_made(made, str(folder.path)):
        print(say(text))
    return 0


def _named(target: Path) -> Path:
    """Return where it goes: into a folder by its moment, so that whatever starts it each night need know no date."""
    return target / f"intake-{now():%Y-%m-%dT%H%M%SZ}.backup" if target.is_dir() else target


def _what_was_made(made: BackupMade, folder: str) -> Iterator[Text]:
    records, people = sum(made.sealed.counts.values()), made.sealed.counts.get("people", 0)
    size = f"{made.size / 1e6:.1f}"
    args: dict[str, Arg] = {"path": str(made.path), "size": size, "count": records, "person_count": people}
    yield Text("backup-made", args)
    yield Text("backup-until", {"until": made.until, "folder": folder})
    keys = list(dict.fromkeys([made.plain.master, *made.sealed.keys]))
    yield Text("backup-key", {"key": ", ".join(keys), "count": len(keys)})
    if made.destroyed:
        yield Text("backup-destroyed", {"count": made.destroyed})
    if made.clock_in_doubt:
        yield Text("backup-clock")
