"""`intake migrate`: brings the database to the newest schema, and says from which version to which.

A SQLite file is migrated by itself when anything opens it; this is for whoever wants to see it done.
"""

from __future__ import annotations

from argparse import Namespace

from bot.app import load_settings
from bot.storage.database import open_database, version_on_disk
from bot.storage.tables import HEAD


def run(_args: Namespace) -> int:
    """Migrate, or say that there was nothing to do."""
    settings = load_settings()
    before = version_on_disk(settings)
    open_database(settings).close()
    place = settings.sqlite_path
    if before == HEAD:
        print(f"{place} has the newest schema already ({HEAD}); nothing was changed.")
    elif before is None:
        print(f"{place} was made, with schema {HEAD}.")
    else:
        print(f"{place} was brought from schema {before} to {HEAD}.")
    return 0
