"""PostgreSQL's own `pg_dump` and `pg_restore`: which are taken, how they are called, what went wrong.

Each knows servers of its own release and older ones; `pg_restore` also tells the server settings of its own release,
which an older server refuses. So those of the server's release are taken where they are there. No password stands on a
command line, where every user of the machine can read it: it is given in the environment.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import IO, Literal

from sqlalchemy import make_url

from bot.errors import StorageError

# Debian keeps them out of the path, a folder for each release.
_PLACES = ("/usr/lib/postgresql", "/usr/pgsql", "/opt/homebrew/opt", "/usr/local/opt")
# From this release on `pg_restore` says something that servers before it do not know.
_STRICT_SINCE = 17
_OURS_ALONE = ("prepared_statements", "password")
_LONGEST_REASON = 200

ToolName = Literal["pg_dump", "pg_restore"]


@dataclass(frozen=True, slots=True)
class Tool:
    """A program of PostgreSQL: where it is, and of which release."""

    path: str
    release: int


def tool_for(name: ToolName, server: int, place: str, *, written_by: int = 0) -> Tool:
    """The program that fits a server of a release, and what one of a release wrote. Raises `StorageError`."""
    found = sorted(_found(name), key=lambda tool: tool.release)
    if not found:
        raise StorageError("error-postgresql-tool-missing", tool=name, server=str(server), path=place)
    least = max(server, written_by)
    fitting = [tool for tool in found if tool.release >= least]
    if not fitting:
        newest = str(found[-1].release)
        raise StorageError("error-postgresql-tool-old", tool=name, release=newest, server=str(least), path=place)
    if name == "pg_restore" and fitting[0].release >= _STRICT_SINCE > server:
        raise StorageError(
            "error-postgresql-tool-new", tool=name, release=str(fitting[0].release), server=str(server), path=place
        )
    return fitting[0]


def _found(name: ToolName) -> Iterator[Tool]:
    beside = shutil.which(name)
    paths = [Path(found) for place in _PLACES for found in Path(place).glob(f"*/bin/{name}")]
    for path in dict.fromkeys([*([Path(beside)] if beside else []), *paths]):
        release = _release(str(path))
        if release:
            yield Tool(str(path), release)


@cache
def _release(path: str) -> int:
    """The first number of what it says of its version: "pg_dump (PostgreSQL) 15.18 (Debian 15.18-0)" is 15."""
    try:
        said = subprocess.run([path, "--version"], capture_output=True, text=True, timeout=30, check=True).stdout
    except (OSError, subprocess.SubprocessError):
        return 0
    found = re.search(r"\) ([0-9]+)", said)
    return int(found[1]) if found else 0


@contextmanager
def running(tool: Tool, arguments: Sequence[str], url: str, pipe: Literal["out", "in"]) -> Iterator[IO[bytes]]:
    """Run a program on the database of an address; what it writes can be read, or what it reads be written.

    Raises `StorageError` where it did not end well, and whatever is raised inside ends it first.
    """
    address, environment = _reached(url)
    with tempfile.TemporaryFile() as said:
        piped: Mapping[str, object] = {
            "stdout": subprocess.PIPE if pipe == "out" else subprocess.DEVNULL,
            "stdin": subprocess.PIPE if pipe == "in" else subprocess.DEVNULL,
        }
        command = [tool.path, "--no-password", *arguments, f"--dbname={address}"]
        process = subprocess.Popen(command, stderr=said, env=environment, **piped)  # type: ignore[call-overload]
        stream = process.stdout if pipe == "out" else process.stdin
        try:
            # Where it ended before everything was written, why is said below.
            with contextlib.suppress(BrokenPipeError):
                yield stream
            with contextlib.suppress(BrokenPipeError):
                stream.close()
            code = process.wait()
        except BaseException:
            # Before its input ends: that could be where it takes everything for whole.
            process.kill()
            process.wait()
            with contextlib.suppress(BrokenPipeError):
                stream.close()
            raise
        if code:
            said.seek(0)
            raise StorageError("error-postgresql-tool", tool=Path(tool.path).name, reason=_reason(said.read(), url))


def _reached(url: str) -> tuple[str, dict[str, str]]:
    """An address without a password, and the environment that has it."""
    given = make_url(url)
    password = given.password or given.query.get("password")
    # `set` takes None for "as it is".
    plain = given.set(drivername="postgresql").difference_update_query(_OURS_ALONE)._replace(password=None)
    environment = {**os.environ, "PGAPPNAME": "intake", "PGCONNECT_TIMEOUT": "10", "LC_ALL": "C.UTF-8"}
    if password:
        environment["PGPASSWORD"] = str(password)
    return plain.render_as_string(hide_password=False), environment


def _reason(said: bytes, url: str) -> str:
    """What it complained of first, in one short line without what is secret or was kept in a row."""
    lines = said.decode("utf-8", "replace").splitlines()
    errors = [line for line in lines if "error:" in line.lower() and "errors ignored" not in line]
    line = (errors or lines or [""])[0]
    line = re.sub(r"^.*?(?:error|ERROR): ", "", line)
    password = make_url(url).password
    return (line.replace(str(password), "…") if password else line)[:_LONGEST_REASON] or "?"


__all__ = ["Tool", "running", "tool_for"]
