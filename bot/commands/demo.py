"""`intake demo`: client, staff group and a clock to move in one local page; no token, no network."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import logging
import os
import shutil
import signal
import socket
import sys
import tempfile
import webbrowser
from argparse import Namespace
from collections.abc import Callable, Iterator
from pathlib import Path

from bot import app
from bot.commands.arguments import say
from bot.demo.clock import MovingClock
from bot.demo.people import PEOPLE
from bot.demo.site import DemoSite, Seat
from bot.demo.wiring import HOST, Demo, make_demo, settings_of
from bot.errors import IntakeError, reason_of
from bot.storage.lock import RunLock
from bot.words.operator import language_of

PORT = 8484


def run(args: Namespace, opened: Callable[[str], object] = webbrowser.open) -> int:
    """Show the demo until Ctrl-C. Raises `IntakeError` with one sentence when it cannot start."""
    office = app.load_settings().office
    with _listening() as listener, _folder(args.keep) as folder:
        port = listener.getsockname()[1]
        address = f"http://{HOST}:{port}/"
        seat = Seat(args.lang or language_of(os.environ))

        def at_ready() -> None:
            sys.stdout.write(f"{say('demo-ready', address=address)}\n")
            sys.stdout.flush()
            if args.open:
                opened(address)

        # Warnings of a real office (no bot, no token) are none here.
        logging.getLogger("bot.run").setLevel(logging.ERROR)
        while _shown(folder, port, office, listener, seat, at_ready):
            _emptied(folder)
            seat.member, seat.chat, seat.topic, seat.told = 0, "", None, ""
            at_ready = _nothing
        return 0


def _shown(
    folder: Path,
    port: int,
    office: Path | None,
    listener: socket.socket,
    seat: Seat,
    at_ready: Callable[[], None],
) -> bool:
    """Show one demo from its beginning to its end; return whether it is to begin anew."""
    settings = settings_of(folder, port, office)
    path = settings.sqlite_path
    assert path is not None, "a demo has a file"
    with RunLock(path):
        demo = make_demo(settings, clock=MovingClock(), at_ready=at_ready)
        try:
            app.read_answers(demo.core)
            return asyncio.run(_until_the_end(demo, listener.dup(), seat))
        finally:
            demo.core.database.close()


async def _until_the_end(demo: Demo, listener: socket.socket, seat: Seat) -> bool:
    again = False

    def leave(anew: bool) -> None:
        nonlocal again
        again = anew
        site.end()
        demo.runner.stop.set()

    site = DemoSite(demo, seat, leave)
    demo.runner.sites, demo.runner.listener = (*demo.runner.sites, site), listener
    loop = asyncio.get_running_loop()
    for sign in (signal.SIGINT, signal.SIGTERM):
        with contextlib.suppress(NotImplementedError):
            loop.add_signal_handler(sign, leave, False)
    async with asyncio.TaskGroup() as tasks:
        bringing = tasks.create_task(_bring_people(demo))
        try:
            await demo.runner.run()
        finally:
            # Whoever still talks is heard by nobody any more.
            bringing.cancel()
    return again


async def _bring_people(demo: Demo) -> None:
    """Have people to start from, where nobody is there yet."""
    await demo.runner.ready.wait()
    for one in PEOPLE:
        await demo.nursery.bring(one)


def _nothing() -> None:
    """Nothing more is said after a reset."""


@contextlib.contextmanager
def _listening() -> Iterator[socket.socket]:
    """Listen at our port, or at a free one where somebody else has it. Who connects waits until we answer."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            try:
                listener.bind((HOST, PORT))
                listener.listen(128)
            except OSError as error:
                if error.errno not in (errno.EADDRINUSE, errno.EACCES):
                    raise
                listener.bind((HOST, 0))
                listener.listen(128)
        except OSError as error:
            raise IntakeError("error-not-listening", place=HOST, reason=reason_of(error)) from None
        yield listener


@contextlib.contextmanager
def _folder(kept: str | None) -> Iterator[Path]:
    """The folder of the demo's files: one that is kept, or one that goes with us."""
    if kept is not None:
        folder = Path(kept)
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise IntakeError("error-demo-folder", path=kept, reason=reason_of(error)) from None
        yield folder
        return
    folder = Path(tempfile.mkdtemp(prefix="intake-demo-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _emptied(folder: Path) -> None:
    """Remove what a demo left: its database, with what belongs to it. Nothing else that is there."""
    for path in folder.glob("demo.db*"):
        path.unlink(missing_ok=True)
