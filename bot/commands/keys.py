"""`intake keys rotate`: a new key for personal data, in full operation. Stopped anywhere, it goes on next time."""

from __future__ import annotations

import time
from argparse import Namespace

from bot.app import load_settings
from bot.errors import StorageError
from bot.storage.database import open_database
from bot.storage.keys import key_file_of
from bot.storage.rotation import Rotation, named_rows

# Between two pieces, so that the turns of a running `intake run` come first.
_PAUSE_SECONDS = 0.03


def run(_args: Namespace) -> int:
    """Rotate, and say what was done."""
    settings = load_settings()
    path = settings.sqlite_path
    key_file = key_file_of(settings)
    if path is not None and not (path.exists() and path.stat().st_size):
        raise StorageError(f"there is no database at {path} yet (INTAKE_DATABASE), so there is no key to change")
    database = open_database(settings)
    try:
        done = Rotation(database, key_file, between=lambda: time.sleep(_PAUSE_SECONDS)).run()
        emptied = database.empty_log()
    finally:
        database.close()
    print(f"{'Went on with' if done.went_on else 'Made'} the new key {done.key_id} in {key_file}.")
    counts = ", ".join(f"{count} in {table}" for table, count in done.sealed.items() if count)
    whole = "" if done.damaged else " Nothing is sealed with another key any more."
    print(f"Sealed with it: {counts or 'nothing was left to be sealed'}.{whole}")
    print(f"{done.dropped} old key{'s' * (done.dropped != 1)} taken out of the file.")
    if not emptied:
        print("What the old key sealed may still be in the log beside the database until `intake run` is started anew.")
    print("Copy the key file to where you keep its copy. Backups made before today open with the old key only.")
    if done.damaged:
        # Raised at the end, so that it is told on standard error and the exit says so.
        raise StorageError(
            f"{named_rows(done.damaged)} cannot be opened with any key (damaged) and stayed as they were, and the key "
            f"they name stayed in {key_file}: put them back from a backup and rotate again, or live without them"
        )
    return 0
