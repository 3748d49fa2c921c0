"""How soon `intake demo` is ready, against `intake chat` that has asked its first question; and what a week costs.

    python -m tests.benchmarks.demo [rounds] [--week]

Both run in turn, in fresh processes and empty folders; the chat's input ends at once. Printed are medians of processor
time and of wall time, and the ratio of the demo's to the chat's: at most 1.5. With `--week` once the time until a week
of made-up clients has been played.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from statistics import median

from tests.benchmarks.start import Cost, once, until

ROUNDS = 5
PYTHON = sys.executable


def until_shown(folder: Path, environ: Mapping[str, str], *more: str) -> Cost:
    """A demo until it says where it is: processor seconds, seconds on the wall."""
    return until([PYTHON, "-m", "bot", "demo", "--lang", "en", *more], folder, environ, says_where)


def says_where(running: subprocess.Popen[bytes]) -> None:
    """Read what a demo says until it has said its address."""
    assert running.stdout is not None
    while b"http://" not in (line := running.stdout.readline()):
        if not line:
            raise SystemExit("the demo ended before it was there")


def main() -> None:
    """Measure and print."""
    numbers = [int(arg) for arg in sys.argv[1:] if arg.isdecimal()]
    environ = {k: v for k, v in os.environ.items() if not k.startswith("INTAKE_")}
    environ["PYTHONPATH"] = str(Path(__file__).resolve().parents[2])
    chats: list[Cost] = []
    demos: list[Cost] = []
    for _ in range(numbers[0] if numbers else ROUNDS):
        with tempfile.TemporaryDirectory() as name:
            chats.append(once([PYTHON, "-m", "bot", "chat", "--lang", "en"], Path(name), environ))
            demos.append(until_shown(Path(name), environ))
    for what, place in (("processor", 0), ("wall", 1)):
        chat, demo = (median(cost[place] for cost in costs) for costs in (chats, demos))
        print(f"{what:10} chat {chat * 1000:6.0f} ms   demo {demo * 1000:6.0f} ms   ratio {demo / chat:.2f}")
    if "--week" in sys.argv:
        with tempfile.TemporaryDirectory() as name:
            processor, wall = until_shown(Path(name), environ, "--week")
            print(f"a week     processor {processor:.1f} s   wall {wall:.1f} s")


if __name__ == "__main__":
    main()
