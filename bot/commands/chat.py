"""`intake chat`: the whole interview in this terminal, by the same code as in a messenger; no token, no network."""

from __future__ import annotations

import io
import sys
from argparse import Namespace
from collections.abc import Callable
from datetime import datetime

from bot import app
from bot.channels.console.chat import ConsoleChat
from bot.channels.console.show import Terminal
from bot.checks.today import refuse_too_early


def run(args: Namespace, now: Callable[[], datetime] | None = None) -> int:
    """Talk until the input ends. Everything is stored turn by turn, so leaving is always safe."""
    for stream in (sys.stdin, sys.stdout):
        if isinstance(stream, io.TextIOWrapper) and not stream.isatty():
            stream.reconfigure(encoding="utf-8", errors="replace")
    core = app.build_core(app.load_settings())
    backend = core.database.backend
    place = backend.place if backend.file is None else str(backend.file.resolve())
    try:
        refuse_too_early((now or app.now)(), core.office.zone)
        app.read_answers(core)
        ConsoleChat(core, args.person, Terminal(), now or app.now).run(args.lang, place)
    finally:
        core.database.close()
    return 0
