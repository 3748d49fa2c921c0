"""Turns per second of a core: ours on SQLite and on PostgreSQL, and of other libraries, interleaved in one run.

    python -m tests.benchmarks.peers [--rounds 5] [--chats 64] [--people 64] [--acts 10] [--packages FOLDER]
                                     [--only sqlite postgresql ...]

Each runs in a process of its own behind an aiohttp webhook and acknowledges when it is done: ours when its commit is
on the disk. Sending stops just above the HTTP client in all. The others ask eight questions with buttons and a number;
ours walks the first acts of its real interview, with all that it does besides (reading words, scoring, sealing, an
outbox). Processor time is that of the process, and then with the server that it keeps its things in. Every round goes
through all of them; ratios to ours on SQLite are taken round by round. Who is not installed is named as left out.
`--packages` is a folder with what `pip install --target FOLDER` put there; no such package is a dependency of ours.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import statistics
import sys
import tempfile
from collections.abc import Iterator
from contextlib import AsyncExitStack, ExitStack
from dataclasses import dataclass, field
from importlib.machinery import PathFinder
from pathlib import Path

from tests.benchmarks import peer_server
from tests.benchmarks.servers import Beside, Postgres, redis
from tests.benchmarks.throughput import Act, measure, process, script

OURS = "sqlite"
POWER, KILL, NO = "power loss", "a killed process", "no"


@dataclass
class Variant:
    """One of those that are compared; why it is left out, where it is."""

    name: str
    told: str
    durable: str
    module: str
    argv: tuple[str, ...] = ()
    beside: Beside | None = None
    missing: str = ""
    todo: list[Act] = field(default_factory=peer_server.script)
    rounds: list[dict[str, float]] = field(default_factory=list)


def _missing(package: str, folder: str | None) -> str:
    found = PathFinder.find_spec(package, [*([folder] if folder else []), *sys.path])
    return "" if found else f"no package {package}: see deploy/HOUSE.md"


def variants(args: argparse.Namespace, stack: ExitStack) -> Iterator[Variant]:
    """Everybody who may be compared, with the servers they need started."""
    scratch = stack.enter_context(tempfile.TemporaryDirectory())
    ours = script(args.acts)
    yield Variant("echo", "aiogram, echo, keeps nothing", NO, "echo_server", ("-",))
    yield Variant(OURS, "intake, SQLite FULL", POWER, "throughput_server", (scratch, "-"), todo=ours)
    name, missing, beside = "postgresql", "", None
    if args.wants(name):
        try:
            postgres = Postgres()
            beside = postgres.beside(postgres.database("benchmark"))
        except RuntimeError as error:
            missing = str(error)
    argv = (scratch, "-", beside.url if beside else "")
    yield Variant(name, "intake, PostgreSQL", POWER, "throughput_server", argv, beside, missing, ours)
    no_dialog = _missing("aiogram_dialog", args.packages)
    yield Variant("fsm", "aiogram FSM, memory", NO, "peer_server", ("fsm", "-"))
    yield Variant("dialog", "aiogram-dialog, memory", NO, "peer_server", ("dialog", "-"), missing=no_dialog)
    for suffix, told, durable, options in (
        ("redis", "Redis", NO, ("--appendonly", "no")),
        ("redis-always", "Redis, each write synced", POWER, ("--appendonly", "yes", "--appendfsync", "always")),
    ):
        for kind, library, absent in (("fsm", "aiogram FSM", ""), ("dialog", "aiogram-dialog", no_dialog)):
            name = f"{kind}-{suffix}"
            server = stack.enter_context(redis(*options)) if args.wants(name) else None
            missing = absent or _missing("redis", args.packages) or ("" if server else "no redis-server")
            kept = server.url if server else ""
            yield Variant(name, f"{library}, {told}", durable, "peer_server", (kind, kept), server, missing)
    yield Variant("ptb", "PTB ConversationHandler, memory", NO, "peer_server", ("ptb", "-"))
    kept = str(Path(scratch) / "pickle")
    yield Variant("ptb-pickle", "PTB, PicklePersistence each turn", KILL, "peer_server", ("ptb", kept))


async def run(args: argparse.Namespace) -> list[Variant]:
    """Start all, then go through them round by round."""
    with ExitStack() as servers:
        every = [one for one in variants(args, servers) if args.wants(one.name)]
        paths = [args.packages] if args.packages else []
        extra = {"PYTHONPATH": os.pathsep.join([*paths, os.environ.get("PYTHONPATH", "")]).strip(os.pathsep)}
        async with AsyncExitStack() as stack:
            where = {
                one.name: await stack.enter_async_context(process(one.module, *one.argv, extra=extra))
                for one in every
                if not one.missing
            }
            for number in range(args.rounds + 1):
                for one in every:
                    if one.missing:
                        continue
                    server = one.beside.seconds() if one.beside else 0
                    first = 1_000 + number * args.people
                    found = await measure(args.people, args.chats, first, where[one.name], one.todo)
                    server = (one.beside.seconds() if one.beside else 0) - server
                    found["both"] = found["cpu"] + server / found["turns"] * 1e6
                    if number:  # the first round warms up
                        one.rounds.append(found)
    return every


def table(every: list[Variant]) -> Iterator[str]:
    """The lines of the table."""
    ours = next((one.rounds for one in every if one.name == OURS), [])
    load = " ".join(f"{part:.1f}" for part in os.getloadavg())
    yield f"load of the machine {load}, {os.cpu_count()} cores"
    yield f"{'':36}{'turns per core-second':>25}{'ratio to ours on SQLite (min, max)':>42}   survives"
    yield f"{'':36}{'process':>12}{'with server':>13}{'process':>14}{'with server':>14}{'by the wall':>14}"
    for one in every:
        if one.missing:
            yield f"{one.told:36}left out: {one.missing}"
            continue
        core, both = (statistics.median(1e6 / found[key] for found in one.rounds) for key in ("cpu", "both"))
        ratios = []
        for key in ("cpu", "both", "wall"):
            each = [
                base["both" if key == "both" else key] / found[key]
                for base, found in zip(ours, one.rounds, strict=bool(ours))
            ]
            ratios.append(f"{statistics.median(each):.2f} ({min(each):.2f}, {max(each):.2f})" if each else "-")
        yield f"{one.told:36}{core:8.0f}{both:9.0f}   {ratios[0]:>18}{ratios[1]:>18}{ratios[2]:>18}   {one.durable}"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--chats", type=int, default=64, help="people acting at the same time")
    parser.add_argument("--people", type=int, default=64, help="people a round")
    parser.add_argument("--acts", type=int, default=10, help="acts of each of ours; 24 go to the hand-off")
    parser.add_argument("--packages", help="a folder with the packages of others")
    parser.add_argument("--only", nargs="+", help="the names of those to compare")
    args = parser.parse_args()
    args.wants = lambda name: not args.only or name in args.only
    print("\n".join(table(asyncio.run(run(args)))))


if __name__ == "__main__":
    main()
