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

# Between two pieces, so that the turns of a running `intake run` come first: three times as long as a piece took, which
# costs them a quarter at most. What waited for a busy database needs no more than the longest pause.
_PAUSE_SECONDS, _LONGEST_SECONDS = 0.03, 0.25
_PAUSES_A_PIECE = 3


def run(_args: Namespace) -> int:
    """Rotate, and say what was done."""
    settings = load_settings()
    key_file = key_file_of(settings)
    missing = place_of_none(settings)
    if missing is not None:
        raise StorageError("error-keys-no-database", path=missing)
    database = open_database(settings)
    try:
        done = Rotation(database, key_file, between=_Pace().pause).run()
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


class _Pace:
    """Works for a quarter of the time."""

    def __init__(self) -> None:
        self._since = time.monotonic()

    def pause(self) -> None:
        """Sleep by how long it was worked since the last pause."""
        worked = time.monotonic() - self._since
        time.sleep(min(max(_PAUSE_SECONDS, _PAUSES_A_PIECE * worked), _LONGEST_SECONDS))
        self._since = time.monotonic()


def _what_was_done(done: Rotated, key_file: str, emptied: bool) -> Iterator[Text]:
    yield Text("keys-went-on" if done.went_on else "keys-made", {"key": done.key_id, "path": key_file})
    counts = [Text("keys-in-table", {"count": count, "table": table}) for table, count in done.sealed.items() if count]
    sealed = Text("keys-items", {"items": tuple(counts)}) if counts else Text("keys-nothing-left")
    yield Text("keys-sealed-partly" if done.damaged else "keys-sealed", {"what": sealed})
    yield Text("keys-dropped", {"count": done.dropped})
    if not emptied:
        yield Text("keys-still-in-log")
    yield Text("keys-copy")
