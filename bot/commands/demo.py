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
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from bot import app
from bot.commands.arguments import say
from bot.demo.clock import MovingClock
from bot.demo.moving import CLOCK_MEMO
from bot.demo.people import PEOPLE
from bot.demo.site import DemoSite, Seat
from bot.demo.week import CLIENTS, Week, begins, closed_day
from bot.demo.wiring import HOST, Demo, make_demo, settings_of
from bot.errors import IntakeError, reason_of
from bot.office_profile.holidays_jp import is_japanese_holiday
from bot.office_profile.profile import load_office
from bot.storage.lock import RunLock
from bot.turns.ledger import Call
from bot.words.operator import language_of
from dialogs.messages import Arg, Text
from dialogs.office import hours_on

PORT = 8484


def run(args: Namespace, opened: Callable[[str], object] = webbrowser.open) -> int:
    """Show the demo until Ctrl-C. Raises `IntakeError` with one sentence when it cannot start."""
    office = app.load_settings().office
    with _listening() as listener, _folder(args.keep) as folder:
        address = f"http://{HOST}:{listener.getsockname()[1]}/"
        seat = Seat(args.lang or language_of(os.environ))

        def at_ready() -> None:
            _tell(say("demo-ready", address=address))
            if args.open:
                opened(address)

        plan = _Plan(folder, listener, office, args.week, args.keep is not None)
        with _calmly():
            while _shown(plan, seat, at_ready):
                emptied(folder)
                seat, at_ready = seat.afresh(), _nothing
        return 0


@contextlib.contextmanager
def _calmly() -> Iterator[None]:
    """Log no warnings of a real office (no bot, no token), or of a messenger that is meant to be down."""
    levels = {logging.getLogger(name): logging.getLogger(name).level for name in ("bot.run", "bot.delivery.trouble")}
    for logger in levels:
        logger.setLevel(logging.ERROR)
    try:
        yield
    finally:
        for logger, level in levels.items():
            logger.setLevel(level)


@dataclass(frozen=True, slots=True)
class _Plan:
    """What every demo of this process has: where its files are and whether they stay, where it listens, its office.

    `week` is whether a week is played first.
    """

    folder: Path
    listener: socket.socket
    office: Path | None
    week: bool
    keeps: bool


def _shown(plan: _Plan, seat: Seat, at_ready: Callable[[], None]) -> bool:
    """Show one demo from its beginning to its end; return whether it is to begin anew."""
    real, office, closed = app.now(), load_office(plan.office), None
    if plan.week:
        day = closed_day(real, office)
        # A holiday that the office keeps needs no line in its profile.
        closed = day if hours_on(office, day, is_japanese_holiday) else None
    settings = settings_of(plan.folder, plan.listener.getsockname()[1], plan.office, closed)
    path = settings.sqlite_path
    assert path is not None, "a demo has a file"
    with RunLock(path):
        is_new = not path.exists()
        behind = begins(real, office.zone) - real if plan.week and is_new else timedelta()
        demo = make_demo(settings, clock=MovingClock(ahead=behind))
        try:
            app.read_answers(demo.core)
            demo.machine.wind(demo.core.ledger.do(Call(lambda batch: batch.tx.memo(CLOCK_MEMO))))
            week = Week(demo, real) if plan.week and is_new else None
            again = asyncio.run(_until_the_end(demo, plan.listener.dup(), seat, _Beginning(week, is_new, at_ready)))
            if plan.keeps and not again:
                demo.keep_group()
            return again
        finally:
            demo.core.database.close()


@dataclass(frozen=True, slots=True)
class _Beginning:
    """How a demo begins: with a week, with people to start from, or where it was left; and what is told then."""

    week: Week | None
    is_new: bool
    at_ready: Callable[[], None]

    async def begin(self, demo: Demo, seat: Seat) -> None:
        """Have people to start from, where nobody is there yet."""
        await demo.runner.ready.wait()
        if self.week is None:
            self.at_ready()
            if self.is_new:
                await demo.nursery.bring(*PEOPLE)
            elif not demo.is_as_left:
                await demo.show_leads()
            return
        _tell(say("demo-week-playing", clients=CLIENTS))
        played = await self.week.play()
        args: dict[str, Arg] = {"clients": played.clients, "closed": played.closed, "day": played.out}
        seat.told = demo.core.words.plain(seat.language, Text("demo-week-told", args))
        self.at_ready()


async def _until_the_end(demo: Demo, listener: socket.socket, seat: Seat, beginning: _Beginning) -> bool:
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
        bringing = tasks.create_task(beginning.begin(demo, seat))
        try:
            await demo.runner.run()
        finally:
            # Whoever still talks is heard by nobody any more.
            bringing.cancel()
    return again


def _tell(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


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


def emptied(folder: Path) -> None:
    """Remove what a demo left: its database, with what belongs to it. Nothing else that is there."""
    for path in folder.glob("demo.db*"):
        path.unlink(missing_ok=True)
