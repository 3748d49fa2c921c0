"""`intake keys rotate`: a new key for personal data, in full operation. Stopped anywhere, it goes on next time."""

from __future__ import annotations

import time
from argparse import Namespace
from collections.abc import Iterator

from bot.app import load_settings
from bot.errors import StorageError
from bot.storage.database import open_database, place_of_none
from bot.storage.keys import key_file_of
from bot.storage.rotation import Rotated, Rotation, named_rows
from bot.words.operator import saying
from dialogs.messages import Text

# Between two pieces, so that the turns of a running `intake run` come first.
_PAUSE_SECONDS = 0.03


def run(_args: Namespace) -> int:
    """Rotate, and say what was done."""
    settings = load_settings()
    key_file = key_file_of(settings)
    missing = place_of_none(settings)
    if missing is not None:
        raise StorageError("error-keys-no-database", path=missing)
    database = open_database(settings)
    try:
        done = Rotation(database, key_file, between=lambda: time.sleep(_PAUSE_SECONDS)).run()
        emptied = database.empty_log()
    finally:
        database.close()
    say = saying()
    for text in _what_was_done(done, str(key_file), emptied):
        print(say(text))
    if done.damaged:
        # Raised at the end, so that it is told on standard error and the exit says so.
        raise StorageError("error-keys-damaged", rows=named_rows(done.damaged), path=str(key_file))
    return 0


def _what_was_done(done: Rotated, key_file: str, emptied: bool) -> Iterator[Text]:
    yield Text("keys-went-on" if done.went_on else "keys-made", {"key": done.key_id, "path": key_file})
    counts = [Text("keys-in-table", {"count": count, "table": table}) for table, count in done.sealed.items() if count]
    sealed = Text("keys-items", {"items": tuple(counts)}) if counts else Text("keys-nothing-left")
    yield Text("keys-sealed-partly" if done.damaged else "keys-sealed", {"what": sealed})
    yield Text("keys-dropped", {"count": done.dropped})
    if not emptied:
        yield Text("keys-still-in-log")
    yield Text("keys-copy")
