"""A line to PostgreSQL that can be cut, held up, and lose the answer to a commit: a proxy in a thread of its own."""

from __future__ import annotations

import asyncio
import tempfile
import threading
from collections import Counter, deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import Any, cast

from psycopg.conninfo import conninfo_to_dict
from sqlalchemy import make_url

from bot.settings import Settings

_COMMIT, _ROLLBACK = b"Q\0\0\0\x0bCOMMIT\0", b"Q\0\0\0\x0dROLLBACK\0"
_SAID = b"SERROR\0VERROR\0C53100\0Mcould not extend file: No space left on device\0\0"
_FULL = b"E" + (len(_SAID) + 4).to_bytes(4) + _SAID + b"Z\0\0\0\x05I"
_PORT = 5432


class AtCommit(StrEnum):
    """What is to happen to the next commit that comes by."""

    UNHEARD = "unheard"
    """It is done, and the line is cut before the answer."""
    NEVER_CAME = "never came"
    """The line is cut before the server hears of it."""
    FULL = "full"
    """The server says that its disk is full, and does it not."""


class LossyLine:
    """The proxy. What is ordered for commits meets one each, of whichever connection, in the order of the orders."""

    def __init__(self, target: str) -> None:
        self.folder = tempfile.TemporaryDirectory(prefix="intake-line-")
        self.done: Counter[str] = Counter()
        self._given = conninfo_to_dict(target.replace("postgresql+psycopg:", "postgresql:"))
        self._orders: deque[AtCommit] = deque()
        self._ends: set[_End] = set()
        self._is_held = False
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="line", daemon=True)
        self._thread.start()
        asyncio.run_coroutine_threadsafe(self._listen(), self._loop).result()

    def settings(self, settings: Settings) -> Settings:
        """The same database, by this line."""
        url = make_url(settings.database)
        query = {**url.query, "host": self.folder.name, "port": str(_PORT)}
        through = url.set(host=None, port=None, query=query)
        return replace(settings, database=through.render_as_string(hide_password=False))

    def at_next_commit(self, what: AtCommit) -> None:
        """Order what is to happen to a commit."""
        self._orders.append(what)

    def forget_orders(self) -> None:
        """Order nothing any more."""
        self._orders.clear()

    def cut(self) -> None:
        """Cut every connection there is."""
        self._call(self._cut_all)

    def hold(self) -> None:
        """Let nothing through until `release`."""
        self._call(lambda: self._hold(True))

    def release(self) -> None:
        """The end of `hold`."""
        self._call(lambda: self._hold(False))

    @property
    def left(self) -> int:
        """How many orders no commit has met yet."""
        return len(self._orders)

    def close(self) -> None:
        """Cut all, and listen no more."""
        asyncio.run_coroutine_threadsafe(self._end(), self._loop).result()
        self._call(self._loop.stop)
        self._thread.join()
        self._loop.close()
        self.folder.cleanup()

    def _call(self, call: Callable[[], object]) -> None:
        self._loop.call_soon_threadsafe(call)

    async def _listen(self) -> None:
        path = Path(self.folder.name)
        # Whoever the server runs as need not look into it; our own processes do.
        self._server = await self._loop.create_unix_server(lambda: _End(self), str(path / f".s.PGSQL.{_PORT}"))

    async def _end(self) -> None:
        self._server.close()
        while self._ends:
            self._cut_all()
            await asyncio.sleep(0)

    def _cut_all(self) -> None:
        for end in list(self._ends):
            end.cut()

    def _hold(self, is_held: bool) -> None:
        self._is_held = is_held
        for end in list(self._ends):
            end.hold(is_held)

    # --- for its ends -------------------------------------------------------------------------------------------------

    async def reach(self, end: _End) -> None:
        """Connect an end to the server."""
        given, port = self._given, int(cast(Any, self._given.get("port", _PORT)))
        host = str(given.get("host", ""))
        try:
            if host.startswith("/"):
                await self._loop.create_unix_connection(lambda: end, f"{host}/.s.PGSQL.{port}")
            else:
                await self._loop.create_connection(lambda: end, host, port)
        except OSError:
            end.other.cut()

    def met_by(self, data: bytes) -> AtCommit | None:
        """What becomes of some bytes, where a commit is among them."""
        if not data.endswith(_COMMIT) or not self._orders:
            return None
        what = self._orders.popleft()
        self.done[what] += 1
        return what

    def begun(self, end: _End) -> None:
        """An end stands."""
        self._ends.add(end)
        if self._is_held:
            end.hold(True)

    def ended(self, end: _End) -> None:
        """An end is gone."""
        self._ends.discard(end)


class _End(asyncio.Protocol):
    """One end of a connection: towards one of our processes, or (with an `other` from the start) towards the server."""

    def __init__(self, line: LossyLine, other: _End | None = None) -> None:
        self.line = line
        self.is_ours = other is None
        self.other = other or _End(line, self)
        self.transport: asyncio.Transport | None = None
        self._waiting: list[bytes] = []
        # What is to become of the server's next answer.
        self._met: AtCommit | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.Transport, transport)
        self.line.begun(self)
        for data in self._waiting:
            self.transport.write(data)
        self._waiting.clear()
        if self.is_ours:
            self._reaching = asyncio.ensure_future(self.line.reach(self.other))

    def data_received(self, data: bytes) -> None:
        if not self.is_ours:
            met, self._met = self._met, None
            if met is AtCommit.UNHEARD:
                self.cut()
            else:
                self.other.send(_FULL if met is AtCommit.FULL else data)
            return
        met = self.line.met_by(data)
        if met is AtCommit.NEVER_CAME:
            self.cut()
            return
        self.other._met = met
        self.other.send(data.removesuffix(_COMMIT) + _ROLLBACK if met is AtCommit.FULL else data)

    def send(self, data: bytes) -> None:
        """Pass something on to this end."""
        if self.transport is None:
            self._waiting.append(data)
        else:
            self.transport.write(data)

    def hold(self, is_held: bool) -> None:
        """Read nothing from this end for now."""
        if self.transport is not None and not self.transport.is_closing():
            with suppress(RuntimeError):
                (self.transport.pause_reading if is_held else self.transport.resume_reading)()

    def cut(self) -> None:
        """Cut both ends, whatever is on its way."""
        for end in (self, self.other):
            if end.transport is not None:
                end.transport.abort()

    def connection_lost(self, exc: Exception | None) -> None:
        self.line.ended(self)
        self.cut()


@contextmanager
def lossy(settings: Settings) -> Iterator[tuple[LossyLine, Settings]]:
    """A line to the database of the settings, and the settings by which it is reached."""
    line = LossyLine(settings.database)
    try:
        yield line, line.settings(settings)
    finally:
        line.close()


__all__ = ["AtCommit", "LossyLine", "lossy"]
