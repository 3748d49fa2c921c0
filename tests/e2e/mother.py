"""A process that has imported what others need, and forks one of them as often as it is ordered to.

It reads an order a line, and answers with the number of the process.
"""

from __future__ import annotations

import gc
import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping
from typing import Any

from tests.e2e.nursery import ROOT


class Mother:
    """The process that forks all of them: a module that is run, whose `main` is `fork_each`."""

    def __init__(self, module: str) -> None:
        """Start it; it imports while others go on."""
        pipe = subprocess.PIPE
        self.process = subprocess.Popen([sys.executable, "-m", module], cwd=ROOT, stdin=pipe, stdout=pipe)

    def bear(self, order: Mapping[str, Any]) -> int:
        """Fork another; return its number, which nobody else is given while the mother lives."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps(order).encode() + b"\n")
        self.process.stdin.flush()
        return int(self.process.stdout.readline())

    def close(self) -> None:
        """Let it go; those that it bore have ended."""
        self.process.communicate()


def fork_each(live: Callable[[Mapping[str, Any]], int]) -> int:
    """Fork a process for each order, until there are no more; each lives, and ends with the code that this returns."""
    assert threading.active_count() == 1
    gc.freeze()
    for line in sys.stdin:
        born = os.fork()
        if not born:
            os._exit(live(json.loads(line)))
        print(born, flush=True)
    return 0
