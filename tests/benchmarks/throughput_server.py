"""The product as `throughput` and `pace` measure it: argv = folder, API address or `-`. Prints its port and secret.

Then it serves: the real service in webhook mode on a database in that folder, with both bots; only the network behind
it is cut or local. It sends without a pace, or at the product's own with a third argument `pace`; `website` in its
place has it serve a chat there, `watched` has it count and name what it does, as with INTAKE_METRICS_PORT; the address
of a database has it serve on that one.
"""

from __future__ import annotations

import asyncio
import gc
import logging
import socket
import sys
import time
from importlib.resources import files
from pathlib import Path
from typing import Any

from aiohttp import web

from bot.app import build_core, build_runner
from bot.clock import Clock
from bot.delivery.outbox import Pace
from bot.observing.observer import NOBODY_LOOKS
from bot.observing.watching import observing
from bot.process import settle
from bot.receiving import server
from bot.settings import Settings
from tests.benchmarks.canned import NOW, TOKEN, cut_the_wire
from tests.benchmarks.floor import least
from tests.postgres import KEY


async def spent(_request: web.Request) -> web.Response:
    """CPU seconds this process has used, by a clock that is finer than the ticks that others read."""
    return web.Response(text=str(time.process_time()))


async def memory(_request: web.Request) -> web.Response:
    """MiB of memory this process has of its own, and for what it read of files."""
    status = await asyncio.to_thread(Path("/proc/self/status").read_text, "utf-8")
    return web.Response(text=str(int(status.partition("VmRSS:")[2].split()[0]) / 1024))


async def listening(port: int) -> None:
    """Wait until the server takes connections."""
    while True:
        try:
            _, writer = await asyncio.open_connection("127.0.0.1", port)
        except OSError:
            await asyncio.sleep(0.05)
        else:
            writer.close()
            return


def with_website(folder: Path) -> Path:
    """The profile of the example office with a chat on its website."""
    example = files("bot").joinpath("offices", "tsubakuro.toml").read_text("utf-8")
    path = folder / "office.toml"
    path.write_text(f'{example}\n[web]\nproxies = ["127.0.0.1"]\n', "utf-8")
    return path


def free_port() -> int:
    """A port that nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


async def intake(database: str, api: str, pace: Pace, office: Path | None = None, *, watched: bool = False) -> None:
    """Serve until killed."""
    port = free_port()
    settings = Settings(
        client_token=TOKEN,
        office_token="43:benchmark-benchmark-benchmark",
        office_chat=-100,
        telegram_api=None if api == "-" else api,
        database=database,
        key=KEY if database.startswith("postgresql:") else None,
        webhook_url=f"http://127.0.0.1:{port}",
        webhook_secret="benchmark-secret-of-ours",
        port=port,
        office=office,
        metrics_port=free_port() if watched else None,
    )
    # As `intake run` makes it.
    core = build_core(settings, observing=observing) if watched else build_core(settings)
    service = build_runner(core, clock=Clock(now=lambda: NOW), pace=pace, at_ready=settle)
    plain_server = server.make_server

    # Whoever tells an observer, found before what stays is put aside.
    ours = (one for one in gc.get_objects() if str(type(one).__module__).startswith("bot."))
    tells = [one for one in ours if getattr(one, "observer", None) is core.observer]

    async def watch(request: web.Request) -> web.Response:
        """Have what happens told to somebody, or to nobody."""
        for one in tells:
            if one is not core:
                one.observer = core.observer if request.match_info["on"] == "1" else NOBODY_LOOKS
        return web.Response(text=str(len(tells)))

    async def drained(_request: web.Request) -> web.Response:
        await service.outbox.drained()
        return web.Response(text="ok")

    def server_with_figures(*args: Any, **kwargs: Any) -> web.Application:
        app = plain_server(*args, **kwargs)
        app.router.add_get("/spent", spent)
        app.router.add_get("/drained", drained)
        app.router.add_get("/memory", memory)
        app.router.add_get("/watch/{on}", watch)
        app.router.add_post("/floor", least(service.writer, core.dialogue))
        return app

    # The figures are asked for on the same server; nothing of ours is changed but its routes.
    setattr(server, "make_server", server_with_figures)  # noqa: B010  a module's name, changed for this process
    running = asyncio.ensure_future(service.run())
    await service.ready.wait()
    await listening(port)
    print(port, settings.webhook_secret_for("client"), flush=True)
    await running


if __name__ == "__main__":
    logging.disable(logging.CRITICAL)
    if sys.argv[2] == "-":
        cut_the_wire()
    unhurried = Pace(*[1e9] * len(Pace.__dataclass_fields__))
    place, how = Path(sys.argv[1]), sys.argv[3:]
    website = with_website(place) if how == ["website"] else None
    at = Pace() if how == ["pace"] else unhurried
    named = how[0] if how and "://" in how[0] else f"sqlite:///{place / 'benchmark.db'}"
    asyncio.run(intake(named, sys.argv[2], at, website, watched=how == ["watched"]))
