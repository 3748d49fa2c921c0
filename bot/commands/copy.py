"""`intake copy`: moves an office to another database, from SQLite to PostgreSQL or back, and says what to do next.

An address may be left out: then it is that of INTAKE_DATABASE, so that a password need not stand on a command line,
where others can read it.
"""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from dataclasses import replace

from bot.app import load_settings
from bot.clock import now
from bot.errors import SettingsError, StorageError
from bot.settings import Settings
from bot.storage.copying import Copied, copy_office, reopen
from bot.storage.database import backend_of, opened_if_there
from bot.storage.keys import key_path_beside
from bot.words.operator import saying
from dialogs.messages import Text


def run(args: Namespace) -> int:
    """Copy, or take back the mark that a copy left, and say what was done."""
    settings = load_settings()
    say = saying()
    if args.reopen:
        if args.source is not None or args.target is not None:
            raise SettingsError("error-copy-reopen-alone")
        print(say(_reopened(settings)))
        return 0
    if args.source is None and args.target is None:
        raise SettingsError("error-copy-no-address")
    source, target = (
        settings if address is None else replace(settings, database=address) for address in (args.source, args.target)
    )
    copied = copy_office(source, target, now())
    for text in _what_was_done(copied, source):
        print(say(text))
    return 0


def _what_was_done(copied: Copied, source: Settings) -> Iterator[Text]:
    filled = {table: count for table, count in copied.counts.items() if count}
    yield Text(
        "copy-done",
        {
            "source": copied.source,
            "path": copied.target,
            "count": sum(filled.values()),
            "tables": len(copied.counts),
            "items": tuple(Text("copy-table", {"table": table, "count": count}) for table, count in filled.items()),
        },
    )
    if copied.damaged:
        yield Text("copy-damaged", {"tables": ", ".join(copied.damaged)})
    yield _key_of(source)
    yield Text("copy-next", {"source": copied.source, "path": copied.target})
    yield Text("copy-remove", {"source": copied.source})


def _key_of(source: Settings) -> Text:
    if source.key is not None:
        return Text("copy-key-in-setting", {"name": "INTAKE_KEY"})
    if source.key_file is not None or source.sqlite_path is None:
        return Text("copy-key-in-setting", {"name": "INTAKE_KEY_FILE"})
    return Text("copy-key-beside", {"path": str(key_path_beside(source.sqlite_path).resolve())})


def _reopened(settings: Settings) -> Text:
    with opened_if_there(settings) as database:
        if database is None:
            raise StorageError("error-copy-nothing", path=backend_of(settings).place)
        moved = reopen(database)
        place = database.backend.place
    if moved is None:
        return Text("copy-was-open", {"path": place})
    return Text("copy-reopened", {"path": place, "to": moved.place, "moment": f"{moved.at:%Y-%m-%d %H:%M}"})
