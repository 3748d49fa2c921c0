"""`intake migrate`: brings the database to the newest schema, and says from which version to which.

A SQLite file is migrated by itself when anything opens it. A database on a server is made and migrated by this alone:
several processes may be at work there.
"""

from __future__ import annotations

from argparse import Namespace

from bot.app import load_settings
from bot.storage.database import open_database, version_on_disk
from bot.storage.tables import HEAD
from bot.words.operator import saying
from dialogs.messages import Text


def run(_args: Namespace) -> int:
    """Migrate, or say that there was nothing to do."""
    settings = load_settings()
    before = version_on_disk(settings)
    database = open_database(settings, migrating=True)
    database.close()
    place = database.backend.place
    if before is not None and before >= HEAD:
        key = "migrate-newest" if before == HEAD else "migrate-newer"
        done = Text(key, {"path": place, "schema": before, "newest": HEAD})
    elif before is None:
        done = Text("migrate-made", {"path": place, "newest": HEAD})
    else:
        done = Text("migrate-done", {"path": place, "schema": before, "newest": HEAD})
    print(saying()(done))
    return 0
