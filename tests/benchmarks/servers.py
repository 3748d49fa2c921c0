"""Servers for benchmarks, started for one run on a disk as real ones are: what they acknowledge is on it."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from psycopg import sql

from bot.settings import Settings
from bot.storage.database import open_database
from tests.postgres import Server, start

_TICKS = os.sysconf("SC_CLK_TCK")
_DURABLE = "-c fsync=on -c synchronous_commit=on -c shared_buffers=256MB -c max_wal_size=4GB -c listen_addresses="


@dataclass(frozen=True)
class Beside:
    """A server beside what is measured: where it is reached, and its first process."""

    url: str
    pid: int

    def seconds(self) -> float:
        """Processor time that it and its children have used, ended ones too."""
        return sum(_ticks(pid) for pid in (self.pid, *_children(self.pid))) / _TICKS


def _ticks(pid: int) -> int:
    try:
        # The name may hold spaces; after it come state, parent and so on, of which these four are times.
        fields = Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()
    except OSError:
        return 0
    return sum(map(int, fields[11:15]))


def _children(pid: int) -> list[int]:
    try:
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text("utf-8").split()]
    except OSError:
        return []


class Postgres:
    """A PostgreSQL with as many databases of ours as are wanted."""

    def __init__(self, within: str | None = None, extra: Mapping[str, str] | None = None, options: str = "") -> None:
        self.server: Server = start(f"{_DURABLE} {options}", [], within, extra)
        assert self.server.data is not None
        self.pid = int((self.server.data / "postmaster.pid").read_text("utf-8").split()[0])

    def database(self, name: str) -> Settings:
        """A new database at the newest schema."""
        with self.server.connect() as connection:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        settings = self.server.settings(name)
        open_database(settings, migrating=True).close()
        return settings

    def beside(self, settings: Settings) -> Beside:
        """The server, as what one database is on."""
        return Beside(settings.database, self.pid)


@contextmanager
def redis(*options: str) -> Iterator[Beside | None]:
    """A Redis for one run; None where it is not installed."""
    program = shutil.which("redis-server")
    if program is None:
        yield None
        return
    with tempfile.TemporaryDirectory() as folder:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        command: Sequence[str] = (program, "--port", str(port), "--bind", "127.0.0.1", "--dir", folder, "--save", "")
        running = subprocess.Popen([*command, *options], stdout=subprocess.DEVNULL)
        try:
            _listening(port)
            yield Beside(f"redis://127.0.0.1:{port}/0", running.pid)
        finally:
            running.terminate()
            running.wait()


def _listening(port: int) -> None:
    given_up = time.monotonic() + 10
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            if time.monotonic() > given_up:
                raise
            time.sleep(0.05)


__all__ = ["Beside", "Postgres", "redis"]
