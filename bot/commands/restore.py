"""`intake restore FILE --into URL`: puts a backup into an empty place, and proves that it is whole. `--check` proves it
alone, and leaves nothing.
"""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from bot.app import dialogue_of, load_settings, now
from bot.backup.folder import needed_folder
from bot.backup.restoring import Restored, Restoring
from bot.channels.registry import MESSENGERS
from bot.errors import SettingsError, StorageError
from bot.office_profile.profile import load_office
from bot.settings import Settings, setting_named
from bot.storage.database import Database
from bot.storage.store import SqlStore
from bot.storage.tables import HEAD
from bot.turns.apply import Batch
from bot.words.operator import saying
from bot.words.words import Words
from dialogs.messages import Arg, Text

# So many people at a time, so that little is held in memory.
_AT_ONCE = 50


def run(args: Namespace) -> int:
    """Restore, and say what was found."""
    settings = load_settings()
    url = None if args.into is None else _url(args.into)
    if url is None and not args.check:
        raise StorageError("error-restore-where")
    restoring = Restoring(settings, needed_folder(settings), Path(args.file), erase_people, now())
    done = restoring.checked(url) if args.check else restoring.into(url or "")
    say = saying()
    for text in _what_was_found(done, is_check=args.check):
        print(say(text))
    return 0


def _url(given: str) -> str:
    """An address as INTAKE_DATABASE has it; what cannot be read is not repeated, since it may hold a password."""
    setting = setting_named("INTAKE_DATABASE")
    if setting.read(given) is None:
        raise SettingsError("error-restore-address", accepts=setting.accepts)
    return given


def erase_people(settings: Settings, database: Database, people: list[str], moment: datetime) -> None:
    """Erase people as a turn does; who compared with them sees that it has ended."""
    office, words = load_office(settings.office), Words()
    dialogue, store = dialogue_of(settings, office, words), SqlStore(database)
    for first in range(0, len(people), _AT_ONCE):
        with store.transaction() as tx:
            batch = Batch(tx, dialogue, words, frozenset(MESSENGERS))
            for person in people[first : first + _AT_ONCE]:
                batch.household.erased_unopened(person, moment)
                tx.erase(person)
            tx.flush()


def _what_was_found(done: Restored, *, is_check: bool) -> Iterator[Text]:
    plain = done.plain
    args: dict[str, Arg] = {"day": plain.day, "count": done.count, "table_count": done.opened, "path": done.place}
    yield Text("restore-checked" if is_check else "restore-done", args)
    if plain.schema != HEAD:
        yield Text("restore-migrated", {"schema": plain.schema, "newest": HEAD})
    yield Text("restore-erased", {"count": done.erased}) if done.erased else Text("restore-erased-nobody")
    if done.key_file is not None and not is_check:
        yield Text("restore-key-file", {"key": str(done.key_file)})
    if not is_check:
        yield Text("restore-next")
