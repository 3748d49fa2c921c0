"""`intake migrate`: brings the database to the newest schema, and says from which version to which.

A SQLite file is migrated by itself when anything opens it; this is for whoever wants to see it done.
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
    open_database(settings).close()
    place = str(settings.sqlite_path)
    if before == HEAD:
        done = Text("migrate-newest", {"path": place, "newest": HEAD})
    elif before is None:
        done = Text("migrate-made", {"path": place, "newest": HEAD})
    else:
        done = Text("migrate-done", {"path": place, "schema": before, "newest": HEAD})
    print(saying()(done))
    return 0
