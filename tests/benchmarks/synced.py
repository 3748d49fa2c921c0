"""How many turns one sync of the disk carries, where a sync takes 2 ms as on an ordinary disk.

    python -m tests.benchmarks.synced [--databases sqlite postgresql] [--chats 128] [--people 256] [--acts 12]
                                      [--milliseconds 2]

A few lines of C, compiled here by `cc` into a folder that is removed at the end, stand before fsync and fdatasync: they
wait, then do it, and count. They are loaded (LD_PRELOAD) with the whole service where it writes a file, else with
PostgreSQL. So many people act at the same time; counted is every sync, also of what was delivered, and of checkpoints;
only PostgreSQL's writer of the log, which syncs by the clock and for which nobody waits, does it seldom here.
"""

from __future__ import annotations

import argparse
import asyncio
import atexit
import mmap
import os
import shutil
import struct
import subprocess
import tempfile
from pathlib import Path

from tests.benchmarks.servers import Postgres
from tests.benchmarks.throughput import measure, process, script

_SOURCE = r"""
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

static unsigned long *count;
static useconds_t wait_for;

__attribute__((constructor)) static void begin(void) {
    const char *path = getenv("BENCHMARK_SYNCS"), *wait = getenv("BENCHMARK_SYNC_WAITS");
    int file = path ? open(path, O_RDWR) : -1;
    wait_for = wait ? (useconds_t)atoi(wait) : 0;
    if (file >= 0) {
        void *place = mmap(NULL, sizeof(long), PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
        count = place == MAP_FAILED ? NULL : place;
        close(file);
    }
}

static void waited(void) {
    if (count)
        __atomic_add_fetch(count, 1, __ATOMIC_RELAXED);
    usleep(wait_for);
}

int fsync(int file) {
    int (*really)(int) = (int (*)(int))dlsym(RTLD_NEXT, "fsync");
    waited();
    return really(file);
}

int fdatasync(int file) {
    int (*really)(int) = (int (*)(int))dlsym(RTLD_NEXT, "fdatasync");
    waited();
    return really(file);
}
"""


class SlowDisk:
    """What is to be loaded with a process, and how often it synced since."""

    def __init__(self, folder: Path, compiler: str, milliseconds: float) -> None:
        folder.chmod(0o755)
        source, library, self._counter = folder / "syncs.c", folder / "syncs.so", folder / "syncs"
        source.write_text(_SOURCE, "utf-8")
        subprocess.run([compiler, "-O2", "-shared", "-fPIC", "-o", library, source, "-ldl"], check=True)
        self._counter.write_bytes(bytes(mmap.PAGESIZE))
        self._counter.chmod(0o666)  # the server runs as somebody else
        self.extra = {
            "LD_PRELOAD": str(library),
            "BENCHMARK_SYNCS": str(self._counter),
            "BENCHMARK_SYNC_WAITS": str(int(milliseconds * 1000)),
        }

    def syncs(self) -> int:
        """How often."""
        with self._counter.open("rb") as file:
            return int(struct.unpack("L", file.read(struct.calcsize("L")))[0])


async def told(args: argparse.Namespace, kind: str, disk: SlowDisk, folder: str) -> str:
    """What one database makes of it."""
    server = Postgres(extra=disk.extra, options="-c wal_writer_delay=10000ms") if kind == "postgresql" else None
    argv = [server.database("synced").database] if server else []
    async with process("throughput_server", folder, "-", *argv, extra=None if server else disk.extra) as where:
        todo = script(args.acts)
        await measure(args.chats, args.chats, 1_000, where, todo)  # it warms up
        before = disk.syncs()
        found = await measure(args.people, args.chats, 1_000 + args.chats, where, todo)
        syncs = disk.syncs() - before
    turns = args.people * args.acts
    load = os.getloadavg()[0]
    return (
        f"{kind:10} {args.chats} at once: {turns} turns, {syncs} syncs of {args.milliseconds:g} ms: "
        f"{turns / syncs:.1f} turns a sync; waiting for the disk {syncs * args.milliseconds / turns:.2f} ms of "
        f"{found['wall'] / 1000:.2f} ms by the wall a turn; load {load:.0f}"
    )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--databases", nargs="+", default=["sqlite", "postgresql"])
    parser.add_argument("--chats", type=int, default=128)
    parser.add_argument("--people", type=int, default=256)
    parser.add_argument("--acts", type=int, default=12)
    parser.add_argument("--milliseconds", type=float, default=2)
    args = parser.parse_args()
    compiler = shutil.which("cc")
    if compiler is None:
        print("left out: no cc, which compiles what makes a disk slow")
        return
    # Removed last: PostgreSQL stops when this process ends, by programs that are loaded with it too.
    place = tempfile.mkdtemp()
    atexit.register(shutil.rmtree, place, ignore_errors=True)
    disk = SlowDisk(Path(place), compiler, args.milliseconds)
    for kind in args.databases:
        with tempfile.TemporaryDirectory() as folder:
            print(asyncio.run(told(args, kind, disk, folder)), flush=True)


if __name__ == "__main__":
    main()
