"""Checks of what surrounds intake: who runs it, who else could read, and what leaves this machine unencrypted.

None of these keeps intake from working, so all of them are warnings: a security review, line by line.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

from bot.checks.finding import Finding, note, ok, warning
from bot.env_file import ENV_FILE
from bot.process import dump_taker
from bot.settings import Settings
from bot.storage.keys import key_path_beside
from dialogs.messages import Text

ABOUT = "security"
_OTHERS = stat.S_IRWXG | stat.S_IRWXO
_OTHERS_WRITE = stat.S_IWGRP | stat.S_IWOTH
# Files that SQLite and we keep beside the database; what is in it is in them.
_BESIDE = ("-wal", "-shm", "-journal")


def check_security(settings: Settings, folder: Path) -> Iterator[Finding]:
    """Everything of a security review that needs no network; one line saying so if there is nothing to complain of."""
    found = [*_process(), *_key_place(settings), *_files(settings, folder), *_wire(settings)]
    yield from found
    if not found:
        yield ok(ABOUT, "doctor-security-well")


def check_env_file(settings: Settings, folder: Path) -> Iterator[Finding]:
    """Whether others can read the file that holds the tokens."""
    file = folder / ENV_FILE
    if any(settings.secrets) and file.is_file() and stat.S_IMODE(file.stat().st_mode) & _OTHERS:
        yield warning("settings", "doctor-file-open", path=ENV_FILE)


def _process() -> Iterator[Finding]:
    if os.geteuid() == 0:
        yield warning(ABOUT, "doctor-root")
    taker = dump_taker()
    if taker is not None:
        yield warning(ABOUT, "doctor-dumps", program=taker or Text("doctor-some-program"))


def _key_place(settings: Settings) -> Iterator[Finding]:
    database = settings.sqlite_path
    if database is None or settings.key is not None:
        return
    key = settings.key_file or key_path_beside(database)
    if key.exists() and key.resolve().parent == database.resolve().parent:
        yield warning("key", "doctor-key-beside", path=str(key))


def _files(settings: Settings, folder: Path) -> Iterator[Finding]:
    database = settings.sqlite_path
    if database is None:
        return
    for path in (database.with_name(database.name + end) for end in _BESIDE):
        if _mode(path) & _OTHERS:
            yield warning("database", "doctor-file-open", path=str(path))
    keys = (settings.key_file or key_path_beside(database)).parent
    for place in dict.fromkeys(path.resolve() for path in (database.parent, keys, folder)):
        mode = _mode(place)
        # In a folder like /tmp everybody may make files, but nobody may replace another's.
        if mode & _OTHERS_WRITE and not mode & stat.S_ISVTX:
            yield warning(ABOUT, "doctor-folder-open", path=str(place))


def _mode(path: Path) -> int:
    try:
        return stat.S_IMODE(path.stat().st_mode)
    except OSError:
        return 0


def _wire(settings: Settings) -> Iterator[Finding]:
    api = urlsplit(settings.telegram_api or "")
    if api.scheme == "http" and not is_loopback(api.hostname or ""):
        yield warning(ABOUT, "doctor-api-in-the-clear")
    if settings.links_base is not None and not is_loopback(settings.host):
        yield note(ABOUT, "doctor-listens", host=settings.host)


def is_loopback(host: str) -> bool:
    """Return whether a host is this machine itself."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


__all__ = ["check_env_file", "check_security", "is_loopback"]
